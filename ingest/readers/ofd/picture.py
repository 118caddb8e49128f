"""Pages of an OFD file that are pictures: what is painted on them, put together as one picture."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from lxml import etree
from PIL import Image

from ingest.readers.ofd.package import OfdDocument, OfdPage, Package, floats, tag
from ingest.readers.ofd.text import moved, objects

_DPI = 200
_INCH = 25.4  # mm
_COVERED = 0.3  # share of a page from which its pictures may be its text
_ALONE = 0.03  # the same of a page without any text
_MOST_PIXELS = 200_000_000
_SIDE = 5000  # pixels of a page at most


@dataclass(frozen=True, slots=True)
class Painting:
    """A picture on a page: the resource that it is, its box in mm, and how far it is turned, in degrees clockwise."""

    resource: str
    left: float
    top: float
    width: float
    height: float
    turned: int


def paintings(layers: Sequence[etree._Element], document: OfdDocument, page: OfdPage, alone: bool) -> list[Painting]:
    """The pictures on a page; none where they cover little of it. alone: it has no text beside them."""
    found: list[Painting] = []
    for image, matrix in objects(layers, document):
        if tag(image) != "ImageObject":
            continue
        # A picture is the unit square under its CTM; where it has none, it fills its boundary.
        boundary = floats(image.get("Boundary"))
        size = (1.0, 1.0) if image.get("CTM") or len(boundary) != 4 else (boundary[2], boundary[3])
        corners = [moved(x, y, matrix) for x in (0.0, size[0]) for y in (0.0, size[1])]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        turned = round(math.degrees(math.atan2(matrix[1], matrix[0])) / 90) % 4 * 90
        found.append(
            Painting(image.get("ResourceID", ""), min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys), turned)
        )
    covered = sum(each.width * each.height for each in found)
    return found if covered >= (_ALONE if alone else _COVERED) * page.area[2] * page.area[3] else []


def painted(package: Package, document: OfdDocument, page: OfdPage, shown: Sequence[Painting]) -> np.ndarray | None:
    """The page with its pictures, height x width x 3, RGB, uint8; None where one of them cannot be read."""
    left, top, width, height = page.area
    scale = min(_DPI / _INCH, _SIDE / max(width, height))
    canvas = Image.new("RGB", (max(1, round(width * scale)), max(1, round(height * scale))), "white")
    for each in shown:
        data = package.part(document.pictures.get(each.resource, ""))
        try:
            with Image.open(io.BytesIO(data or b"")) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    return None
                upright = picture.convert("RGBA").rotate(-each.turned, expand=True)
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            return None
        box = (min(each.width * scale, 2.0 * _SIDE), min(each.height * scale, 2.0 * _SIDE))
        scaled = upright.resize((max(1, round(box[0])), max(1, round(box[1]))), Image.Resampling.LANCZOS)
        canvas.paste(scaled, (round((each.left - left) * scale), round((each.top - top) * scale)), scaled)
    return np.asarray(canvas)
