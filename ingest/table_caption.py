"""Which line over a table entitles it, and which state its unit or a remark between the two."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.agencies import agencies_in, date_in, number_in
from ingest.markers import Marker, markers
from ingest.source import SourceText, Span
from rag.tables.values import form_line, is_figure
from rag.text import fold

_LONGEST = 60  # characters of a caption
_CAPTION = re.compile(
    r"(?:附|续)?表格?[\d一二三四五六七八九十]+(?:[-—.]\d+)?(?=$|[^\d的中所是内里])|附表|.{2,}(?:表|一览|名单|清单|目录|台账|分工|统计|汇总|计划|安排|标准|指标|情况|明细|名册|名录|登记|数据|人数|结果|排名|得分|分布|设置|构成|对照|公示|预算|决算|支出|收入|规划|进度|日程|议程|分配|分解|配置|课程|布局|概况|数)(?:[(（][^()（）]{1,20}[)）])?$"
)
# What may stand between a caption and its table: who fills it in, where and when, and the day that it tells of.
_FILLED_IN = re.compile(r"(?:[一-龥]{2,8}(?:\([^()]{1,8}\))?:\S{0,20}(?:\s+|$))+")
_DAY = re.compile(
    r"\(?(?:截至|截止|统计时点:?)?(?:19|20)\d\d年?(?:\d{1,2}月(?:\d{1,2}日)?|学?年?度|[春秋]季(?:学期)?)?\)?"
)
_REMARK = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")  # a line that is all in brackets
_LINES_ABOVE = 4  # lines over a table among which its caption is looked for
_ENDED = re.compile("[。；;，,：:！？]$")
_CLOSED = re.compile(r"[。；;：:！？!?）)\]|]$")
_TITLE = range(5, 41)  # characters of a line that entitles a table by its place alone
_OPENING = 4  # lines at the top of a text among which its title stands
_REACH = 500  # characters of remarks between such a title and the table that the text is


@dataclass(frozen=True, slots=True)
class Above:
    """What stands over a table. start: where the lines begin that it takes out of the running text; caption: (0, 0)
    where none is; remarks: lines between the two that say something of their own."""

    start: int
    caption: Span = (0, 0)
    remarks: tuple[Span, ...] = ()


def above(source: SourceText, at: int, floor: int) -> Above:
    """What stands over the table that begins at a place; floor: where the text above it begins that may be its own."""
    text = source.text
    start = max(text.rfind("\n", 0, at) + 1, floor)
    headings = {heading.start for heading in source.headings}
    remarks: list[Span] = []
    bare = start  # where the lines begin that say nothing of their own
    lines = lines_before(source, start, floor)
    for number, (first, last) in enumerate(lines):
        line = text[first:last]
        if form_line(line):
            bare = bare if remarks else first
            continue
        upper = text[slice(*lines[number + 1])] if number + 1 < len(lines) else ""
        if number + 1 < len(lines) and any(lines[number + 1][1] <= page.start <= first for page in source.layout.pages):
            upper = "。"  # a page begins with the line
        if first in headings and is_caption(line):
            # It stays a heading; that of the whole document needs not be said again.
            return Above(bare, (first, last) if text[:first].strip("\ufeff \t\r\n") else (0, 0))
        if is_caption(line) or (first not in headings and _entitles(line, upper)):
            # The unit stands over the caption too.
            begin = lines[number + 1][0] if upper and form_line(upper) else first
            return Above(begin, (first, last), tuple(reversed(remarks)))
        if not _is_between(line):
            if not _REMARK.fullmatch(fold(line)) or len(line) > _LONGEST:
                break
            remarks.append((first, last))
    return Above(bare)  # without a caption above them remarks are text


def opening(source: SourceText, at: int) -> Span:
    """The title at the top of a text of nothing but remarks and the table that begins at a place: (0, 0) where there is
    none."""
    lines = lines_before(source, at, 0, most=_REACH)[::-1]
    if not lines or at - lines[0][0] > _REACH:
        return 0, 0
    if {heading.start for heading in source.headings} & {start for start, _ in lines}:
        return 0, 0  # the format itself knows what entitles the text
    said = [source.text[slice(*span)] for span in lines]
    first = 1 if re.fullmatch(r"附[件录]\s*[\d一二三四五六七八九十]*[:：]?", fold(said[0])) else 0
    last = first
    while (
        last < min(first + _OPENING, len(lines)) and len(said[last]) in _TITLE and not _ENDED.search(fold(said[last]))
    ):
        last += 1
    if last == first or not is_caption(said[last - 1]) or any(next(_marked(line), None) for line in said[first:last]):
        return 0, 0
    return lines[first][0], lines[last - 1][1]


def lines_before(source: SourceText, start: int, floor: int, most: int = _LINES_ABOVE) -> list[Span]:
    """The last lines of the document before start that say something, the nearest first; a page's number may stand
    between."""
    text = source.text
    aside = [span for span in source.aside if floor < span[1] and span[0] < start]
    edges = [match.end() for match in re.finditer(r"\r\n|\r|\n", text[floor:start])]
    bounds = [floor, *(floor + edge for edge in edges)]
    found: list[Span] = []
    for first, last in reversed(list(pairwise((*bounds, start)))):
        piece = text[first:last].lstrip("\ufeff")
        if piece.strip() and not any(begin <= first and last <= end for begin, end in aside):
            begin = last - len(piece.lstrip())
            found.append((begin, begin + len(piece.strip())))
        if len(found) == most:
            break
    return found


def is_caption(line: str) -> bool:
    """Whether a line is called as a table is, and is no heading of the outline, which the table stands under anyway."""
    plain = fold(line)
    if not plain or len(line) > _LONGEST or _ENDED.search(plain) or re.search("[。；]", plain):
        return False
    return bool(_CAPTION.match(plain)) and next(_marked(line), None) is None


def _entitles(line: str, upper: str) -> bool:
    """Whether a line entitles a table by its place: short and whole, below a text that ends. upper: the line above
    it."""
    plain = fold(line)
    if len(line) not in _TITLE or _ENDED.search(plain) or re.search("[。；:|]", plain) or next(_marked(line), None):
        return False
    if (
        agencies_in(line)
        or date_in(line)
        or number_in(line)
        or is_figure(plain)
        or _is_between(line)
        or re.match("附件|附录", plain)
        or "\t" in line
    ):
        return False
    return bool(_CLOSED.search(fold(upper))) or form_line(upper) or next(_marked(upper), None) is not None


def _marked(line: str) -> Iterator[Marker]:
    """The markers that a line begins with; one within it, as in 表格 2 各镇, is a figure of its name."""
    return (marker for marker in markers(line, [(0, len(line))]) if marker.fresh)


def _is_between(line: str) -> bool:
    """Whether a line says nothing but who filled a table in or when, and may stand under its caption."""
    plain = "  ".join(fold(part) for part in re.split(r"[ \t\u3000]{2,}|\t", line.strip()))
    return len(line) <= 2 * _LONGEST and bool(_FILLED_IN.fullmatch(plain) or _DAY.fullmatch(fold(line)))
