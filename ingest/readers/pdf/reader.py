"""PDF: text in reading order with its places; tables; scanned and garbled pages by OCR, decided page by page."""

import re
from contextlib import suppress
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.kinds import Kind
from ingest.progress import page_read
from ingest.readers.ocr.page import as_pictured, unclear
from ingest.readers.pages.assemble import assemble
from ingest.readers.pages.placed import PlacedPage
from ingest.readers.pdf import messages
from ingest.readers.pdf.page import load_page, read_page
from ingest.readers.pdf.scan import Need
from ingest.source import Reading, UnreadableFile
from rag.pdfium import PDFIUM

_OBJECT = re.compile(rb"\d+ \d+ obj\b")
_CATALOG = re.compile(rb"\b(\d{1,8}) 0 obj\s*<<(?:(?!endobj).){0,2000}?/Type\s*/Catalog\b", re.DOTALL)
_MOST_NAMES = 5  # of attached files that are told


@dataclass(slots=True)
class _Told:
    """Numbers of the pages of which something is to be told."""

    read: dict[Need, list[int]] = field(default_factory=lambda: {need: [] for need in Need})
    unread: list[int] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)

    def warnings(self) -> list[str]:
        pairs = (
            (messages.SCANNED, self.read[Need.SCANNED]),
            (messages.GARBLED, self.read[Need.GARBLED]),
            (messages.PICTURES, self.read[Need.PICTURES]),
            (messages.UNREAD, self.unread),
            (messages.FAILED, self.failed),
        )
        return [sentence.format(pages=messages.numbers(pages)) for sentence, pages in pairs if pages]


def read_pdf(data: bytes) -> Reading:
    """The text of a pdf file. Raises UnreadableFile."""
    told = _Told()
    with PDFIUM:
        document = _open(data)
    try:
        with PDFIUM:
            total = len(document)
            attached = _attached(document)
            if total and document.get_formtype() != raw.FORMTYPE_NONE:
                document.init_forms()
        if not total:
            raise UnreadableFile(messages.NO_PAGES)
        pages = []
        for number in range(1, total + 1):
            pages.append(_page(document, number, told))
            page_read(number, total)
    finally:
        with PDFIUM:
            document.close()
    if not any(page.lines or page.tables for page in pages):
        raise UnreadableFile(messages.DAMAGED if len(told.failed) == total else messages.NO_TEXT)
    whole = [*_cut_off(data), *attached, *told.warnings(), *unclear(pages)]
    return as_pictured(assemble(pages, Kind.PDF, whole), pages)


def _cut_off(data: bytes) -> list[str]:
    """A warning where the file goes on after its last end mark, or has none."""
    end = data.rfind(b"%%EOF")
    return [messages.CUT_OFF] if end < 0 or _OBJECT.search(data, end) else []


def _attached(document: pdfium.PdfDocument) -> list[str]:
    count = document.count_attachments()
    if not count:
        return []
    names = "、".join(document.get_attachment(at).get_name() for at in range(min(count, _MOST_NAMES)))
    return [messages.ATTACHED.format(count=count, names=names + ("…" if count > _MOST_NAMES else ""))]


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        catalog = _CATALOG.search(data) if error.err_code == raw.FPDF_ERR_FORMAT else None
        if catalog:  # the file is cut off before its trailer, which only has to say where the catalog is
            trailer = b"\ntrailer\n<</Root %s 0 R>>\nstartxref\n0\n%%%%EOF\n" % catalog.group(1)
            with suppress(pdfium.PdfiumError):
                return pdfium.PdfDocument(data + trailer)
        sentences = {raw.FPDF_ERR_PASSWORD: messages.LOCKED, raw.FPDF_ERR_SECURITY: messages.PROTECTED}
        raise UnreadableFile(sentences.get(error.err_code, messages.DAMAGED)) from None


def _page(document: pdfium.PdfDocument, number: int, told: _Told) -> PlacedPage:
    """A page, empty where it is damaged."""
    try:
        with PDFIUM:
            page = load_page(document, number - 1)
    except pdfium.PdfiumError:
        told.failed.append(number)
        return PlacedPage(number, 0.0, 0.0, ())
    try:
        found, need = read_page(page, number)
    finally:
        with PDFIUM:
            page.close()
    if found.lines or found.tables or need is Need.NOTHING:
        told.read[need].append(number)
    else:
        told.unread.append(number)
    return found
