"""Tables that were written a cell a line: the grid is known by what repeats, counters or figures at equal steps.

Where the rows are known and the names of the columns cannot be told, the rows at least are kept together (`head` is
-1).
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from ingest.cells import holds_figure, words_at
from ingest.source import Span
from ingest.table_align import align, profiles
from ingest.table_flat_head import solve_head
from rag.layout import Cell, Table
from rag.tables.values import form_line, is_counter, is_figure, is_nothing, is_serial_name, is_total

LOOSE = -1  # head of a table whose rows are known and whose columns have no names

_LONGEST = 60  # characters of a line that may be a cell
_FEWEST = 3  # rows that tell a grid
_WIDEST = 15
_BROKEN = re.compile("^[,，、。；;：:）)]|[（(,，、的为]$")  # a piece of a sentence, broken at a figure
_PROSE = re.compile("[。；;！？]$")
_LONGEST_HEAD = 40  # lines of a head
_OFF = (0, -1, 1, -2, 2, -3, 3)  # lines that a row may lack or have more
_REMARK = re.compile("(?:备?注|说明|资料来源|来源)[:：\\d一]")
_STEADY = 0.7  # share of the rows that have as many cells as most


def flat_tables(text: str, lines: Sequence[Span], is_caption: Callable[[str], bool]) -> list[Table]:
    """The tables among lines that say something, in order."""
    found: list[Table] = []
    for run in _runs(text, lines):
        kinds = [_kind(words_at(text, span)) for span in run]
        at = 0
        while at < len(run):
            step = _counted(text, run, at, is_caption) or _periodic(text, run, kinds, at, is_caption)
            if step is None:
                at += 1
                continue
            table, at = step
            found.append(table)
    return found


def _runs(text: str, lines: Sequence[Span]) -> list[list[Span]]:
    """Lines that follow one another and may be cells."""
    runs: list[list[Span]] = [[]]
    for span in lines:
        words = text[slice(*span)]
        if len(words) <= _LONGEST and "\t" not in words and not _PROSE.search(words):
            runs[-1].append(span)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) >= 2 * (_FEWEST + 1)]


def _counted(text: str, run: list[Span], at: int, is_caption: Callable[[str], bool]) -> tuple[Table, int] | None:
    """The table whose head begins at a line, with a column that counts the rows: 序号 … 1 … 2 … 3; and where it ends."""
    if not is_serial_name(words_at(text, run[at])):
        return None
    first = next(
        (each for each in range(at + 2, min(at + _LONGEST_HEAD, len(run))) if words_at(text, run[each]) == "1"), None
    )
    if first is None:
        return None
    chains = {width: _chain(text, run, first, width) for width in range(2, _WIDEST + 1)}

    def steady(width: int) -> int:
        return sum(second - first == width for first, second in pairwise(chains[width]))

    width = max(chains, key=lambda each: (len(chains[each]), steady(each)))
    starts = chains[width]
    if len(starts) < _FEWEST or steady(width) < _STEADY * (len(starts) - 1):
        return None
    rows = [run[first:last] for first, last in pairwise(starts)]
    last, end = _last(text, run, starts[-1], width, is_caption)
    return _table(text, run[at : starts[0]], [*rows, *last], width), end


def _chain(text: str, run: list[Span], at: int, width: int) -> list[int]:
    """The lines that count 1, 2, 3, … from a line on, each about as many lines below the one before."""
    found = [at]
    while True:
        said = str(len(found) + 1)
        places = [found[-1] + width + off for off in _OFF if width + off > 1]
        at = next((place for place in places if place < len(run) and words_at(text, run[place]) == said), -1)
        if at < 0:
            break
        found.append(at)
    # A figure in the last row may look like one more counter.
    if len(found) > 1 and found[-1] - found[-2] != width and len(run) - found[-1] < width:
        found.pop()
    return found


def _last(
    text: str, run: list[Span], start: int, width: int, is_caption: Callable[[str], bool]
) -> tuple[list[list[Span]], int]:
    """The last row that counts and a total below it; and where they end."""
    end = start + 1
    while end < min(start + width, len(run)) and not _closes(text, run[end], is_caption):
        end += 1
    rows = [run[start:end]]
    if end < len(run) and is_total(words_at(text, run[end])):
        first = end
        end += 1
        while end < min(first + width, len(run)) and (
            is_figure(words_at(text, run[end])) or is_nothing(words_at(text, run[end]))
        ):
            end += 1
        rows.append(run[first:end])
    return rows, end


def _closes(text: str, span: Span, is_caption: Callable[[str], bool]) -> bool:
    words = text[slice(*span)]
    return (
        is_total(words_at(text, span)) or is_serial_name(words_at(text, span)) or len(words) > 8 and is_caption(words)
    )


def _periodic(
    text: str, run: list[Span], kinds: list[str], at: int, is_caption: Callable[[str], bool]
) -> tuple[Table, int] | None:
    """The table that begins at a line where figures stand in the same columns of row after row, below a row of names.
    kinds: of the lines of the run."""

    def parts(place: int) -> bool:
        """Whether a line is no cell, so that a table may begin below it or end above it."""
        line = text[slice(*run[place])]
        return is_caption(line) or form_line(line) or bool(_REMARK.match(line))

    if parts(at) or (at and not parts(at - 1)):
        return None
    for width in range(2, _WIDEST + 1):
        head = kinds[at : at + width]
        first = at + width
        pattern = kinds[first : first + width]
        if len(pattern) < width or "9" in head or "-" in head or pattern[0] != "字" or "9" not in pattern:
            continue
        names = {words_at(text, span) for span in run[at:first]}
        if len(names) < width or any(
            is_counter(name) or is_serial_name(name) or _BROKEN.search(name) for name in names
        ):
            continue
        end = first
        while end + width <= len(run) and all(
            kind in (wanted, "-") for kind, wanted in zip(kinds[end : end + width], pattern, strict=True)
        ):
            end += width
        rows = [run[each : each + width] for each in range(first, end, width)]
        if any(_BROKEN.search(words_at(text, span)) for row in rows for span in row):
            continue
        # What is left over shows that the names began elsewhere.
        if len(rows) >= _FEWEST and (end == len(run) or parts(end)):
            return _table(text, run[at:first], rows, width), end
    return None


def _kind(words: str) -> str:
    if is_nothing(words):
        return "-"
    return "9" if holds_figure(words) else "字"


def _table(text: str, head: list[Span], rows: list[list[Span]], width: int) -> Table:
    said = [[text[slice(*span)] for span in row] for row in rows]
    columns = profiles(said, width)
    kinds = [
        "9" if column.shapes and max(column.shapes, key=column.shapes.__getitem__) == "9" else "字"
        for column in columns
    ]
    solved = solve_head(text, head, kinds)
    cells, height = solved or ([Cell(0, column, *span) for column, span in enumerate(head)], 1)
    cells = list(cells)
    for number, (row, words) in enumerate(zip(rows, said, strict=True), height):
        if is_total(words[0]) and len(row) < width:
            # 合计 stands over the column that counts and the name beside it.
            cells.append(Cell(number, 0, *row[0], columns=2))
            cells += [
                Cell(number, place + 2, *span)
                for place, span in zip(align(words[1:], columns[2:]), row[1:], strict=True)
            ]
            continue
        cells += _placed(number, row, align(words, columns))
    return Table(head[0][0], rows[-1][-1][1], tuple(cells), height if solved else LOOSE)


def _placed(number: int, row: list[Span], places: Sequence[int]) -> list[Cell]:
    """The cells of a row, lines of one column as one."""
    found: list[Cell] = []
    for span, column in zip(row, places, strict=True):
        if found and found[-1].column == column:
            found[-1] = Cell(number, column, found[-1].start, span[1])
        else:
            found.append(Cell(number, column, *span))
    return found
