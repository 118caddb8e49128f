"""The flow of a web page: its blocks in reading order, a paragraph or a table each."""

import re
from dataclasses import dataclass, field

from lxml import etree, html

from ingest.readers.builder import GridCell
from ingest.readers.html.lists import numbers
from ingest.readers.html.tables import grid, is_data

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr o:p q ruby rb s samp small span "
    "st1:chsdate strike strong sub sup time tt u var wbr".split()
)
_HEADING = re.compile(r"h([1-6])")
_ATTACHED = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|rtf|txt|zip|rar|7z)(?:$|[?#&])", re.I)
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f“”‘’…—"
_WRAP = re.compile(
    rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_WIDE}])"
)  # CSS Text 3, 4.1.3: no space between wide ones
_SPACE = re.compile("[ \t\r\n\v\f\x85\xa0\u2002\u2003\u2009\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")  # as character references
_RAISED = str.maketrans("0123456789+-－−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_LOWERED = str.maketrans("0123456789+-－−", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋")
_FIGURE = re.compile(r"[0-9+\-－−]{1,4}")


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A paragraph or a table. owner: the element that it stands in; level: of a heading (h1 to h6), else None; linked:
    its characters that lead elsewhere; deleted: text that its author struck out; cells, head: of a table."""

    owner: html.HtmlElement
    text: str
    level: int | None = None
    linked: int = 0
    deleted: bool = False
    cells: tuple[GridCell, ...] = ()
    head: int = 0


@dataclass(slots=True)
class _Flow:
    root: html.HtmlElement
    blocks: list[Block] = field(default_factory=list)
    drawn: dict[html.HtmlElement, str] = field(default_factory=dict)
    owners: list[html.HtmlElement] = field(default_factory=list)
    runs: list[tuple[str, bool]] = field(default_factory=list)  # text, whether it is a link's
    struck: list[str] = field(default_factory=list)
    links: int = 0  # links that are open
    dels: int = 0
    pre: int = 0
    level: int | None = None
    number: str = ""  # drawn before an item whose text has not begun
    skipping: html.HtmlElement | None = None

    def run(self) -> list[Block]:
        for event, element in etree.iterwalk(self.root, events=("start", "end")):
            if self.skipping is None and event == "start":
                self._start(element)
            elif event == "end" and (self.skipping is None or self.skipping is element):
                self._end(element)
        self._flush()
        return self.blocks

    def _start(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if tag == "table" and is_data(element):
            self._flush()
            self._table(element)
            self.skipping = element
            return
        if tag == "br":
            self._flush() if self.level is None else self._say(" ")
        elif tag not in _INLINE:
            self._flush()
            self.owners.append(element)
            if found := _HEADING.fullmatch(tag):
                self.level = int(found.group(1))
            elif tag == "ol":
                self.drawn.update(numbers(element))
            elif tag == "li" and element in self.drawn:
                self.number = self.drawn[element]
        self.links += tag == "a" and _leads_elsewhere(element)
        self.dels += tag == "del"
        self.pre += tag == "pre"
        self._say(_script(tag, element.text or "", self.runs))

    def _end(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if self.skipping is element:
            self.skipping = None
        elif tag != "br" and tag not in _INLINE:
            self._flush()
            self.owners.pop()
            if tag == "li":
                self.number = ""
            if _HEADING.fullmatch(tag):
                self.level = None
        self.links -= tag == "a" and _leads_elsewhere(element)
        self.dels -= tag == "del"
        self.pre -= tag == "pre"
        if element is not self.root:
            self._say(element.tail or "")

    def _say(self, text: str) -> None:
        if self.dels:
            self.struck.append(text)
        elif self.pre:
            first, *others = text.split("\n")
            self.runs.append((first, self.links > 0))
            for line in others:
                self._flush()
                self.runs.append((line, self.links > 0))
        elif text:
            self.runs.append((text, self.links > 0))

    def _flush(self) -> None:
        owner = self.owners[-1] if self.owners else self.root
        if text := tidy("".join(text for text, _ in self.runs)):
            linked = sum(len("".join(text.split())) for text, is_link in self.runs if is_link)
            self.blocks.append(Block(owner, self.number + text, self.level, linked))
            self.number = ""
        if struck := tidy("".join(self.struck)):
            self.blocks.append(Block(owner, struck, deleted=True))
        self.runs.clear()
        self.struck.clear()

    def _table(self, table: html.HtmlElement) -> None:
        for caption in table.findall("caption"):
            for block in flow(caption):
                self.blocks.append(Block(table, block.text))
        cells, head = grid(table)
        written: list[GridCell] = []
        linked = 0
        for cell in cells:
            inside = flow(cell.element)
            linked += sum(block.linked for block in inside)
            text = "\n".join(block.text for block in inside if not block.deleted)
            written.append(GridCell(cell.row, cell.column, text, cell.rows, cell.columns))
        if any(cell.text for cell in written):
            self.blocks.append(
                Block(table, "\n".join(cell.text for cell in written), None, linked, False, tuple(written), head)
            )


def flow(root: html.HtmlElement) -> list[Block]:
    """The blocks of an element, in order."""
    return _Flow(root).run()


def tidy(text: str) -> str:
    """Text as a browser shows it: white space is one space, and none where the source wraps between wide characters."""
    return _SPACE.sub(" ", _WRAP.sub("", _CONTROL.sub("", text))).strip(" \u3000\ufeff\u200b")


def _leads_elsewhere(link: html.HtmlElement) -> bool:
    """Whether a link is one to another page, and no name of an attached file."""
    address = link.get("href") or link.get("onclick") or ""
    return bool(address) and not _ATTACHED.search(address) and not link.text_content().strip().startswith("附件")


def _script(tag: str, text: str, before: list[tuple[str, bool]]) -> str:
    """Raised and lowered figures as such: 10 and a raised 4 is not 104."""
    if (
        tag not in ("sup", "sub")
        or not _FIGURE.fullmatch(text.strip())
        or not before
        or not before[-1][0][-1:].isalnum()
    ):
        return text
    return text.strip().translate(_RAISED if tag == "sup" else _LOWERED)
