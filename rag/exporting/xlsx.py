"""A table as a spreadsheet: one row a row, the header frozen, what is marked as rich text; nothing in it is ever a formula."""

import re
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rag.exporting.table import COLOURS, Cell, Mark, Run, Table, plain, writable
from rag.exporting.words import NOTES

_LONGEST_CELL = 32_767  # characters, as Excel has it
_LONGEST_NAME = 31
_WIDTH = 24  # Chinese characters of a column whose width is not given
_LINE = Side(style="thin", color="C9D3D8")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def write_xlsx(table: Table, path: Path) -> None:
    """Write a table to a new file: its rows on the first sheet, title and notes on the second. Raises OSError."""
    book = Workbook()
    sheet = book.active
    sheet.title = re.sub(r"[\[\]:*?/\\]", " ", writable(table.title))[:_LONGEST_NAME].strip("' ") or "1"
    widths = table.widths or (_WIDTH,) * len(table.header)
    for column, (name, width) in enumerate(zip(table.header, widths, strict=True), 1):
        head = sheet.cell(1, column)
        _write(head, (Run(name),))
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="E8F1F3")
        # A column's width counts digits, of which a Chinese character takes two.
        sheet.column_dimensions[get_column_letter(column)].width = 2 * width + 2
    for number, row in enumerate(table.rows, 2):
        for column, content in enumerate(row, 1):
            _write(sheet.cell(number, column), content)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    _page(sheet)
    notes = book.create_sheet(NOTES)
    notes.column_dimensions["A"].width = 100
    for number, line in enumerate((table.title, *table.notes), 1):
        _write(notes.cell(number, 1), (Run(line),))
    notes["A1"].font = Font(bold=True)
    book.save(path)


def _write(place: SheetCell, content: Cell) -> None:
    """Text, whatever it begins with: the sign = of a claim is no formula, neither now nor when somebody edits the cell."""
    content = tuple(_cut(content))
    if any(run.mark for run in content):
        place.value = CellRichText(*(TextBlock(_font(run.mark), writable(run.shown)) for run in content))
    elif content:
        place.value = writable(plain(content))
        place.data_type = "s"
    place.alignment = _WRAPPED
    place.border = _BORDER
    place.quotePrefix = True


def _cut(content: Cell) -> Iterator[Run]:
    """The runs of a cell as far as a cell can hold them."""
    left = _LONGEST_CELL
    for run in content:
        over = len(run.shown) - left
        if over > 0:
            yield Run(run.text[: max(0, len(run.text) - over - 1)] + "…", run.mark)
            return
        yield run
        left -= len(run.shown)


def _font(mark: Mark) -> InlineFont:
    if not mark:
        return InlineFont()
    return InlineFont(b=True, u="single", strike=mark is Mark.REMOVED, color=f"FF{COLOURS[mark]}")


def _page(sheet: Worksheet) -> None:
    """On paper: landscape, as wide as the page, the header on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
