"""A page of a pdf: its text with its places and tables, or what OCR finds on it."""

from collections.abc import Sequence
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.ocr.page import ScannedPage
from ingest.readers.pages.lattice import enclosed
from ingest.readers.pages.order import is_sideways
from ingest.readers.pages.placed import PlacedPage
from ingest.readers.pdf.marks import Marks, read_marks
from ingest.readers.pdf.open_tables import open_tables
from ingest.readers.pdf.scan import Judged, Need, judge, picture, read_pictures, scanned
from ingest.readers.pdf.tables import frames, ruled_tables, strokes
from ingest.readers.pdf.text import PageText, Run
from rag.pdfium import PDFIUM

_WRITTEN = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP)
_MOST = 0.6  # share of a page's characters that stand so where the page lies on its side
_CLOCKWISE = (
    (0.0, 1.0, 0.0),
    (-1.0, 0.0, 1.0),
    (0.0, 0.0, 1.0),
)  # from the page set upright to the page as it lies, in shares
_COUNTER = ((0.0, -1.0, 1.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0))


def load_page(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """A page with what is filled into its forms and written over it, which PDFium takes for no part of its text.

    Raises PdfiumError where it is damaged. Whoever calls holds PDFIUM."""
    page = document[index]
    count = raw.FPDFPage_GetAnnotCount(page.raw)
    if not count or not any(_subtype(page, at) in _WRITTEN for at in range(count)):
        return page
    if raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
        page.close()
        page = document[index]
    return page


def _subtype(page: pdfium.PdfPage, at: int) -> int:
    note = raw.FPDFPage_GetAnnot(page.raw, at)
    try:
        return raw.FPDFAnnot_GetSubtype(note)
    finally:
        raw.FPDFPage_CloseAnnot(note)


def read_page(page: pdfium.PdfPage, number: int) -> tuple[PlacedPage, Need]:
    """A page and what of it was read by OCR, which does not keep others from PDFium."""
    with PDFIUM:
        found, judged = _born(page, number)
        width, height = page.get_size()
        whole = judged.need in (Need.SCANNED, Need.GARBLED)
        pictures = [picture(page)] if whole else [picture(page, box) for box in judged.pictures]
    if whole:
        lines = found.lines if judged.need is Need.SCANNED else ()
        return scanned(pictures[0], number, width, height, lines), judged.need
    if judged.need is Need.NOTHING:
        return found, judged.need
    lines, tables = read_pictures(pictures, judged.pictures, number, width, height)
    need = Need.PICTURES if lines or tables else Need.NOTHING
    return replace(found, lines=(*found.lines, *lines), tables=(*found.tables, *tables)), need


def _born(page: pdfium.PdfPage, number: int) -> tuple[PlacedPage, Judged]:
    """What the text layer of a page says, and what the page needs besides it."""
    with PageText(page.raw) as text:
        runs = _runs(text)
        marks = read_marks(page.raw, text.frame)
        judged = judge(text.raw, [run.line for run in runs], marks)
        if judged.need is Need.NOTHING:
            clockwise = _lies(text, runs)
            if clockwise is not None:
                return _turned(text, page, number, clockwise), judged
        if judged.need in (Need.NOTHING, Need.PICTURES):
            return _laid_out(text, runs, marks, number), judged
        return PlacedPage(number, text.frame.width, text.frame.height, tuple(run.line for run in runs)), judged


def _runs(text: PageText) -> list[Run]:
    """The lines that stand on the page and not beyond its edges."""
    return [
        run
        for run in text.runs()
        if run.line.right > 0 and run.line.left < 1 and run.line.bottom > 0 and run.line.top < 1
    ]


def _laid_out(text: PageText, runs: list[Run], marks: Marks, number: int) -> PlacedPage:
    """A page with its tables and what stands outside them."""
    width, height = text.frame.width, text.frame.height
    rest, tables, boxes = runs, [], ()
    if marks.rules:
        lines = strokes(marks.rules, width, height)
        ruled = enclosed(lines)
        rest, tables = ruled_tables(text, runs, ruled)
        rest, more = open_tables(rest, lines, width, height)
        tables += more
        boxes = frames(ruled, rest, width, height)
    return PlacedPage(number, width, height, tuple(run.line for run in rest), tuple(tables), frames=boxes)


def _lies(text: PageText, runs: Sequence[Run]) -> bool | None:
    """Whether most of a page runs up it (True), so that it has to be turned clockwise, or down it (False); None where
    neither."""
    shape = text.frame.width / text.frame.height
    tall = [run for run in runs if is_sideways(run.line, shape)]
    if not tall or sum(len(run.line.text) for run in tall) < _MOST * sum(len(run.line.text) for run in runs):
        return None
    # Upright type set in columns from the top down is no page on its side.
    longest = max(tall, key=lambda run: len(run.line.text))
    angle = text.angle(longest.first)
    return None if angle == 0 else text.placed(longest.first)[1] > text.placed(longest.end - 1)[1]


def _turned(text: PageText, page: pdfium.PdfPage, number: int, clockwise: bool) -> PlacedPage:
    picture = (text.frame.width, text.frame.height)
    text.frame = text.frame.turned(clockwise)
    found = _laid_out(text, _runs(text), read_marks(page.raw, text.frame), number)
    return ScannedPage(
        number,
        found.width,
        found.height,
        found.lines,
        found.tables,
        frames=found.frames,
        back=_CLOCKWISE if clockwise else _COUNTER,
        picture=picture,
    )
