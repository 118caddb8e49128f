"""Lines torn around numbers and brackets: a page that sets each figure in a box of its own leaves 应当在 ⏎ 30 ⏎ 日内办理.

What a line begins with tells that it goes on: a mark that closes, or the measure of the number above it. Cells of
tables stand on lines of their own too, so numbers are joined only where most of those around them have their measure
below.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ingest.agencies import DATE, agencies_in, number_in
from ingest.clean.traced import Traced
from ingest.line_ends import ENDED
from ingest.numbering import NUMBER, OFFICIAL
from rag.text import simplify

_ALONE = re.compile(r"(?=.{1,12}$)[\d.,%％~～/—–-]*\d[\d.,%％~～/—–-]*$")
_MEASURES = "年月日时分秒周天岁元角个人名位户家所项件份次条款号期届度倍米平公里吨克万亿千百多余套间亩小学级以%％℃"
_DATED = "年月日号元个岁"  # the measures with which no line of a text begins
_AFTER_SHARE = "的左右以之内及和"  # what goes on after 2%
_STOPS = "，。、；：？！,;:?!％%"
_PAIRS = {
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "<": ">",
    "「": "」",
    "『": "』",
    "“": "”",
    "【": "】",
    "〔": "〕",
    "[": "]",
}
_SHUT = {"（": "）)", "(": "）)"}
_CLOSERS = "".join(_PAIRS.values())
_ANEW = re.compile(rf"(?:{OFFICIAL}|{NUMBER}|[（(]\d{{1,3}}[)）]|[①-⑳]|#{{1,6}}\s|[|｜])")
_UPPER = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]+[编章节]|[一二三四五六七八九十]{1,3}[、.．]|#{1,6}\s).*[^、.．\s]$"
)
_DASH = re.compile("[-—–]$")
_NEAR = 12  # lines around a number that tell whether it stands in prose or in a table
_REACH = 160  # characters within which what is open is closed, or a sentence ends
_AHEAD = 24  # lines that are looked at for that
_SCRAP = 3  # characters of a piece between two boxes
_PROSE = 30  # characters from which a line is a sentence and no heading
_SENTENCE = 10  # characters from which a line that ends with a number is no cell of a table
_FEWEST = 3  # torn numbers from which a document is known to be torn


def join_torn(traced: Traced) -> Traced:
    """The text with the line breaks left out that tore its sentences around numbers, marks and brackets."""
    spans = [span for span in traced.lines() if span[1] > span[0]]
    lines = [traced.text[start:end] for start, end in spans]
    reader = _Reader(lines)
    gaps: list[tuple[int, int]] = []
    for at in range(1, len(lines)):
        gap = (spans[at - 1][1], spans[at][0])
        if _touch(traced, *gap) and reader.goes_on(at):
            gaps.append(gap)
            reader.join(at)
        else:
            reader.begin(at)
    return traced.without(gaps)


def _touch(traced: Traced, end: int, start: int) -> bool:
    """Whether nothing but white space stood between two lines: no table that was taken out."""
    return traced.starts[start] - traced.ends[end - 1] - (start - end) <= 0


class _Reader:
    """Goes through the lines; piece is the line that is being put together."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.alone = [index for index, line in enumerate(lines) if _ALONE.match(line)]
        self.measured = {index for index in self.alone if _measures(self._line(index + 1), lines[index])}
        self.torn = len(self.measured) >= _FEWEST
        self.piece = lines[0] if lines else ""
        self.mended = False  # the piece was torn at a number

    def _line(self, at: int) -> str:
        return self.lines[at] if 0 <= at < len(self.lines) else ""

    def begin(self, at: int) -> None:
        self.piece, self.mended = self.lines[at], False

    def join(self, at: int) -> None:
        line = self.lines[at]
        self.mended = self.mended or bool(_ALONE.match(line) or _ALONE.match(self.lines[at - 1]))
        self.piece += line

    def goes_on(self, at: int) -> bool:
        """Whether a line belongs to the piece above it."""
        line, above = self.lines[at], self.lines[at - 1]
        if line[0] in _STOPS or _closes(self.piece, line) or self._is_page(at):
            return True
        if _ANEW.match(line):
            return False
        if (depth := _open(self.piece[-_REACH:])) and self._closes_soon(at, depth):
            return True
        if _ALONE.match(line):
            return self._takes_number(at)
        if at - 1 in self.measured and self._in_prose(at - 1):
            return True
        if above[-1].isdigit() and line[0] in _DATED and (len(self.piece) >= _SENTENCE or _ANEW.match(self.piece)):
            return True
        return self._fragment(at) or self._figure(at)

    def _is_page(self, at: int) -> bool:
        """Whether lines are the number of a page between its dashes: — ⏎ 26 ⏎ —."""
        return any(
            _DASH.fullmatch(self._line(first)) and _ALONE.match(self._line(first + 1)) and _DASH.fullmatch(self._line(first + 2))
            for first in (at - 1, at - 2)
        )  # fmt: skip

    def _in_prose(self, at: int) -> bool:
        """Whether sentences stand around a number, and most numbers there have their measure below."""
        near = self.alone[bisect_left(self.alone, at - _NEAR) : bisect_right(self.alone, at + _NEAR)]
        around = "".join(self.lines[max(0, at - 2 * _NEAR) : at + 2 * _NEAR])
        return any(mark in around for mark in "，。；：") and 2 * sum(index in self.measured for index in near) >= len(
            near
        )

    def _takes_number(self, at: int) -> bool:
        if at not in self.measured or not self._in_prose(at) or ENDED.search(self.piece) or agencies_in(self.piece):
            return False
        return len(self.piece) > _PROSE or not _UPPER.match(self.piece) or "，" in self.piece

    def _fragment(self, at: int) -> bool:
        """Whether a piece between two boxes (日前) is followed by the rest of its sentence."""
        above = self.lines[at - 1]
        if not self.mended or len(above) > _SCRAP or ENDED.search(above):
            return False
        if number_in(self.piece):
            return False
        if DATE.match(self.piece):
            return self.lines[at][0] in "至起前后后止到"
        ahead = ""
        for later in range(at, min(at + _AHEAD, len(self.lines))):
            if len(ahead) > _REACH or _ANEW.match(self.lines[later]):
                return False
            ahead += self.lines[later]
            if re.search("[。；，]", self.lines[later]):
                return True
        return False

    def _figure(self, at: int) -> bool:
        """Whether a line that begins with a figure (80%，其余…) goes on with a sentence, in a document that is torn."""
        starts = re.match(r"\d[\d.,]*(?=[%％，。；、）])", self.lines[at])
        above = self.piece
        return self.torn and bool(starts) and not ENDED.search(above) and ("，" in above or len(above) > _PROSE)

    def _closes_soon(self, at: int, depth: str) -> bool:
        seen = 0
        for later in range(at, min(at + _AHEAD, len(self.lines))):
            if _ANEW.match(self.lines[later]) and later > at:
                return False
            for char in self.lines[later]:
                depth = _step(depth, char)
                seen += 1
                if not depth:
                    return True
            if seen > _REACH:
                return False
        return False


def _measures(line: str, number: str) -> bool:
    """Whether a line goes on after a number that stands alone."""
    if not line:
        return False
    first = simplify(line[0])
    return first in (_AFTER_SHARE if number[-1] in "%％" else _MEASURES) or first in _STOPS or first in "）)〕]》"


def _step(depth: str, char: str) -> str:
    """The brackets that are open after a character."""
    if char in _PAIRS:
        return depth + char
    if depth and char in _SHUT.get(depth[-1], _PAIRS[depth[-1]]):
        return depth[:-1]
    return depth


def _open(text: str) -> str:
    """The brackets and quotation marks that a text leaves open."""
    depth = ""
    for char in text:
        depth = "" if char == "\n" else _step(depth, char)
    return depth


def _closes(piece: str, line: str) -> bool:
    return line[0] in _CLOSERS and bool(depth := _open(piece[-_REACH:])) and _step(depth, line[0]) != depth
