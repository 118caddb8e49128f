"""Tables of a document as data: what each column is called, what each row says, where each value stands."""

from rag.tables.find import row_at, sheet_at, sheet_of
from rag.tables.model import Column, Row, Sheet, Value

__all__ = ["Column", "Row", "Sheet", "Value", "row_at", "sheet_at", "sheet_of"]
