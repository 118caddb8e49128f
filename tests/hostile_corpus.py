"""The attack corpus: hostile files of every kind that is read, made by code."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import partial

from openpyxl import Workbook
from PIL import Image
from pptx import Presentation

from tests import hostile_files
from tests.ole_files import compound
from tests.test_pipeline import notice, zipped
from tests.test_read_ofd import OFD, ofd, page
from tests.word_files import docx, par, run


def _changed(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """An archive with other parts in the place of its own."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()} | dict(parts))


def _saved(write: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    write(out)
    return out.getvalue()


def _book() -> bytes:
    book = Workbook()
    book.active.append(["校车"])  # type: ignore[union-attr]
    return _saved(book.save)


def _slides() -> bytes:
    slides = Presentation()
    slides.slides.add_slide(slides.slide_layouts[5]).shapes.title.text = "校车"
    return _saved(slides.save)


def _entities(data: bytes, part: str, text: str) -> bytes:
    """A file of which a part says, in the place of a text, ten times what says ten times …: a hundred billion characters."""
    grown = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        known = archive.read(part).decode()
    xml = known[known.index("?>") + 2 :] if known.startswith("<?") else known
    assert text in xml
    return _changed(
        data, {part: f'<!DOCTYPE x [<!ENTITY a0 "{"字" * 100}">{grown}]>{xml.replace(text, "&a9;", 1)}'.encode()}
    )


def _empty_rows() -> bytes:
    """A sheet with a million rows that are empty, and its last cell merged with all others."""
    rows = "".join(f'<row r="{at}" spans="1:16384"/>' for at in range(2, 1_048_577))
    return _changed(_book(), {"xl/worksheets/sheet1.xml": (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>校车</t></is></c></row>{rows}</sheetData>'
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    ).encode()})  # fmt: skip


def _units(levels: int, last: int) -> bytes:
    """An OFD whose drawing is made of two that are made of two …; last: of which those at the end are made."""
    twice = '<ofd:CompositeObject ID="8" Boundary="0 0 9 9" ResourceID="{0}"/>' * 2
    units = "".join(
        f'<ofd:CompositeGraphicUnit ID="{at}"><ofd:Content>{twice.format(at + 1 if at < levels else last)}</ofd:Content></ofd:CompositeGraphicUnit>'
        for at in range(1, levels + 1)
    )
    resources = f"<ofd:Res {OFD}><ofd:CompositeGraphicUnits>{units}</ofd:CompositeGraphicUnits></ofd:Res>"
    drawn = page([twice.format(1)])
    return ofd([drawn], {"Doc_0/PublicRes.xml": resources}, "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>")


def _vast_picture() -> bytes:
    """A png that says it has 3,600 million pixels."""
    parts = ((b"IHDR", struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(bytes(10**6))))
    chunks = (struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts)  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _frames() -> bytes:
    """A gif of more frames than are read."""
    frames = [Image.new("L", (8, 8), at % 255) for at in range(1500)]
    return _saved(partial(frames[0].save, format="GIF", save_all=True, append_images=frames[1:]))


def _frame_after_itself() -> bytes:
    """A tiff whose only frame says that it is the next one too (TIFF 6.0, 2)."""
    data = bytearray(_saved(partial(Image.new("L", (8, 8)).save, format="TIFF")))
    at = struct.unpack_from("<I", data, 4)[0]
    struct.pack_into("<I", data, at + 2 + 12 * struct.unpack_from("<H", data, at)[0], at)
    return bytes(data)


def _round(stream: str) -> bytes:
    """A compound file of which the first sector of a stream comes after itself."""
    data = bytearray(compound({stream: bytes(9000)}))
    struct.pack_into("<I", data, len(data) - 512, 0)  # the table of sectors stands last
    return bytes(data)


def _round_directory() -> bytes:
    """A compound file of which an entry of the directory stands left of itself, right of itself and in itself."""
    data = bytearray(compound({"WordDocument": bytes(9000)}))
    struct.pack_into("<III", data, len(data) - 1024 + 128 + 68, 1, 1, 1)  # [MS-CFB] 2.6.1
    return bytes(data)


# Of every kind that is read: a file's name, what makes it, and what is said of it; "" where it is ingested for what it holds.
CORPUS: dict[str, tuple[Callable[[], bytes], str]] = {
    "表单.pdf": (hostile_files.forms_within_forms, "内存不够"),
    "自画.pdf": (hostile_files.form_that_draws_itself, "内存不够"),
    "页树.pdf": (hostile_files.page_tree_round, "已损坏"),
    "膨胀.pdf": (hostile_files.grown_page, "内存不够"),
    "巨页.pdf": (hostile_files.vast_page, "没有文字"),
    "套娃.eml": (hostile_files.mail_in_mails, "套得太深"),
    "套娃.zip": (lambda: hostile_files.archive_of_archives(5, 3), "没有再打开"),
    "膨胀.zip": (lambda: zipped({"零.txt": bytes(300_000_000)}), "超过 256 MB"),
    "谎称.zip": (hostile_files.says_smaller, "已损坏"),
    "穿越.zip": (lambda: zipped({"../../逃出.txt": notice("校车"), "/tmp/逃出.txt": notice("校车")}), "指到包外"),
    "实体.docx": (lambda: _entities(docx(par(run("校车"))), "word/document.xml", "校车"), "损坏"),
    "实体.xlsx": (lambda: _entities(_book(), "xl/worksheets/sheet1.xml", "&#26657;&#36710;"), "损坏"),
    "实体.pptx": (lambda: _entities(_slides(), "ppt/slides/slide1.xml", "校车"), "损坏"),
    "实体.ofd": (lambda: _entities(ofd([page([])]), "OFD.xml", "样例"), "损坏"),
    "膨胀.docx": (lambda: _changed(docx(""), {"word/document.xml": b" " * 250_000_000}), "超过 200 MB"),
    "套表.docx": (lambda: docx("<w:tbl><w:tr><w:tc>" * 50_000 + "</w:tc></w:tr></w:tbl>" * 50_000), "损坏"),
    "跨列.docx": (lambda: docx(f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>{par(run("校车"))}</w:tc></w:tr></w:tbl>'), ""),
    "空行.xlsx": (_empty_rows, ""),
    "巨图.png": (_vast_picture, "太大"),
    "动图.gif": (_frames, "没有认出文字"),
    "回环.tif": (_frame_after_itself, "没有认出文字"),
    "套层.html": (lambda: ("<div><b>" * 200_000 + "校车").encode(), ""),
    "跨行.html": (lambda: f"<table>{'<tr><td rowspan=999999999 colspan=999999999>校车<td>安排' * 50}".encode(), ""),
    "套层.rtf": (lambda: rb"{\rtf1\ansi " + rb"{\b " * 10**6, "损坏"),
    "列.rtf": (lambda: rb"{\rtf1\ansi{\bin2147483647 x\trowd" + rb"\cellx1" * 200_000 + rb"\u26657?\cell\row}", "没有文字"),
    "回环.doc": (partial(_round, "WordDocument"), "没有剩下正文"),
    "回环.xls": (partial(_round, "Workbook"), "损坏"),
    "回环.ppt": (partial(_round, "PowerPoint Document"), "损坏"),
    "目录.doc": (_round_directory, "没有剩下正文"),
    "一行.csv": (lambda: "校车,".encode() + b"9," * 20_000_000, "字符，超过"),
    "引号.csv": (lambda: "校车,".encode() + b'",' * 5_000_000, "字符，超过"),
    "一行.txt": (lambda: "校".encode() * 17_000_000, "字符，超过"),
    "图元.ofd": (lambda: _units(30, 0), "没有文字"),
    "自含.ofd": (lambda: _units(1, 1), "没有文字"),
    "<img src=x onerror=alert(1)>\x1b[2J\r\n\u2028.txt": (partial(notice, "校舍"), ""),
}  # fmt: skip
