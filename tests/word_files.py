"""Makes Word files part by part, as other programs than python-docx write them."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_LINKED = ("styles", "numbering", "footnotes", "endnotes", "comments", "header1", "header2", "footer1")
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{rest}</w:style>'
    for key, name, rest in (
        ("1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        ("2", "heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        ("21", "小节", '<w:basedOn w:val="2"/>'),
        ("a3", "Title", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        ("a4", "Subtitle", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        ("10", "toc 1", ""),
    )
)


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    shape = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{shape}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def par(content: str = "", style: str = "", listed: tuple[int, int] | None = None, properties: str = "") -> str:
    """A paragraph. content: text, or XML of runs; listed: the list's number and the level."""
    inner = content if content.startswith("<") else run(content) if content else ""
    shape = f'<w:pStyle w:val="{style}"/>' if style else ""
    if listed:
        shape += f'<w:numPr><w:ilvl w:val="{listed[1]}"/><w:numId w:val="{listed[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{shape}{properties}</w:pPr>{inner}</w:p>"


def cell(content: str = "", properties: str = "") -> str:
    """A cell of a table. content: text, or XML of blocks."""
    inner = content if content.startswith("<") else par(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells, given as text or XML."""
    made = (each if each.startswith("<w:tc>") else cell(each) for each in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(made)}</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def levels(*given: tuple[str, str], suffix: str = "nothing", more: str = "") -> str:
    """Levels of a list: each its format and text. more: properties of each."""
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:suff w:val="{suffix}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(given)
    )


def lists(*abstracts: str, nums: Mapping[int, tuple[int, str]] | None = None) -> str:
    """A numbering part's content. abstracts: the content of each, numbered from 0; nums: by number, the abstract and overrides;
    without them list n + 1 is abstract n."""
    given = nums if nums is not None else {at + 1: (at, "") for at in range(len(abstracts))}
    return "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{content}</w:abstractNum>' for at, content in enumerate(abstracts)
    ) + "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{at}"/>{overrides}</w:num>'
        for number, (at, overrides) in given.items()
    )


def docx(
    body: str, styles: str = STYLES, strict: bool = False, raw: Mapping[str, bytes] | None = None, **parts: str
) -> bytes:
    """A Word file. parts: what stands inside the root of word/NAME.xml; raw: whole parts by their names."""
    roots = {"document": f"<w:body>{body}<w:sectPr/></w:body>", "styles": styles, **parts}
    names = {"header1": "hdr", "header2": "hdr", "footer1": "ftr"}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:

        def write(name: str, content: str) -> None:
            if strict:
                content = content.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
                content = content.replace(R, "http://purl.oclc.org/ooxml/officeDocument/relationships")
            packed.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')

        relations = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
        )
        write("[Content_Types].xml", _TYPES)
        write(
            "_rels/.rels",
            relations.format(f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'),
        )
        linked = [name for name in _LINKED if name in roots]
        write(
            "word/_rels/document.xml.rels",
            relations.format(
                "".join(
                    f'<Relationship Id="{name}" Type="{R}/{name.rstrip("12")}" Target="{name}.xml"/>' for name in linked
                )
            ),
        )
        for name, content in roots.items():
            if content and f"word/{name}.xml" not in (raw or {}):
                root = names.get(name, name)
                write(f"word/{name}.xml", f"<w:{root} {_SPACES}>{content}</w:{root}>")
        for name, whole in (raw or {}).items():
            packed.writestr(name, whole)
    return data.getvalue()
