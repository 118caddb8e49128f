"""Excel 5-2003 workbooks, and WPS's .et of the same form, read with xlrd: cells as they are shown."""

import io
import re
import struct

import olefile
import xlrd
from xlrd.biffh import XL_CELL_BLANK, XL_CELL_BOOLEAN, XL_CELL_EMPTY, XL_CELL_ERROR, XL_CELL_TEXT
from xlrd.book import Book
from xlrd.compdoc import CompDocError
from xlrd.sheet import Cell
from xlrd.sheet import Sheet as XlsSheet

from ingest.kinds import Kind
from ingest.progress import page_read
from ingest.readers import legacy_messages as messages
from ingest.readers.builder import Builder
from ingest.readers.number_format import BY_NUMBER, shown
from ingest.readers.sheets import Sheet, write_sheets
from ingest.readers.xls_boxes import boxes
from ingest.source import Reading, UnreadableFile
from rag.text import has_han

_CHINESE = "gb18030"
_UNICODE = 80  # from this version on text is in Unicode
# What xlrd raises on records that are not as they should be.
_DAMAGED = (
    *(xlrd.XLRDError, CompDocError, struct.error, LookupError, ValueError, ArithmeticError),
    *(AssertionError, TypeError, AttributeError, OSError, MemoryError),
)


def read_xls(data: bytes) -> Reading:
    """The tables of a workbook, a page a sheet. Raises UnreadableFile."""
    stream = _stream(data)
    book = _opened(stream)
    beside = boxes(stream)
    sheets: list[Sheet] = []
    hidden, concealed, damaged = [], [], []
    for index, name in enumerate(book.sheet_names()):
        try:
            sheet = book.sheet_by_index(index)
            sheets.append(_read(book, sheet))
            sheets[-1].beside += beside[index] if index < len(beside) else []
        except _DAMAGED:
            sheets.append(Sheet(name))
            damaged.append(name)
            continue
        if sheets[-1].cells and sheet.visibility:
            hidden.append(name)
        elif sheets[-1].cells and _conceals(sheet):
            concealed.append(name)
        book.unload_sheet(index)
        page_read(index + 1, book.nsheets)
    if not any(sheet.cells or sheet.beside for sheet in sheets):
        raise UnreadableFile(messages.BROKEN if damaged else messages.NO_CELLS)
    builder = Builder()
    write_sheets(builder, sheets)
    said = (messages.HIDDEN_SHEETS, hidden), (messages.HIDDEN_CELLS, concealed), (messages.DAMAGED_SHEETS, damaged)
    return builder.reading(Kind.XLS, [sentence.format(names="、".join(names)) for sentence, names in said if names])


def _stream(data: bytes) -> bytes:
    """The workbook inside an OLE file. olefile reads files that xlrd's own reader of them takes for damaged."""
    if not data.startswith(olefile.MAGIC):
        return data
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            name = next((name for name in ("Workbook", "Book") if ole.exists(name)), None)
            return ole.openstream(name).read() if name else data
    except (OSError, ValueError, IndexError, struct.error):
        raise UnreadableFile(messages.BROKEN) from None


def _opened(stream: bytes) -> Book:
    """The workbook. One of before Excel 97 in which there is no Chinese says the wrong code page, as many programs
    wrote them."""
    found: Book | None = None
    for encoding in (None, _CHINESE):
        try:
            book = xlrd.open_workbook(
                file_contents=stream,
                formatting_info=True,
                on_demand=True,
                logfile=io.StringIO(),
                encoding_override=encoding,
            )
            found = book
            if book.biff_version >= _UNICODE or encoding or _is_chinese(book):
                break
        except UnicodeDecodeError:
            continue
        except xlrd.XLRDError as error:
            encrypted = re.search("encrypt|password", str(error), re.I)
            raise UnreadableFile(messages.ENCRYPTED if encrypted else messages.BROKEN) from None
        except _DAMAGED:
            break
    if found is None:
        raise UnreadableFile(messages.BROKEN)
    return found


def _is_chinese(book: Book) -> bool:
    """Whether the words of a workbook hold Chinese, read as it says."""
    sheets = (book.sheet_by_index(index) for index in range(book.nsheets))
    return any(
        has_han(str(cell.value))
        for sheet in sheets
        for row in sheet.get_rows()
        for cell in row
        if cell.ctype == XL_CELL_TEXT
    )


def _read(book: Book, sheet: XlsSheet) -> Sheet:
    cells = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            if sheet.cell_type(row, column) not in (XL_CELL_EMPTY, XL_CELL_BLANK) and (
                text := _shown(book, sheet.cell(row, column))
            ):
                cells[row, column] = text
    merged = {
        (top, left): (bottom - top, right - left)
        for top, bottom, left, right in sheet.merged_cells
        if (top, left) in cells
    }
    notes = [note.text.strip() for _, note in sorted(sheet.cell_note_map.items())]
    return Sheet(sheet.name, cells, merged, aside=[" ".join(note.split()) for note in notes if note])


def _shown(book: Book, cell: Cell) -> str:
    if cell.ctype == XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#N/A")
    if cell.ctype == XL_CELL_BOOLEAN:
        return shown(bool(cell.value))
    known = book.format_map.get(book.xf_list[cell.xf_index].format_key) if cell.xf_index is not None else None
    form = BY_NUMBER.get(known.format_key, known.format_str) if known else "General"
    value = cell.value if cell.ctype == XL_CELL_TEXT else float(cell.value)
    return shown(value, form or "General", bool(book.datemode)).strip()


def _conceals(sheet: XlsSheet) -> bool:
    """Whether rows or columns that hold something are hidden."""
    rows = any(info.hidden for row, info in sheet.rowinfo_map.items() if row < sheet.nrows)
    return rows or any(info.hidden for column, info in sheet.colinfo_map.items() if column < sheet.ncols)
