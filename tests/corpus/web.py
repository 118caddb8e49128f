"""The corpus's documents as they come from portals, by mail, packed and as OFD."""

import html
import io
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage

from tests.corpus.texts import Block, Grid, Text

SITE = "海云区人民政府门户网站"
_NAVIGATION = ("首页", "政务公开", "办事服务", "互动交流", "数据开放", "营商环境")
_FOOT = ("主办单位：海云区人民政府办公室", "网站标识码：0000000000", "技术支持：区大数据中心", "网站地图", "联系我们")


def _row(cells: tuple[str | None, ...], mark: str, row: int, rows: tuple[tuple[str | None, ...], ...]) -> str:
    made = []
    for column, value in enumerate(cells):
        if value is None:
            continue
        wide = 1
        while row == 0 and column + wide < len(cells) and cells[column + wide] is None:
            wide += 1
        high = 1
        while wide == 1 and row + high < len(rows) and rows[row + high][column] is None:
            high += 1
        spans = (f' colspan="{wide}"' if wide > 1 else "") + (f' rowspan="{high}"' if high > 1 else "")
        made.append(f"<{mark}{spans}>{html.escape(value)}</{mark}>")
    return f"<tr>{''.join(made)}</tr>"


def fragment(text: Text) -> str:
    """The document as HTML without a page around it."""
    parts = []
    for block in text.blocks:
        if isinstance(block, Grid):
            rows = (
                _row(cells, "th" if number < block.head else "td", number, block.rows)
                for number, cells in enumerate(block.rows)
            )
            parts.append(f'<p style="text-align:center">{block.caption}</p>\n<table border="1">{"".join(rows)}</table>')
        elif block.kind == "title":
            parts.append(f'<p style="text-align:center"><strong>{block.text}</strong></p>')
        else:
            parts.append(f"<p>　　{html.escape(block.line)}</p>")
    return "\n".join(parts)


def page(text: Text, charset: str = "utf-8", fields: Mapping[str, str] | None = None) -> bytes:
    """A portal's page with its navigation, metadata table, buttons and foot. fields: rows of that table."""
    rows = "".join(f"<tr><td>{name}：</td><td>{value}</td></tr>" for name, value in (fields or {}).items())
    table = f'<table class="xxgk">{rows}</table>' if rows else ""
    links = "".join(f'<li><a href="/{number}/">{name}</a></li>' for number, name in enumerate(_NAVIGATION))
    foot = "".join(f"<p>{line}</p>" for line in _FOOT)
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="{charset}"><title>{text.title}_{SITE}</title>
<meta name="SiteName" content="{SITE}"><meta name="PubDate" content="2024-09-05 09:30">
<style>.zoom{{font-size:16px}}</style><script>var shown = "不是正文，不该出现。";</script></head>
<body><div class="head"><img src="/logo.png" alt=""><ul class="nav">{links}</ul></div>
<div class="crumbs">您现在的位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 正文</div>
{table}
<div class="tools">【字体：<a>大</a> <a>中</a> <a>小</a>】 <a>打印</a> <a>关闭</a> 分享到：</div>
<div id="zoom" class="article">
{fragment(text)}
</div>
<div class="related"><h3>相关链接</h3><ul><li><a href="/1.html">海云区召开暑期工作会</a></li><li><a href="/2.html">一图读懂招生政策</a></li></ul></div>
<div class="foot">{foot}</div></body></html>
""".encode(charset)


def saved_by_word(text: Text) -> bytes:
    """The HTML that office programs write under the name .doc."""
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">'
        '<head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><meta name="Generator" content="Microsoft Word 11">'
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]--></head>"
        f'<body lang="ZH-CN"><div class="Section1">{fragment(text)}</div></body></html>'
    ).encode("gb18030")


def web_archive(data: bytes) -> bytes:
    """A page saved as a single file, .mht."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Subject"] = "网页"
    message["Snapshot-Content-Location"] = "https://www.example.gov/zwgk/1.html"
    message.set_content(data.decode("utf-8"), subtype="html", cte="quoted-printable")
    message.make_mixed()
    message.replace_header("Content-Type", 'multipart/related; type="text/html"')
    return message.as_bytes()


def mail(subject: str, body: str, attachments: Mapping[str, tuple[bytes, str]]) -> bytes:
    """A mail with attachments: name to content and type."""
    message = EmailMessage()
    message["From"] = "办公室 <office@example.gov>"
    message["To"] = "各学校 <schools@example.gov>"
    message["Date"] = "Thu, 05 Sep 2024 10:12:00 +0800"
    message["Subject"] = subject
    message.set_content(body)
    for name, (data, kind) in attachments.items():
        main, sub = kind.split("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def packed(members: Mapping[str, bytes], encoding: str = "gb18030") -> bytes:
    """A ZIP whose names are in the encoding of Chinese Windows, without a flag that would say so."""
    buffer = io.BytesIO()
    names = {f"{number:0{len(name.encode(encoding))}d}": name.encode(encoding) for number, name in enumerate(members)}
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for stand_in, data in zip(names, members.values(), strict=True):
            archive.writestr(stand_in, data)
    found = buffer.getvalue()
    # zipfile would flag such names as UTF-8; ASCII ones of the same length are put in and written over.
    for stand_in, raw in names.items():
        found = found.replace(stand_in.encode(), raw)
    return found


def ofd(text: Text) -> bytes:
    """An OFD (GB/T 33190) of a document: lines of 30 characters, a line a text object."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    lines: list[str] = []
    for block in text.blocks:
        if isinstance(block, Block):
            whole = block.line if block.kind in ("title", "agency", "number", "signature") else f"　　{block.line}"
            lines += [whole[at : at + 30] for at in range(0, len(whole), 30)]
        else:
            lines += [block.caption, *("　".join(cell or "" for cell in row) for row in block.rows)]
    pages = [lines[at : at + 32] for at in range(0, len(lines), 32)]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "OFD.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {space} Version="1.0" DocType="OFD"><ofd:DocBody>'
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        listed = "".join(
            f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>' for number in range(len(pages))
        )
        archive.writestr(
            "Doc_0/Document.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><ofd:Document {space}><ofd:CommonData><ofd:PageArea>'
            f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        for number, shown in enumerate(pages):
            objects = []
            for place, line in enumerate(shown):
                left = 28 + (
                    5 * (30 - len(line)) / 2
                    if not line.startswith("　") and len(line) < 30 and number == 0 and place < 2
                    else 0
                )
                deltas = " ".join(["5"] * (len(line) - 1))
                objects.append(
                    f'<ofd:TextObject ID="{number * 100 + place + 50}" Boundary="{left} {25 + 8 * place} 160 6" Font="1" Size="5">'
                    f'<ofd:TextCode X="0" Y="5" DeltaX="{deltas}">{html.escape(line)}</ofd:TextCode></ofd:TextObject>'
                )
            archive.writestr(
                f"Doc_0/Pages/Page_{number}/Content.xml",
                f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {space}><ofd:Content><ofd:Layer ID="9">{"".join(objects)}'
                "</ofd:Layer></ofd:Content></ofd:Page>",
            )
    return buffer.getvalue()
