"""Workbooks and separated values: tables told apart, cells as they are shown, titles and notes as lines."""

import io
import re
import struct
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as clock

import PIL.Image
import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.worksheet.worksheet import Worksheet

from ingest.readers.csv import read_csv
from ingest.readers.number_format import Value, shown
from ingest.readers.xls import read_xls
from ingest.readers.xls_boxes import boxes
from ingest.readers.xlsx import read_xlsx
from ingest.readers.xlsx import reader as xlsx
from ingest.source import Reading, UnreadableFile
from tests.legacy_expected import FILES, aside, cells

BOOK = """2023年各学段基本情况表
单位：所、人
学段\t学校数\t学生数\t达标率
男\t女
小学\t46\t12,305\t11,876\t96.95%
初中\t18\t6,020\t5,904\t100.00%
合计\t{total}\t\t\t
注：达标率按省定标准计算，数据截至2023年12月。
学校\t建校日期\t代码
东湖小学\t1998年9月1日\t0102
西坪中学\t2005年3月12日\t0207
项目\t金额（万元）
校舍维修\t1,234.50
设备购置\t#DIV/0!
核对过
经费明细
年度\t金额\t备注
2022\t300\t含维修
2023\t320.5\t
"""


def school_book() -> bytes:
    """The workbook from which tests/files/book.xls was made: three tables and a hidden sheet, formulas without their results."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    sheet["A1"], sheet["E2"] = "2023年各学段基本情况表", "单位：所、人"
    for place, text in zip(
        ("A3", "B3", "C3", "E3", "C4", "D4"), ("学段", "学校数", "学生数", "达标率", "男", "女"), strict=True
    ):
        sheet[place] = text
    for place in ("A1:E1", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "A8:E8"):
        sheet.merge_cells(place)
    rows = [("小学", 46, 12305, 11876, 0.9695), ("初中", 18, 6020, 5904, 1), ("合计", "=B5+B6", None, None, None)]
    for number, row in enumerate(rows, 5):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column, value).number_format = {3: "#,##0", 4: "#,##0", 5: "0.00%"}.get(
                column, "General"
            )
    sheet["A8"] = "注：达标率按省定标准计算，数据截至2023年12月。"
    for number, row in enumerate(
        [("学校", "建校日期", "代码"), ("东湖小学", date(1998, 9, 1), "0102"), ("西坪中学", date(2005, 3, 12), "0207")],
        11,
    ):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column, value)
        sheet.cell(number, 2).number_format = 'yyyy"年"m"月"d"日"'
    for number, row in enumerate([("项目", "金额（万元）"), ("校舍维修", 1234.5), ("设备购置", "#DIV/0!")], 11):
        sheet.cell(number, 7, row[0])
        sheet.cell(number, 8, row[1]).number_format = "#,##0.00"
    sheet["A12"].comment = Comment("核对过", "")
    hidden = book.create_sheet("经费明细")
    for row in (["年度", "金额", "备注"], [2022, 300, "含维修"], [2023, 320.5, None]):
        hidden.append(row)
    hidden.sheet_state = "hidden"
    empty = book.create_sheet("Sheet3")
    for number in range(1, 200):
        empty.cell(number, 1).number_format = "0.00"
    return saved(book)


def saved(book: Workbook) -> bytes:
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def sheet_of(fill: Callable[[Worksheet], None]) -> Reading:
    """A workbook of one sheet as it is read."""
    book = Workbook()
    fill(book.active)
    return read_xlsx(saved(book))


def rows_of(*rows: tuple[Value, ...]) -> Reading:
    """Rows of values as they are read."""
    return sheet_of(lambda sheet: [sheet.append(row) for row in rows] and None)


@pytest.mark.parametrize(
    ("read", "data", "total"), [(read_xlsx, school_book, ""), (read_xls, (FILES / "book.xls").read_bytes, "64")]
)
def test_a_workbook_reads_as_it_is_shown(
    read: Callable[[bytes], Reading], data: Callable[[], bytes], total: str
) -> None:
    found = read(data())
    assert found.text == BOOK.format(total=total)
    assert [(page.number, page.name) for page in found.layout.pages] == [(1, "Sheet1"), (2, "经费明细"), (3, "Sheet3")]
    assert cells(found, 0)[:8] == [
        (0, 0, 2, 1, "学段"), (0, 1, 2, 1, "学校数"), (0, 2, 1, 2, "学生数"), (0, 4, 2, 1, "达标率"), (1, 2, 1, 1, "男"),
        (1, 3, 1, 1, "女"), (2, 0, 1, 1, "小学"), (2, 1, 1, 1, "46"),
    ]  # fmt: skip
    assert [len(table.cells) for table in found.layout.tables] == [21, 9, 6, 9]
    assert aside(found) == ["核对过"]
    assert "“经费明细”是隐藏的" in found.warnings[0]
    assert any("公式没有保存" in warning for warning in found.warnings) == (not total)


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.125, "0.00%", "12.50%"),
        (12345.0, "General", "12345"),
        (0.1 + 0.2, "General", "0.3"),
        (440582199001011234, "General", "440582199001011234"),
        (1234.5, "#,##0.00", "1,234.50"),
        (-1234.5, r"#,##0.00_);[Red]\(#,##0.00\)", "(1,234.50)"),
        (0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "-"),
        (7, "000", "007"),
        (2.5, "0", "3"),
        (12, '0"人"', "12人"),
        (1.5, "[$¥-804]#,##0.00", "¥1.50"),
        (1234567, '#,##0,"千"', "1,235千"),
        (150000, "0.00E+00", "1.50E+05"),
        (88, '[>=60]0"合格";0"不合格"', "88合格"),
        (55, '[>=60]0"合格";0"不合格"', "55不合格"),
        (45352, "yyyy/m/d;@", "2024/3/1"),
        (datetime(2024, 3, 1), 'yyyy"年"m"月"d"日"', "2024年3月1日"),
        (datetime(2024, 3, 1), '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "二〇二四年三月一日"),
        (datetime(2024, 3, 1, 8, 5), "yyyy/m/d h:mm", "2024/3/1 8:05"),
        (datetime(2024, 3, 1), "aaaa", "星期五"),
        (clock(13, 5), '上午/下午h"时"mm"分"', "下午1时05分"),
        (timedelta(hours=26), "[h]:mm", "26:00"),
        (9015550001, "0000-0000000", "0901-5550001"),
        (13800001111, "000 0000 0000", "138 0000 1111"),
        (20240901, '0000"年"00"月"00"日"', "2024年09月01日"),
        (1234567.891, r'0\.0,"万"', "123.5万"),
        (1234567.891, '0!.0,"万"', "123.5万"),
        (1234567.0, "0.00,", "1234.57"),
        (-1234567, "#,##0.0,,", "-1.2"),
        (45536, r"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy", "2024年9月1日"),
        (45536, "mmmm yyyy", "September 2024"),
        (1234, "[DBNum2][$-804]General", "壹仟贰佰叁拾肆"),
        (3.0, '"第"@"号"', "第3号"),
        (True, "General", "TRUE"),
        ("0102", "@", "0102"),
        (None, "0.00", ""),
    ],
)
def test_a_value_is_shown_by_its_format(value: Value, form: str, text: str) -> None:
    assert shown(value, form).strip() == text


def test_dates_in_the_chinese_formats_known_by_number() -> None:
    data = saved_with_format(31, 45352)
    assert "2024年3月1日" in read_xlsx(data).text


def saved_with_format(number: int, value: int) -> bytes:
    """A workbook whose cell B2 has a format that only its number names."""
    book = Workbook()
    book.active.append(["名称", "日期"])
    book.active.append(["开学", value])
    book.active["B2"].number_format = "0.0000"
    into = io.BytesIO(saved(book))
    out = io.BytesIO()
    with zipfile.ZipFile(into) as archive, zipfile.ZipFile(out, "w") as made:
        for name in archive.namelist():
            data = archive.read(name)
            if "styles" in name:
                data = re.sub(b"<numFmts.*?</numFmts>", b"", data).replace(b'numFmtId="164"', b'numFmtId="%d"' % number)
            made.writestr(name, data)
    return out.getvalue()


def test_an_empty_row_inside_a_table_does_not_cut_it() -> None:
    found = rows_of(("学校", "人数"), ("一小", 20), (None,), ("二小", 30), (None,), ("指标", "权重"), ("安全", 0.5))
    assert [len(table.cells) for table in found.layout.tables] == [6, 4]


def test_an_empty_row_under_a_header_or_over_a_last_row_does_not_cut_it() -> None:
    found = rows_of(("学校", "人数", "班数"), (None,), ("一小", 20, 1), ("二小", 30, 1))
    assert [len(table.cells) for table in found.layout.tables] == [9]
    found = rows_of(
        ("指标", "一小", "二小"), ("安全", "√", "×"), (None,), ("等次", "优秀", "良好"), ("联系人：甲", "电话：1")
    )
    assert [len(table.cells) for table in found.layout.tables] == [9]


def test_a_total_under_an_empty_row_is_the_table_s() -> None:
    found = rows_of(
        ("编码", "科目", "金额"), ("205", "教育", 20), ("20501", "管理", 5), (None,), ("合计", None, 25), ("制表：甲",)
    )
    assert [len(table.cells) for table in found.layout.tables] == [12]


def test_forms_right_under_each_other_are_told_apart() -> None:
    form = [("报名表",), ("姓名", "甲", "学校", "一小"), ("性别", "男", "年级", "三")]
    found = rows_of(*form, ("报名表",), ("姓名", "乙", "学校", "二小"), ("性别", "女", "年级", "二"))
    assert [len(table.cells) for table in found.layout.tables] == [8, 8]


def test_tables_right_under_each_other_are_told_apart() -> None:
    found = rows_of(
        ("表1 小学",), ("学校", "班数", "人数"), ("一小", 6, 240), ("注：不含民办。",),
        ("表2 初中",), ("学校", "班数", "人数"), ("一中", 9, 400),
        ("幼儿园情况",), ("单位：人",), ("园名", "班数", "幼儿"), ("小花园", 3, 80), ("小草园", 2, 50),
    )  # fmt: skip
    assert [len(table.cells) for table in found.layout.tables] == [6, 6, 9]
    assert "\n注：不含民办。\n表2 初中\n学校\t" in found.text
    assert "\n幼儿园情况\n单位：人\n园名\t" in found.text


def test_a_band_inside_a_table_does_not_cut_it() -> None:
    found = rows_of(
        ("学校", "班数", "人数"), ("一小", 6, 240), ("一、民办学校",), ("新苗", 3, 90), ("二、待建",), ("湖东", "待定", 0),
        ("湖西", 1, 20),
    )  # fmt: skip
    assert len(found.layout.tables) == 1


def test_a_header_printed_on_every_page_stands_once() -> None:
    page = [("教师名册",), ("序号", "姓名", "学校")]
    found = rows_of(
        *page,
        (1, "甲", "一小"),
        (2, "乙", "二小"),
        (None, None, "第1页 共2页"),
        *page,
        (3, "丙", "三小"),
        (None, "第2页 共2页"),
    )
    assert found.text.startswith("教师名册\n序号\t姓名\t学校\n1\t甲\t一小\n2\t乙\t二小\n3\t丙\t三小\n")
    assert aside(found) == ["第1页 共2页", "教师名册", "序号  姓名  学校", "第2页 共2页"]


def test_tables_beside_each_other_keep_their_titles() -> None:
    found = rows_of(
        ("小学情况", None, None, "初中情况", None), ("学校", "人数", None, "学校", "人数"), ("一小", 240, None, "一中", 400),
        ("二小", 180, None, None, None),
    )  # fmt: skip
    assert found.text == "小学情况\n学校\t人数\n一小\t240\n二小\t180\n初中情况\n学校\t人数\n一中\t400\n"


def test_an_empty_column_inside_a_table_does_not_cut_it() -> None:
    found = rows_of(("学校", "报名", None, "男", "女"), ("一小", 100, None, 60, 40), ("二小", 80, None, 50, 30))
    assert [len(table.cells) for table in found.layout.tables] == [15]


def test_a_note_with_a_short_row_under_it_is_no_row_of_the_table() -> None:
    found = rows_of(
        ("学校", "男", "女", "合计"),
        ("一小", 60, 40, 100),
        ("注：1.不含民办。\n2.不含教学点。",),
        ("咨询电话", "0901-5550001"),
    )
    assert found.text.endswith("100\n注：1.不含民办。\n2.不含教学点。\n咨询电话  0901-5550001\n")


def test_a_form_s_labels_are_lines() -> None:
    found = rows_of(("填报单位：一小", "单位：人"), ("年级", "人数"), ("一年级", 40), ("填表人：甲", "审核人：乙"))
    assert found.text == "填报单位：一小  单位：人\n年级\t人数\n一年级\t40\n填表人：甲  审核人：乙\n"


def test_one_column_is_no_table() -> None:
    found = rows_of(("通知",), ("各学校要按时上报。",), ("逾期不再受理。",))
    assert found.text == "通知\n各学校要按时上报。\n逾期不再受理。\n"
    assert not found.layout.tables


def test_hidden_columns_are_kept_and_said() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (("学校", "人数"), ("一小", 20)):
            sheet.append(row)
        sheet.column_dimensions["B"].hidden = True

    found = sheet_of(fill)
    assert "一小\t20" in found.text
    assert "隐藏的行或列" in found.warnings[0]


def test_a_workbook_of_nothing_but_formats_is_said_at_once() -> None:
    rows = "".join(f'<row r="{row}">' + f'<c r="A{row}" s="1"/>' * 4 + "</row>" for row in range(1, 200_001))
    begun = time.monotonic()
    with pytest.raises(UnreadableFile, match="没有内容"):
        read_xlsx(with_rows(rows))
    assert time.monotonic() - begun < 5


def test_a_huge_workbook_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_MOST", 3000)
    row = "<row>" + "<c><v>1</v></c>" * 100 + "</row>"
    assert read_xlsx(with_rows(row * 30)).layout.tables[0].cells[-1].row == 29
    with pytest.raises(UnreadableFile, match="太大"):
        read_xlsx(with_rows(row * 31))


def with_rows(rows: str) -> bytes:
    """A workbook whose sheet has these rows."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(Workbook()))) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in archive.namelist():
            data = archive.read(name)
            if name.endswith("sheet1.xml"):
                data = data.replace(b"<sheetData></sheetData>", f"<sheetData>{rows}</sheetData>".encode())
                assert len(data) > len(rows)
            made.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_separated_values(encoding: str, delimiter: str) -> None:
    text = '学校基本情况\n学校,人数,说明\n一小,"1,020","寄宿生\n占三成"\n二小,0855,无\n注：含附属幼儿园,,\n'
    if delimiter != ",":
        text = text.replace('"1,020"', "1;;020").replace(",", delimiter).replace("1;;020", '"1,020"')
    found = read_csv(text.encode(encoding))
    assert (
        found.text == "学校基本情况\n学校\t人数\t说明\n一小\t1,020\t寄宿生 占三成\n二小\t0855\t无\n注：含附属幼儿园\n"
    )


