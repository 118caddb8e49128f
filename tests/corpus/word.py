"""The corpus's documents as Word writes them: numbering that is drawn and not stored, merged cells, revisions, headers, notes."""

import io
import zipfile
from collections.abc import Callable

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from tests.corpus.texts import Block, Grid, Text

_LEVELS = {"h1": 0, "h2": 1, "h3": 2}
_ABSTRACT = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum>"""
_NUM = f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'
FONT = "Noto Serif CJK SC"
HEADER = "海云区教育局办公室编印"


def _saved(document: DocumentObject) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _blank() -> DocumentObject:
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    return document


def _with_numbering(document: DocumentObject) -> None:
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(_ABSTRACT))
    root.append(parse_xml(_NUM))


def _numbered(paragraph: object, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()  # type: ignore[attr-defined]
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'))


def _add_table(document: DocumentObject, grid: Grid) -> None:
    document.add_paragraph(grid.caption)
    table = document.add_table(len(grid.rows), len(grid.rows[0]), style="Table Grid")
    for row, values in enumerate(grid.rows):
        for column, value in enumerate(values):
            if value is not None:
                table.cell(row, column).text = value
    for row, values in enumerate(grid.rows):
        for column, value in enumerate(values):
            if value is None:
                left = column - 1
                other = table.cell(row, left) if row == 0 else table.cell(row - 1, column)
                kept = other.text
                merged = other.merge(table.cell(row, column))
                merged.text = kept


def _add(document: DocumentObject, block: Block, drawn: bool) -> None:
    paragraph = document.add_paragraph()
    numbered = drawn and block.kind in _LEVELS
    paragraph.add_run(block.text if numbered else block.line)
    if numbered:
        _numbered(paragraph, _LEVELS[block.kind])
    if block.kind in ("title", "agency", "number"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif block.kind == "signature":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif block.kind in ("body", "h3", "article"):
        paragraph.paragraph_format.first_line_indent = Pt(28)


def make(text: Text, drawn: bool = True, furnished: bool = False) -> bytes:
    """A .docx. drawn: headings carry Word's numbering instead of written numbers; furnished: with a header and page numbers."""
    document = _blank()
    _with_numbering(document)
    for block in text.blocks:
        if isinstance(block, Grid):
            _add_table(document, block)
        else:
            _add(document, block, drawn)
    if furnished:
        section = document.sections[0]
        section.header.paragraphs[0].text = HEADER
        footer = section.footer.paragraphs[0]
        footer.add_run("— ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), " PAGE ")
        footer._p.append(field)
        footer.add_run(" —")
    return _saved(document)


def revised(text: Text) -> bytes:
    """A .docx whose first body paragraph was changed with revisions kept: the text as it is now is `text`'s."""
    document = Document(io.BytesIO(make(text)))
    first = next(block for block in text.blocks if isinstance(block, Block) and block.kind == "body")
    paragraph = next(each for each in document.paragraphs if each.text == first.text)
    half = len(first.text) // 2
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    paragraph.runs[0].text = first.text[:half]
    marks = f'{nsdecls("w")} w:id="1" w:author="校对" w:date="2024-03-01T08:00:00Z"'
    paragraph._p.append(parse_xml(f"<w:del {marks}><w:r><w:delText>原来多写的半句话，</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {marks}><w:r><w:t>{first.text[half:]}</w:t></w:r></w:ins>"))
    return _saved(document)


def with_part(data: bytes, name: str, content: bytes, change: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """The package with one part more, its other parts passed through change."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            part = old.read(item.filename)
            new.writestr(item.filename, change(item.filename, part) if change else part)
        new.writestr(name, content)
    return buffer.getvalue()


def with_macro(data: bytes) -> bytes:
    """The package as a macro-enabled one. The macro is bytes that nobody runs."""

    def change(name: str, part: bytes) -> bytes:
        if name != "[Content_Types].xml":
            return part
        plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
        extra = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
        return part.replace(plain, macro).replace(b"</Types>", extra)

    return with_part(data, "word/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), change)
