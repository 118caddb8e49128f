"""Styles of a .docx: what a paragraph or a run is by its style and all that the style is based on."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from rag.office.word import W, is_hidden, on

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$")
_CONTENTS = re.compile(r"toc(?:\s*\d|\s*heading)|目录\s*\d$")
_TITLES = ("title", "标题")
_NO_HEADINGS = ("subtitle", "副标题")
_BODY_LEVEL = 9  # w:outlineLvl of what is no heading


class Styles:
    """The styles in a part, by id."""

    def __init__(self, root: Element | None) -> None:
        """root: of the styles part; None where the file has none."""
        found = [] if root is None else root.findall(f"{W}style")
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}
        self._default = next(
            (
                style.get(f"{W}styleId", "")
                for style in found
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")
            ),
            "",
        )

    def chain(self, style: str) -> Iterator[Element]:
        """A style and those that it is based on, itself first."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = _value(self._styles[style].find(f"{W}basedOn"))

    def of(self, paragraph: Element) -> str:
        """The id of a paragraph's style."""
        return _value(paragraph.find(f"{W}pPr/{W}pStyle")) or self._default

    def level(self, paragraph: Element) -> int | None:
        """The level of a heading, from 1; 0: a title; None: no heading."""
        style = self.of(paragraph)
        names = [_name(each) for each in self.chain(style)] or [style.lower()]
        if names[0] in _TITLES:
            return 0
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if own is not None:
            return _outline(own)
        if any(name in _NO_HEADINGS or _CONTENTS.match(name) for name in names):
            return None
        for each, name in zip(self.chain(style), names, strict=False):
            given = each.find(f"{W}pPr/{W}outlineLvl")
            if given is not None:
                return _outline(given)
            if match := _HEADING.match(name):
                return int(match[1])
        # Without a styles part, the style's id is all there is.
        match = _HEADING.match(names[0])
        return int(match[1]) if match else None

    def is_contents(self, paragraph: Element) -> bool:
        """Whether a paragraph is a line of a table of contents, or its heading."""
        style = self.of(paragraph)
        names = [_name(each) for each in self.chain(style)] or [style.lower()]
        return bool(_CONTENTS.match(names[0]))

    def numbering(self, style: str) -> tuple[str, str, list[str]]:
        """The list that a style belongs to: the list's id, the level's, "" where not said; and the ids of the styles
        that were asked up to the one that names the list."""
        number = level = ""
        asked: list[str] = []
        for each in self.chain(style):
            asked.append(each.get(f"{W}styleId", ""))
            level = level or _value(each.find(f"{W}pPr/{W}numPr/{W}ilvl"))
            number = _value(each.find(f"{W}pPr/{W}numPr/{W}numId"))
            if number:
                break
        return number, level, asked

    def hides(self, run: Element, paragraph: Element) -> bool:
        """Whether a run is hidden, by its own properties or a style."""
        if run.find(f"{W}rPr/{W}vanish") is not None:
            return is_hidden(run)
        for style in (_value(run.find(f"{W}rPr/{W}rStyle")), self.of(paragraph)):
            for each in self.chain(style):
                vanish = each.find(f"{W}rPr/{W}vanish")
                if vanish is not None:
                    return on(vanish)
        return False


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _name(style: Element) -> str:
    return _value(style.find(f"{W}name")).strip().lower()


def _outline(element: Element) -> int | None:
    value = _value(element)
    return int(value) + 1 if value.isascii() and value.isdigit() and int(value) < _BODY_LEVEL else None