def test_text_with_commas_in_one_column_is_not_cut() -> None:
    assert (
        read_csv("意见\n同意，请抓紧办理。\n请教育局，财政局会签。\n".encode()).text
        == "意见\n同意，请抓紧办理。\n请教育局，财政局会签。\n"
    )


@pytest.mark.parametrize("share", [0.3, 0.9])
@pytest.mark.parametrize("read", [read_xls, read_xlsx])
def test_a_cut_off_workbook_is_said(read: Callable[[bytes], Reading], share: float) -> None:
    data = (FILES / "book.xls").read_bytes() if read is read_xls else school_book()
    with pytest.raises(UnreadableFile, match="请"):
        read(data[: int(len(data) * share)])


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("学校,人数\r\r\n一小,20\r\r\n", "学校\t人数\n一小\t20\n"),
        ("sep=;\r\n学校;人数\r\n一小;20\r\n", "学校\t人数\n一小\t20\nsep=;\n"),
        ('学校,代码\n一小,="0012"\n', "学校\t代码\n一小\t0012\n"),
        (
            '学校,人数,说明\n一小,20,"含\n寄宿"\n二小,30,"新建\n三小,40,无\n',
            "学校\t人数\t说明\n一小\t20\t含 寄宿\n二小\t30\t新建\n三小\t40\t无\n",
        ),
    ],
)
def test_separated_values_as_programs_write_them(data: str, text: str) -> None:
    found = read_csv(data.encode("gb18030"))
    assert found.text == text
    assert len(found.layout.tables) == 1
    assert aside(found) == (["sep=;"] if "sep=" in data else [])


