"""Which lines in and below tables hold no heading of the document, whatever they begin with."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ingest.source import SourceText
from ingest.table_head import rows_of
from rag.layout import Table
from rag.text import fold

_FRAME = 0.5  # share of the words of a table in rows of one cell from which it is a frame around running text
_WHOLE = 0.8  # share of them that one cell beside others holds which is such a text by itself
_NOTES = re.compile("(?:备注|附注|注释?|说明)(?:[:：].*)?")  # what opens the notes below a table
_NOTE = re.compile(r"[①-⑳]|[(（]?\d{1,2}(?:[)）、．]|[.](?!\d))")  # how each of them begins
_LINE = re.compile(r"[^\r\n]+")
_LONG = 300  # characters of such a cell


def lines_of_cells(text: str, tables: Sequence[Table]) -> tuple[tuple[int, int], ...]:
    """The spans of the rows of these tables whose numbering is no heading's. A table that frames running text, a row or
    a cell of which is a part of the document, is open to headings there."""
    found: list[tuple[int, int]] = []
    for table in tables:
        rows = [
            filled
            for row in rows_of(table)
            if (filled := [cell for cell in row if text[cell.start : cell.end].strip()])
        ]
        words = sum(cell.end - cell.start for row in rows for cell in row)
        alone = [row for row in rows if len(row) == 1]
        frames = sum(row[0].end - row[0].start for row in alone) > _FRAME * words
        for row in rows:
            longest = max(cell.end - cell.start for cell in row)
            running = longest > max(_LONG, _WHOLE * words) or (frames and len(row) == 1)
            if not running:
                found.append((row[0].start, row[-1].end))
    return tuple(found)


def notes_below(source: SourceText, ends: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The spans of the numbered notes below tables, which are no headings of what comes after them. ends: of the
    tables."""
    found: list[tuple[int, int]] = []
    for end in ends:
        opened = False
        for start, stop in _lines(source, end):
            line = source.text[start:stop]
            if _NOTES.fullmatch(fold(line)):
                opened = True
            elif not opened or not _NOTE.match(line):
                break
            found.append((start, stop))
    return tuple(found)


def _lines(source: SourceText, at: int) -> Iterator[tuple[int, int]]:
    """The lines that say something from a place on, without what is none of the document's."""
    starts = [start for start, _ in source.aside]
    for match in _LINE.finditer(source.text, at):
        line = match.group()
        before = bisect_right(starts, match.start()) - 1
        if line.strip() and not (before >= 0 and match.start() < source.aside[before][1]):
            start = match.start() + len(line) - len(line.lstrip())
            yield start, match.start() + len(line.rstrip())
