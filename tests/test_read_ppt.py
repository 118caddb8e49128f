"""PowerPoint 97-2003 files: slides as pages, tables drawn of shapes, notes after their slide."""

import gzip
import struct

import pytest

from ingest.readers.ppt import read_ppt
from ingest.source import UnreadableFile
from tests.legacy_expected import FILES, cells, headings

SLIDES = """义务教育优质均衡工作汇报
明川市教育局
2024年5月
一、主要进展
新增学位6200个
新建幼儿园5所，普惠率91.3%
其中公办4所
注：数据截至2024年4月。
讲解时说明学位按班额45人折算。
二、分县区情况
县区\t学校数\t达标率
东湖区\t32\t96.9%
西坪县\t41\t88.0%
合计\t73所
备用页：联系电话0000
"""


def slides() -> bytes:
    return gzip.decompress((FILES / "slides.ppt.gz").read_bytes())


def test_slides_read_in_their_order() -> None:
    found = read_ppt(slides())
    assert found.text == SLIDES
    assert [found.text[page.start : page.end].splitlines()[0] for page in found.layout.pages] == [
        "义务教育优质均衡工作汇报",
        "一、主要进展",
        "二、分县区情况",
        "备用页：联系电话0000",
    ]
    assert [text for _, text in headings(found)] == ["义务教育优质均衡工作汇报", "一、主要进展", "二、分县区情况"]
    assert cells(found, 0)[-2:] == [(3, 0, 1, 1, "合计"), (3, 1, 1, 2, "73所")]


def test_hidden_slides_and_notes_are_said() -> None:
    warnings = read_ppt(slides()).warnings
    assert "第 4 页" in warnings[0]
    assert "备注" in warnings[1]


def test_an_encrypted_file_is_refused() -> None:
    data = bytearray(slides())
    at = data.index(struct.pack("<II", 20, 0xE391C05F))
    struct.pack_into("<I", data, at + 4, 0xF3D1C4DF)
    with pytest.raises(UnreadableFile, match="密码"):
        read_ppt(bytes(data))


def test_a_damaged_file_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    data = slides()
    with pytest.raises(UnreadableFile, match="损坏"):
        read_ppt(data[:6000])
