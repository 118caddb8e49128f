"""The text layer of a pdf's page as lines with their places.

PDFium gives the text of a page in one call and tells where any one character stands. Asking for each would take longer
than the rest of the reading, so a line is measured at its ends, and inside only where there is white space.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from ingest.readers.pages.margins import WIDE
from ingest.readers.pages.placed import PlacedLine

_HYPHEN = "\ufffe"  # what PDFium makes of a hyphen and the line break after it
_BREAK = re.compile(f"\r\n|[\r\n{_HYPHEN}]")
_BLANK = " \t\u3000\xa0\u2002\u2003"
_GAP = re.compile(f"[{_BLANK}]+")
_WIDE_ONE = re.compile(f"[{WIDE}-\uffef]")
_SEEN = re.compile(f"(?<=[{WIDE}-\uffef]) | (?=[{WIDE}-\uffef])")
_BETWEEN = re.compile(f"[{WIDE}-\uffef] [{WIDE}-\uffef]")
_PRIVATE = re.compile("[\uf000-\uf0ff]")
# Symbol and Wingdings have their characters in the private range; these are the bullets and ticks that office programs
# set.
_SYMBOLS = str.maketrans(
    dict(zip("\uf0b7\uf06c\uf06e\uf075\uf076\uf0d8\uf0a7\uf0fc\uf0a8\uf06f\uf0e0\uf0fe", "•●■◆◆➢■√□□→☑", strict=True))
)
_SPREAD = re.compile(f"[\u2e80-\uffef](?:[{_BLANK}]+[\u2e80-\uffef]){{2,}}")
HEIGHT = 1.15  # height of a character's box in ems, where only narrow characters tell the size
_APART = 1.5  # ems between words from which they are taken for two lines beside each other
_NARROW = 0.6  # ems that a Latin letter takes at most, on average
_ROOM = 1.3  # ems that a line may be wider than its characters without words in it standing apart
_LOOSE = 0.8  # ems beside a Chinese character up to which a space that PDFium put there is only wide setting
_BOLD = 600
_SLANT = 0.11  # quarters of a turn by which a scan may be askew at most, and its text with it

_box = pdfium.FPDFText_GetLooseCharBox
_weight = pdfium.FPDFText_GetFontWeight


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page lies: its size in points as it is shown, and how its own coordinates become shares of that."""

    width: float
    height: float
    across: tuple[float, float, float]
    down: tuple[float, float, float]

    def place(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right, bottom in shares of the page as shown."""
        (a, c, e), (b, d, f) = self.across, self.down
        x1, x2 = a * left + c * bottom + e, a * right + c * top + e
        y1, y2 = b * left + d * bottom + f, b * right + d * top + f
        if x1 <= x2 and y1 >= y2:  # the page is not turned, as nearly always
            return x1, y2, x2, y1
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def turned(self, clockwise: bool) -> "Frame":
        """The frame of the page laid on its side, so that text that runs up it (else down it) runs from left to
        right."""
        (a, c, e), (b, d, f) = self.across, self.down
        if clockwise:
            return Frame(self.height, self.width, (-b, -d, 1 - f), (a, c, e))
        return Frame(self.height, self.width, (b, d, f), (-a, -c, 1 - e))


def frame(page: pdfium.FPDF_PAGE) -> Frame:
    """The frame of a page: what is cut away and how far the page is turned are taken in."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    wide, high = (box.right - box.left) or 1.0, (box.top - box.bottom) or 1.0
    x, y = (1 / wide, 0.0, -box.left / wide), (0.0, 1 / high, -box.bottom / high)
    x_back, y_back = (-x[0], 0.0, 1 - x[2]), (0.0, -y[1], 1 - y[2])
    turns = pdfium.FPDFPage_GetRotation(page)
    across, down = ((x, y_back), (y, x), (x_back, y), (y_back, x_back))[turns]
    return Frame(high if turns % 2 else wide, wide if turns % 2 else high, across, down)


@dataclass(frozen=True, slots=True)
class Run:
    """A line and which of the page's characters it is: from first to before end."""

    line: PlacedLine
    first: int
    end: int


class PageText:
    """The text layer of a page while it is open. raw: as PDFium gives it; use as a context manager."""

    def __init__(self, page: pdfium.FPDF_PAGE) -> None:
        self.frame = frame(page)
        self._text = pdfium.FPDFText_LoadPage(page)
        self.count = max(0, pdfium.FPDFText_CountChars(self._text)) if self._text else 0
        buffer = (ctypes.c_ushort * (self.count + 1))()
        written = pdfium.FPDFText_GetText(self._text, 0, self.count, buffer) - 1 if self.count else 0
        self.raw = bytes(buffer)[: 2 * max(written, 0)].decode("utf-16-le", "replace")
        if _PRIVATE.search(self.raw):
            self.raw = self.raw.translate(_SYMBOLS)
        # Text is counted in UTF-16 units and leaves out characters that have no code; nearly always the two counts are
        # one.
        self._units = None if len(self.raw) == written else _units(self.raw)
        self._sparse = written != self.count
        self._mapped = self._sparse or self._units is not None
        self._box = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()

    def __enter__(self) -> "PageText":
        return self

    def __exit__(self, *_: object) -> None:
        pdfium.FPDFText_ClosePage(self._text)

    def unit(self, at: int) -> int:
        """PDFium's index of raw[at]."""
        unit = self._units[at] if self._units else at
        return pdfium.FPDFText_GetCharIndexFromTextIndex(self._text, unit) if self._sparse else unit

    def placed(self, at: int) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of raw[at] in shares of the page; as high as its line."""
        box = self._box
        _box(self._text, self.unit(at) if self._mapped else at, box)
        return self.frame.place(box.left, box.bottom, box.right, box.top)

    def angle(self, at: int) -> float:
        """By how much raw[at] is turned on the page as it is written, in radians."""
        return pdfium.FPDFText_GetCharAngle(self._text, self.unit(at))

    def generated(self, at: int) -> bool:
        """Whether raw[at] is no character of the file, but a space that PDFium saw between two."""
        return pdfium.FPDFText_IsGenerated(self._text, self.unit(at)) == 1

    def run(self, start: int, end: int) -> Run:
        """The run of raw[start:end], a part of a line."""
        return self._run(start, end, self.raw[start:end], False)

    def runs(self) -> list[Run]:
        """The lines as the file gives them, those that stand side by side apart."""
        found: list[Run] = []
        start = 0
        for mark in _BREAK.finditer(self.raw):
            end = mark.start()
            if end > start:
                self._split(found, start, end, self.raw[end] == _HYPHEN)
            start = mark.end()
        if start < len(self.raw):
            self._split(found, start, len(self.raw), False)
        return found

    def _split(self, found: list[Run], start: int, end: int, hyphen: bool) -> None:
        """Add the runs of a line to those found."""
        raw = self.raw
        bare = raw[start:end].strip(_BLANK)
        if not bare:
            return
        start = raw.index(bare[0], start)
        end = start + len(bare)
        left, _, right, _, size, _, _ = measures = self._measure(start, end)
        if " " not in bare and "\u3000" not in bare:
            found.append(Run(PlacedLine(bare + "-" if hyphen else bare, *measures), start, end))
            return
        ems = (right - left) * self.frame.width / (size * self.frame.height)
        expected = len(bare.encode("gbk", "replace")) / 2 if _WIDE_ONE.search(bare) else _NARROW * len(bare)
        if ems > expected + _ROOM or _BETWEEN.search(raw, start, end):
            found.extend(self._apart(start, end, hyphen))
            return
        pieces, at = [], start
        for gap in _SEEN.finditer(raw, start, end):
            if self.generated(gap.start()):
                pieces.append(raw[at : gap.start()])
                at = gap.end()
        text = "".join([*pieces, raw[at:end]]) if pieces else bare
        found.append(Run(PlacedLine(text + "-" if hyphen else text, *measures), start, end))

    def _apart(self, start: int, end: int, hyphen: bool) -> Iterator[Run]:
        """The runs of a line in which words may stand far apart."""
        raw = self.raw
        pieces: list[str] = []
        begin = at = start
        spreads = [found.span() for found in _SPREAD.finditer(raw, start, end)]
        for gap in _GAP.finditer(raw, start, end):
            last, following = raw[gap.start() - 1], raw[gap.end()]
            wide = last >= WIDE or following >= WIDE
            before, after = self.placed(gap.start() - 1), self.placed(gap.end())
            space = after[0] - before[2]
            spread = any(first < gap.start() < last for first, last in spreads)
            if following >= WIDE:
                em = after[2] - after[0]
            elif last >= WIDE:
                em = before[2] - before[0]
            else:
                em = (after[3] - after[1]) / HEIGHT * self.frame.height / self.frame.width
            if space > _APART * em and not (spread and space < 2 * _APART * em):
                pieces.append(raw[at : gap.start()])
                yield self._run(begin, gap.start(), "".join(pieces), False)
                begin = at = gap.end()
                pieces = []
            elif wide and (spread or space < _LOOSE * em) and self.generated(gap.start()):
                pieces.append(raw[at : gap.start()])
                at = gap.end()
        pieces.append(raw[at:end])
        yield self._run(begin, end, "".join(pieces), hyphen)

    def _run(self, start: int, end: int, text: str, hyphen: bool) -> Run:
        return Run(PlacedLine(text + "-" if hyphen else text, *self._measure(start, end)), start, end)

    def _measure(self, start: int, end: int) -> tuple[float, float, float, float, float, bool, bool]:
        """Left, top, right, bottom and size of raw[start:end], whether it is bold, and whether it runs across the page,
        by its first and last characters."""
        left, top, right, bottom = self.placed(start)
        # The width of a Chinese character is its size, whatever the heights that its font claims.
        shape = self.frame.width / self.frame.height
        size = (right - left) * shape if self.raw[start] >= WIDE else 0.0
        height = bottom - top
        level = end - start > 1
        if end - start > 1:
            x1, y1, x2, y2 = self.placed(end - 1)
            level = abs(y1 + y2 - top - bottom) < height
            if not size and self.raw[end - 1] >= WIDE:
                size = (x2 - x1) * shape
            left, top = x1 if x1 < left else left, y1 if y1 < top else top
            right, bottom = x2 if x2 > right else right, y2 if y2 > bottom else bottom
            if not size and (inner := _WIDE_ONE.search(self.raw, start + 1, end)):
                within = self.placed(inner.start())
                size = (within[2] - within[0]) * shape
        bold = self._bold(start) and self._bold(end - 1)
        size = size or self._size(start) or height / HEIGHT
        return left, top, right, bottom, size, bold, not level and self._slants(start)

    def _slants(self, at: int) -> bool:
        """Whether raw[at] is set neither upright nor on its side, as a watermark and a stamp are, and text is not."""
        turns = self.angle(at) / (math.pi / 2)
        return abs(turns - round(turns)) > _SLANT

    def _size(self, at: int) -> float:
        """The size of raw[at] as a share of the page's height, as the file says it: fonts claim heights that differ
        widely."""
        unit = self.unit(at) if self._mapped else at
        if not pdfium.FPDFText_GetMatrix(self._text, unit, self._matrix):
            return 0.0
        scale = math.hypot(self._matrix.c, self._matrix.d)
        return pdfium.FPDFText_GetFontSize(self._text, unit) * scale / self.frame.height

    def _bold(self, at: int) -> bool:
        return _weight(self._text, self.unit(at) if self._mapped else at) >= _BOLD


def _units(text: str) -> list[int]:
    at, units = 0, []
    for char in text:
        units.append(at)
        at += 2 if char > "\uffff" else 1
    return units
