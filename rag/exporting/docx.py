"""A table as a document: landscape, the header on every page, what is marked in bold and underlined."""

from pathlib import Path

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as DocumentTable
from docx.table import _Row
from docx.text.paragraph import Paragraph

from rag.exporting.table import COLOURS, Cell, Mark, Run, Table, writable

_FONT = "宋体"
_SIZE = Pt(10.5)
_PAGE = Mm(297), Mm(210)  # A4, landscape
_MARGIN = Mm(18)


def write_docx(table: Table, path: Path) -> None:
    """Write a table to a new file below its title and notes. Raises OSError."""
    document = Document()
    _lay_out(document)
    title = document.add_paragraph()
    heading = title.add_run(writable(table.title))
    heading.bold, heading.font.size = True, Pt(16)
    for note in table.notes:
        document.add_paragraph(writable(note))
    grid = document.add_table(rows=1, cols=len(table.header), style="Table Grid")
    grid.autofit = False
    _set_widths(grid, table)
    _write_row(grid.rows[0], tuple((Run(name),) for name in table.header), bold=True)
    _repeat(grid.rows[0])
    for row in table.rows:
        _write_row(grid.add_row(), row)
    document.save(str(path))


def _lay_out(document: DocumentObject) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _PAGE
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", _SIZE
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    normal.paragraph_format.space_after = Pt(3)


def _set_widths(grid: DocumentTable, table: Table) -> None:
    widths = table.widths or (1,) * len(table.header)
    room = _PAGE[0] - 2 * _MARGIN
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = room * width // sum(widths)


def _write_row(row: _Row, cells: tuple[Cell, ...], bold: bool = False) -> None:
    for place, content in zip(row.cells, cells, strict=True):
        _write(place.paragraphs[0], content, bold)


def _write(paragraph: Paragraph, content: Cell, bold: bool) -> None:
    for piece in content:
        run = paragraph.add_run(writable(piece.shown))
        run.bold = bold or None
        if piece.mark:
            run.bold, run.underline = True, True
            run.font.strike = piece.mark is Mark.REMOVED or None
            run.font.color.rgb = RGBColor.from_string(COLOURS[piece.mark])


def _repeat(row: _Row) -> None:
    """Let a row be repeated at the top of every page."""
    properties = row._tr.get_or_add_trPr()
    flag = OxmlElement("w:tblHeader")
    flag.set(qn("w:val"), "true")
    properties.append(flag)
