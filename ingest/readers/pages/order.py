"""The order in which a page is read: column by column, and row by row where words stand beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.readers.builder import Box
from ingest.readers.pages.margins import WIDE
from ingest.readers.pages.placed import PlacedLine, PlacedTable, holds

_TALL = 2  # times as high as wide: a line of three characters or more that runs up or down the page
_ROW = 0.5  # share of a line's height by which two lines on one row overlap at least
_MARK = 0.75  # height beside the text's up to which a line is a note mark, which may stand out of its row
_ALIGNED = 0.01  # share of the page's width within which lines begin at the same place
_SIDE = 6  # a column takes more than this part of the text's width
_CROSSING = 0.35  # share of a page's lines that may run across a gutter
_FEWEST = 3  # rows that a column has at least
_FULL = 0.5  # share of a column's lines that reach its edge, so that they are text that goes on, not cells of rows
_LANDSCAPE = 1.2  # width over height of a sheet that holds two pages beside each other
_MIDDLE, _SPINE = (0.45, 0.55), 0.04  # of its width: where they meet, and how far their texts stand apart at least
_PROSE_WIDTH = 0.2  # of its width: a line of prose on one of them
_GAP = 1.0  # ems between two parts of a row from which they stand apart
_STACK = 2.5  # ems from one character to the next of those that stand one under the other
_SHORT = 6  # characters under which the lines of a column are no prose

Item = PlacedLine | PlacedTable


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines and tables that follow one another down a page. column: whether others stand beside it; apart: whether it
    is no part of the text that goes on around it, as what stands in a frame or on the margin."""

    items: tuple[Item, ...]
    column: bool = False
    apart: bool = False


def flows(
    lines: Sequence[PlacedLine], tables: Sequence[PlacedTable], shape: float, frames: Sequence[Box] = ()
) -> list[Flow]:
    """The flows of a page in reading order. shape: its width over its height; frames: boxes around what stands
    apart."""
    if frames:
        framed = [[line for line in lines if holds(box, line)] for box in frames]
        inside = {id(line) for each in framed for line in each}
        rest = [line for line in lines if id(line) not in inside]
        apart = (Flow(tuple(_rows(each, shape)), True, True) for each in framed if each)
        return [*flows(rest, tables, shape), *apart]
    lines = _stacked(lines)
    if _runs_down(lines):
        return [Flow(_with_tables(list(lines), tables))] if lines or tables else []
    sideways = [line for line in lines if is_sideways(line, shape)]
    if sideways:
        upright = [line for line in lines if not is_sideways(line, shape)]
        return [*flows(upright, tables, shape), *(Flow((line,), True, True) for line in sideways)]
    if not tables:
        return _columns(lines, shape)
    # Tables part a page: what stands between two of them is ordered by itself.
    found: list[Flow] = []
    rest = list(lines)
    for table in sorted(tables, key=lambda table: table.top):
        above = [line for line in rest if (line.top + line.bottom) / 2 < table.top]
        rest = [line for line in rest if (line.top + line.bottom) / 2 >= table.top]
        found += _columns(above, shape)
        found.append(Flow((table,)))
    found += _columns(rest, shape)
    if not any(flow.column for flow in found):
        return [Flow(tuple(item for flow in found for item in flow.items))]
    return found


def _stacked(lines: Sequence[PlacedLine]) -> Sequence[PlacedLine]:
    """The lines, single characters that stand one under the other beside all others made one, as those along a binding
    edge."""
    single = sorted(
        (line for line in lines if len(line.text) == 1 and line.text >= WIDE),
        key=lambda line: (round(line.left, 2), line.top),
    )
    if len(single) < _FEWEST:
        return lines
    stacks: list[list[PlacedLine]] = []
    for line in single:
        last = stacks[-1][-1] if stacks else None
        if last and abs(line.left - last.left) < _ALIGNED and 0 < line.top - last.top < _STACK * line.size:
            stacks[-1].append(line)
        else:
            stacks.append([line])
    for stack in stacks:
        left, right = min(line.left for line in stack), max(line.right for line in stack)
        rest = [line for line in lines if not any(line is each for each in stack)]
        if len(stack) < _FEWEST or any(line.left < right and line.right > left for line in rest):
            continue
        if len(rest) and (right < min(line.left for line in rest) or left > max(line.right for line in rest)):
            text = "".join(line.text for line in stack)
            lines = [*rest, replace(stack[0], text=text, left=left, right=right, bottom=stack[-1].bottom)]
    return lines


def is_sideways(line: PlacedLine, shape: float) -> bool:
    """Whether a line runs up or down its page. shape: the page's width over its height."""
    return (line.bottom - line.top) / shape > _TALL * (line.right - line.left) and len(line.text) > _TALL


def _runs_down(lines: Sequence[PlacedLine]) -> bool:
    """Whether each line stands below the one before it."""
    bottom = middle = -1.0
    for line in lines:
        top = line.top
        if (top + line.bottom) / 2 <= middle or bottom - top > _ROW * (line.bottom - top):
            return False
        bottom, middle = line.bottom, (top + line.bottom) / 2
    return True


def _with_tables(lines: list[PlacedLine], tables: Sequence[PlacedTable]) -> tuple[Item, ...]:
    items: list[Item] = list(lines)
    for table in tables:
        at = next(
            (at for at, item in enumerate(items) if item.top + item.bottom > table.top + table.bottom), len(items)
        )
        items.insert(at, table)
    return tuple(items)


