"""The styles of an RTF file: which paragraphs are headings by them, which lines of a table of contents."""

import re

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.I)
_CONTENTS = re.compile(r"toc(?:\s*\d|\s*heading)|目录\s*\d$", re.I)
_TITLES, _NO_HEADINGS = ("title", "标题"), ("subtitle", "副标题")
_BODY_LEVEL = 9  # \\outlinelevel of what is no heading


class Styles:
    """The styles in a file, by number."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}
        self._outlines: dict[int, int] = {}

    def name(self, style: int, text: str) -> None:
        """Add to the name of a style, which ends in a semicolon."""
        self._names[style] = (self._names.get(style, "") + text).rstrip(";").strip()

    def outline(self, style: int, level: int) -> None:
        """Give a style its level in the outline, from 0."""
        self._outlines[style] = level

    def is_contents(self, style: int) -> bool:
        """Whether paragraphs of a style are lines of a table of contents."""
        return bool(_CONTENTS.match(self._names.get(style, "")))

    def level(self, style: int, own: int | None) -> int | None:
        """The level of a heading, from 1; 0: a title; None: no heading. own: the paragraph's level in the outline, from
        0."""
        name = self._names.get(style, "")
        outline = own if own is not None else self._outlines.get(style)
        if name.lower() in _TITLES:
            return 0
        if name.lower() in _NO_HEADINGS or self.is_contents(style):
            return None
        if outline is not None:
            return outline + 1 if 0 <= outline < _BODY_LEVEL else None
        match = _HEADING.match(name)
        return int(match[1]) if match else None
