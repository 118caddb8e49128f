"""From a place in a document to the table and the row that stand there."""

from bisect import bisect_right
from collections import OrderedDict
from threading import Lock

from rag.layout import Table
from rag.schema import Document
from rag.tables.model import Row, Sheet
from rag.tables.sheet import read_sheet

_KEPT = 64  # tables as read that are kept at hand
_kept: OrderedDict[tuple[str, int, int, int, tuple[int, int]], Sheet] = OrderedDict()
_lock = Lock()


def sheet_of(text: str, table: Table) -> Sheet:
    """A table of a source text as data; its head names its columns."""
    key = (text, table.start, table.end, table.head, table.caption)
    with _lock:
        if found := _kept.get(key):
            _kept.move_to_end(key)
            return found
    sheet = read_sheet(text, table)
    with _lock:
        _kept[key] = sheet
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return sheet


def table_at(document: Document, start: int) -> Table | None:
    """The table that a place stands in, None outside of tables."""
    return next((table for table in document.layout.tables if table.start <= start < table.end), None)


def sheet_at(document: Document, start: int) -> Sheet | None:
    """The table of data that a place stands in, None outside of these."""
    table = table_at(document, start)
    return sheet_of(document.text, table) if table and table.head else None


def row_at(document: Document, start: int) -> Row | None:
    """The row of data that a place stands in, None outside of these and in the head of a table."""
    sheet = sheet_at(document, start)
    if sheet is None:
        return None
    at = bisect_right(sheet.rows, start, key=lambda row: row.start) - 1
    return sheet.rows[at] if at >= 0 and start < sheet.rows[at].end else None
