"""Word 97-2003 files and older ones: text, lists' numbers, tables, notes, revisions; damaged and encrypted ones refused."""

import struct

import pytest

from ingest.kinds import Kind
from ingest.readers import reader
from ingest.readers.convert import converted
from ingest.readers.doc import read_doc
from ingest.readers.doc.fields import UNSHOWN, shown
from ingest.readers.doc.file import Stories, WordFile
from ingest.readers.doc.lists import Numbering
from ingest.readers.doc.properties import Properties
from ingest.readers.doc.word6 import read_word6
from ingest.source import Reading, UnreadableFile
from rag.programs import libreoffice
from tests.legacy_expected import FILES, MANUAL, NOTICE, NOTICE_CELLS, NOTICE_HEADINGS, aside, cells, headings, lines


@pytest.fixture(scope="module")
def notice() -> Reading:
    return read_doc((FILES / "notice.doc").read_bytes())


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")


def test_a_notice_reads_as_it_was_written(notice: Reading) -> None:
    # LibreOffice, which wrote the file, begins the last list anew at its second paragraph.
    assert lines(notice.text) == lines(NOTICE.format(last="第一条"))
    assert notice.layout.kind == Kind.DOC


def test_a_drawn_number_is_followed_as_the_list_says(notice: Reading) -> None:
    written = notice.text.splitlines()
    assert {"一、总体要求", "（一）合理安排时间", "1.双休日不安排。", "第一条　学校应当建立台账。"} <= set(written)


def test_a_table_keeps_its_merged_cells(notice: Reading) -> None:
    assert cells(notice, 0) == NOTICE_CELLS
    assert notice.layout.tables[0].head == 2


def test_headings_are_those_of_the_styles(notice: Reading) -> None:
    assert headings(notice) == NOTICE_HEADINGS


def test_what_is_no_text_of_the_document_is_kept_apart(notice: Reading) -> None:
    assert aside(notice) == ["明川市教育局文件汇编", "删去文字", "（此处隐藏）"]
    assert [warning[:8] for warning in notice.warnings] == ["文件带有修订痕迹", "文件里有不显示的"]


def test_contents_nested_tables_and_symbols() -> None:
    manual = read_doc((FILES / "manual.doc").read_bytes())
    assert lines(manual.text) == lines(MANUAL)
    assert aside(manual) == ["目录", "第一章 总则 1", "第二章 经费 3", "内部资料", "第页"]
    assert [len(table.cells) for table in manual.layout.tables] == [9, 4, 2]


def test_an_encrypted_file_is_refused() -> None:
    data = bytearray((FILES / "notice.doc").read_bytes())
    data[data.index(b"\xec\xa5", 512) + 0x0B] |= 1
    with pytest.raises(UnreadableFile, match="密码"):
        read_doc(bytes(data))


@pytest.mark.usefixtures("no_office")
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6])
def test_a_file_that_is_cut_off_is_refused_or_read_in_part(share: float) -> None:
    data = (FILES / "notice.doc").read_bytes()
    try:
        found = read_doc(data[: int(len(data) * share)])
    except UnreadableFile as error:
        assert "请" in str(error)
    else:
        assert found.text.strip()


@pytest.mark.usefixtures("no_office")
def test_a_lost_piece_table_is_said() -> None:
    data = bytearray((FILES / "notice.doc").read_bytes())
    begin = data.index(b"\xec\xa5", 512)
    struct.pack_into("<II", data, begin + 0x1A2, 0x7FFFFFF0, 16)
    with pytest.raises(UnreadableFile, match="损坏"):
        read_doc(bytes(data))


def test_lost_formatting_costs_no_text() -> None:
    data = bytearray((FILES / "notice.doc").read_bytes())
    begin = data.index(b"\xec\xa5", 512)
    for pair in (0xFA, 0x102, 0x2E2, 0x2EA):  # characters, paragraphs, lists
        struct.pack_into("<II", data, begin + pair, 0, 0)
    found = "".join(lines(read_doc(bytes(data)).text))
    for line in (
        "坚持公益普惠、自愿参加，到2025年实现全市义务教育学校全覆盖，参与率不低于92.5%。",
        "学校应当公示收费标准。",
        "11,876",
    ):
        assert line in found


