"""A .docx as a text to verify: its paragraphs and the rows of its tables, in order, as they read with every revision accepted."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from docx.table import Table

from rag.verifying import messages
from rag.verifying.office import unpacked_within
from rag.verifying.pasted import Pasted, Place

_SIGNS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_BLOCKS = {qn("w:p"), qn("w:tbl")}
# Text that is struck out by a revision, stands as pinyin over other text, or is kept a second time for old programs.
_UNREAD = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:rt"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def read_docx(data: bytes, limit: int) -> list[Pasted]:
    """The text of a document, one text. limit: bytes of the file. Raises ValueError."""
    unpacked_within(data, limit)
    try:
        document = Document(io.BytesIO(data))
        parts = list(_parts(document))
    except (KeyError, IndexError, AttributeError, ValueError, SyntaxError, OSError, zipfile.BadZipFile):
        raise ValueError(messages.NOT_OFFICE) from None
    text = ""
    places: list[tuple[int, Place]] = []
    for part, place, rows_go_on in parts:
        text += ("\n" if rows_go_on else "\n\n") if text else ""
        places.append((len(text), place))
        text += part
    return [Pasted(text, tuple(places))] if places else []


def _parts(document: DocumentObject) -> Iterator[tuple[str, Place, bool]]:
    """Each paragraph and each row with its place, and whether it belongs to the table of the part before."""
    paragraphs = tables = 0
    for block in _blocks(document.element.body):
        if block.tag == qn("w:tbl"):
            tables += 1
            for number, row in enumerate(_rows(Table(block, document)), 1):
                line = f"| {' | '.join(row)} |"
                # The rule tells the header from the rows.
                rule = "\n" + "| --- " * len(row) + "|" if number == 1 else ""
                yield line + rule, Place(table=tables, row=number), number > 1
        elif text := _text(block).strip():
            paragraphs += 1
            yield text, Place(paragraph=paragraphs), False


def _blocks(parent: Element) -> Iterator[Element]:
    """The paragraphs and tables in order, those inside content controls too."""
    for child in parent:
        if child.tag in _BLOCKS:
            yield child
        elif child.tag not in _UNREAD:
            yield from _blocks(child)


def _rows(table: Table) -> Iterator[list[str]]:
    """The cells of each row, merged ones once, as text of one line."""
    for row in table.rows:
        cells = dict.fromkeys(cell._tc for cell in row.cells)
        texts = [" ".join(" ".join(map(_text, cell.iter(qn("w:p")))).split()).replace("|", "｜") for cell in cells]
        if any(texts):
            yield texts


def _text(element: Element) -> str:
    """The text of a paragraph, what was inserted by a revision with it."""
    found = []
    for child in element:
        if child.tag in _UNREAD:
            continue
        if child.tag == qn("w:t"):
            found.append(child.text or "")
        elif child.tag in _SIGNS:
            found.append(_SIGNS[child.tag])
        else:
            # A paragraph inside a paragraph is a text box.
            found.append(("\n" if child.tag == qn("w:p") else "") + _text(child))
    return "".join(found)
