"""What a file is, by its content; each fault has its sentence."""

import io
import re
import struct
import zipfile
from collections.abc import Mapping

import pytest
from PIL import Image

from ingest.kinds import Kind, cautions, detect, misnamed
from ingest.read import read_bytes
from ingest.source import UnreadableFile
from tests.ole_files import compound
from tests.portal_pages import modern, old, word

NOTICE = "岱川县教育局关于开展校园安全检查的通知\n各学校要在三月底前完成自查，自查报告报县教育局备案。\n"
FIB = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x804, 0, 0) + bytes(500)
FIB_ENCRYPTED = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x804, 0, 0x0100) + bytes(500)
BOF = struct.pack("<HHHH", 0x0809, 4, 0x0600, 0x0005)
FILE_PASS = struct.pack("<HHH", 0x002F, 2, 1)
BIFF_EOF = struct.pack("<HH", 0x000A, 0)
CURRENT_USER = struct.pack("<HHII", 0, 0x0FF6, 20, 20)


def packed(members: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def office(main: str, part: str, **more: str) -> bytes:
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/{part}" ContentType="application/{main}"/></Types>'
    return packed({"[Content_Types].xml": types, part: "<x/>", **more})


def locked(data: bytes) -> bytes:
    """An archive with the flag of encryption on every member."""
    raw = bytearray(data)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = raw.find(sign)
        while place >= 0:
            raw[place + at] |= 1
            place = raw.find(sign, place + 4)
    return bytes(raw)


def picture(form: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(buffer, form)
    return buffer.getvalue()


DOCX = office("vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "word/document.xml")
MAIL = "Received: from a by b;\r\n Mon, 3 Mar 2025\r\nFrom: a@b.cn\r\nSubject: =?gbk?B?zajWqg==?=\r\nMIME-Version: 1.0\r\n\r\n通知\r\n"
MHT = "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a/b\r\nSubject: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<html><body>通知</body></html>\r\n--x--"
CSV = "学校,学位数,地址\n县一小,120,城关镇\n县二小,90,新河镇\n县三小,60,东山乡\n"

KINDS = [
    (compound({"WordDocument": FIB, "1Table": b"x"}), Kind.DOC),
    (compound({"Workbook": BOF + BIFF_EOF}), Kind.XLS),
    (compound({"Book": BOF + BIFF_EOF}), Kind.XLS),
    (compound({"PowerPoint Document": b"x", "Current User": CURRENT_USER + b"\x5f\xc0\x91\xe3"}), Kind.PPT),
    (DOCX, Kind.DOCX),
    (office("vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml"), Kind.DOCX),
    (office("vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", "word/document2.xml"), Kind.DOCX),
    (office("vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "xl/workbook.xml"), Kind.XLSX),
    (office("vnd.ms-excel.sheet.macroEnabled.main+xml", "xl/workbook.xml"), Kind.XLSX),
    (office("vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml", "ppt/presentation.xml"), Kind.PPTX),
    (packed({"OFD.xml": "<OFD/>", "Doc_0/Document.xml": "<Document/>"}), Kind.OFD),
    (packed({"通知.txt": NOTICE, "附件/word/document.xml": "<x/>"}), Kind.ZIP),
    (b"%PDF-1.4\n%\xe2\xe3", Kind.PDF),
    (b"\r\n\0\0junk before" + b"%PDF-1.7\n" + bytes(50), Kind.PDF),
    (b"{\\rtf1\\ansi", Kind.RTF),
    (b"\xef\xbb\xbf\r\n{\\rtf1\\ansi", Kind.RTF),
    *((picture(form), Kind.IMAGE) for form in ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")),
    (modern().encode(), Kind.HTML),
    (modern().encode("utf-8-sig"), Kind.HTML),
    (modern().encode("utf-16"), Kind.HTML),
    (modern().encode("utf-16-le"), Kind.HTML),
    (old().encode("gb18030"), Kind.HTML),
    (word().encode("gb18030"), Kind.HTML),
    (('\n\n<?xml version="1.0"?>\n<!-- a\n --><!-- b -->' + old()).encode("gb18030"), Kind.HTML),
    ("<p>各学校：</p>\n<p>现将通知印发。</p>".encode(), Kind.HTML),
    ("<table><tr><td>学校</td></tr></table>".encode(), Kind.HTML),
    (MAIL.encode(), Kind.EML),
    (("\r\n" + MAIL).encode("gb18030"), Kind.EML),
    (MHT.encode(), Kind.EML),
    (CSV.encode(), Kind.CSV),
    (CSV.encode("gb18030"), Kind.CSV),
    (CSV.replace(",", "\t").encode("utf-16"), Kind.CSV),
    (NOTICE.encode(), Kind.TEXT),
    (NOTICE.encode("gb18030"), Kind.TEXT),
    (("主题词：教育\nID3 不是音频\n" + NOTICE).encode(), Kind.TEXT),
    (("CAJ " + NOTICE).encode(), Kind.TEXT),
    (f"文中提到 <html> 标签，但不是网页。\n{NOTICE}".encode(), Kind.TEXT),
    (f"From: 这一行像邮件\n{NOTICE}".encode(), Kind.TEXT),
    (
        "一、目标。各校,各园,都要落实。\n二、措施。教师,家长,都要参加。\n三、保障。经费,人员,都要到位。\n".encode(),
        Kind.TEXT,
    ),
]


@pytest.mark.parametrize(("data", "kind"), KINDS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_kind_is_told_by_content_whatever_the_name(data: bytes, kind: Kind) -> None:
    for name in ("无扩展名", f"对的.{kind.value}", "错的.docx", "错的.pdf", "错的.xls"):
        assert detect(data, name) is kind, name


def test_the_ending_breaks_ties_only() -> None:
    two = "姓名,电话\n王老师,8061234\n".encode()
    assert detect(two, "名单.csv") is Kind.CSV
    assert detect(two, "名单.txt") is Kind.TEXT
    assert detect(NOTICE.encode(), "通知.csv") is Kind.TEXT
    fragment = '<div align="center">说明</div>\n\n<p>各学校</p>\n'.encode()
    assert detect(fragment, "说明.html") is Kind.HTML
    assert detect(fragment, "说明.md") is Kind.TEXT


FAULTS = [
    ("空", b"", "空的"),
    ("只有空白", " \r\n\t　\ufeff".encode(), "空的"),
    ("只有空白（UTF-16）", "\r\n  \t\r\n".encode("utf-16"), "空的"),
    ("空字节", bytes(4096), "空字节"),
    ("docx 截断", DOCX[: len(DOCX) // 2], "不完整"),
    ("zip 只有头", b"PK\x03\x04", "不完整"),
    ("doc 截断", compound({"WordDocument": FIB + bytes(9000)})[:3000], "不完整"),
    ("doc 只有头", compound({"WordDocument": FIB})[:100], "不完整"),
    ("doc 缺扇区", compound({"WordDocument": FIB})[:512] + compound({"WordDocument": FIB})[-1024:], "不完整|损坏"),
    ("加密 docx", compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "密码"),
    ("加密 doc", compound({"WordDocument": FIB_ENCRYPTED}), "密码"),
    ("加密 xls", compound({"Workbook": BOF + FILE_PASS}), "密码"),
    ("加密 ppt", compound({"PowerPoint Document": b"x", "Current User": CURRENT_USER + b"\xdf\xc4\xd1\xf3"}), "密码"),
    ("加密 zip", locked(packed({"通知.txt": NOTICE, "名单.txt": NOTICE})), "密码"),
    ("空 zip", packed({}), "空的"),
    ("msg", compound({"__properties_version1.0": b"x"}), "EML"),
    ("旧 Works", compound({"MatOST": b"x"}), "DOCX"),
    ("Visio", compound({"VisioDocument": b"x"}), "Visio.*PDF"),
    ("别的 OLE", compound({"Contents": b"x"}), "另存为 DOCX"),
    ("odt", packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "ODF.*DOCX"),
    ("ods", packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "ODF.*XLSX"),
    ("epub", packed({"mimetype": "application/epub+zip"}), "EPUB.*PDF"),
    ("xlsb", office("vnd.ms-excel.sheet.binary.macroEnabled.main", "xl/workbook.bin"), "xlsb.*XLSX"),
    ("gzip", b"\x1f\x8b\x08\0" + bytes(40), "GZIP.*解压"),
    ("rar", b"Rar!\x1a\x07\x01\0" + bytes(40), "RAR.*解压"),
    ("7z", b"7z\xbc\xaf\x27\x1c\0\x04" + bytes(40), "7Z.*解压"),
    ("tar", b"a.txt".ljust(257, b"\0") + b"ustar\0" + bytes(250), "TAR.*解压"),
    ("exe", b"MZ\x90\0\x03" + bytes(100), "程序"),
    ("elf", b"\x7fELF\x02\x01\x01" + bytes(100), "程序"),
    ("lnk", b"L\0\0\0\x01\x14\x02\0" + bytes(100), "程序"),
    ("mp3", b"ID3\x04\0\0" + bytes(100), "音频"),
    ("mp4", b"\0\0\0\x18ftypmp42" + bytes(100), "视频"),
    ("wav", b"RIFF\x24\0\0\0WAVEfmt " + bytes(40), "音频"),
    ("heic", b"\0\0\0\x18ftypheic" + bytes(100), "HEIC.*JPG"),
    ("caj", b"CAJ\0\0" + bytes(100), "CAJ.*PDF"),
    ("access", b"\0\x01\0\0Standard Jet DB\0" + bytes(100), "Access"),
    (
        "Word 2003 XML",
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
        "Word 2003.*DOCX",
    ),
    (
        "Excel 2003 XML",
        b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>',
        "Excel 2003.*XLSX",
    ),
    ("认不出", bytes(range(256)) * 40, "认不出"),
]


@pytest.mark.parametrize(("data", "says"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_a_fault_gets_one_sentence(data: bytes, says: str) -> None:
    for name in ("文件.docx", "文件.bin"):
        with pytest.raises(UnreadableFile, match=says) as told:
            read_bytes(name, data)
        chinese, _, english = str(told.value).rpartition("。")
        assert "\n" not in str(told.value) and chinese and english
        assert not re.search("[一-龥（），、]", english), english
        assert not re.search(r"\s[，。]|[）】]\s|\bAn? [^.]*\bis a\b", str(told.value))


@pytest.mark.parametrize(
    ("kind", "name", "says"),
    [
        (Kind.DOC, "通知.docx", "旧版 Word"),
        (Kind.HTML, "通知.DOC", "网页"),
        (Kind.RTF, "通知.doc", "RTF"),
        (Kind.IMAGE, "扫描.pdf", "图片"),
        (Kind.DOC, "通知.wps", ""),
        (Kind.DOCX, "通知.wps", ""),
        (Kind.XLS, "名单.et", ""),
        (Kind.IMAGE, "扫描.JPG", ""),
        (Kind.TEXT, "说明.md", ""),
        (Kind.CSV, "名单.txt", ""),
        (Kind.PDF, "没有扩展名", ""),
        (Kind.PDF, "2025.3.附件一", ""),
        (Kind.PDF, ".doc", ""),
        (Kind.EML, "页面.mht", ""),
    ],
)
def test_a_wrong_ending_is_said(kind: Kind, name: str, says: str) -> None:
    found = misnamed(kind, name)
    assert bool(found) == bool(says) and says in found


def test_macros_are_said_and_not_a_fault() -> None:
    with_macros = office(
        "vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml", **{"word/vbaProject.bin": "x"}
    )
    (said,) = cautions(Kind.DOCX, with_macros, "通知.docm")
    assert "宏没有运行" in said
    assert cautions(Kind.DOCX, DOCX, "通知.docx") == ()
    old_macros = compound({"WordDocument": FIB, "Macros": b"x"})
    assert any("宏没有运行" in said for said in cautions(Kind.DOC, old_macros, "通知.doc"))


def test_what_a_file_is_told_with_its_text() -> None:
    source = read_bytes("通知.doc", modern().encode())
    assert source.layout.kind == "html" and "网页" in source.warnings[0]
    assert read_bytes("通知.txt", NOTICE.encode()).warnings == ()


def test_a_container_is_no_document() -> None:
    with pytest.raises(UnreadableFile, match="压缩包或邮件"):
        read_bytes("一包.zip", packed({"通知.txt": NOTICE}))
