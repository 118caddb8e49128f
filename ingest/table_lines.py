"""Which rows of tables that stay text hold no heading of the document, whatever their cells begin with."""

from collections.abc import Sequence

from ingest.table_head import rows_of
from rag.layout import Table

_FRAME = 0.5  # share of the words of a table in rows of one cell from which it is a frame around running text
_WHOLE = 0.8  # share of them that one cell beside others holds which is such a text by itself
_LONG = 300  # characters of such a cell


def lines_of_cells(text: str, tables: Sequence[Table]) -> tuple[tuple[int, int], ...]:
    """The spans of the rows of these tables whose numbering is no heading's. A table that frames running text, a row or a
    cell of which is a part of the document, is open to headings there."""
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
