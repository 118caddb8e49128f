"""Tables as files: what is marked is found again when the file is opened, and nothing in it is ever a formula."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.shared import RGBColor
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock

from rag.exporting.docx import write_docx
from rag.exporting.table import COLOURS, Mark, Run, Table, cell, joined, marked, plain
from rag.exporting.xlsx import write_xlsx

CLAIM = "全县新建幼儿园7所，新增学位2310个。"
AT = CLAIM.index("7所"), CLAIM.index("7所") + 1
ROWS = (
    (cell("1"), marked(CLAIM, [AT], Mark.CHANGED), cell("=SUM(A1:A9)")),
    (
        cell("2"),
        (Run("全部"), Run("按时", Mark.ADDED), Run("完成"), Run("，逐校验收", Mark.REMOVED)),
        cell("+8%\n第二行"),
    ),
    (cell("3"), (Run("坏字符\x00\x1b\ud800"),), cell("-1@x")),
    (cell("4"), (), cell("@cmd|' /C calc'!A0")),
    (cell("5"), (Run("原文", Mark.OMITTED),), cell("#REF!")),
)
TABLE = Table("核对结果：[2024]/甲*", ("序号", "所核对的话", "=标题"), ROWS, ("说明一", "=1+1"), (4, 30, 12))


def sheet(tmp_path: Path, table: Table = TABLE):
    write_xlsx(table, tmp_path / "table.xlsx")
    return load_workbook(tmp_path / "table.xlsx", rich_text=True)


def test_a_spreadsheet_opens_with_every_text_as_text(tmp_path: Path) -> None:
    book = sheet(tmp_path)
    first, notes = book.worksheets
    assert first.title == "核对结果： 2024  甲"
    assert [place.value for place in first[1]] == list(TABLE.header)
    assert [place.value for place in notes["A"]] == [TABLE.title, *TABLE.notes]
    for row in (*first.iter_rows(), *notes.iter_rows()):
        assert {place.data_type for place in row if place.value is not None} <= {"s"}
        assert all(place.quotePrefix for place in row if place.value is not None)
    assert [first.cell(number, 3).value for number in range(2, 7)] == [plain(row[2]) for row in ROWS]
    assert str(first["B4"].value) == "坏字符\ufffd\ufffd\ufffd"
    assert b"<f>" not in zipfile.ZipFile(tmp_path / "table.xlsx").read("xl/worksheets/sheet1.xml")


def test_a_spreadsheet_is_laid_out_to_be_read_and_printed(tmp_path: Path) -> None:
    first = sheet(tmp_path).worksheets[0]
    assert first.freeze_panes == "A2" and first.print_title_rows == "$1:$1"
    assert first.auto_filter.ref == "A1:C6"
    widths = [first.column_dimensions[letter].width for letter in "ABC"]
    assert widths[0] < widths[2] < widths[1]
    assert all(place.alignment.wrap_text and place.alignment.vertical == "top" for place in first[2])


def blocks(value: object) -> dict[str, TextBlock]:
    assert isinstance(value, CellRichText)
    return {block.text: block for block in value if isinstance(block, TextBlock)}


def test_marks_are_found_again_in_a_spreadsheet_and_read_without_colour(tmp_path: Path) -> None:
    first = sheet(tmp_path).worksheets[0]
    changed = blocks(first["B2"].value)["【7】"]
    assert changed.font.b and changed.font.u == "single" and not changed.font.strike
    assert changed.font.color.rgb == f"FF{COLOURS[Mark.CHANGED]}"
    assert str(first["B2"].value) == "全县新建幼儿园【7】所，新增学位2310个。"
    second = blocks(first["B3"].value)
    assert second["【+按时】"].font.b and second["【-，逐校验收】"].font.strike
    omitted = blocks(first["B6"].value)["【-原文】"]
    assert omitted.font.u == "single" and not omitted.font.strike


def test_marks_are_found_again_in_a_document(tmp_path: Path) -> None:
    write_docx(TABLE, tmp_path / "table.docx")
    document = Document(str(tmp_path / "table.docx"))
    assert [paragraph.text for paragraph in document.paragraphs] == [TABLE.title, *TABLE.notes]
    [grid] = document.tables
    texts = [[place.text for place in row.cells] for row in grid.rows]
    assert texts[0] == list(TABLE.header)
    assert texts[1] == ["1", "全县新建幼儿园【7】所，新增学位2310个。", "=SUM(A1:A9)"]
    assert texts[3][1] == "坏字符\ufffd\ufffd\ufffd" and texts[2][2] == "+8%\n第二行"
    runs = {run.text: run for row in grid.rows for place in row.cells for run in place.paragraphs[0].runs}
    assert runs["【7】"].bold and runs["【7】"].underline and not runs["【7】"].font.strike
    assert runs["【7】"].font.color.rgb == RGBColor.from_string(COLOURS[Mark.CHANGED])
    assert runs["【-，逐校验收】"].font.strike and not runs["【-原文】"].font.strike
    assert not runs["全部"].bold
    section = document.sections[0]
    assert section.page_width > section.page_height
    assert "tblHeader" in grid.rows[0]._tr.xml and "tblHeader" not in grid.rows[1]._tr.xml


def test_a_document_opens_by_itself_without_anything_from_elsewhere(tmp_path: Path) -> None:
    write_docx(TABLE, tmp_path / "table.docx")
    with zipfile.ZipFile(io.BytesIO((tmp_path / "table.docx").read_bytes())) as packed:
        assert not any(
            "External" in packed.read(name).decode("utf-8", "replace")
            for name in packed.namelist()
            if name.endswith(".rels")
        )


def test_a_cell_holds_no_more_than_a_spreadsheet_can(tmp_path: Path) -> None:
    long = Table("长", ("文",), ((cell("字" * 40_000),), (marked("字" * 40_000, [(0, 39_000)], Mark.CHANGED),)))
    values = [str(row[0].value) for row in sheet(tmp_path, long).worksheets[0].iter_rows(min_row=2)]
    assert [len(value) for value in values] == [32_767, 32_767]
    assert values[0].endswith("字…") and values[1].endswith("…】")


def test_empty_tables_and_titles_are_no_trouble(tmp_path: Path) -> None:
    empty = Table("[]", ("甲", "乙"), ())
    assert sheet(tmp_path, empty).worksheets[0].title == "1"
    write_docx(empty, tmp_path / "empty.docx")
    assert len(Document(str(tmp_path / "empty.docx")).tables[0].rows) == 1


def test_a_table_is_as_wide_as_its_header() -> None:
    with pytest.raises(ValueError, match=r"\[2\]"):
        Table("表", ("甲", "乙"), ((cell("1"), cell("2")), (cell("1"),)))
    with pytest.raises(ValueError):
        Table("表", ("甲", "乙"), (), (), (1,))


def test_spans_that_overlap_are_marked_once() -> None:
    assert joined([(3, 5), (0, 2), (4, 7), (8, 8), (2, 3)]) == [(0, 7)]
    found = marked("一二三四五", [(3, 5), (0, 1), (4, 5)], Mark.CHANGED)
    assert found == (Run("一", Mark.CHANGED), Run("二三"), Run("四五", Mark.CHANGED))
    assert "".join(run.text for run in found) == "一二三四五"
