"""The files of the corpus: how each is made, and what it must give."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import pypdfium2
from PIL import Image

from tests.corpus import paged, sheets, web, word
from tests.corpus.texts import FIGURES, NOTICE, PLAN, SLIDES, Block, Grid, Text

OFFICE = Path(__file__).parent / "office"
Class = Literal["text", "scan", "photo"]
_FIELDS = {
    "索引号": "HY-2024-0037",
    "发布机构": "海云区教育局",
    "发文日期": "2024年9月3日",
    "文号": "海教发〔2024〕37号",
    "主题分类": "教育",
}
SHOW = Text("幻灯片", tuple(Block("body", line) for title, points in SLIDES for line in (title, *points)))


@dataclass(frozen=True, slots=True)
class Sample:
    """A file that must be read. texts: what stands in it, a document each (a container holds several); faithful: text-born, a clean
    scan, or a photo that is skewed or noised; tables: whether its tables must come out cell by cell."""

    name: str
    make: Callable[[], bytes]
    texts: tuple[Text, ...] = (PLAN,)
    faithful: Class = "text"
    tables: bool = True


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that must be refused. says: words of the sentence that its user reads."""

    name: str
    make: Callable[[], bytes]
    says: str


def _office(name: str) -> Callable[[], bytes]:
    return (OFFICE / name).read_bytes


def plain(text: Text) -> str:
    """A document as plain text, its tables with tabs; a cell that goes on is left out."""
    lines: list[str] = []
    for block in text.blocks:
        if isinstance(block, Block):
            lines.append(block.line)
        else:
            lines += [block.caption, *("\t".join(cell or "" for cell in row) for row in block.rows)]
    return "\n".join(lines) + "\n"


@cache
def _pages(name: str) -> tuple[Image.Image, ...]:
    """The pages of a document as a scanner at 200 dpi sees them."""
    if name == "notice":
        return tuple(paged.pictures(paged.pdf([NOTICE], furnished=True)))
    if name == "figures":
        return tuple(paged.pictures(paged.pdf([FIGURES])))
    return tuple(paged.pictures((OFFICE / "plan.pdf").read_bytes()))


def _mixed() -> bytes:
    """A PDF of which one page is text and one is a picture."""
    with pypdfium2.PdfDocument((OFFICE / "plan.pdf").read_bytes()) as document:
        first = pypdfium2.PdfDocument.new()
        first.import_pages(document, [0])
        buffer = io.BytesIO()
        first.save(buffer)
    return paged.scanned([buffer.getvalue(), *_pages("plan")[1:]])


def _traditional() -> bytes:
    from opencc import OpenCC

    return OpenCC("s2t").convert(plain(PLAN)).encode("big5hkscs", "replace")


def _archive() -> bytes:
    inner = web.packed({"海云区2024年教育工作要点.txt": plain(PLAN).encode("gb18030")})
    return web.packed(
        {
            "通知/关于课后服务的通知.docx": word.make(NOTICE),
            "学校基本情况.xlsx": sheets.workbook(FIGURES),
            "旧件.zip": inner,
        }
    )


def _mail() -> bytes:
    docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return web.mail(
        "转发课后服务管理办法",
        "各学校：\n\n现将办法转发给你们，请于9月20日前报送实施方案。\n",
        {"办法.docx": (word.make(NOTICE), docx)},
    )


MAIL = Text("邮件", (Block("body", "各学校："), Block("body", "现将办法转发给你们，请于9月20日前报送实施方案。")))
_TABLE1, _TABLE2 = (block for block in FIGURES.blocks if isinstance(block, Grid))
_ONE_TABLE = Text("表2", (Grid("", _TABLE2.rows),))

