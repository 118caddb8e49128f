"""A spreadsheet as texts to verify: every cell of a column that holds sentences; header rows are left out."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from rag.delimited import rows
from rag.text import has_han
from rag.verifying import messages
from rag.verifying.office import unpacked_within
from rag.verifying.pasted import Pasted, Place

Grid = Sequence[Sequence[str]]

# A cell that says something: it has a stop, a figure that is more than a year, or the length of a sentence.
_SAYS = re.compile(
    "[。；;！!，,]|(?<!\\d)(?!(?:19|20)\\d\\d年)\\d+(?:\\.\\d+)?\\s*(?:%|％|[一-龥])|[一-龥“”《》、]{14}"
)
_LEAST = 5  # Chinese characters of a cell that says something
_HEAVY = 0.34  # share of a column's texts that must, for the column to hold sentences


def read_xlsx(data: bytes, limit: int) -> list[Pasted]:
    """The texts of the visible sheets, values in the place of formulas. limit: bytes of the file. Raises ValueError."""
    unpacked_within(data, limit)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [
            (sheet.title, [[_shown(value) for value in row] for row in sheet.iter_rows(values_only=True)])
            for sheet in book.worksheets
            if sheet.sheet_state == "visible"
        ]
    except (KeyError, ValueError, TypeError, SyntaxError, OSError, AttributeError, zipfile.BadZipFile):
        raise ValueError(messages.NOT_OFFICE) from None
    found = [
        Pasted(text, ((0, Place(sheet=name, row=row, cell=f"{get_column_letter(column)}{row}")),))
        for name, grid in sheets
        for row, column, text in _texts(grid)
    ]
    return _some(found, any(text for _, grid in sheets for row in grid for text in row))


def read_csv(text: str) -> list[Pasted]:
    """The texts of a table of comma, semicolon or tab separated values. Raises ValueError."""
    try:
        grid = rows(text)
    except csv.Error:
        raise ValueError(messages.NOT_OFFICE) from None
    return _some(
        [
            Pasted(cell, ((0, Place(row=row)),))
            for row, _, cell in _texts([[each.strip() for each in line] for line in grid])
        ],
        any(cell.strip() for line in grid for cell in line),
    )


def _some(found: list[Pasted], anything: bool) -> list[Pasted]:
    if anything and not found:
        raise ValueError(messages.NO_SENTENCES)
    return found


def _shown(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _texts(grid: Grid) -> Iterator[tuple[int, int, str]]:
    """The cells to verify, row by row: row and column, from 1, and text."""
    width = max(map(len, grid), default=0)
    columns = [[row[column] if column < len(row) else "" for row in grid] for column in range(width)]
    begins = {number: _begins(column) for number, column in enumerate(columns, 1)}
    for row, cells in enumerate(grid, 1):
        for column, cell in enumerate(cells, 1):
            if cell and begins[column] and row >= begins[column] and has_han(cell):
                yield row, column, cell


def _begins(column: Sequence[str]) -> int:
    """The row from which on a column holds sentences, 0 where it holds none. What stands above the first one is its header."""
    rows = [row for row, cell in enumerate(column, 1) if _says(cell)]
    if not rows:
        return 0
    texts = sum(has_han(cell) for cell in column[rows[0] - 1 :])
    return rows[0] if len(rows) >= _HEAVY * texts else 0


def _says(cell: str) -> bool:
    return sum(map(has_han, cell)) >= _LEAST and bool(_SAYS.search(cell))