def _columns(lines: Sequence[PlacedLine], shape: float, inner: bool = False) -> list[Flow]:
    gutter = _spine(lines, shape) or _gutter(lines, shape)
    if gutter is None:
        return [Flow(tuple(_rows(lines, shape)), inner)] if lines else []
    found: list[Flow] = []
    left: list[PlacedLine] = []
    right: list[PlacedLine] = []

    def close() -> None:
        for column in (left, right):
            found.extend(_columns(column, shape, True))
            column.clear()

    across: list[PlacedLine] = []
    for line in sorted(lines, key=lambda line: line.top):
        if line.right <= gutter or line.left >= gutter:
            if across:
                found.append(Flow(tuple(_rows(across, shape))))
                across = []
            (left if line.right <= gutter else right).append(line)
        else:
            close()
            across.append(line)
    close()
    if across:
        found.append(Flow(tuple(_rows(across, shape))))
    return found


def _spine(lines: Sequence[PlacedLine], shape: float) -> float | None:
    """Where two facing pages on one sheet meet: nothing crosses its middle, and prose stands on either side."""
    left, right = (
        [line for line in lines if line.right <= _MIDDLE[1]],
        [line for line in lines if line.left >= _MIDDLE[0]],
    )
    if shape < _LANDSCAPE or min(len(left), len(right)) < _FEWEST or len(left) + len(right) != len(lines):
        return None
    inner, outer = max(line.right for line in left), min(line.left for line in right)
    for side in (left, right):
        if sum(line.right - line.left > _PROSE_WIDTH and len(line.text) > 2 * _SHORT for line in side) < 2:
            return None
    return (inner + outer) / 2 if outer - inner > _SPINE else None


def _gutter(lines: Sequence[PlacedLine], shape: float) -> float | None:
    """Where columns of text are parted: a place that few lines cross and that text beside it reaches."""
    if len(lines) < 2 * _FEWEST:
        return None
    low, high = min(line.left for line in lines), max(line.right for line in lines)
    best: tuple[float, float] | None = None
    for at in _starts(lines, low + (high - low) / _SIDE, high - (high - low) / _SIDE):
        crossing = sum(line.left < at < line.right for line in lines)
        if crossing > _CROSSING * len(lines):
            continue
        left, right = [line for line in lines if line.right <= at], [line for line in lines if line.left >= at]
        if not (_is_prose(left, shape) and _is_prose(right, shape)) or not _beside(left, right):
            continue
        gap = min(line.left for line in right) - max(line.right for line in left)
        score = gap - crossing / len(lines)
        if best is None or score > best[0]:
            best = (score, (min(line.left for line in right) + max(line.right for line in left)) / 2)
    return best[1] if best else None


def _starts(lines: Sequence[PlacedLine], low: float, high: float) -> list[float]:
    """Places between low and high right before several lines begin, where a column may."""
    groups: list[list[float]] = []
    for left in sorted(line.left for line in lines if low < line.left < high):
        if groups and left - groups[-1][0] <= _ALIGNED:
            groups[-1].append(left)
        else:
            groups.append([left])
    return [group[0] for group in groups if len(group) >= _FEWEST]


def _is_prose(lines: list[PlacedLine], shape: float) -> bool:
    """Whether lines are a column of text: most reach its edge, and they are no words of a row."""
    if len(lines) < _FEWEST:
        return False
    edge = max(line.right for line in lines)
    full = sum(edge - line.right < 2 * line.size / shape for line in lines)
    return full >= _FULL * len(lines) and sum(len(line.text) for line in lines) >= _SHORT * len(lines)


def _beside(left: list[PlacedLine], right: list[PlacedLine]) -> bool:
    """Whether two columns stand beside each other for most of the shorter one's height."""
    top = max(min(line.top for line in left), min(line.top for line in right))
    bottom = min(max(line.bottom for line in left), max(line.bottom for line in right))
    return sum(line.top < bottom and line.bottom > top for line in left) >= _FEWEST and bottom > top


def _rows(lines: Sequence[PlacedLine], shape: float) -> list[PlacedLine]:
    """Lines from the top down, those on one row made one from left to right."""
    rows: list[list[PlacedLine]] = []
    for line in sorted(lines, key=lambda line: line.top + line.bottom):
        # A note mark is small and stands high: the tallest of a row tells what stands on it.
        tallest = max(rows[-1], key=lambda other: other.bottom - other.top) if rows else None
        if tallest and _on_one_row(tallest, line) and not any(_over(other, line) for other in rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_joined(sorted(row, key=lambda line: line.left), shape) for row in rows]


def _over(line: PlacedLine, other: PlacedLine) -> bool:
    """Whether two lines take the same place across the page, so that one stands over the other."""
    narrow = min(line.right - line.left, other.right - other.left)
    return min(line.right, other.right) - max(line.left, other.left) > _ROW * narrow


def _on_one_row(line: PlacedLine, other: PlacedLine) -> bool:
    low, high = sorted((line.bottom - line.top, other.bottom - other.top))
    wanted = _ROW if low > _MARK * high else _ROW / 2
    return min(line.bottom, other.bottom) - max(line.top, other.top) > wanted * low


def _joined(row: list[PlacedLine], shape: float) -> PlacedLine:
    if len(row) == 1:
        return row[0]
    text, right, pieces = "", 0.0, 1
    for line in row:
        close = line.left - right < 0.4 * line.size / shape
        pieces += bool(text) and line.left - right > _GAP * line.size / shape
        text += line.text if not text or close else f" {line.text}"
        right = line.right
    main = max(row, key=lambda line: len(line.text))
    return PlacedLine(
        text,
        row[0].left,
        min(line.top for line in row),
        max(line.right for line in row),
        max(line.bottom for line in row),
        main.size,
        all(line.bold for line in row),
        pieces=pieces,
    )
