"""A table of a document as an HTML table: the cited words marked, rows far from them left out, wide ones scrolled."""

from collections.abc import Callable, Iterable, Iterator

from rag.layout import Cell, Table
from rag.page.markup import tag
from rag.schema import Document

# How text[start:end] is drawn: removed words greyed, the cited ones marked.
Draw = Callable[[int, int], str]

_AROUND = 6  # rows shown on either side of the cited one where a table is cut
_MOST = 40  # rows up to which a table is shown whole beside a citation


def tables_within(document: Document, start: int, end: int) -> list[Table]:
    """The tables that a stretch of a document touches, in order."""
    return [table for table in document.layout.tables if table.start < end and table.end > start and table.cells]


def table_span(document: Document, start: int, end: int) -> tuple[int, int]:
    """A stretch that reaches to the ends of the tables in which it begins and ends."""
    for table in tables_within(document, start, end):
        start, end = min(start, table.start), max(end, table.end)
    return start, end


def render_table(table: Table, mark: tuple[int, int] | None, draw: Draw, whole: bool) -> str:
    """A table. draw: draws a stretch of the text; whole: all its rows, whatever their number."""
    rows = _rows(table)
    shown = sorted(rows if whole or mark is None else _near(table, rows, mark))
    spans = _clipped(table, shown)
    html: list[str] = []
    last = -1
    for number in shown:
        if number > last + 1:
            html.append(_gap(_width(table)))
        cells = [_cell(cell, span, mark, draw, cell.row < table.head) for cell, span in spans if span[0] == number]
        html.append(tag("tr", *cells))
        last = number
    if last < max(rows, default=-1):
        html.append(_gap(_width(table)))
    return tag("div", tag("table", tag("tbody", *html)), class_="y-grid", tabindex="0")


def _rows(table: Table) -> set[int]:
    return {number for cell in table.cells for number in range(cell.row, cell.row + max(1, cell.rows))}


def _width(table: Table) -> int:
    return max(cell.column + max(1, cell.columns) for cell in table.cells)


def _near(table: Table, rows: Iterable[int], mark: tuple[int, int]) -> set[int]:
    """The head and the rows around the cited words; all where they are not many."""
    rows = set(rows)
    marked = [cell.row for cell in table.cells if cell.start < mark[1] and cell.end > mark[0]]
    if len(rows) <= _MOST or not marked:
        return rows if len(rows) <= _MOST else {number for number in rows if number < _MOST}
    first, last = min(marked) - _AROUND, max(marked) + _AROUND
    return {number for number in rows if number < table.head or first <= number <= last}


def _clipped(table: Table, shown: list[int]) -> list[tuple[Cell, tuple[int, int]]]:
    """The cells of the rows that are shown, each with the row that it begins in among them and how many of them it spans:
    what a merged cell says holds for rows further down, whether or not its first one is shown."""
    found = []
    for cell in table.cells:
        covered = _run(number for number in shown if cell.row <= number < cell.row + max(1, cell.rows))
        found += [(cell, span) for span in covered]
    return sorted(found, key=lambda each: (each[1][0], each[0].column))


def _run(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Rising numbers as runs: the first of each and how many follow one another."""
    first = last = None
    for number in numbers:
        if first is not None and last is not None and number == last + 1:
            last = number
            continue
        if first is not None and last is not None:
            yield first, last - first + 1
        first = last = number
    if first is not None and last is not None:
        yield first, last - first + 1


def _cell(cell: Cell, span: tuple[int, int], mark: tuple[int, int] | None, draw: Draw, head: bool) -> str:
    cited = mark is not None and cell.start < mark[1] and cell.end > mark[0]
    return tag(
        "th" if head else "td", draw(cell.start, cell.end), class_="y-cited" if cited else None,
        rowspan=str(span[1]) if span[1] > 1 else None, colspan=str(cell.columns) if cell.columns > 1 else None,
    )  # fmt: skip


def _gap(width: int) -> str:
    return tag("tr", tag("td", "…", colspan=str(width)), class_="y-more")
