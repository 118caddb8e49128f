"""A presentation is read slide by slide: title, shapes in reading order, tables, notes; what every slide repeats apart."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from ingest.document import make_document
from ingest.progress import listening
from ingest.read import read_bytes
from ingest.readers.pptx import read_pptx
from ingest.source import Reading, UnreadableFile

TITLE, CONTENT, TITLE_ONLY, BLANK = 0, 1, 5, 6


def saved(deck: Deck) -> bytes:
    data = io.BytesIO()
    deck.save(data)
    return data.getvalue()


def changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A file with its parts of a name changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for each in old.namelist():
            content = old.read(each)
            new.writestr(each, change(content) if re.fullmatch(name, each) else content)
    return made.getvalue()


def box(shapes: object, text: str, left: float, top: float) -> object:
    found = shapes.add_textbox(Inches(left), Inches(top), Inches(2), Inches(0.5))  # type: ignore[attr-defined]
    found.text_frame.text = text
    return found


def lines(reading: Reading) -> list[list[str]]:
    return [
        [line for line in reading.text[page.start : page.end].split("\n") if line.strip()]
        for page in reading.layout.pages
    ]


def numbered(frame: object, scheme: str, start: str = "") -> None:
    """Give every paragraph of a text frame an automatic number."""
    for paragraph in frame.paragraphs:  # type: ignore[attr-defined]
        bullet = etree.SubElement(
            paragraph._p.get_or_add_pPr(), "{http://schemas.openxmlformats.org/drawingml/2006/main}buAutoNum"
        )
        bullet.set("type", scheme)
        if start:
            bullet.set("startAt", start)


@pytest.fixture
def report() -> bytes:
    deck = Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[TITLE])
    first.shapes.title.text = "海云区学前教育工作汇报"
    first.placeholders[1].text = "海云区教育局"
    second = deck.slides.add_slide(deck.slide_layouts[CONTENT])
    second.shapes.title.text = "一、工作回顾"
    second.placeholders[1].text = "新建公办园6所。\n新增学位1800个。"
    second.notes_slide.notes_text_frame.text = "资金由区财政承担。"
    third = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    third.shapes.title.text = "一、工作回顾"
    table = third.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(6), Inches(2)).table
    table.cell(0, 1).merge(table.cell(0, 2))
    for at, text in {(0, 0): "来源", (0, 1): "投入", (1, 0): "市级", (1, 1): "300万元", (1, 2): "到位"}.items():
        table.cell(*at).text = text
    third._element.set("show", "0")
    fourth = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    fourth.shapes.title.text = "二、工作打算"
    box(fourth.shapes, "再建公办园3所。", 1, 2)
    return saved(deck)


def test_slides_are_pages_with_titles_tables_and_notes(report: bytes) -> None:
    reading = read_pptx(report)
    assert lines(reading) == [
        ["海云区学前教育工作汇报", "海云区教育局"],
        ["一、工作回顾", "新建公办园6所。", "新增学位1800个。", "资金由区财政承担。"],
        ["一、工作回顾", "来源\t投入", "市级\t300万元\t到位"],
        ["二、工作打算", "再建公办园3所。"],
    ]
    assert [(reading.text[each.start : each.end], each.level) for each in reading.headings] == [
        ("海云区学前教育工作汇报", 0),
        ("一、工作回顾", 1),
        ("二、工作打算", 1),
    ]
    [table] = reading.layout.tables
    assert [(cell.row, cell.column, cell.columns) for cell in table.cells if cell.row == 0] == [(0, 0, 1), (0, 1, 2)]
    assert [reading.text[start:end].strip() for start, end in reading.aside] == ["一、工作回顾"]  # said again
    assert any("第 3 页" in warning for warning in reading.warnings)
    assert any("备注" in warning for warning in reading.warnings)


def test_a_presentation_becomes_clauses_under_its_titles(report: bytes) -> None:
    done: list[tuple[int, int]] = []
    with listening(lambda at, total: done.append((at, total))):
        source = read_bytes("汇报.pptx", report)
    assert done == [(1, 4), (2, 4), (3, 4), (4, 4)]
    found = make_document(source)
    assert found.layout.kind == "pptx" and len(found.layout.pages) == 4
    said = {sentence.text: clause.path for clause in found.clauses for sentence in clause.sentences}
    assert said["再建公办园3所。"] == ("二、工作打算",)
    assert said["资金由区财政承担。"] == ("一、工作回顾",)


def test_shapes_are_read_from_the_top_and_side_by_side_from_the_left() -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    box(slide.shapes, "下左", 1, 5)
    box(slide.shapes, "右", 6, 2.05)
    box(slide.shapes, "左", 1, 2.2)
    group = slide.shapes.add_group_shape()
    box(group.shapes, "组右", 5, 3.5)
    box(group.shapes, "组左", 2, 3.6)
    group.left, group.top = Inches(1), Inches(3.5)
    slide.shapes.title.text = "题"
    slide.shapes._spTree.append(slide.shapes.title._element)
    assert lines(read_pptx(saved(deck))) == [["题", "左", "右", "组左", "组右", "下左"]]


def test_placeholders_take_their_place_from_the_layout() -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[3])  # a title above two columns
    columns = sorted(slide.placeholders, key=lambda each: each.placeholder_format.idx)[1:]
    columns[0].text, columns[1].text = "左栏", "右栏"
    slide.shapes._spTree.remove(columns[0]._element)
    slide.shapes._spTree.append(columns[0]._element)
    box(slide.shapes, "脚下", 1, 7)
    assert lines(read_pptx(saved(deck))) == [["左栏", "右栏", "脚下"]]


@pytest.mark.parametrize(
    ("scheme", "labels"),
    [
        ("arabicPeriod", ["1. ", "2. ", "3. "]),
        ("arabicParenBoth", ["(1)", "(2)", "(3)"]),
        ("ea1JpnChsDbPeriod", ["一．", "二．", "三．"]),
        ("circleNumDbPlain", ["① ", "② ", "③ "]),
        ("alphaUcParenR", ["A)", "B)", "C)"]),
        ("romanLcPeriod", ["i. ", "ii. ", "iii. "]),
    ],
)
def test_numbers_that_are_only_drawn_are_written_out(scheme: str, labels: list[str]) -> None:
    deck = Presentation()
    frame = box(deck.slides.add_slide(deck.slide_layouts[BLANK]).shapes, "甲\n乙\n\n丙", 1, 1).text_frame  # type: ignore[attr-defined]
    numbered(frame, scheme)
    assert lines(read_pptx(saved(deck))) == [[label + name for label, name in zip(labels, "甲乙丙", strict=True)]]


def test_a_list_begins_where_it_says() -> None:
    deck = Presentation()
    frame = box(deck.slides.add_slide(deck.slide_layouts[BLANK]).shapes, "甲\n乙", 1, 1).text_frame  # type: ignore[attr-defined]
    numbered(frame, "arabicParenR", "5")
    assert lines(read_pptx(saved(deck))) == [["5)甲", "6)乙"]]


def test_dates_numbers_and_footers_are_aside() -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[BLANK])
    box(slide.shapes, "正文。", 1, 1)
    data = saved(deck)
    marks = "".join(
        f'<p:sp><p:nvSpPr><p:cNvPr id="{at}" name="x"/><p:cNvSpPr/><p:nvPr><p:ph type="{role}"/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:p>{text}</a:p></p:txBody></p:sp>"
        for at, (role, text) in enumerate(
            (
                ("sldNum", '<a:fld id="{0}" type="slidenum"><a:t>7</a:t></a:fld>'),
                ("ftr", "<a:r><a:t>内部资料</a:t></a:r>"),
                ("dt", "<a:r><a:t>2024年3月</a:t></a:r>"),
            ),
            90,
        )
    )
    reading = read_pptx(
        changed(
            data, r"ppt/slides/slide1\.xml", lambda part: part.replace(b"</p:spTree>", marks.encode() + b"</p:spTree>")
        )
    )
    assert sorted(reading.text[start:end].strip() for start, end in reading.aside) == ["2024年3月", "内部资料"]
    assert lines(reading)[0].count("正文。") == 1 and "7" not in lines(reading)[0]


def test_strict_and_macro_files_read_the_same(report: bytes) -> None:
    def strict(part: bytes) -> bytes:
        return re.sub(
            rb"http://schemas\.openxmlformats\.org/(officeDocument|presentationml|drawingml)/2006/",
            rb"http://purl.oclc.org/ooxml/\1/",
            part,
        )

    macro = changed(
        report, r"\[Content_Types\]\.xml", lambda part: part.replace(b"presentation.main", b"x.macroEnabled.main")
    )
    assert (
        read_pptx(changed(report, r"ppt/.*\.(xml|rels)|_rels/.rels", strict)) == read_pptx(report) == read_pptx(macro)
    )


def test_a_damaged_slide_is_named_and_a_damaged_file_refused(report: bytes) -> None:
    reading = read_pptx(changed(report, r"ppt/slides/slide2\.xml", lambda part: part[:500]))
    assert lines(reading)[1] == []
    assert "slide2.xml" in reading.warnings[-1]
    for broken in (
        changed(report, r"ppt/presentation\.xml", lambda part: part[:300]),
        changed(report, r"ppt/slides/slide\d\.xml", lambda part: part[:300]),
        b"PK\x03\x04 cut off",
    ):
        with pytest.raises(UnreadableFile) as caught:
            read_pptx(broken)
        assert str(caught.value).count("。") == 1


def test_the_figures_of_a_chart_are_a_table() -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    slide.shapes.title.text = "四、各校在校生"
    figures = CategoryChartData()
    figures.categories = ["一小", "二小"]
    figures.add_series("人数", (820, 640.5))
    figures.add_series("班数", (20, 16))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(8), Inches(4), figures)
    reading = read_pptx(saved(deck))
    assert lines(reading) == [["四、各校在校生", "\t人数\t班数", "一小\t820\t20", "二小\t640.5\t16"]]
    assert len(reading.layout.tables) == 1


def test_a_number_that_is_typed_and_drawn_stands_once() -> None:
    deck = Presentation()
    frame = deck.slides.add_slide(deck.slide_layouts[CONTENT]).placeholders[1].text_frame
    frame.text = "一、备课\n上课\n三、作业"
    numbered(frame, "ea1ChsPeriod")
    drawn = lines(read_pptx(saved(deck)))[0]
    assert [line.count("一") + line.count("三") for line in drawn] == [1, 0, 1]


def test_slides_that_are_pictures_say_so() -> None:
    deck = Presentation()
    picture = io.BytesIO()
    Image.new("L", (40, 30), 200).save(picture, "PNG")
    for _ in range(2):
        deck.slides.add_slide(deck.slide_layouts[BLANK]).shapes.add_picture(picture, 0, 0)
    with pytest.raises(UnreadableFile, match="2 张图片"):
        read_pptx(saved(deck))
