"""Reading tables: which cells of a table a question asks for, told by the names of its rows and columns."""

from rag.reading.cells.about import is_beside, is_off
from rag.reading.cells.pick import Cells, pick
from rag.reading.cells.tables import Found, is_of_names, rows_named, tables_among

__all__ = ["Cells", "Found", "is_beside", "is_of_names", "is_off", "pick", "rows_named", "tables_among"]
