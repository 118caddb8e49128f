"""OFD (GB/T 33190-2016): text of its pages where it stands, pages that are pictures by OCR, notes and repeated
templates aside."""

import re
from collections import Counter
from dataclasses import replace

from lxml import etree

from ingest.kinds import Kind
from ingest.progress import page_read
from ingest.readers.ocr import read_picture
from ingest.readers.ocr.page import as_pictured, unclear
from ingest.readers.ofd import messages
from ingest.readers.ofd.lines import placed_lines
from ingest.readers.ofd.package import OfdDocument, OfdPage, Package, find, find_all
from ingest.readers.ofd.picture import painted, paintings
from ingest.readers.ofd.tables import POINTS, placed_tables
from ingest.readers.ofd.text import glyphs
from ingest.readers.pages.assemble import assemble
from ingest.readers.pages.placed import PlacedLine, PlacedPage
from ingest.source import Reading, UnreadableFile

_ANY = (0.0, 0.0, 210.0, 297.0)  # mm: a page, where only the order of lines counts
_LITTLE = 20  # characters of a page whose pictures are its text
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]")
_GARBLED = 0.3  # share of such characters from which a page cannot be read


def read_ofd(data: bytes) -> Reading:
    """The text of an OFD file. Raises UnreadableFile."""
    package = Package(data)
    documents = package.documents()
    told: Counter[str] = Counter()
    pages: list[PlacedPage] = []
    aside: list[str] = []
    total = sum(len(document.pages) for document in documents)
    for document in documents:
        used = Counter(name for page in document.pages for name in page.templates)
        for page in document.pages:
            pages.append(_page(package, document, page, used, told))
            page_read(len(pages), total)
        aside += _aside(document, used)
    if not any(page.lines or page.tables for page in pages):
        raise UnreadableFile(
            messages.PICTURES_LOST.format(count=told[messages.PICTURES_LOST]) if told else messages.NO_TEXT
        )
    attached = [name for document in documents for name in document.attachments if name]
    warnings = [sentence.format(count=count) for sentence, count in told.items()]
    if attached:
        warnings.append(messages.ATTACHED.format(count=len(attached), names="、".join(attached[:5])))
    reading = assemble(pages, Kind.OFD, (*warnings, *unclear(pages)))
    return _with_aside(as_pictured(reading, pages), aside)


def _page(package: Package, document: OfdDocument, page: OfdPage, used: Counter[str], told: Counter[str]) -> PlacedPage:
    """A page with its own text, and that of a template that no other page has."""
    width, height = page.area[2] * POINTS, page.area[3] * POINTS
    if page.content is None:
        told[messages.PAGES_LOST] += 1
        return PlacedPage(page.number, width, height, ())
    layers = [
        template
        for name in page.templates
        if used[name] == 1 and (template := _content(document.templates.get(name))) is not None
    ]
    if (own := _content(page.content)) is not None:
        layers.append(own)
    drawn = list(glyphs(layers, document))
    size = sum(len(each.text) for each in drawn)
    strange = sum(len(_PRIVATE.findall(each.text)) for each in drawn)
    if size < _LITTLE or strange > _GARBLED * size:
        shown = paintings(layers, document, page, not drawn)
        if shown and (image := painted(package, document, page, shown)) is not None:
            return read_picture(image, page.number, width, height)
        if shown:
            told[messages.PICTURES_LOST] += 1
        elif strange:
            told[messages.GARBLED] += 1
    rest, tables = placed_tables(layers, drawn, document, page.area)
    return PlacedPage(page.number, width, height, placed_lines(rest, page.area), tables)


def _content(root: etree._Element | None) -> etree._Element | None:
    return find(root, "Content") if root is not None else None


def _aside(document: OfdDocument, used: Counter[str]) -> list[str]:
    """What stands on every page of a template, and what was noted on pages: lines that are no text of the document."""
    found: list[str] = []
    for name, root in document.templates.items():
        content = _content(root)
        if used[name] != 1 and content is not None:
            found += _texts([content], document)
    for page in document.pages:
        for notes in document.notes.get(page.identity, ()):
            found += _texts(find_all(notes, "Annot"), document)
            found += [each.text.strip() for each in find_all(notes, "Remark") if each.text and each.text.strip()]
    return found


def _texts(layers: list[etree._Element], document: OfdDocument) -> list[str]:
    def place(line: PlacedLine) -> tuple[float, float]:
        return line.top, line.left

    return [line.text for line in sorted(placed_lines(glyphs(layers, document), _ANY), key=place)]


def _with_aside(reading: Reading, lines: list[str]) -> Reading:
    """reading with lines behind its text that are no text of the document."""
    if not lines:
        return reading
    text = reading.text if reading.text.endswith("\n") or not reading.text else reading.text + "\n"
    added = "".join(line + "\n" for line in lines)
    return replace(reading, text=text + added, aside=(*reading.aside, (len(text), len(text) + len(added))))
