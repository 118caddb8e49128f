"""The words of an answer as HTML: a paragraph a line, Markdown tables as tables, markers as buttons, cells of a quoted row set apart."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, repeat

from rag.page import reference
from rag.page.markup import escape, tag
from rag.page.words import Words
from rag.schema import Citation

ARROW = " › "
_MARKER = re.compile(r"\[(\d{1,3})\]")
_ROW = re.compile(r"\s*\|.*\|\s*")
_RULE = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*")
_CELL_END = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>")
_BAR = re.compile("[|｜]")


def render_prose(lines: Sequence[str], citations: Sequence[Citation], words: Words) -> Iterator[str]:
    """Paragraphs and tables, in order. A marker that has no citation stays text."""
    at = 0
    while at < len(lines):
        rows = _table(lines, at)
        if rows:
            yield _render_table([_cells(row) for row in rows], citations, words)
            at += len(rows) + 1
        else:
            yield tag("p", _quoted_cells(lines[at], citations, words))
            at += 1


def _table(lines: Sequence[str], at: int) -> list[str]:
    """The rows of the Markdown table that begins at a line, its rule left out; none if none begins there."""
    if at + 1 >= len(lines) or not _ROW.fullmatch(lines[at]) or not _RULE.fullmatch(lines[at + 1]):
        return []
    rows = [lines[at]]
    for line in lines[at + 2 :]:
        if not _ROW.fullmatch(line):
            break
        rows.append(line)
    return rows


def _cells(row: str) -> list[str]:
    return [cell.strip().replace(r"\|", "|") for cell in _CELL_END.split(row.strip()[1:-1])]


def _render_table(rows: list[list[str]], citations: Sequence[Citation], words: Words) -> str:
    width = max(map(len, rows))

    def row(cells: list[str], name: str) -> str:
        filled = chain(cells, repeat("", width - len(cells)))
        return tag("tr", *(tag(name, _lines_of_cell(cell, citations, words)) for cell in filled))

    head = tag("thead", row(rows[0], "th"))
    body = tag("tbody", *(row(cells, "td") for cells in rows[1:]))
    return tag("div", tag("table", head, body), class_="y-table")


def _lines_of_cell(cell: str, citations: Sequence[Citation], words: Words) -> str:
    return "<br>".join(_quoted_cells(line, citations, words) for line in _BREAK.split(cell))


def _quoted_cells(line: str, citations: Sequence[Citation], words: Words) -> str:
    """A line; where a table row is quoted in it, its bars become hairlines and stay what they are as text."""
    bars = [found.start() for found in _BAR.finditer(line)]
    if len(bars) < 2:
        return _with_markers(line, citations, words)
    parts: list[str] = []
    at = 0
    for bar in bars:
        parts.append(_with_markers(line[at:bar], citations, words))
        kind = "y-bar y-edge" if bar in (bars[0], bars[-1]) and _outermost(line, bar) else "y-bar"
        parts.append(tag("span", escape(line[bar]), class_=kind))
        at = bar + 1
    return "".join([*parts, _with_markers(line[at:], citations, words)])


def _outermost(line: str, bar: int) -> bool:
    """Whether a bar is the first or last thing of its quotation, so that there is nothing to part."""
    return line[:bar].rstrip()[-1:] in ("", "“") or line[bar + 1 :].lstrip()[:1] in ("", "”")


def _with_markers(text: str, citations: Sequence[Citation], words: Words) -> str:
    """text escaped, with a button for each marker that has a citation."""
    parts: list[str] = []
    at = 0
    for found in _MARKER.finditer(text):
        number = int(found[1])
        if not 1 <= number <= len(citations):
            continue
        parts += [escape(text[at : found.start()]), _marker(number, citations[number - 1], words)]
        at = found.end()
    return "".join([*parts, escape(text[at:])])


def _marker(number: int, citation: Citation, words: Words) -> str:
    title = ": ".join([words.source_number.format(number), ARROW.join(citation.section) or citation.source])
    return tag(
        "button", escape(f"[{number}]"), type="button", class_="y-open y-cite", title=title,
        value=reference.cited(citation).encode(),
    )  # fmt: skip
