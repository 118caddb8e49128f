"""OFD files as their writers make them: text objects in millimetres, templates, notes, pages that are pictures."""

import io
import zipfile
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from ingest.kinds import Kind, detect
from ingest.read import read_bytes
from ingest.readers.ofd import read_ofd
from ingest.source import UnreadableFile
from rag.text import fold

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
PRINTED = Path(__file__).parent / "corpus" / "office" / "plan.pdf"
LINES = (
    (3, "一、总体要求"),
    (2, "各校要把劳动教育纳入学期计划，每周安排不少于一课时，由班"),
    (0, "主任统筹，家长委员会参与监督，结果每月公示一次。"),
    (3, "二、保障措施"),
    (2, "县教育局每年安排专项经费80万元，用于劳动实践基地建设。"),
)
EM = 5.6  # 16 points in mm


def text_object(text: str, x: float, y: float, size: float = EM, extra: str = "", steps: str | None = None) -> str:
    """A text object whose baseline begins at x, y (mm from the page's corner)."""
    if steps is None:
        steps = f"g {len(text) - 1} {size}" if len(text) > 1 else ""
    delta = f' DeltaX="{steps}"' if steps else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y - size} {size * len(text)} {size * 1.2}" Font="2" Size="{size}" {extra}>'
        f'<ofd:TextCode X="0" Y="{size}"{delta}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def page(objects: Iterable[str], template: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {OFD}>{template}<ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>'
        f'<ofd:Content><ofd:Layer ID="9" Type="Body">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def ofd(pages: list[str], more: dict[str, str | bytes] | None = None, common: str = "", after: str = "") -> bytes:
    """The bytes of an OFD file."""
    listed = "".join(f'<ofd:Page ID="{n}0" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    parts: dict[str, str | bytes] = {
        "OFD.xml": f'<ofd:OFD {OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:Title>样例</ofd:Title></ofd:DocInfo>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        f"{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{after}</ofd:Document>",
        **{f"Doc_0/Pages/Page_{n}/Content.xml": content for n, content in enumerate(pages)},
        **(more or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def body(start: float = 60.0) -> list[str]:
    """The lines of our text, set at 28 mm from the left, two ems in where a paragraph begins."""
    return [text_object(text, 28 + (2 * EM if indent else 0), start + 10 * n) for n, (indent, text) in enumerate(LINES)]


def test_lines_become_paragraphs_with_their_places() -> None:
    title = text_object("岱川县教育局关于加强劳动教育的通知", 50, 40, 7.8, 'Weight="700"')
    data = ofd([page([title, *body()])])
    assert detect(data, "通知.ofd") is Kind.OFD
    reading = read_ofd(data)
    assert reading.text.splitlines() == [
        "岱川县教育局关于加强劳动教育的通知",
        "一、总体要求",
        "各校要把劳动教育纳入学期计划，每周安排不少于一课时，由班主任统筹，家长委员会参与监督，结果每月公示一次。",
        "二、保障措施",
        "县教育局每年安排专项经费80万元，用于劳动实践基地建设。",
    ]
    (only,) = reading.layout.pages
    assert (only.number, round(only.width), round(only.height)) == (1, 595, 842)
    first = reading.layout.lines[0]
    assert reading.text[first.start : first.end] == "岱川县教育局关于加强劳动教育的通知"
    assert first.left == pytest.approx(50 / 210, abs=0.005)
    assert first.top < 40 / 297 < first.bottom + 0.005
    assert first.right == pytest.approx((50 + 17 * 7.8) / 210, abs=0.005)


def test_characters_in_objects_of_their_own_make_one_line_in_the_order_of_the_page() -> None:
    text = "学校应当公开招生计划。"
    scattered = [text_object(char, 30 + EM * n, 50) for n, char in reversed(list(enumerate(text)))]
    twice = text_object("学", 30.2, 50)  # printed again beside itself to look bold
    assert read_ofd(ofd([page([*scattered, twice])])).text == text + "\n"


def test_matrix_boundary_and_short_lists_of_steps() -> None:
    # As PDF converters write: coordinates of the PDF scaled down by the matrix.
    scaled = (
        '<ofd:TextObject ID="5" CTM="0.3528 0 0 0.3528 0 0" Boundary="28 50 120 8" Font="2" Size="16">'
        '<ofd:TextCode X="0" Y="16" DeltaX="16">义务教育免试就近入学</ofd:TextCode></ofd:TextObject>'
    )
    reading = read_ofd(ofd([page([scaled])]))
    assert reading.text == "义务教育免试就近入学\n"
    (line,) = reading.layout.lines
    assert line.left == pytest.approx(28 / 210, abs=0.002)
    assert line.right == pytest.approx((28 + 160 * 0.3528) / 210, abs=0.005)


def test_blocks_composite_drawings_and_text_set_downward() -> None:
    resources = f'<ofd:Res {OFD} BaseLoc="Res"><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="77" Width="100" Height="20"><ofd:Content>{text_object("合成图元里的文字。", 0, 10)}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>'
    downward = '<ofd:TextObject ID="6" Boundary="190 60 6 60" Font="2" Size="5"><ofd:TextCode X="0" Y="5" DeltaY="g 3 5">竖排文字</ofd:TextCode></ofd:TextObject>'
    composite = '<ofd:CompositeObject ID="8" Boundary="30 80 100 20" ResourceID="77"/>'
    block = f"<ofd:PageBlock ID='4'>{text_object('块里的第一段文字。', 30, 50)}</ofd:PageBlock>"
    hidden = text_object("看不见的文字", 30, 120, extra='Visible="false"')
    data = ofd(
        [page([block, composite, downward, hidden])],
        {"Doc_0/PublicRes.xml": resources},
        "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>",
    )
    lines = read_ofd(data).text.splitlines()
    assert sorted(lines) == sorted(["块里的第一段文字。", "合成图元里的文字。", "竖排文字"])


def test_other_namespaces_and_addresses_from_the_root() -> None:
    data = ofd([page(body()).replace("http://www.ofdspec.org/2016", "http://www.ofdspec.org")])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["OFD.xml"] = parts["OFD.xml"].replace(b"Doc_0/Document.xml", b"/Doc_0/Document.xml")
    parts["Doc_0/Document.xml"] = parts["Doc_0/Document.xml"].replace(b'BaseLoc="Pages', b'BaseLoc="/Doc_0/Pages')
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert "二、保障措施" in read_ofd(buffer.getvalue()).text


def test_a_template_of_all_pages_and_notes_are_aside() -> None:
    template = page([text_object("岱川县教育局内部资料", 60, 20)])
    common = '<ofd:TemplatePage ID="3" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    use = '<ofd:Template TemplateID="3" ZOrder="Background"/>'
    notes = f'<ofd:PageAnnot {OFD}><ofd:Annot ID="41" Type="Watermark"><ofd:Appearance Boundary="40 150 100 20">{text_object("仅供审阅", 0, 10)}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>'
    more = {
        "Doc_0/Tpls/Tpl_0/Content.xml": template,
        "Doc_0/Annots/Annotations.xml": f'<ofd:Annotations {OFD}><ofd:Page PageID="00"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>',
        "Doc_0/Annots/Page_0/Annotation.xml": notes,
    }
    after = "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
    reading = read_ofd(ofd([page(body(), use), page(body(80), use)], more, common, after))
    aside = [line for start, end in reading.aside for line in reading.text[start:end].splitlines()]
    assert aside.count("岱川县教育局内部资料") == 1 and "仅供审阅" in aside
    assert [each.number for each in reading.layout.pages] == [1, 2]


def test_a_template_of_one_page_is_its_text() -> None:
    common = '<ofd:TemplatePage ID="3" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    more = {"Doc_0/Tpls/Tpl_0/Content.xml": page([text_object("申请单位：", 28, 40)])}
    use = '<ofd:Template TemplateID="3"/>'
    reading = read_ofd(ofd([page([text_object("县第一小学", 58, 40)], use)], more, common))
    assert reading.text == "申请单位：县第一小学\n" and not reading.aside


def test_attached_files_are_told() -> None:
    more = {
        "Doc_0/Attachs/Attachments.xml": f'<ofd:Attachments {OFD}><ofd:Attachment ID="1" Name="名单.xlsx"><ofd:FileLoc>a.xlsx</ofd:FileLoc></ofd:Attachment></ofd:Attachments>'
    }
    reading = read_ofd(ofd([page(body())], more, after="<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>"))
    assert any("名单.xlsx" in warning for warning in reading.warnings)


def test_a_lost_page_is_told_and_the_others_are_read() -> None:
    reading = read_ofd(ofd([page(body()), "<ofd:Page"]))
    assert "一、总体要求" in reading.text and any("1 页损坏" in warning for warning in reading.warnings)


def test_a_page_that_is_a_picture_is_read_by_ocr() -> None:
    with pypdfium2.PdfDocument(PRINTED.read_bytes()) as document:
        wanted = document[0].get_textpage().get_text_range()
        scan = document[0].render(scale=200 / 72).to_pil().convert("L")
    scan = scan.crop((0, 0, scan.width, scan.height // 6))  # enough to tell, and fast
    picture = io.BytesIO()
    scan.rotate(90, expand=True).save(picture, "PNG")  # turned on its side in the file, upright on the page
    resources = f'<ofd:Res {OFD} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>'
    image = '<ofd:ImageObject ID="8" Boundary="0 0 210 49.5" CTM="0 49.5 -210 0 210 0" ResourceID="7"/>'
    more = {"Doc_0/DocumentRes.xml": resources, "Doc_0/Res/a.png": picture.getvalue()}
    reading = read_ofd(ofd([page([image]), page(body())], more, "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"))
    first, second = reading.layout.pages
    assert first.scanned and not second.scanned
    read = fold(reading.text[first.start : first.end])
    assert len(read) > 30 and SequenceMatcher(None, read, fold(wanted)[: len(read)]).ratio() > 0.9


def test_a_page_that_is_a_picture_of_nothing_has_no_text() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(picture, "PNG")
    resources = f'<ofd:Res {OFD} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>a.jb2</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>'
    image = '<ofd:ImageObject ID="8" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="7"/>'
    data = ofd(
        [page([image])],
        {"Doc_0/DocumentRes.xml": resources, "Doc_0/Res/a.jb2": b"no picture"},
        "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>",
    )
    with pytest.raises(UnreadableFile, match="图片"):
        read_ofd(data)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (ofd([]), "损坏"),
        (ofd([page([])]), "没有文字"),
        (ofd(["not xml at all"]), "损坏"),
        (ofd(["\x07encrypted"], {"Encryptions.xml": f"<ofd:Encryptions {OFD}/>"}), "加了密"),
    ],
)
def test_faults_get_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        read_bytes("坏.ofd", data)


def ruled(xs: list[float], ys: list[float], gaps: frozenset[tuple[int, int]] = frozenset()) -> str:
    """The rules of a table in mm; gaps: (row, column) of cells that have none at their right."""
    paths = [
        f'<ofd:PathObject Boundary="{xs[0]} {y} {xs[-1] - xs[0]} 0.5" LineWidth="0.3"><ofd:AbbreviatedData>M 0 0 L {xs[-1] - xs[0]} 0</ofd:AbbreviatedData></ofd:PathObject>'
        for y in ys
    ]
    for row, (top, bottom) in enumerate(zip(ys, ys[1:], strict=False)):
        for column, x in enumerate(xs):
            if (row, column - 1) not in gaps:
                # Upright rules as thin filled rectangles, as some writers draw them.
                paths.append(
                    f'<ofd:PathObject Boundary="{x} {top} 0.2 {bottom - top}" Stroke="false" Fill="true"><ofd:AbbreviatedData>M 0 0 L 0.2 0 L 0.2 {bottom - top} L 0 {bottom - top} C</ofd:AbbreviatedData></ofd:PathObject>'
                )
    return "".join(paths)


def test_a_ruled_table_keeps_its_cells() -> None:
    xs, ys = [28.0, 68.0, 98.0, 128.0], [100.0, 110.0, 120.0, 130.0]
    words = [["学校", "学生数", ""], ["城关镇中心小学校", "612", "38"], ["新河小学", "205", "14"]]
    size = 4.2
    text = [
        text_object(word, xs[column] + 1, ys[row] + 7, size)
        for row, line in enumerate(words)
        for column, word in enumerate(line)
        if word
    ]
    before, after = text_object("各校情况见下表。", 28, 90), text_object("数据截至年底。", 28, 145)
    data = ofd([page([before, ruled(xs, ys, frozenset({(0, 1)})), *text, after])])
    reading = read_ofd(data)
    (table,) = reading.layout.tables
    cells = [(cell.row, cell.column, cell.columns, reading.text[cell.start : cell.end]) for cell in table.cells]
    assert cells == [
        (0, 0, 1, "学校"), (0, 1, 2, "学生数"),
        (1, 0, 1, "城关镇中心小学校"), (1, 1, 1, "612"), (1, 2, 1, "38"),
        (2, 0, 1, "新河小学"), (2, 1, 1, "205"), (2, 2, 1, "14"),
    ]  # fmt: skip
    assert reading.text.splitlines()[0] == "各校情况见下表。" and reading.text.splitlines()[-1] == "数据截至年底。"