def with_picture(sheet: Worksheet) -> None:
    picture = io.BytesIO()
    PIL.Image.new("L", (2, 2)).save(picture, "png")
    sheet.add_image(Image(picture), "A1")


def test_sheets_of_pictures_are_said() -> None:
    with pytest.raises(UnreadableFile, match="只有图片"):
        sheet_of(with_picture)
    book = Workbook()
    book.active.append(["学校", "人数"])
    with_picture(book.create_sheet("盖章页"))
    assert "工作表“盖章页”只有图片" in read_xlsx(saved(book)).warnings[0]


def test_a_picture_in_a_cell_shows_no_formula() -> None:
    row = '<row><c t="inlineStr"><is><t>封面</t></is></c><c t="str"><f>1</f><v>=DISPIMG("ID_9",1)</v></c></row>'
    found = read_xlsx(with_rows(row))
    assert found.text == "封面\n"
    assert "1 个单元格里是图片" in found.warnings[0]


def test_a_chart_s_title_is_kept() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["学校", "人数"])
        sheet.append(["一小", 20])
        chart = BarChart()
        chart.title = "各校人数走势"
        chart.add_data(Reference(sheet, min_col=2, min_row=2))
        sheet.add_chart(chart, "D2")

    assert sheet_of(fill).text == "学校\t人数\n一小\t20\n各校人数走势\n"


