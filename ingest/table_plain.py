"""Tables of plain text: Markdown's with bars and a rule, and lines of the same number of tabs."""

import re
from collections.abc import Iterator

from ingest.cells import BAR, stripped
from ingest.source import Span
from rag.layout import Cell, Table

_RULE = re.compile(r"[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*(?::?-{2,}:?)?[ \t]*\|?[ \t]*")
_LINE = re.compile(r"([^\r\n\u2028\u2029]*)(?:\r\n|[\r\n\u2028\u2029]|\Z)")
_TAB = re.compile(r"\t")
_FEWEST = 3  # lines with tabs that make a table


def plain_tables(text: str) -> tuple[Table, ...]:
    """The tables in a plain text, in order."""
    lines = [match.span(1) for match in _LINE.finditer(text)]
    found = []
    at = 0
    while at < len(lines):
        table, used = _markdown(text, lines, at) or _tabbed(text, lines, at) or (None, 1)
        if table:
            found.append(table)
        at += used
    return tuple(found)


def _markdown(text: str, lines: list[Span], at: int) -> tuple[Table, int] | None:
    """The Markdown table that begins at a line, and how many lines it takes."""
    if at + 2 >= len(lines) or "|" not in text[slice(*lines[at])]:
        return None
    if not _RULE.fullmatch(text, *lines[at + 1]):
        return None
    end = at + 2
    while end < len(lines) and "|" in text[slice(*lines[end])].strip():
        end += 1
    rows = [lines[at], *lines[at + 2 : end]]
    if len(rows) < 2:
        return None
    cells = tuple(
        Cell(number, column, *span)
        for number, row in enumerate(rows)
        for column, span in enumerate(_cells(text, _inside(text, row), BAR))
    )
    return Table(stripped(text, rows[0])[0], stripped(text, rows[-1])[1], cells, head=1), end - at


def _inside(text: str, row: Span) -> Span:
    """A row without the bars that close it off on either side."""
    start, end = stripped(text, row)
    start += text[start] in "|｜"
    end -= text[end - 1] in "|｜" and text[end - 2] != "\\" and end - 1 > start
    return start, end


def _tabbed(text: str, lines: list[Span], at: int) -> tuple[Table, int] | None:
    """The table that begins at a line with tabs, and how many lines it takes: each has as many tabs, and two cells that
    say something."""
    tabs = text.count("\t", *lines[at])
    end = at
    while tabs and end < len(lines) and text.count("\t", *lines[end]) == tabs:
        if sum(last > first for first, last in _cells(text, lines[end], _TAB)) < 2:
            break
        end += 1
    if end - at < _FEWEST:
        return None
    cells = tuple(
        Cell(number, column, *span)
        for number, row in enumerate(lines[at:end])
        for column, span in enumerate(_cells(text, row, _TAB))
    )
    return Table(lines[at][0], lines[end - 1][1], cells), end - at


def _cells(text: str, row: Span, sign: re.Pattern[str]) -> Iterator[Span]:
    """The spans between the signs of a row, without white space around them."""
    first = row[0]
    for match in sign.finditer(text, *row):
        yield stripped(text, (first, match.start()))
        first = match.end()
    yield stripped(text, (first, row[1]))