def test_libreoffice_finds_nothing_that_is_not_found_here(notice: Reading) -> None:
    if not libreoffice():
        pytest.skip("LibreOffice is not installed")
    made = converted((FILES / "notice.doc").read_bytes(), "doc", "docx")
    assert made
    theirs = reader(Kind.DOCX)(made)
    assert set(lines(theirs.text)) <= set(lines(notice.text))


def test_libreoffice_is_ended_when_it_takes_too_long() -> None:
    if not libreoffice():
        pytest.skip("LibreOffice is not installed")
    assert converted((FILES / "notice.doc").read_bytes(), "doc", "docx", limit=0.05) is None


@pytest.mark.usefixtures("no_office")
def test_without_libreoffice_nothing_is_converted() -> None:
    assert converted(b"x", "doc", "docx") is None


def _word6(body: str, head: str, encoding: str = "gb18030") -> bytes:
    texts = [body.encode(encoding), b"", head.encode(encoding)]
    begin = 0x300
    main = bytearray(begin)
    struct.pack_into("<HH", main, 0, 0xA5DC, 104)
    struct.pack_into("<II", main, 0x18, begin, begin + sum(map(len, texts)))
    struct.pack_into("<3I", main, 0x34, *map(len, texts))
    return bytes(main) + b"".join(texts)


def test_word_95_text_in_gbk() -> None:
    body = "县教育局通知\r各学校：\r名称\x07数\x07\x07小学\x07\x07\x07合计\x0712\x07\x07请按时上报。见\x13 PAGEREF a \x143\x15页。\r"
    found = read_word6(_word6(body, "内部资料\r"))
    assert lines(found.text) == lines("县教育局通知\n各学校：\n名称\t数\n小学\n合计\t12\n请按时上报。见3页。\n内部资料")
    assert [text for *_, text in cells(found, 0)] == ["名称", "数", "小学", "", "合计", "12"]
    assert aside(found) == ["内部资料"]
    assert "Word 95" in found.warnings[0]


def _level(text: str, form: int, first: int = 1, legal: bool = False, follow: int = 2) -> bytes:
    """A level of a list as [MS-DOC] 2.9.150 lays it out; the digits 1 to 9 in text stand for the numbers of levels."""
    places = bytes(index for index, char in enumerate(text, 1) if char.isdigit()).ljust(9, b"\0")
    units = "".join(chr(int(char) - 1) if char.isdigit() else char for char in text)
    head = struct.pack("<iBB9sB8x4B", first, form, 4 * legal, places, follow, 3, 2, 0, 0)
    return head + b"\0" * 5 + struct.pack("<H", len(units)) + units.encode("utf-16-le")


def test_lists_that_word_wrote_count_as_they_are_drawn() -> None:
    levels = [_level("第1条", 39, follow=1), _level("1.2", 0, legal=True, follow=0), *[_level("3)", 0)] * 7]
    lists = struct.pack("<HII9H2B", 1, 7, 0, 40, *[0xFFF] * 8, 0, 0)
    use = struct.Struct("<I8xB3x")
    uses = struct.pack("<I", 2) + use.pack(7, 0) + use.pack(7, 1)
    uses += b"\xff" * 4 + b"\xff" * 4 + struct.pack("<iI", 5, 0x10)
    main = bytearray(0x400)
    struct.pack_into("<4I", main, 0x2E2, 0, len(lists), len(lists) + sum(map(len, levels)), len(uses))
    nothing = range(0)
    file = WordFile(bytes(main), lists + b"".join(levels) + uses, b"", "", (), Stories(*[nothing] * 6))
    numbering = Numbering(file)
    paragraphs = [(1, 0), (1, 1), (1, 1), (1, None), (2, 0), (2, 0), (1, 1), (3, 0), (0, 0)]
    drawn = [numbering.label(Properties(style=40, use=use, depth=depth)) for use, depth in paragraphs]
    assert drawn == ["第一条 ", "1.1 ", "1.2 ", "第二条 ", "第五条 ", "第六条 ", "6.1 ", "", ""]


def test_fields_show_results_and_what_word_draws_from_their_code() -> None:
    text = "前\x13 PAGE \x147\x15中\x13 REF \x13 QUOTE \x14x\x15 \x14甲\x13 PAGE \x149\x15乙\x15后\x13 EQ \\o\\ac(○,3)\x15末\x13 open"
    found = shown(text)
    written = "".join(
        found.drawn.get(at, "") + ("" if found.marks[at] & UNSHOWN else char) for at, char in enumerate(text)
    )
    assert "".join(char for char in written if char >= " ") == "前中甲乙后③末 open"
