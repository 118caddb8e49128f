"""RTF by several programs: encodings, tables, lists' numbers, notes, revisions."""

import pytest

from ingest.readers.rtf import read_rtf
from ingest.source import UnreadableFile
from tests.legacy_expected import FILES, MANUAL, NOTICE, NOTICE_CELLS, NOTICE_HEADINGS, aside, cells, headings, lines


def rtf(
    body: str | bytes,
    head: str = r"\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1\froman\fcharset0 Arial;}}",
) -> bytes:
    data = body if isinstance(body, bytes) else body.encode("ascii")
    return b"{\\rtf1" + head.encode() + b"\n" + data + b"}"


def hexed(text: str, encoding: str = "gbk") -> str:
    """Text as escaped bytes."""
    return "".join(f"\\'{byte:02x}" for byte in text.encode(encoding))


def test_a_notice_reads_as_it_was_written() -> None:
    notice = read_rtf((FILES / "notice.rtf").read_bytes())
    assert lines(notice.text) == lines(NOTICE.format(last="第八条"))
    assert cells(notice, 0) == NOTICE_CELLS
    assert headings(notice) == NOTICE_HEADINGS
    assert aside(notice) == ["明川市教育局文件汇编", "删去文字", "（此处隐藏）"]


def test_contents_nested_tables_and_symbols() -> None:
    manual = read_rtf((FILES / "manual.rtf").read_bytes())
    assert lines(manual.text) == lines(MANUAL)
    assert [len(table.cells) for table in manual.layout.tables] == [9, 4, 2]


@pytest.mark.parametrize(
    "body",
    [
        hexed("县教育局通知。") + r"\par",
        r"\f1 " + hexed("县教育局通知。") + r"\par",
        "".join(f"\\u{ord(char)}?" for char in "县教育局通知。") + r"\par",
        r"\uc2 " + "".join(f"\\u{ord(char)}{hexed(char)}" for char in "县教育局通知。") + r"\par",
        r"\uc0 " + "".join(f"\\u{ord(char) - 65536 if ord(char) > 32767 else ord(char)} " for char in "县教育局通知。"),
        "县教育局通知。".encode("gbk") + rb"\par",
        r"{\upr{???}{\*\ud " + "".join(f"\\u{ord(char)}?" for char in "县教育局通知。") + r"}}\par",
    ],
    ids=["bytes", "latin font", "unicode", "two-byte fallback", "no fallback", "raw bytes", "upr"],
)
def test_chinese_in_every_spelling(body: str | bytes) -> None:
    assert read_rtf(rtf(body)).text == "县教育局通知。\n"


def test_a_font_tells_the_encoding_where_the_page_does_not() -> None:
    head = r"\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset134 SimSun;}{\f2\fcharset136 MingLiU;}}"
    body = rf"\f1 {hexed('简体')}\f2 {hexed('繁體', 'big5')}\f0 caf\'e9\par"
    assert read_rtf(rtf(body, head)).text == "简体繁體café\n"


@pytest.mark.parametrize(
    "head", [r"\ansi\deff0{\fonttbl{\f0\fnil\fcharset0 SimSun;}}", r"\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}"]
)
def test_chinese_that_no_font_and_no_page_tells(head: str) -> None:
    body = hexed("学校2024年收费，不得“搭车”") + r"\par caf\'e9\par"
    assert read_rtf(rtf(body, head)).text == "学校2024年收费，不得“搭车”\ncafé\n"


def test_a_byte_order_mark_is_no_text() -> None:
    assert read_rtf(b"\xef\xbb\xbf\r\n" + rtf(hexed("县教育局通知。"))).text == "县教育局通知。\n"


def test_a_rare_character_is_a_pair() -> None:
    assert read_rtf(rtf(r"\u-10174?\u-8265?\par")).text == "𠮷\n"


def test_rows_are_told_by_their_edges() -> None:
    row = r"\trowd\trhdr\clvmgf\cellx1000\clmgf\cellx2000\clmrg\cellx3000 A\cell B\cell\cell\row"
    low = r"\trowd\clvmrg\cellx1000\cellx2000\cellx3000 \cell C\cell D\cell\row"
    found = read_rtf(rtf(r"before\par" + row + low + r"\pard after\par"))
    assert found.text == "before\nA\tB\nC\tD\nafter\n"
    assert cells(found, 0) == [(0, 0, 2, 1, "A"), (0, 1, 1, 2, "B"), (1, 1, 1, 1, "C"), (1, 2, 1, 1, "D")]
    assert found.layout.tables[0].head == 1


def test_pictures_and_what_is_unknown_are_passed_over() -> None:
    body = rb"A{\*\unknown hidden}{\pict\wmetafile8 0102}{\pict\bin4 }{\\}B\par{\info{\title T}}"
    assert read_rtf(rtf(body)).text == "AB\n"


def test_a_field_shows_its_result() -> None:
    body = (
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}} {\field{\*\fldinst PAGE}{\fldrslt 7}}{\field{\*\fldinst EQ \\o\\ac("
        + hexed("○")
        + r",3)}{\fldrslt}}\par"
    )
    assert read_rtf(rtf(body)).text == "link ③\n"


def test_a_note_follows_its_paragraph() -> None:
    body = hexed("前文。") + r"{\footnote\pard\chftn note}\par Two\par{\header H1\par}"
    found = read_rtf(rtf(body))
    assert found.text == "前文。\nnote\nTwo\nH1\n"
    assert aside(found) == ["H1"]


@pytest.mark.parametrize("data", [b"{\\rtf1", b"{\\rtf1 {\\pict 00}}", b"{\\rtf1" + b"{" * 20_000])
def test_a_file_without_text_is_said(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_rtf(data)


def test_a_file_that_is_cut_off_gives_what_it_has() -> None:
    data = (FILES / "notice.rtf").read_bytes()
    assert "明川市教育局文件" in read_rtf(data[: len(data) // 2]).text
