"""What a table read as data is made of."""

from dataclasses import dataclass

from rag.layout import Table
from rag.tables.values import is_plain_figure


@dataclass(frozen=True, slots=True)
class Column:
    """A column. parts: what names it, outermost first; unit: what its bare figures are counted in; figures: whether it
    holds figures; serial: whether it only counts the rows."""

    index: int
    parts: tuple[str, ...]
    unit: str = ""
    figures: bool = False
    serial: bool = False

    @property
    def name(self) -> str:
        return "·".join(self.parts)


@dataclass(frozen=True, slots=True)
class Value:
    """What a row says in a column: text is the source's [start:end]."""

    column: Column
    text: str
    start: int
    end: int

    @property
    def unit(self) -> str:
        """The unit that the figure lacks, "" where it says its own or is none."""
        return self.column.unit if is_plain_figure(self.text) else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the head: start:end is its line. values: in the order of the columns, empty ones left out.
    section: the heading within the table that it stands under; total: whether it sums up others."""

    number: int
    start: int
    end: int
    values: tuple[Value, ...]
    section: str = ""
    total: bool = False

    def value(self, column: Column) -> Value | None:
        return next((value for value in self.values if value.column.index == column.index), None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as data. caption, unit: "" where the text gives none. keys: the columns that say what a row is of.
    notes: spans of rows below the head that are no data: remarks, headings within the table."""

    table: Table
    caption: str
    unit: str
    columns: tuple[Column, ...]
    keys: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[tuple[int, int], ...] = ()

    def key(self, row: Row) -> tuple[Value, ...]:
        """What says what a row is of; of a row that has none, such as 合计 in the column that counts, its first words."""
        columns = {column.index for column in self.keys}
        found = tuple(value for value in row.values if value.column.index in columns)
        return found or tuple(value for value in row.values if not value.column.figures)[:1]
