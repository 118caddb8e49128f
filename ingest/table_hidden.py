"""Tables that no format marks: among the lines of a text, outside the tables that its reader knows."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from ingest.source import SourceText, Span
from ingest.table_bars import bar_tables
from ingest.table_flat import flat_tables
from ingest.table_plain import plain_tables
from ingest.table_spaced import spaced_tables
from ingest.table_spread import spread_tables
from rag.layout import Table

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")


def hidden_tables(source: SourceText, known: Sequence[Table], is_caption: Callable[[str], bool]) -> list[Table]:
    """The tables among the lines of a source text that stand in none of the known ones, in order."""
    taken = [(table.start, table.end) for table in known]
    found: list[Table] = []
    for lines in _free(source, taken):
        for find in (bar_tables, spread_tables, spaced_tables):
            found += [table for table in find(source.text, lines) if not _overlaps(table, found)]
        flat = flat_tables(source.text, lines, is_caption)
        found += [table for table in flat if not _overlaps(table, found)]
    found += [table for table in plain_tables(source.text) if not _overlaps(table, (*known, *found))]
    return sorted(found, key=lambda table: table.start)


def _free(source: SourceText, taken: list[Span]) -> list[list[Span]]:
    """The lines that say something, stripped, in runs that no table parts; what is none of the document's is left
    out."""
    starts = [start for start, _ in taken]
    aside = [start for start, _ in source.aside]
    runs: list[list[Span]] = [[]]
    for match in _LINE.finditer(source.text):
        at = bisect_right(starts, match.start()) - 1
        if (at >= 0 and match.start() < taken[at][1]) or (at + 1 < len(starts) and starts[at + 1] < match.end()):
            if runs[-1]:
                runs.append([])
            continue
        at = bisect_right(aside, match.start()) - 1
        if at >= 0 and match.start() < source.aside[at][1]:
            continue
        words = match.group()
        if words.strip():
            start = match.start() + len(words) - len(words.lstrip("\ufeff \t\u3000"))
            runs[-1].append((start, match.start() + len(words.rstrip())))
    return [run for run in runs if run]


def _overlaps(table: Table, others: Sequence[Table]) -> bool:
    return any(table.start < other.end and other.start < table.end for other in others)
