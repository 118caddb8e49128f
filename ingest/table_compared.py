"""Tables that set two versions of a text side by side: 修改前 | 修改后."""

from difflib import SequenceMatcher
from itertools import combinations

from ingest.table_head import rows_of
from rag.layout import Cell, Table

_LONGEST_NAME = 16  # characters of the name of a version
_FEWEST = 2  # rows that hold both versions
_ALIKE = 0.5  # likeness of two cells from which they are versions of one text
_SHARE = 0.6  # share of the rows whose cells are
_READ = 300  # characters of a cell that are compared
_LONG = 20  # characters from which a cell is a text


def is_compared(text: str, table: Table) -> bool:
    """Whether two columns of a table hold the same texts in row after row, but for some words, below short names that differ."""
    rows = rows_of(table)
    names = {cell.column: _said(text, cell) for cell in rows[0]} if rows else {}
    if len(rows) <= _FEWEST or any(len(name) > _LONGEST_NAME for name in names.values()):
        return False
    named = [column for column, name in names.items() if name]
    return any(
        names[first] != names[second] and _versions(text, rows[1:], first, second)
        for first, second in combinations(named, 2)
    )


def _versions(text: str, rows: list[list[Cell]], first: int, second: int) -> bool:
    pairs = []
    for row in rows:
        said = {cell.column: _said(text, cell)[:_READ] for cell in row}
        one, other = said.get(first, ""), said.get(second, "")
        if len(one) >= _LONG and len(other) >= _LONG:
            pairs.append(SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE)
    return len(pairs) >= _FEWEST and sum(pairs) >= _SHARE * len(pairs)


def _said(text: str, cell: Cell) -> str:
    return "".join(text[cell.start : cell.end].split())