def record(kind: int, *parts: bytes) -> bytes:
    data = b"".join(parts)
    return struct.pack("<HH", kind, len(data)) + data


def excel_95(page: int | None) -> bytes:
    """A workbook of Excel 95 with two cells in GBK. page: the code page that it names."""
    font = record(0x31, struct.pack("<5H5B", 200, 0, 0x7FFF, 400, 0, 0, 0, 134, 0, 4), "宋体".encode("gbk"))
    head = record(0x809, struct.pack("<4H", 0x500, 5, 1, 1996)) + font * 4
    head += record(0x42, struct.pack("<H", page)) if page else b""
    head += record(0xE0, struct.pack("<8H", 0, 0, 1, 0x20, 0, 0, 0, 0)) * 16
    name = "统计".encode("gbk")
    sheet = record(0x85, struct.pack("<IHB", len(head) + 4 + 7 + len(name) + 4, 0, len(name)), name) + record(0x0A)
    cells = b""
    for column, text in enumerate(("学校", "人数")):
        data = text.encode("gbk")
        cells += record(0x204, struct.pack("<4H", 0, column, 15, len(data)), data)
    return head + sheet + record(0x809, struct.pack("<4H", 0x500, 0x10, 1, 1996)) + cells + record(0x0A)


@pytest.mark.parametrize("page", [936, 1252, None])
def test_an_old_workbook_in_chinese_whatever_page_it_names(page: int | None) -> None:
    found = read_xls(excel_95(page))
    assert (found.text, found.layout.pages[0].name) == ("统计\n学校\t人数\n", "统计")


def test_words_in_the_text_boxes_of_an_old_workbook() -> None:
    begin, end = record(0x809, struct.pack("<2H", 0x600, 0x10)), record(0x0A)
    text = "说明：数据来自决算。"

    def box(kind: int) -> bytes:
        told = record(0x5D, struct.pack("<3H", 0x15, 0x12, kind))
        told += record(0x1B6, bytes(10), struct.pack("<H6x", len(text)))
        halves = text[:4], text[4:]
        return (
            told + b"".join(record(0x3C, b"\1", half.encode("utf-16-le")) for half in halves) + record(0x3C, bytes(16))
        )

    chart = record(0x809, struct.pack("<2H", 0x600, 0x20)) + record(0x0A)
    head = record(0x809, struct.pack("<2H", 0x600, 5))
    place = len(head) + 2 * (4 + 8) + len(end)
    sheet = begin + box(0x19) + chart + box(0x06) + end
    names = b"".join(record(0x85, struct.pack("<I4B", at, 0, kind, 0, 0)) for at, kind in ((place, 2), (place, 0)))
    assert boxes(head + names + end + sheet) == [[text]]
