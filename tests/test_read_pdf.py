"""PDF: text in reading order with its places, tables cell by cell, pages that need OCR told from those that do not."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.lib import colors, pdfencrypt
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Paragraph, Table

from ingest.document import make_document
from ingest.progress import listening
from ingest.readers.pdf import read_pdf
from ingest.readers.pdf.messages import numbers
from ingest.readers.pdf.quality import is_garbled
from ingest.source import Reading, SourceText, UnreadableFile
from rag.pdfium import PDFIUM
from rag.text import fold
from tests import plan
from tests.pdf_making import (
    BODY,
    FLUSH,
    FONT,
    GRID,
    RIGHT,
    SMALL,
    SPACED,
    TITLE,
    Drawn,
    in_columns,
    laid_out,
    paragraphs,
)  # fmt: skip

FILES = Path(__file__).parent / "files"


def _main(reading: Reading) -> list[str]:
    """The lines of the document, without what is none of its text."""
    text = reading.text
    for start, end in reversed(reading.aside):
        text = text[:start] + text[end:]
    return text.splitlines()


def _asides(reading: Reading) -> list[str]:
    return [reading.text[start:end].strip() for start, end in reading.aside]


def _rows(reading: Reading, table: int = 0) -> list[list[str]]:
    found = reading.layout.tables[table]
    rows: dict[int, list[str]] = {}
    for cell in found.cells:
        rows.setdefault(cell.row, []).append(reading.text[cell.start : cell.end])
    return [rows[row] for row in sorted(rows)]


def _clauses(reading: Reading, name: str) -> list[tuple[tuple[str, ...], str]]:
    document = make_document(
        SourceText(name, reading.text, "", layout=reading.layout, headings=reading.headings, aside=reading.aside)
    )
    return [
        (tuple(map(fold, clause.path)), fold("".join(said.text for said in clause.sentences)))
        for clause in document.clauses
    ]


def _plan(indented: bool = True, spaced: bool = False) -> bytes:
    style = BODY if indented else SPACED if spaced else FLUSH
    first, *rest = plan.PARAGRAPHS
    story = [
        *paragraphs(plan.TITLE, TITLE), Paragraph(plan.NUMBER, TITLE), Paragraph(first, FLUSH), *paragraphs(rest, style),
        *paragraphs(plan.SIGNED, RIGHT),
    ]  # fmt: skip
    return laid_out(story, header=plan.HEADER, footer="— {page} —")


@pytest.mark.parametrize(("indented", "spaced"), [(True, False), (False, True), (False, False)])
def test_a_pdf_gives_the_clauses_of_its_text(indented: bool, spaced: bool) -> None:
    reading = read_pdf(_plan(indented, spaced))
    assert _main(reading) == plan.TEXT.splitlines()
    assert len(reading.layout.pages) == 3
    assert _clauses(reading, "plan.pdf") == _clauses(Reading(plan.TEXT), "plan.txt")
    assert set(_asides(reading)) == {plan.HEADER, "— 1 —", "— 2 —", "— 3 —"}


def test_a_pdf_from_an_office_gives_the_clauses_of_its_text() -> None:
    # LibreOffice puts space between Chinese and digits, which is no text.
    reading = read_pdf((FILES / "library_plan.pdf").read_bytes())
    rows = ["\t".join(row) for row in (*plan.ROWS, plan.TOTAL)]
    assert _main(reading) == [*plan.TEXT.splitlines(), *plan.ANNEX, *rows]
    assert set(_asides(reading)) == {plan.HEADER, *(f"— {page} —" for page in range(1, 5))}
    assert reading.warnings == ()
    cells = reading.layout.tables[0].cells
    assert [(cell.row, cell.column, cell.columns) for cell in cells if cell.row == 5] == [
        (5, 0, 2), (5, 2, 1), (5, 3, 1), (5, 4, 1)
    ]  # fmt: skip
    without_annex = reading.text.index(plan.ANNEX[0] + "\n")
    first_pages = Reading(reading.text[:without_annex], aside=tuple(a for a in reading.aside if a[1] <= without_annex))
    assert _clauses(first_pages, "plan.pdf") == _clauses(Reading(plan.TEXT), "plan.txt")


def _bounded(data: bytes, page: int, box: tuple[float, float, float, float]) -> str:
    """What PDFium finds within a box, given in shares of the page from its top left corner."""
    document = pdfium.PdfDocument(data)
    text = document[page].get_textpage()
    width, height = document[page].get_size()
    left, top, right, bottom = box
    found = text.get_text_bounded(
        left * width - 1, (1 - bottom) * height - 1, right * width + 1, (1 - top) * height + 1
    )
    document.close()
    return re.sub(r"\s", "", found)


def test_words_stand_where_the_layout_says() -> None:
    data = (FILES / "library_plan.pdf").read_bytes()
    reading = read_pdf(data)
    assert len(reading.layout.lines) > 60
    for line in reading.layout.lines:
        page = reading.layout.pages[line.page - 1]
        assert page.start <= line.start < line.end <= page.end
        said = re.sub(r"\s", "", reading.text[line.start : line.end])
        assert said in _bounded(data, line.page - 1, (line.left, line.top, line.right, line.bottom))


def test_what_typesetting_does_to_words_is_undone() -> None:
    page = Drawn()
    page.text(74, 760, "本县与exam-")
    page.text(74, 732, "ple学校开展Open")
    page.text(74, 704, "Day活动，近视率")
    page.text(202, 713, "①", 8)
    page.text(210, 704, "降低一个百分点，持续推进。")
    for shift in (0, 0.3):
        page.text(74 + shift, 620, "重影加粗的小标题")
    for place, char in enumerate("字距拉开的标题"):
        page.text(74 + 26 * place, 560, char)
    page.text(74, 500, "　　首行用空格缩进，人名张　三照原样。")
    page.text(-300, 460, "裁切线以外的印刷标记")
    lines = _main(read_pdf(page.bytes()))
    assert "近视率①降低一个百分点，持续推进。" in "".join(lines)
    assert lines[-3:] == ["重影加粗的小标题", "字距拉开的标题", "首行用空格缩进，人名张　三照原样。"]
    assert "印刷标记" not in "".join(lines)


def test_latin_words_over_a_line_break_are_parted_and_hyphens_undone() -> None:
    page = Drawn()
    lines = (
        "　　各学校应当使用县教育局发布的School Library",
        "System登记图书并在馆内公示目录，图书按照exam-",
        "ination的目录摆放在书架上，学生的近视率每年下降1",
        "个百分点。各校登记的图书每月核对一次，不得遗漏。",
    )
    for place, line in enumerate(lines):
        page.text(74, 760 - 28 * place, line)
    assert _main(read_pdf(page.bytes())) == [
        "各学校应当使用县教育局发布的School Library System登记图书并在馆内公示目录，图书按照examination的目录摆放在书架上，学生的近视率每年下降1个百分点。各校登记的图书每月核对一次，不得遗漏。"
    ]


def test_a_single_page_keeps_its_first_and_last_lines() -> None:
    reading = read_pdf(
        laid_out(paragraphs(plan.PARAGRAPHS[:4], BODY), header="内部资料", footer="第 {page} 页 共 1 页")
    )
    assert _asides(reading) == ["第 1 页 共 1 页"]
    assert _main(reading)[0] == "内部资料"


def test_columns_are_read_one_after_the_other() -> None:
    narrow = SMALL.clone("narrow", firstLineIndent=20, leading=16)
    reading = read_pdf(in_columns(paragraphs(plan.PARAGRAPHS * 3, narrow), "青溪教育简报"))
    assert [line for line in _main(reading) if line != "青溪教育简报"] == list(plan.PARAGRAPHS * 3)


def test_a_table_over_pages_is_one_with_its_header_once() -> None:
    rows = [["序号", "学校", "任务", "完成时限"]]
    rows += [
        [
            str(at),
            f"青溪县第{at}小学",
            plan.PARAGRAPHS[7][7 : 40 + at % 7] if at % 3 else "补足馆藏",
            f"{at % 12 + 1}月底前",
        ]
        for at in range(1, 46)
    ]
    cells = [[Paragraph(text, SMALL) for text in row] for row in rows]
    story = [Paragraph(plan.ANNEX[1], TITLE), Table(cells, colWidths=[40, 120, 180, 90], repeatRows=1, style=GRID)]
    reading = read_pdf(laid_out([*story, Paragraph(plan.PARAGRAPHS[3], BODY)], footer="{page}"))
    assert len(reading.layout.tables) == 1
    assert _rows(reading) == rows
    assert _asides(reading).count("\t".join(rows[0])) == 2
    assert _main(reading)[-1] == plan.PARAGRAPHS[3]
    table = reading.layout.tables[0]
    first = {line.page for line in reading.layout.lines if table.start <= line.start < table.end}
    assert first == {1, 2, 3}


def test_merged_cells_are_told_once() -> None:
    cells = [
        ["指标", "", "2025年", "2026年"],
        ["学生", "小学", "1200", "1310"],
        ["", "初中", "640", "655"],
        ["教师", "", "150", "158"],
    ]
    spans = [("SPAN", (0, 0), (1, 0)), ("SPAN", (0, 1), (0, 2)), ("SPAN", (0, 3), (1, 3))]
    reading = read_pdf(
        laid_out([Paragraph(plan.PARAGRAPHS[1], BODY), Table(cells, colWidths=[60, 60, 80, 80], style=GRID + spans)])
    )
    table = reading.layout.tables[0]
    assert _rows(reading) == [
        ["指标", "2025年", "2026年"],
        ["学生", "小学", "1200", "1310"],
        ["初中", "640", "655"],
        ["教师", "150", "158"],
    ]
    assert [(cell.row, cell.column, cell.rows, cell.columns) for cell in table.cells if cell.rows * cell.columns > 1] == [
        (0, 0, 1, 2), (1, 0, 2, 1), (3, 0, 1, 2)
    ]  # fmt: skip


def test_a_table_with_three_lines_has_its_columns_and_the_foot_of_a_notice_has_none() -> None:
    cells = [
        ["学校", "学生数", "教师数"],
        ["第一小学", "1200", "88"],
        ["第二小学", "960", "70"],
        ["第三小学", "640", "52"],
    ]
    lines = [
        ("FONT", (0, 0), (-1, -1), FONT, 12), ("LINEABOVE", (0, 0), (-1, 0), 1.5, colors.black),
        ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black), ("LINEBELOW", (0, -1), (-1, -1), 1.5, colors.black),
    ]  # fmt: skip
    reading = read_pdf(
        laid_out([Paragraph(plan.PARAGRAPHS[1], BODY), Table(cells, colWidths=[100, 80, 80], style=lines)])
    )
    assert _rows(reading) == cells
    ruled = [[Paragraph("以下各表与页眉线一样长。", FLUSH)]]
    wide = Table(cells, colWidths=[150, 150, 141], style=lines)
    over = Table(ruled, colWidths=[441], style=[("LINEABOVE", (0, 0), (-1, 0), 0.5, colors.black)])
    reading = read_pdf(laid_out([over, Paragraph(plan.PARAGRAPHS[1], BODY), wide]))
    assert _rows(reading) == cells
    imprint = [["抄送：县政府办公室。", ""], ["青溪县教育局办公室", "2026年1月16日印发"], ["（共印80份）", ""]]
    reading = read_pdf(
        laid_out([Paragraph(plan.PARAGRAPHS[1], BODY), Table(imprint, colWidths=[240, 200], style=lines)])
    )
    assert not reading.layout.tables


def test_a_table_in_a_form_or_on_a_turned_page_is_found_and_a_frame_is_none() -> None:
    page = Drawn()
    canvas = page.canvas

    def grid(left: float, bottom: float) -> None:
        canvas.grid([left, left + 100, left + 200], [bottom, bottom + 30, bottom + 60])
        canvas.setFont(FONT, 12)
        for place, text in enumerate(("学校", "人数", "第一小学", "三百")):
            canvas.drawString(left + 10 + 100 * (place % 2), bottom + 40 - 30 * (place // 2), text)

    canvas.beginForm("table")
    grid(50, 50)
    canvas.endForm()
    canvas.translate(100, 300)
    canvas.scale(1.2, 1.2)
    canvas.doForm("table")
    canvas.showPage()
    canvas.rotate(90)
    grid(200, -300)
    canvas.showPage()
    canvas.rect(70, 600, 400, 100)
    page.text(80, 640, "方框里的一段话不是表格。")
    canvas.line(70, 500, 470, 500)
    page.text(74, 510, "下划线上的文字。")
    reading = read_pdf(page.bytes())
    assert [_rows(reading, table) for table in (0, 1)] == [[["学校", "人数"], ["第一小学", "三百"]]] * 2
    assert len(reading.layout.tables) == 2
    assert _main(reading)[-2:] == ["方框里的一段话不是表格。", "下划线上的文字。"]


def test_pages_that_are_turned_or_lie_on_their_side_are_read_upright() -> None:
    page = Drawn()
    for turned in (True, False):
        if turned:
            page.canvas.setPageRotation(90)
        page.canvas.saveState()
        page.canvas.rotate(90)
        for place, text in enumerate(
            ("横放的一页从左往右读，这一行说的是第一件事，还没有说完，", "接着在第二行说完。", "另起一段说第二件事。")
        ):
            page.text(100 + (32 if place != 1 else 0), -100 - 28 * place, text)
        page.canvas.restoreState()
        page.canvas.showPage()
        page.canvas.setPageRotation(0)
    reading = read_pdf(page.bytes())
    assert len(reading.layout.pages) == 2
    for shown in reading.layout.pages:
        assert reading.text[shown.start : shown.end].splitlines()[-1] == "另起一段说第二件事。"
    turned, lying = reading.layout.pages
    assert (turned.width, turned.height) == (842, 595) or (turned.width, turned.height) == (595, 842)
    on_side = [line for line in reading.layout.lines if line.page == 2]
    assert all((line.bottom - line.top) * lying.height > (line.right - line.left) * lying.width for line in on_side)


def test_what_is_filled_into_a_form_is_read() -> None:
    page = Drawn()
    page.text(80, 700, "申报学校：")
    page.canvas.acroForm.textfield(name="school", value="Qingxi No.1 School", x=165, y=690, width=200, height=24)
    assert "Qingxi No.1 School" in read_pdf(page.bytes()).text


def test_footnotes_come_after_the_paragraph_that_goes_on_over_them() -> None:
    page = Drawn()
    text = plan.PARAGRAPHS[3]
    lines = [text[at : at + 28] for at in range(0, 28 * 3, 28)]
    for place in range(16):
        page.text(74, 760 - 36 * place, plan.PARAGRAPHS[7][place : place + 20] + "。")
    page.text(106, 184, lines[0][:26])
    page.text(74, 148, lines[0][26:] + lines[1][:26])
    page.text(74, 110, "① 馆藏以书架上能够借出的图书为准。", 10)
    page.canvas.showPage()
    page.text(74, 760, lines[1][26:] + lines[2] + "。"[:0])
    page.text(74, 724, "另起一段。")
    reading = read_pdf(page.bytes())
    assert lines[0][:26] + lines[0][26:] + lines[1] + lines[2] in _main(reading)
    assert "① 馆藏以书架上能够借出的图书为准。" in _main(reading)


def _picture(data: bytes, page: int, dpi: int = 200):
    document = pdfium.PdfDocument(data)
    found = document[page].render(scale=dpi / 72).to_pil().convert("L")
    document.close()
    return found


def test_only_pages_that_need_it_are_read_by_ocr() -> None:
    """A page of text, a scan, a blank page, and a page of text with a picture of a table on it."""
    notice = (FILES / "school_hours.pdf").read_bytes()
    page = Drawn()
    page.text(74, 740, "本页的文字可以直接读取，不需要识别。")
    page.canvas.showPage()
    page.canvas.drawImage(ImageReader(_picture(notice, 0)), 0, 0, 595, 842)
    page.text(280, 30, "— 2 —", 12)
    page.canvas.showPage()
    page.canvas.showPage()
    page.text(74, 740, "各校任务见下图。")
    page.canvas.drawImage(ImageReader(_picture(notice, 0).crop((150, 150, 1500, 520))), 74, 500, 440, 120)
    page.canvas.showPage()
    steps: list[tuple[int, int]] = []
    with listening(lambda done, total: steps.append((done, total))):
        reading = read_pdf(page.bytes())
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [shown.scanned for shown in reading.layout.pages] == [False, True, False, False]
    parts = [reading.text[shown.start : shown.end] for shown in reading.layout.pages]
    assert parts[0] == "本页的文字可以直接读取，不需要识别。\n"
    assert "自三月一日起，上午到校时间改为八时，请告知家长。" in parts[1]
    assert "— 2 —" in parts[1]
    assert not parts[2]
    assert parts[3].startswith("各校任务见下图。\n") and "关于调整上学时间的通知" in parts[3]
    assert reading.warnings[0].startswith("第 2 页是扫描件")
    assert reading.warnings[1].startswith("第 4 页图片里的文字")


def test_a_page_whose_font_tells_no_characters_is_read_by_ocr() -> None:
    data = (FILES / "school_hours.pdf").read_bytes()
    assert _main(read_pdf(data)) == [
        "关于调整上学时间的通知",
        "各小学：",
        "自三月一日起，上午到校时间改为八时，请告知家长。",
    ]
    reading = read_pdf(data.replace(b"/ToUnicode", b"/XoUnicode"))
    assert "".join(_main(reading)) == "关于调整上学时间的通知各小学：自三月一日起，上午到校时间改为八时，请告知家长。"
    assert reading.layout.pages[0].scanned
    assert "乱码" in reading.warnings[0]


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        (plan.TEXT, False),
        ("目录\n一、总体要求" + "." * 60 + "1\n二、主要任务" + "." * 60 + "3", False),
        ("The county shall publish the list of schools before the first of March every year.", False),
        ("各學校應當於三月底前完成圖書清點，並將結果報送縣教育局備案，縣教育局負責抽查。", False),
        ("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 3.5% 4.6% 120 360", False),
        ("(cid:12)(cid:344)(cid:8)(cid:91)(cid:3)(cid:77)(cid:23)(cid:9)", True),
        ("\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009\ue00a\ue00b\ue00c", True),
        ("".join(chr(33 + at % 60) for at in range(0, 300, 7)) * 3, True),
        ("ÕâÊÇÒ»¸öÂÒÂëµÄÎÄ¼þ£¬²»ÄÜÖ±½Ó¶ÁÈ¡", True),
        ("L’élève qui a été absent doit présenter un certificat à l’école dès son retour.", False),
        ("臩臬臭茊茋茌茍茎茏茐茑茒茓茔茕茖茘茙茚茛", True),
    ],
)  # fmt: skip
def test_garbled_text_is_told_from_text(text: str, garbled: bool) -> None:
    assert is_garbled(text) is garbled


def _three_pages() -> bytes:
    page = Drawn()
    for number in (1, 2, 3):
        page.text(74, 740, f"第{number}页的文字内容各不相同，编号是{number * 17}。")
        page.canvas.showPage()
    return page.bytes()


def _unreadable() -> Iterator[tuple[bytes, str]]:
    whole = _three_pages()
    yield whole[: len(whole) // 2], "损坏"
    yield b"%PDF-1.7\n" + b"\0" * 400, "损坏"
    locked = Drawn(encrypt=pdfencrypt.StandardEncryption("secret"))
    locked.text(74, 700, "加密的内容")
    yield locked.bytes(), "密码"
    blank = Drawn()
    blank.canvas.showPage()
    yield blank.bytes(), "没有文字"


@pytest.mark.parametrize(("data", "word"), list(_unreadable()))
def test_a_pdf_that_cannot_be_read_is_told_in_one_sentence(data: bytes, word: str) -> None:
    with pytest.raises(UnreadableFile) as told:
        read_pdf(data)
    assert word in str(told.value) and "\n" not in str(told.value)


def test_a_damaged_page_is_told_and_the_rest_is_read() -> None:
    data = _three_pages()
    second = [match.start() for match in re.finditer(rb"/Type /Page\b", data)][1]
    reading = read_pdf(data[:second] + b"/Type /Pige" + data[second + 11 :])
    assert _main(reading) == ["第1页的文字内容各不相同，编号是17。", "第3页的文字内容各不相同，编号是51。"]
    assert reading.warnings[0].startswith("第 2 页损坏")


def test_a_pdf_that_may_be_read_but_not_copied_is_read() -> None:
    page = Drawn(encrypt=pdfencrypt.StandardEncryption("", ownerPassword="owner", canCopy=0))
    page.text(74, 700, "允许阅读的内容。")
    assert _main(read_pdf(page.bytes())) == ["允许阅读的内容。"]


def test_a_watermark_that_runs_across_pages_is_no_text() -> None:
    page = Drawn()
    for number in (1, 2):
        canvas = page.canvas
        canvas.saveState()
        canvas.translate(200, 300)
        canvas.rotate(45)
        page.text(0, 0, "内部资料", 80)
        canvas.restoreState()
        for place in range(16):
            page.text(74, 760 - 30 * place, f"第{number}页的第{place + 1}行，水印从这些字的下面斜着穿过。")
        canvas.showPage()
    reading = read_pdf(page.bytes())
    assert _asides(reading) == ["内部资料"] * 2
    assert len(_main(reading)) == 32


def test_words_in_latin_letters_are_as_large_as_the_text_they_stand_in() -> None:
    page = Drawn()
    page.text(74, 760, "本区学生均可参加，不收费用。Any pupil of the school")
    page.canvas.setFont("Courier", 16)
    page.canvas.drawString(74, 732, "may join the programme free of charge and")
    page.text(74, 704, "无需另行申请，学校不得拒绝。")
    assert len(_main(read_pdf(page.bytes()))) == 1


def test_space_between_words_is_kept_and_space_between_letters_of_a_word_is_not() -> None:
    page = Drawn()
    said = ("来源：区教育局", "发布时间：今日", "字体：【大")
    left = 74.0
    for part in said:
        page.text(left, 760, part, 10)
        left += 10 * len(part) + 11
    for place, part in enumerate("中小】"):
        page.text(left + 20 * place, 760, part, 10)
    assert _main(read_pdf(page.bytes())) == ["来源：区教育局 发布时间：今日 字体：【大中小】"]


def test_attached_files_are_told() -> None:
    document = pdfium.PdfDocument(_three_pages())
    document.new_attachment("任务清单.txt").set_data("清单内容".encode())
    out = BytesIO()
    document.save(out)
    document.close()
    assert "任务清单.txt" in read_pdf(out.getvalue()).warnings[0]


def test_a_pdf_cut_off_before_its_trailer_is_read_and_one_with_more_after_its_end_is_whole() -> None:
    data = _three_pages()
    cut = read_pdf(data[: data.rindex(b"xref\n0")])
    assert len(_main(cut)) == 3 and cut.warnings[0].startswith("文件末尾不完整")
    assert read_pdf(data + b"\n<html>saved by a portal</html>" * 200).warnings == ()


def test_others_get_at_pdfium_between_two_pages() -> None:
    free: list[bool] = []

    def tried(_done: int, _total: int) -> None:
        free.append(PDFIUM.acquire(blocking=False))
        if free[-1]:
            PDFIUM.release()

    with listening(tried):
        read_pdf(_three_pages())
    assert free == [True] * 3


def test_empty_cells_of_a_column_are_no_lines() -> None:
    cells = [["备注"], [""], ["含分校"], [""]]
    assert _main(read_pdf(laid_out([Table(cells, colWidths=[80], style=GRID)]))) == ["备注", "含分校"]


def test_page_numbers_are_told_as_people_write_them() -> None:
    assert numbers([3, 5, 6, 7, 9, 10, 5]) == "3、5-7、9-10"
