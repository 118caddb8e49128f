"""A .docx as a text to verify: its paragraphs and the rows of its tables, in order, as they read with every revision accepted."""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from rag.office.package import NotOffice, Package, TooLarge
from rag.office.word import W, blocks, words
from rag.office.word_table import grid, paragraphs
from rag.verifying import messages
from rag.verifying.office import unpacked_within
from rag.verifying.pasted import Pasted, Place


def read_docx(data: bytes, limit: int) -> list[Pasted]:
    """The text of a document, one text. limit: bytes of the file. Raises ValueError."""
    unpacked_within(data, limit)
    try:
        package = Package(data)
        root = package.xml(package.main("word/document.xml"))
    except (NotOffice, TooLarge):
        raise ValueError(messages.NOT_OFFICE) from None
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise ValueError(messages.NOT_OFFICE)
    text = ""
    places: list[tuple[int, Place]] = []
    for part, place, rows_go_on in _parts(body):
        text += ("\n" if rows_go_on else "\n\n") if text else ""
        places.append((len(text), place))
        text += part
    return [Pasted(text, tuple(places))] if places else []


def _parts(body: Element) -> Iterator[tuple[str, Place, bool]]:
    """Each paragraph and each row with its place, and whether it belongs to the table of the part before."""
    paragraphs = tables = 0
    for block in blocks(body):
        if block.tag == f"{W}tbl":
            tables += 1
            for number, row in enumerate(_rows(block), 1):
                line = f"| {' | '.join(row)} |"
                # The rule tells the header from the rows.
                rule = "\n" + "| --- " * len(row) + "|" if number == 1 else ""
                yield line + rule, Place(table=tables, row=number), number > 1
        elif block.tag == f"{W}p" and (text := _text(block).strip()):
            paragraphs += 1
            yield text, Place(paragraph=paragraphs), False


def _rows(table: Element) -> Iterator[list[str]]:
    """The cells of each row as text of one line; one that is merged over several rows stands in each of them."""
    found = grid(table)
    texts = [
        " ".join(" ".join(_text(each) for each in paragraphs(cell.element)).split()).replace("|", "｜")
        for cell in found.cells
    ]
    for row in range(found.height):
        across = [
            (cell.column, text)
            for cell, text in zip(found.cells, texts, strict=True)
            if cell.row <= row < cell.row + cell.rows
        ]
        if any(text for _, text in across):
            yield [text for _, text in sorted(across)]


def _text(paragraph: Element) -> str:
    """The text of a paragraph, that of the text boxes on it below."""
    found = words(paragraph)
    boxed = ([box] if isinstance(box, str) else [_text(each) for each in paragraphs(box)] for box in found.boxes)
    return "\n".join([found.text, *(line for lines in boxed for line in lines)])