SAMPLES: tuple[Sample, ...] = (
    Sample("要点.txt", lambda: plain(PLAN).encode()),
    Sample("要点（国标）.txt", lambda: plain(PLAN).encode("gb18030")),
    Sample("要点（UTF-16）.txt", lambda: plain(PLAN).encode("utf-16")),
    Sample("办法.txt", lambda: plain(NOTICE).encode(), (NOTICE,)),
    Sample("要点.docx", lambda: word.make(PLAN)),
    Sample("要点（编号写明）.docx", lambda: word.make(PLAN, drawn=False)),
    Sample("要点（修订）.docx", lambda: word.revised(PLAN)),
    Sample("要点（带宏）.docm", lambda: word.with_macro(word.make(PLAN))),
    Sample("办法（页眉页脚）.docx", lambda: word.make(NOTICE, furnished=True), (NOTICE,)),
    Sample("基本情况.docx", lambda: word.make(FIGURES), (FIGURES,)),
    Sample("要点（金山）.wps", lambda: word.make(PLAN)),
    Sample("要点.doc", _office("plan.doc")),
    Sample("办法.doc", _office("notice.doc"), (NOTICE,)),
    Sample("基本情况.doc", _office("figures.doc"), (FIGURES,)),
    Sample("要点（旧金山）.wps", _office("plan.doc")),
    Sample("要点（其实是doc）.docx", _office("plan.doc")),
    Sample("办法（其实是网页）.doc", lambda: web.saved_by_word(NOTICE), (NOTICE,)),
    Sample("要点（其实是RTF）.doc", _office("plan.rtf")),
    Sample("要点.rtf", _office("plan.rtf")),
    Sample("要点.pdf", _office("plan.pdf")),
    Sample("要点（报表程序）.pdf", lambda: paged.pdf([PLAN], furnished=True)),
    Sample("办法（双栏）.pdf", lambda: paged.pdf([NOTICE], columns=2), (NOTICE,)),
    Sample("基本情况.pdf", lambda: paged.pdf([FIGURES]), (FIGURES,)),
    Sample("要点（扫描）.pdf", lambda: paged.scanned(_pages("plan")), faithful="scan"),
    Sample("要点（一页扫描）.pdf", _mixed, faithful="scan"),
    Sample("基本情况（扫描）.pdf", lambda: paged.scanned(_pages("figures")), (FIGURES,), "scan"),
    Sample("办法（传真）.tif", lambda: paged.multipage_tiff(_pages("notice")), (NOTICE,), "scan"),
    Sample("基本情况.png", lambda: paged.encoded(_pages("figures")[0], "png"), (FIGURES,), "scan"),
    Sample(
        "基本情况（斜、有噪点）.jpg",
        lambda: paged.encoded(paged.noised(paged.skewed(_pages("figures")[0], 3)), "jpeg"),
        (FIGURES,),
        "photo",
    ),
    Sample(
        "基本情况（斜）.webp",
        lambda: paged.encoded(paged.skewed(_pages("figures")[0], -2), "webp"),
        (FIGURES,),
        "photo",
    ),
    Sample(
        "基本情况（横放）.bmp",
        lambda: paged.encoded(_pages("figures")[0].transpose(Image.Transpose.ROTATE_90), "bmp"),
        (FIGURES,),
        "photo",
    ),
    Sample("基本情况.xlsx", lambda: sheets.workbook(FIGURES), (FIGURES,)),
    Sample("基本情况.xls", _office("figures.xls"), (FIGURES,)),
    Sample("基本情况（其实是xlsx）.xls", lambda: sheets.workbook(FIGURES), (FIGURES,)),
    Sample("体质.csv", lambda: sheets.comma_separated(_TABLE2, "utf-8-sig"), (_ONE_TABLE,)),
    Sample("体质（国标）.csv", lambda: sheets.comma_separated(_TABLE2, "gb18030"), (_ONE_TABLE,)),
    Sample("解读.pptx", sheets.slides, (SHOW,)),
    Sample("解读.ppt", _office("slides.ppt"), (SHOW,)),
    Sample("要点（门户）.html", lambda: web.page(PLAN)),
    Sample("办法（门户、国标）.htm", lambda: web.page(NOTICE, "gb18030", _FIELDS), (NOTICE,)),
    Sample("要点（网页存档）.mht", lambda: web.web_archive(web.page(PLAN))),
    Sample("办法.ofd", lambda: web.ofd(NOTICE), (NOTICE,)),
    Sample("转发.eml", _mail, (MAIL, NOTICE)),
    Sample("市里发来.zip", _archive, (NOTICE, FIGURES, PLAN)),
)


def _zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _locked_pdf() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("用户".encode().hex(), strength=128))
    canvas.drawString(100, 700, "secret")
    canvas.save()
    return buffer.getvalue()


def _locked_zip() -> bytes:
    """A ZIP whose only member has the flag of encryption."""
    data = bytearray(_zipped({"notice.txt": b"secret"}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    return bytes(data)


FAULTS: tuple[Fault, ...] = (
    Fault("空.docx", lambda: b"", "空"),
    Fault("空白.txt", lambda: b" \r\n\t", "空"),
    Fault("传了一半.docx", lambda: word.make(PLAN)[:20000], "不完整"),
    Fault("传了一半.doc", lambda: _office("plan.doc")()[:6000], "不完整"),
    Fault("传了一半.pdf", lambda: _office("plan.pdf")()[:3000], "不完整"),
    Fault("传了一半.png", lambda: paged.encoded(_pages("figures")[0], "png")[:4000], "不完整"),
    Fault("加密.pdf", _locked_pdf, "密码"),
    Fault("加密.zip", _locked_zip, "密码"),
    Fault("不知道.bin", lambda: bytes(range(256)) * 64, ""),
    Fault("压缩.rar", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(300), "解压"),
    Fault("安装包.exe", lambda: b"MZ\x90\x00" + bytes(2000), ""),
    Fault("录音.mp3", lambda: b"ID3\x04\x00" + bytes(2000), ""),
    Fault("穿越.zip", lambda: _zipped({"../../逃出去.txt": plain(PLAN).encode()}), "路径"),
    Fault("炸弹.zip", lambda: _zipped({"零.txt": bytes(300_000_000)}), ""),
    Fault("白页.png", lambda: paged.encoded(Image.new("L", (800, 1100), 255), "png"), "文字"),
    Fault("英文.txt", lambda: b"Only English here, nothing to quote.", "中文"),
)
