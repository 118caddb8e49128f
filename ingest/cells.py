"""What the cells of tables hold: their words, their edges, the bars between them."""

import re

from ingest.source import Span
from rag.layout import Cell
from rag.tables.values import is_figure, is_year

BAR = re.compile(r"(?<!\\)[|｜]")  # what parts cells; none where it is escaped


def words_at(text: str, span: Span) -> str:
    """What a span of a text says, without white space."""
    return "".join(text[slice(*span)].split())


def words_in(text: str, cell: Cell | None) -> str:
    """What a cell says, without white space; nothing where there is no cell."""
    return words_at(text, (cell.start, cell.end)) if cell else ""


def stripped(text: str, span: Span) -> Span:
    """A span without the white space at its ends."""
    piece = text[slice(*span)]
    start = span[0] + len(piece) - len(piece.lstrip())
    return start, max(start, span[0] + len(piece.rstrip()))


def holds_figure(words: str) -> bool:
    """Whether words are a figure, and no year, which may name a column."""
    return is_figure(words) and not is_year(words)
