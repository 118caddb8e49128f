"""Tables that set two versions of a text side by side: 修改前 | 修改后."""

from difflib import SequenceMatcher
from itertools import combinations

from ingest.cells import words_in
from ingest.table_head import rows_of
from rag.layout import Cell, Table

_LONGEST_NAME = 16  # characters of the name of a version
_FEWEST = 2  # rows that hold both versions
_ALIKE = 0.5  # likeness of two cells from which they are versions of one text
_SHARE = 0.6  # share of the rows whose cells are
_READ = 300  # characters of a cell that are compared
_ROWS = 20  # rows that are compared
_COLUMNS = 6  # columns that are: each with each other
_LONG = 20  # characters from which a cell is a text


def is_compared(text: str, table: Table) -> bool:
    """Whether two columns of a table hold the same texts in row after row, but for some words, below short names that
    differ."""
    rows = rows_of(table)
    names = {cell.column: words_in(text, cell) for cell in rows[0]} if rows else {}
    if len(rows) <= _FEWEST or any(len(name) > _LONGEST_NAME for name in names.values()):
        return False
    said = [_texts(text, row) for row in rows[1:]]
    columns = [column for column, name in names.items() if name and sum(column in row for row in said) >= _FEWEST]
    return any(
        names[first] != names[second]
        and _versions([(row[first], row[second]) for row in said if first in row and second in row])
        for first, second in combinations(columns[:_COLUMNS], 2)
    )


def _texts(text: str, row: list[Cell]) -> dict[int, str]:
    """The texts in a row by their columns, as far as they are compared."""
    said = {cell.column: words_in(text, cell)[:_READ] for cell in row}
    return {column: words for column, words in said.items() if len(words) >= _LONG}


def _versions(pairs: list[tuple[str, str]]) -> bool:
    """Whether most of the pairs are versions of one text."""
    pairs = pairs[:_ROWS]
    left = len(pairs) - _SHARE * len(pairs)  # how many may be none
    for pair in pairs:
        left -= not _alike(*pair)
        if left < 0:
            return False
    return len(pairs) >= _FEWEST


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # What can be told by the characters alone is told so: to align two texts takes long.
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
