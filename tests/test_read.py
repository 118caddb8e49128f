"""Bytes to text: encodings told apart by content, bad files refused in one sentence."""

import hashlib

import pytest

from ingest.encoding import decode
from ingest.read import read
from ingest.source import UnreadableFile

SIMPLIFIED = "县教育局关于做好今年中小学近视防控工作的通知。各学校要把视力监测列入每学期工作计划，数据及时上报。\n"
TRADITIONAL = "市教育局關於辦好學前教育的報告。全年新開辦幼兒園三十七所,園長培訓兩期,教師進修人數較上年增加。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_simplified_text_is_told_by_content(encoding: str) -> None:
    text, broken = decode(SIMPLIFIED.encode(encoding))
    assert text.lstrip("\ufeff") == SIMPLIFIED
    assert broken == 0


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030", "utf-16-le"])
def test_traditional_text_is_told_by_content(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding))[0] == TRADITIONAL


def test_newlines_stay_as_they_are(tmp_path) -> None:
    path = tmp_path / "通知.txt"
    path.write_bytes("第一行。\r\n第二行。\r第三行。\n".encode())
    source = read(path)
    assert source.text == "第一行。\r\n第二行。\r第三行。\n"
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_few_damaged_bytes_are_passed_over_and_said(tmp_path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes((SIMPLIFIED * 40).encode() + b"\xe6\x95")
    source = read(path)
    assert SIMPLIFIED * 40 in source.text
    assert source.warnings and "1 处" in source.warnings[0]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("空.txt", b"", "空的"),
        ("空白.txt", b" \r\n\t ", "空的"),
        ("照片.txt", bytes(range(256)) * 40, "认不出"),
        ("日文.txt", bytes(range(0x80, 0x100)) * 40, "UTF-8"),
        ("english.md", b"Only English here, nothing to quote.", "没有中文"),
    ],
)
def test_bad_input_gets_one_sentence(tmp_path, name: str, data: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableFile, match=says):
        read(tmp_path / name)


def test_a_missing_file_says_so(tmp_path) -> None:
    with pytest.raises(UnreadableFile, match="没有这个文件"):
        read(tmp_path / "没有.txt")
