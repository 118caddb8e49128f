"""Pictures: scans and photos of pages, in any format that Pillow opens; a page for each frame."""

import warnings
from collections.abc import Iterator
from io import BytesIO
from itertools import islice

import numpy as np
from PIL import ExifTags, Image, ImageOps, ImageSequence

from ingest.kinds import Kind
from ingest.progress import page_read
from ingest.readers.ocr import messages, read_picture
from ingest.readers.ocr.page import as_pictured, unclear
from ingest.readers.pages.assemble import assemble
from ingest.source import Reading, UnreadableFile

MOST_PIXELS = 200_000_000  # of one frame: A0 at 300 dpi has 140 million
MOST_FRAMES = 1000
MOST_IN_ALL = 10_000_000_000  # pixels of all frames: a thousand pages of A4 at 300 dpi have 9 billion
SIDE_MOST = 5000  # pixels: a larger page is scaled down; A4 at 400 dpi has 4677
SIDE_LEAST = 800  # pixels: a smaller one is scaled up, at most TIMES
TIMES = 3
LONG_SIDE = 842.0  # points: of a page whose picture does not say at what resolution it was scanned
DPI = (60, 1300)  # what a picture says of its resolution is believed between these
SQUARE = 1.1  # ratio of the two resolutions of a picture up to which its pixels are square
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError, Image.DecompressionBombError)


def frames(data: bytes) -> Iterator[tuple[np.ndarray, float, float]]:
    """The pages of a picture file as people see them, turned as their EXIF data says: height x width x 3, RGB, uint8,
    scaled to a size that can be read, with their width and height in points; no more than MOST_FRAMES, nor than have
    MOST_IN_ALL pixels. Raises UnreadableFile."""
    pixels = 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's doubts on metadata and size; the size is checked below
            with Image.open(BytesIO(data)) as picture:
                for frame in islice(ImageSequence.Iterator(picture), MOST_FRAMES):
                    _check(frame)
                    pixels += frame.width * frame.height
                    if pixels > MOST_IN_ALL:
                        return
                    width, height = _points(frame)
                    turned = _turned(frame)
                    if (turned.width > turned.height) != (frame.width > frame.height):
                        width, height = height, width
                    yield np.asarray(_scaled(_square(_rgb(turned), width / height))), width, height
    except UnreadableFile:
        raise
    except _DAMAGE:  # whatever a decoder trips over
        raise UnreadableFile(messages.DAMAGED) from None


def read_image(data: bytes) -> Reading:
    """The text of a picture file, by OCR, a page for each of its frames. Raises UnreadableFile."""
    count = _count(data)
    pages = []
    told: tuple[str, ...] = ()
    try:
        for number, (image, width, height) in enumerate(frames(data), start=1):
            pages.append(read_picture(image, number, width, height))
            page_read(number, count)
    except UnreadableFile:
        if not any(page.lines or page.tables for page in pages):
            raise
        told = (messages.CUT_OFF.format(page=len(pages) + 1),)
    else:
        if len(pages) < count:
            told = (messages.TOO_MANY_FRAMES.format(count=count, read=len(pages)),)
    if not any(page.lines or page.tables for page in pages):
        raise UnreadableFile(next(iter(unclear(pages)), messages.NO_TEXT))
    return as_pictured(assemble(pages, Kind.IMAGE, (*told, *unclear(pages))), pages)


def _count(data: bytes) -> int:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data)) as picture:
                return getattr(picture, "n_frames", 1)
    except Image.DecompressionBombError:
        raise UnreadableFile(messages.TOO_LARGE.format(most=MOST_PIXELS // 1_000_000)) from None
    except _DAMAGE:
        raise UnreadableFile(messages.DAMAGED) from None


def _check(frame: Image.Image) -> None:
    if frame.width * frame.height > MOST_PIXELS:
        raise UnreadableFile(messages.TOO_LARGE.format(most=MOST_PIXELS // 1_000_000))


def _points(frame: Image.Image) -> tuple[float, float]:
    dpi = frame.info.get("dpi", (0, 0))
    if all(DPI[0] <= float(value) <= DPI[1] for value in dpi):
        return frame.width * 72 / float(dpi[0]), frame.height * 72 / float(dpi[1])
    scale = LONG_SIDE / max(frame.size)
    return frame.width * scale, frame.height * scale


def _turned(frame: Image.Image) -> Image.Image:
    """frame as people see it; itself where that is how it lies, since a copy of a large one takes much memory."""
    lies = frame.getexif().get(ExifTags.Base.Orientation, 1) == 1
    return frame if lies else ImageOps.exif_transpose(frame)


def _rgb(frame: Image.Image) -> Image.Image:
    """frame in RGB on white paper: palettes, transparency, CMYK, 16 bits and floats resolved."""
    if frame.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
        values = np.asarray(frame, dtype=np.float32)
        low, high = float(values.min()), float(values.max())
        return Image.fromarray(((values - low) * (255 / max(high - low, 1.0))).astype(np.uint8)).convert("RGB")
    if "transparency" in frame.info or frame.mode in ("RGBA", "LA", "PA", "RGBa", "La"):
        clear = frame.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(paper, clear).convert("RGB")
    return frame if frame.mode == "RGB" else frame.convert("RGB")


def _square(frame: Image.Image, shape: float) -> Image.Image:
    """frame with as many pixels to an inch across as down: a fax has half as many down. shape: its width over its
    height on paper."""
    ratio = shape * frame.height / frame.width
    if 1 / SQUARE <= ratio <= SQUARE:
        return frame
    size = (round(frame.width * ratio), frame.height) if ratio > 1 else (frame.width, round(frame.height / ratio))
    return frame.resize(size, Image.Resampling.BICUBIC)


def _scaled(frame: Image.Image) -> Image.Image:
    longer = max(frame.size)
    scale = min(1.0, SIDE_MOST / longer) if longer >= SIDE_LEAST else min(TIMES, SIDE_LEAST / longer)
    if scale == 1.0:
        return frame
    size = [max(1, round(edge * scale)) for edge in frame.size]
    return frame.resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC)
