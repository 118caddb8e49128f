"""Makes the pdf files that tests read, with reportlab."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, SimpleDocTemplate

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

BODY = ParagraphStyle("body", fontName=FONT, fontSize=16, leading=40, firstLineIndent=32, wordWrap="CJK")
FLUSH = ParagraphStyle("flush", parent=BODY, firstLineIndent=0)
SPACED = ParagraphStyle("spaced", parent=FLUSH, spaceAfter=14)
TITLE = ParagraphStyle("title", parent=FLUSH, fontSize=22, leading=34, alignment=1)
RIGHT = ParagraphStyle("right", parent=FLUSH, alignment=2)
SMALL = ParagraphStyle("small", parent=FLUSH, fontSize=10, leading=14)
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), FONT, 10)]


def laid_out(story: Sequence[Flowable], header: str = "", footer: str = "") -> bytes:
    """A pdf of a story. header, footer: on each page, with the number of the page for {page}."""

    def running(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont(FONT, 10)
        canvas.drawString(80, 800, header.format(page=document.page))
        canvas.drawCentredString(297, 45, footer.format(page=document.page))

    out = BytesIO()
    document = SimpleDocTemplate(out, pagesize=A4, leftMargin=74, rightMargin=68, topMargin=105, bottomMargin=99)
    document.build(list(story), onFirstPage=running, onLaterPages=running)
    return out.getvalue()


def in_columns(story: Sequence[Flowable], heading: str) -> bytes:
    """A pdf of a story in two columns, a heading over them on each page."""
    out = BytesIO()
    width = (A4[0] - 150) / 2
    frames = [Frame(60 + place * (width + 30), 80, width, 600, id=str(place)) for place in (0, 1)]

    def head(canvas: Canvas, _: BaseDocTemplate) -> None:
        canvas.setFont(FONT, 20)
        canvas.drawCentredString(297, 740, heading)

    document = BaseDocTemplate(out, pagesize=A4)
    document.addPageTemplates([PageTemplate(frames=frames, onPage=head)])
    document.build(list(story))
    return out.getvalue()


def paragraphs(texts: Sequence[str], style: ParagraphStyle) -> list[Paragraph]:
    return [Paragraph(text, style) for text in texts]


class Drawn:
    """A pdf drawn by hand: text at places in points from the lower left corner of pages 595 wide and 842 high."""

    def __init__(self, **options: object) -> None:
        self._out = BytesIO()
        self.canvas = Canvas(self._out, pagesize=(595, 842), **options)

    def text(self, left: float, bottom: float, text: str, size: float = 16) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(left, bottom, text)

    def bytes(self) -> bytes:
        self.canvas.save()
        return self._out.getvalue()
