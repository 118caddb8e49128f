"""Pages of kept originals as pictures: one page at a time, the last ones drawn are remembered."""

import base64
import logging
import warnings
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageOps

from rag import originals
from rag.layout import Page
from rag.pdfium import PDFIUM

log = logging.getLogger(__name__)
DRAWN = frozenset({"pdf", "image"})  # kinds of files whose pages are drawn

_LEAST, _MOST = 1000, 1800  # pixels of width
_PER_POINT = 1.7  # pixels: A4 has 1000 of them across
_HIGHEST = 6000  # pixels of height
_MOST_PIXELS = 200_000_000  # of a picture that is opened, as when it was read
_QUALITY = 80
_KEPT = 48
_WORK = Lock()  # one large picture in memory is enough


def page_picture(library_folder: Path, sha256: str, kind: str, page: Page) -> str | None:
    """A page of a document's file as a data URI; None where its kind is not drawn, or the original is gone or damaged.

    Which file is read is decided by its content alone: nothing else than the file with this sha256 is ever opened.
    """
    if kind not in DRAWN:
        return None
    path = originals.find(library_folder, sha256)
    if path is None:
        return None
    shape = page.height / page.width if page.width and page.height else 0.0
    try:
        data = _drawn(path, kind, page.number, shape)
    except Exception:  # whatever a decoder trips over
        log.warning("Page %d of %s could not be drawn", page.number, sha256, exc_info=True)
        return None
    return f"data:image/jpeg;base64,{base64.b64encode(data).decode()}"


@lru_cache(maxsize=_KEPT)
def _drawn(path: Path, kind: str, number: int, shape: float) -> bytes:
    """A page as a JPEG file. shape: its height over its width, 0 where that is as in the picture."""
    with _WORK:
        picture = _pdf_page(path, number) if kind == "pdf" else _frame(path, number, shape)
    out = BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def _pdf_page(path: Path, number: int) -> Image.Image:
    with PDFIUM:
        return _rendered(pdfium.PdfDocument(path), number)


def _rendered(document: pdfium.PdfDocument, number: int) -> Image.Image:
    """A page of a document, which is closed."""
    try:
        if document.get_formtype() != raw.FORMTYPE_NONE:
            document.init_forms()
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(min(max(_PER_POINT * width, _LEAST), _MOST) / width, _HIGHEST / height)
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
        return bitmap.to_pil().convert("RGB")
    finally:
        document.close()


def _frame(path: Path, number: int, shape: float) -> Image.Image:
    """A frame of a picture file as people see it. The dots of a fax are higher than wide: shape sets them right."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's doubts on metadata and size; the size is checked below
        with Image.open(path) as picture:
            picture.seek(number - 1)
            if picture.width * picture.height > _MOST_PIXELS:
                raise ValueError("the picture is too large")
            picture.draft("RGB", (2 * _MOST, 2 * _HIGHEST))
            upright = _on_paper(ImageOps.exif_transpose(picture))
    width = min(max(upright.width, _LEAST), _MOST)
    height = max(1, round(width * (shape or upright.height / upright.width)))
    if height > _HIGHEST:
        width, height = max(1, width * _HIGHEST // height), _HIGHEST
    return upright.resize((width, height), Image.Resampling.LANCZOS)


def _on_paper(picture: Image.Image) -> Image.Image:
    """In RGB, on white where it is transparent, 16 bits brought down to eight."""
    if picture.mode.startswith("I") or picture.mode == "F":
        values = picture.convert("F")
        low, high = values.getextrema()
        scale = 255 / max(high - low, 1.0)
        return values.point(lambda value: value * scale - low * scale).convert("RGB")
    if picture.has_transparency_data:
        clear = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    return picture.convert("RGB")
