"""Reading tables: which cells of a table a question asks for, told by the names of its rows and columns."""

from rag.reading.cells.pick import Cells, pick, rows_of_another
from rag.reading.cells.tables import Found, is_of_names, rows_named, tables_among

__all__ = ["Cells", "Found", "is_of_names", "pick", "rows_named", "rows_of_another", "tables_among"]
