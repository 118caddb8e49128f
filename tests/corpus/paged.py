"""The corpus's documents as pages: PDF by reportlab, and pages turned into pictures, skewed and noised as scanners and phones do."""

import io
import random
from collections.abc import Sequence

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer, Table

from tests.corpus.texts import Block, Grid, Text

DPI = 200
_FONT = "STSong-Light"  # a font that every PDF reader has; nothing is embedded
HEADER = "海云区教育局　2024年文件汇编"


def _style(block: Block) -> ParagraphStyle:
    size = {"title": 18, "agency": 22}.get(block.kind, 14)
    place = {"title": TA_CENTER, "agency": TA_CENTER, "number": TA_CENTER, "signature": TA_RIGHT}.get(block.kind, 0)
    indent = 2 * size if block.kind in ("body", "h3", "article", "h1", "h2") else 0
    return ParagraphStyle(
        block.kind,
        fontName=_FONT,
        fontSize=size,
        leading=size * 1.7,
        alignment=place,
        firstLineIndent=indent,
        wordWrap="CJK",
    )


def _grid(grid: Grid) -> Table:
    cell = ParagraphStyle("cell", fontName=_FONT, fontSize=11, leading=15, wordWrap="CJK")
    rows = [[Paragraph(value or "", cell) for value in row] for row in grid.rows]
    style = [("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    for row, values in enumerate(grid.rows):
        for column, value in enumerate(values):
            if value is None:
                start = (column - 1, row) if row == 0 else (column, row - 1)
                style.append(("SPAN", start, (column, row)))
    width = (A4[0] - 56 * mm) / len(grid.rows[0])
    return Table(rows, colWidths=[width] * len(grid.rows[0]), style=style)


def pdf(texts: Sequence[Text], columns: int = 1, furnished: bool = False) -> bytes:
    """A born-digital PDF. columns: of text on a page; furnished: with a running header and page numbers."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    story: list[object] = []
    for text in texts:
        for block in text.blocks:
            if isinstance(block, Grid):
                story += [
                    Spacer(1, 8),
                    Paragraph(block.caption, _style(Block("signature", ""))),
                    _grid(block),
                    Spacer(1, 8),
                ]
            else:
                story.append(Paragraph(block.line, _style(block)))

    def furniture(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont(_FONT, 9)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 15 * mm, HEADER)
        canvas.drawCentredString(A4[0] / 2, 12 * mm, f"— {document.page} —")

    gap = 8 * mm
    width = (A4[0] - 56 * mm - gap * (columns - 1)) / columns
    frames = [
        Frame(28 * mm + (width + gap) * each, 25 * mm, width, A4[1] - 50 * mm, 0, 0, 0, 0) for each in range(columns)
    ]
    buffer = io.BytesIO()
    template = PageTemplate(frames=frames, onPage=furniture if furnished else lambda canvas, document: None)
    BaseDocTemplate(buffer, pagesize=A4, pageTemplates=[template], invariant=1).build(story)
    return buffer.getvalue()


def pictures(data: bytes, dpi: int = DPI) -> list[Image.Image]:
    """The pages of a PDF as grey pictures."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in document]


def skewed(picture: Image.Image, degrees: float) -> Image.Image:
    """The picture as it lies askew on the glass."""
    return picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)


def noised(picture: Image.Image, seed: int = 1) -> Image.Image:
    """The picture with grain, specks and an uneven light."""
    grey = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.6)), dtype=np.float32)
    noise = np.random.default_rng(seed)
    light = np.linspace(0.86, 1.0, grey.shape[1], dtype=np.float32)
    grey = grey * light + noise.normal(0, 9, grey.shape)
    specks = random.Random(seed)
    for _ in range(250):
        y, x = specks.randrange(grey.shape[0]), specks.randrange(grey.shape[1])
        grey[y : y + 2, x : x + 2] = 60
    return Image.fromarray(grey.clip(0, 255).astype(np.uint8))


def encoded(picture: Image.Image, kind: str) -> bytes:
    """A picture file: png, jpeg, webp, bmp or tiff."""
    buffer = io.BytesIO()
    options = {"quality": 78} if kind in ("jpeg", "webp") else {"optimize": True} if kind == "png" else {}
    picture.save(buffer, kind, dpi=(DPI, DPI), **options)
    return buffer.getvalue()


def multipage_tiff(pages: Sequence[Image.Image]) -> bytes:
    """A TIFF as fax machines and scanners write it: black and white, a frame a page."""
    buffer = io.BytesIO()
    bits = [page.point(lambda value: 255 if value > 150 else 0).convert("1") for page in pages]
    bits[0].save(buffer, "tiff", compression="group4", save_all=True, append_images=bits[1:], dpi=(DPI, DPI))
    return buffer.getvalue()


def scanned(pages: Sequence[Image.Image | bytes]) -> bytes:
    """A PDF of pictures; a page given as the bytes of a one-page PDF stays as it is."""
    result = pypdfium2.PdfDocument.new()
    for page in pages:
        if isinstance(page, bytes):
            with pypdfium2.PdfDocument(page) as other:
                result.import_pages(other)
            continue
        image = pypdfium2.PdfImage.new(result)
        image.load_jpeg(io.BytesIO(encoded(page, "jpeg")), inline=True)
        image.set_matrix(pypdfium2.PdfMatrix().scale(*A4))
        sheet = result.new_page(*A4)
        sheet.insert_obj(image)
        sheet.gen_content()
    buffer = io.BytesIO()
    result.save(buffer)
    return buffer.getvalue()
