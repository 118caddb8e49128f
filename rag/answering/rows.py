"""Rows of tables in answers: made of the words in their cells, never of a line with tabs."""

from collections.abc import Sequence
from dataclasses import replace

from rag.answering.cutting import excerpt
from rag.answering.prose import LONG, Prose
from rag.answering.table import table
from rag.reading.cells import Cells
from rag.schema import Citation, Document
from rag.tables import Row, Value, row_at, sheet_at
from rag.tables.said import row_name, said_of, tells
from rag.tables.values import is_nothing
from rag.text import fold
from rag.words import Words

_LONGEST = 150  # characters of a cell that are shown of it
_ROWS = 30  # rows of a table that one answer shows at most


def shown_row(document: Document, citation: Citation, said: str = "") -> str | None:
    """A citation that is a row of a table, or a part of one, for people: 城关小学：学生数“800”人. None for others. said: what
    of it, folded, is told alone where it says that."""
    row, sheet = row_at(document, citation.start), sheet_at(document, citation.start)
    if row is None or sheet is None:
        return None
    keys = {value.column.index for value in sheet.key(row)}
    values = [value for value in row.values if tells(value) and value.column.index not in keys]
    inside = [value for value in values if value.end > citation.start and value.start < citation.end]
    asked = [value for value in values if said and fold(said_of(value)) == said]
    return _line(row_name(sheet, row), [_told(value) for value in asked or inside or values])


def _line(name: str, told: Sequence[str]) -> str:
    return "：".join(filter(None, (name, "，".join(told))))


def _told(value: Value) -> str:
    return f"{value.column.name}“{excerpt(value.text, None, _LONGEST)}”{value.unit}"


def told_of_each(cells: Sequence[Cells], words: Words, prose: Prose) -> list[str]:
    """A line for each row of cells that answer, with the markers of its citations, for the cell of another table."""
    beside = Prose(citations=prose.citations)
    teller = CellTeller(words, beside)
    for each in cells:
        for row in each.rows[:_ROWS]:
            teller.tell(replace(each, rows=(row,)))
    return beside.lines


class CellTeller:
    """Tells what cells of a table answer, each value with its citation."""

    def __init__(self, words: Words, prose: Prose) -> None:
        self.words = words
        self.prose = prose

    def tell(self, cells: Cells) -> None:
        """Adds the cells to the answer: a line for one row, a table for several."""
        if len(cells.rows) == 1:
            self._tell_row(cells, cells.rows[0])
            return
        if cells.columns and set(cells.columns) <= set(cells.found.sheet.keys):
            self._tell_names(cells)
            return
        if cells.unsummed:
            self.prose.lines.append(self.words.unsummed)
        self._tell_rows(cells)

    def _tell_row(self, cells: Cells, row: Row) -> None:
        values = _values(cells, row)
        name = "·".join(value.text for value in cells.found.sheet.key(row) if value not in values)
        if not name:  # what the row is of is what was asked: the rest of it says of what
            values += [value for value in row.values if tells(value) and value not in values]
        told = [_told(value) for value in values]
        if len(values) == 1:
            self.prose.lines.append(_line(name, told) + self._mark_cell(cells, values[0]))
            return
        # A merged cell stands in the line of another row.
        marks = [self._mark_row(cells, row)]
        marks += [self._mark_cell(cells, value) for value in values if not row.start <= value.start < row.end]
        self.prose.lines.append(_line(name, told) + "".join(marks))

    def _tell_names(self, cells: Cells) -> None:
        """What each of several rows is of, a line each."""
        for number, row in enumerate(cells.rows):
            values = cells.found.sheet.key(row)
            text = "·".join(excerpt(value.text, None, _LONGEST) for value in values)
            if number == _ROWS or self.prose.room(LONG) < len(text):
                self.prose.lines.append(self.words.rest(len(cells.rows)))
                return
            self.prose.lines.append(f"“{text}”{self._mark_cell(cells, values[-1])}")

    def _tell_rows(self, cells: Cells) -> None:
        sheet = cells.found.sheet
        keys = {value.column.index for row in cells.rows for value in sheet.key(row)}
        columns = [
            column
            for column in cells.columns or sheet.columns
            if column.index not in keys and not column.serial and any(row.value(column) for row in cells.rows)
        ]
        heads = ["·".join(column.name for column in sheet.keys)]
        heads += [f"{column.name}（{column.unit}）" if column.unit else column.name for column in columns]
        lines: list[list[str]] = []
        room = self.prose.room(LONG) - len("".join(heads))
        for row in cells.rows[:_ROWS]:
            values = [row.value(column) for column in columns]
            texts = [excerpt(value.text, None, _LONGEST) if value else "" for value in values]
            room -= len(row_name(sheet, row)) + sum(len(text) + 2 for text in texts)
            if room < 0:
                break
            marks = [self._mark_cell(cells, value) if value else "" for value in values] if len(columns) == 1 else []
            told = [f"“{text}”" if text else "" for text in texts]
            if marks:
                told = [text + mark for text, mark in zip(told, marks, strict=True)]
                lines.append([row_name(sheet, row), *told])
            else:
                lines.append([row_name(sheet, row) + self._mark_row(cells, row), *told])
        self.prose.lines += table(heads, lines)
        if len(lines) < len(cells.rows):
            self.prose.lines.append(self.words.rest(len(cells.rows)))

    def _mark_cell(self, cells: Cells, value: Value) -> str:
        return self._mark(cells, value.start, value.end)

    def _mark_row(self, cells: Cells, row: Row) -> str:
        return self._mark(cells, row.start, row.end)

    def _mark(self, cells: Cells, start: int, end: int) -> str:
        document, hit = cells.found.document, cells.found.hit
        return self.prose.mark(document.cite(start, end, hit.path))


def _values(cells: Cells, row: Row) -> list[Value]:
    """The values of a row that are asked for, all that it says where none is; one that says that there is nothing
    counts if it is asked for."""
    keys = {value.column.index for value in cells.found.sheet.key(row)}
    if not cells.columns:
        return [value for value in row.values if tells(value) and value.column.index not in keys]
    asked = [value for column in cells.columns if (value := row.value(column))]
    return [value for value in asked if not is_nothing(value.text)] or asked
