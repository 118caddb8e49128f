"""The corpus's tables as spreadsheets and slides."""

import csv
import io

from openpyxl import Workbook
from pptx import Presentation
from pptx.util import Inches, Pt

from tests.corpus.texts import SLIDES, Grid, Text


def _value(text: str) -> object:
    if text.isdigit():
        return int(text)
    return float(text[:-1]) / 100 if text.endswith("%") else text


def workbook(text: Text) -> bytes:
    """An .xlsx with a sheet for each table: title (on the first) and caption merged over its width, numbers as numbers."""
    book = Workbook()
    book.remove(book.active)
    for number, grid in enumerate(block for block in text.blocks if isinstance(block, Grid)):
        sheet = book.create_sheet(grid.caption.split(" ", 1)[0])
        width = len(grid.rows[0])
        above = [grid.caption] if number else [text.title, grid.caption]
        for row, line in enumerate(above, 1):
            sheet.cell(row, 1, line)
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
        for row, values in enumerate(grid.rows, len(above) + 1):
            for column, value in enumerate(values, 1):
                if value:
                    cell = sheet.cell(row, column, _value(value))
                    if value.endswith("%"):
                        cell.number_format = "0.00%"
                elif value is None:
                    up, left = (row, column - 1) if row == len(above) + 1 else (row - 1, column)
                    sheet.merge_cells(start_row=up, start_column=left, end_row=row, end_column=column)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def comma_separated(grid: Grid, encoding: str) -> bytes:
    """A .csv of a table of one header row."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows(grid.rows)
    return buffer.getvalue().encode(encoding)


def slides() -> bytes:
    """A .pptx: a title slide, then slides of a title and points."""
    show = Presentation()
    for number, (title, points) in enumerate(SLIDES):
        slide = show.slides.add_slide(show.slide_layouts[0 if number == 0 else 1])
        slide.shapes.title.text = title
        frame = slide.placeholders[1].text_frame
        frame.text = points[0]
        for point in points[1:]:
            frame.add_paragraph().text = point
        box = slide.shapes.add_textbox(Inches(8.5), Inches(7), Inches(1), Inches(0.4))
        box.text_frame.text = f"{number + 1} / {len(SLIDES)}"
        box.text_frame.paragraphs[0].font.size = Pt(10)
    for layout in list(show.slide_layouts)[2:]:
        show.slide_layouts.remove(layout)
    buffer = io.BytesIO()
    show.save(buffer)
    return buffer.getvalue()
