"""Tables that are set in halves to save room: the same headings again beside themselves, each row two records or more."""

from dataclasses import replace

from rag.layout import Cell, Table


def halves(text: str, table: Table) -> int:
    """How many times the headings of a table stand side by side, 1 where they do once. They are at least two different ones."""
    width = max((cell.column + cell.columns for cell in table.cells), default=0)
    names: dict[int, list[str]] = {column: [] for column in range(width)}
    for cell in table.cells:
        # What spans the table is a title, and what stands alone a unit.
        if cell.row < table.head and cell.columns < width and not _alone(text, table, cell):
            for column in range(cell.column, cell.column + cell.columns):
                names[column].append("".join(text[cell.start : cell.end].split()))
    said = [tuple(filter(None, names[column])) for column in range(width)]
    for each in range(2, width // 2 + 1):
        first = said[:each]
        if width % each == 0 and all(first) and len(set(first)) == each and said == first * (width // each):
            return width // each
    return 1


def unfolded(text: str, table: Table) -> tuple[tuple[Cell, ...], int]:
    """The cells of a table and how many rows its head has, each record of a row in a row of its own."""
    times = halves(text, table)
    if times == 1:
        return table.cells, table.head
    each = max(cell.column + cell.columns for cell in table.cells) // times
    found = []
    for cell in table.cells:
        half, column = divmod(cell.column, each)
        if cell.row < table.head:
            if half == 0:
                found.append(replace(cell, columns=min(cell.columns, each - column)))
            continue
        row = table.head + (cell.row - table.head) * times + half
        # One over several rows of the page holds for the records of its own half.
        for step in range(max(1, cell.rows)):
            found.append(
                replace(cell, row=row + step * times, column=column, rows=1, columns=min(cell.columns, each - column))
            )
    return tuple(sorted(found, key=lambda cell: (cell.row, cell.column))), table.head


def _alone(text: str, table: Table, cell: Cell) -> bool:
    beside = (other for other in table.cells if other.row == cell.row and other is not cell)
    return not any(text[other.start : other.end].strip() for other in beside)
