"""Pages of placed lines become a source text: reading order, running lines apart, paragraphs over line and page
breaks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import inf

from ingest.kinds import Kind
from ingest.readers.pages.blocks import Block, Blocks, footnotes
from ingest.readers.pages.continued import Joined
from ingest.readers.pages.margins import ALIKE, WIDE, Margins, Placed, Run, body_size, margins
from ingest.readers.pages.order import flows
from ingest.readers.pages.paragraphs import Style, style
from ingest.readers.pages.placed import PlacedLine, PlacedPage, PlacedTable
from ingest.readers.pages.running import running_lines
from ingest.readers.pages.writing import Writing
from ingest.source import Reading

_SEVERAL = 4  # pages from which one that goes lower than all others is an exception
_ROUGH = 1.25  # ratio of the sizes of one type as two lines of a scan show it
_MEASURED = 3  # Chinese characters of a line whose width tells the size of its type
_LATIN = 0.5  # ems that a Latin letter or digit takes
_AT_MARGIN = 3  # ems from the left margin up to which a line begins there, indent and all


@dataclass(slots=True)
class _Flows:
    """What stands on the pages, in reading order. runs: the lines of each flow; items: lines and tables of
    them all, each with the index of its page."""

    runs: list[Run] = field(default_factory=list)
    items: list[tuple[Placed | PlacedTable, int]] = field(default_factory=list)


def assemble(pages: Iterable[PlacedPage], kind: Kind, warnings: Iterable[str] = ()) -> Reading:
    """The reading of pages in order. Their lines may come in any order; what runs through all pages becomes aside."""
    pages = list(pages)
    running = running_lines(pages)
    found = _flows(pages, running)
    lines = [line for run in found.runs for line in run.lines]
    em = body_size(lines)
    edges = margins(found.runs, em)
    _settle_sizes(found, edges, em, pages)
    writing = Writing(pages, running)
    for block in _blocks(found, edges, style(lines, edges, em)):
        if isinstance(block, Joined):
            writing.table(block)
        else:
            writing.paragraph(block)
    return writing.reading(kind, warnings)


def _flows(pages: Sequence[PlacedPage], running: Sequence[frozenset[int]]) -> _Flows:
    found = _Flows()
    for at, (page, aside) in enumerate(zip(pages, running, strict=True)):
        lines = [line for index, line in enumerate(page.lines) if index not in aside] if aside else page.lines
        shape = page.width / page.height if page.height else 1.0
        for flow in flows(lines, page.tables, shape, page.frames):
            number = len(found.runs)
            placed = [_placed(item, page, number, at) for item in flow.items]
            own = [item for item in placed if isinstance(item, Placed)]
            found.runs.append(Run(own, page.width, flow.column, flow.apart))
            found.items += [(item, at) for item in placed]
    return found


def _settle_sizes(found: _Flows, edges: Sequence[Margins], em: float, pages: Sequence[PlacedPage]) -> None:
    """Type on scanned pages is measured by its ink, which differs from line to line: lines at the margin are given the
    text's size where theirs is near to it. A title stands in the middle and keeps its own."""
    for run, within in zip(found.runs, edges, strict=True):
        for line in run.lines:
            rough = pages[line.page].scanned and max(line.em, em) <= _ROUGH * min(line.em, em)
            if rough and line.left - within.left < _AT_MARGIN * em:
                line.em = em


def _placed(item: PlacedLine | PlacedTable, page: PlacedPage, flow: int, at: int) -> Placed | PlacedTable:
    if isinstance(item, PlacedTable):
        return item
    width, height = page.width, page.height
    beside = [
        box.left for box in page.frames if box.left >= item.right and box.top < item.bottom and item.top < box.bottom
    ]
    middle = (item.top + item.bottom) / 2 * height
    return Placed(
        item,
        item.text,
        flow,
        at,
        item.left * width,
        item.right * width,
        middle,
        _em(item, page),
        min(beside, default=inf) * width,
    )


def _em(item: PlacedLine, page: PlacedPage) -> float:
    """The size of a line's type in points. A line in two fonts is higher than either; its characters then take less
    room than those of its height would."""
    high = item.size * page.height
    chinese = sum(char >= WIDE for char in item.text)
    if page.scanned or chinese < _MEASURED or chinese * 2 < len(item.text):
        return high
    wide = (item.right - item.left) * page.width / sum(1.0 if char >= WIDE else _LATIN for char in item.text)
    return wide if high > ALIKE * wide else high


def _blocks(found: _Flows, edges: Sequence[Margins], style: Style) -> Iterator[Block]:
    many = len({line.page for run in found.runs for line in run.lines}) > 1
    notes = [line for run in found.runs for line in footnotes(run, style.em)] if many else []
    apart = [line for run in found.runs if run.apart for line in run.lines]
    blocks = Blocks(edges, style, _foot(found), frozenset(map(id, notes)), frozenset(map(id, apart)))
    for item, page in found.items:
        yield from blocks.table(item, page) if isinstance(item, PlacedTable) else blocks.line(item)
    yield from blocks.end()


def _foot(found: _Flows) -> float:
    """How far down the pages text goes, in points; what goes lower on one of several is thought to be no text."""
    ends = [max(line.middle for line in run.lines) for run in found.runs if run.lines and not run.apart]
    ends.sort(reverse=True)
    return ends[len(ends) >= _SEVERAL] if ends else 0.0
