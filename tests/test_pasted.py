"""What is uploaded to be verified: texts with where each part stood, or one sentence that says what is wrong."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from openpyxl import Workbook

from rag.verifying.pasted import KINDS, Pasted, UnreadableUpload, read_upload, typed

LIMIT = 1_000_000
SPEECH = "同志们：\n\n全县新建幼儿园7所。\r\n今年培训教师1200人次，比上年多300人次。\n"


def upload(folder: Path, name: str, data: bytes) -> list[Pasted]:
    path = folder / "upload"
    path.write_bytes(data)
    return read_upload(path, name, LIMIT)


def refused(folder: Path, name: str, data: bytes) -> str:
    with pytest.raises(UnreadableUpload) as caught:
        upload(folder, name, data)
    assert caught.value.name == name
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_a_plain_text_is_read_in_the_encodings_that_offices_use(tmp_path: Path, encoding: str) -> None:
    [text] = upload(tmp_path, "讲话.txt", SPEECH.encode(encoding))
    assert text.text == SPEECH
    place = text.place(SPEECH.index("培训"))
    assert (place.file, place.paragraph) == ("讲话.txt", 3)
    assert text.place(0).paragraph == 1 and text.place(len(SPEECH)).paragraph == 3


def test_what_is_typed_knows_its_paragraphs() -> None:
    assert typed("\n\n甲\n乙").place(4).paragraph == 2
    assert typed("").place(0).paragraph == 0


def docx(document: object) -> bytes:
    data = io.BytesIO()
    document.save(data)  # type: ignore[attr-defined]
    return data.getvalue()


def test_a_document_gives_paragraphs_and_rows_in_order(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("工作情况", 1)
    document.add_paragraph("全县新建幼儿园7所。")
    table = document.add_table(rows=2, cols=3)
    for cell, words in zip(
        [*table.rows[0].cells, *table.rows[1].cells], "项目 学校 数量 培训 全县|各校 1200人次".split(), strict=True
    ):
        cell.text = words
    document.add_paragraph("")
    document.add_paragraph("巩固率达到99%。")
    [text] = upload(tmp_path, "汇报.docx", docx(document))
    assert text.text == (
        "工作情况\n\n全县新建幼儿园7所。\n\n| 项目 | 学校 | 数量 |\n| --- | --- | --- |\n| 培训 | 全县｜各校 | 1200人次 |\n\n巩固率达到99%。"
    )
    places = [text.place(text.text.index(words)) for words in ("新建", "1200", "巩固")]
    assert [(place.paragraph, place.table, place.row) for place in places] == [(2, 0, 0), (0, 1, 2), (3, 0, 0)]


def test_revisions_content_controls_and_merged_cells_are_read_as_they_show(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("新建幼儿园")
    for kind, words in (("w:ins", "7所"), ("w:del", "6所")):
        revision, run = OxmlElement(kind), paragraph.add_run()
        text = OxmlElement("w:t" if kind == "w:ins" else "w:delText")
        text.text = words
        run._r.append(text)
        revision.append(run._r)
        paragraph._p.append(revision)
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    content.append(document.add_paragraph("培训教师1200人次。")._p)
    control.append(content)
    paragraph._p.addnext(control)
    table = document.add_table(rows=1, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "入园率"
    table.cell(0, 2).text = "96%"
    [text] = upload(tmp_path, "稿.docx", docx(document))
    assert text.text.split("\n\n") == ["新建幼儿园7所", "培训教师1200人次。", "| 入园率 | 96% |\n| --- | --- |"]


def sheet(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    hidden = book.create_sheet("草稿")
    hidden.append(["不显示的话，不该核对。"])
    hidden.sheet_state = "hidden"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


ROWS: list[list[object]] = [
    ["2024年重点工作核对表"],
    ["序号", "责任单位", "核对内容", "进度"],
    [1, "县教育局", "新建幼儿园7所", 0.5],
    [2, "县教育局人事科", "全年培训教师1200人次，比上年多300人次。", 1],
    [3, "各校", "同上", None],
    [None, None, "课后服务每周不少于5天", None],
]
CLAIMS = ["新建幼儿园7所", "全年培训教师1200人次，比上年多300人次。", "同上", "课后服务每周不少于5天"]


def test_the_column_that_holds_sentences_is_taken_from_a_spreadsheet(tmp_path: Path) -> None:
    texts = upload(tmp_path, "表.xlsx", sheet(ROWS))
    assert [text.text for text in texts] == CLAIMS
    place = texts[1].place(5)
    assert (place.file, place.sheet, place.cell) == ("表.xlsx", "Sheet", "C4")


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8-sig"), ("\t", "utf-16"), (";", "gb18030")])
def test_a_table_of_separated_values_is_read(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [delimiter.join("" if value is None else str(value) for value in row) for row in ROWS[1:]]
    texts = upload(tmp_path, "表.csv", "\r\n".join(rows).encode(encoding))
    assert [text.text for text in texts] == CLAIMS
    assert [text.place(0).row for text in texts] == [2, 3, 4, 5]


def test_a_formula_gives_its_value_or_nothing(tmp_path: Path) -> None:
    assert [text.text for text in upload(tmp_path, "表.xlsx", sheet([["内容"], ['="新建幼儿园"&"7所，学位两千"'], ["新建小学3所，都已开工"]]))] == [
        "新建小学3所，都已开工"
    ]  # fmt: skip


def archive(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "/") + ".xml", content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("讲话.pdf", b"%PDF-1.4", ".docx"),
        ("讲话", "全县".encode(), "不支持"),
        ("讲话.doc", bytes.fromhex("d0cf11e0a1b11ae1") + b"x", "不支持 .doc"),
        ("讲话.docx", bytes.fromhex("d0cf11e0a1b11ae1") + b"x", "旧版"),
        ("讲话.docx", "其实是文本".encode(), "后缀 .docx 不符"),
        ("讲话.docx", archive(word__document=b"<broken"), "后缀 .docx 不符"),
        ("讲话.docx", sheet(ROWS), "后缀 .docx 不符"),
        ("表.xlsx", docx(Document()), "后缀 .xlsx 不符"),
        ("表.xlsx", archive(xl__bomb=b"\0" * (41 * LIMIT)), "超过上限"),
        ("表.xlsx", sheet([["序号", "单位"], [1, "县教育局"]]), "没有哪一列"),
        ("表.xlsx", sheet([]), "没有文字"),
        ("讲话.docx", docx(Document()), "没有文字"),
        ("讲话.txt", b" \n", "没有文字"),
        ("讲话.txt", b"Nothing Chinese here.", "没有汉字"),
        ("讲话.txt", "全县".encode("utf-32"), "编码"),
        ("讲话.txt", b"\x81\x00\xff\xfe\x00\xff", "编码"),
        ("讲话.txt", ("字" * LIMIT).encode(), "超过上限 1 MB"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence_that_tells_what_to_do(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    message = refused(tmp_path, name, data)
    assert says in message
    chinese, _, english = message.partition("。")
    assert "请" in chinese and english.isascii() and english.endswith(".") and "{" not in message


def test_a_document_of_entities_that_grow_is_refused_before_it_grows(tmp_path: Path) -> None:
    grown = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    types = f'<!DOCTYPE worksheet [<!ENTITY a0 "{"字" * 100}">{grown}]>'

    def bombed(reference: str) -> bytes:
        good = zipfile.ZipFile(io.BytesIO(sheet([["=1"], ["新建小学3所，都已开工"]])))
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as packed:
            for name in good.namelist():
                content = good.read(name).decode()
                if name.endswith("sheet1.xml"):
                    content = types + content.replace("<f>1</f>", f"<f>{reference}</f>")
                packed.writestr(name, content)
        return data.getvalue()

    assert upload(tmp_path, "表.xlsx", bombed("&a1;"))
    assert "文件损坏" in refused(tmp_path, "表.xlsx", bombed("&a9;"))


def test_every_kind_that_is_offered_is_read() -> None:
    assert KINDS == (".txt", ".docx", ".xlsx", ".csv")
