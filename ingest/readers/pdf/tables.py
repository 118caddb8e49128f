"""Ruled tables of a pdf's page: each character goes to the cell that it stands in."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers.builder import Box, GridCell
from ingest.readers.pages.lattice import Lattice, Stroke
from ingest.readers.pages.margins import WIDE
from ingest.readers.pages.paragraphs import begins_anew, joint, needed
from ingest.readers.pages.placed import PlacedTable, holds
from ingest.readers.pdf.marks import Rule
from ingest.readers.pdf.text import HEIGHT, PageText, Run

_ROW = 0.5  # ems: a character that stands this much lower is on the next line
_PADDING = 1.4  # ems of a cell's width that its padding takes
_NARROW = 7  # ems of a cell's width up to which every line is broken by it
_SPACE = 0.3  # ems between Latin letters and digits from which a space parts them
_LOOSE = 0.9  # the same where one of them is Chinese


@dataclass(slots=True)
class _Written:
    """A line of text in a cell, in points."""

    text: str
    left: float
    right: float
    middle: float
    em: float


@dataclass(slots=True)
class _Cell:
    lines: list[_Written] = field(default_factory=list)


def strokes(rules: Sequence[Rule], width: float, height: float) -> list[Stroke]:
    """The ruling lines of a page in points."""
    return [
        Stroke(True, rule.at * height, rule.start * width, rule.end * width)
        if rule.level
        else Stroke(False, rule.at * width, rule.start * height, rule.end * height)
        for rule in rules
    ]


def frames(ruled: Sequence[Lattice], runs: Sequence[Run], width: float, height: float) -> tuple[Box, ...]:
    """The frames around one cell that have text in them, and text beside them. width, height: of the page in points."""
    found: list[Box] = []
    for frame in ruled:
        if len(frame.rooms) > 1:
            continue
        box = Box(frame.xs[0] / width, frame.ys[0] / height, frame.xs[-1] / width, frame.ys[-1] / height)
        level = [run.line for run in runs if box.top < (run.line.top + run.line.bottom) / 2 < box.bottom]
        if any(holds(box, line) for line in level) and any(
            line.right < box.left or line.left > box.right for line in level
        ):
            found.append(box)
    return tuple(found)


def ruled_tables(text: PageText, runs: Sequence[Run], ruled: Sequence[Lattice]) -> tuple[list[Run], list[PlacedTable]]:
    """The runs that stand outside the ruled tables of a page, and those tables."""
    found = [lattice for lattice in ruled if len(lattice.rooms) > 1]
    if not found:
        return list(runs), []
    width, height = text.frame.width, text.frame.height
    cells: list[dict[tuple[int, int], _Cell]] = [{} for _ in found]
    rest: list[Run] = []
    tables = list(zip(found, cells, strict=True))
    for run in runs:
        line = run.line
        left, right, middle = line.left * width, line.right * width, (line.top + line.bottom) / 2 * height
        near = [
            table
            for table in tables
            if right > table[0].xs[0] and left < table[0].xs[-1] and table[0].ys[0] < middle < table[0].ys[-1]
        ]
        if near:
            rest += _share_out(text, run, near)
        else:
            rest.append(run)
    return rest, [table for lattice, written in tables if (table := _table(lattice, written, width, height))]


def _in_one(run: Run, lattice: Lattice, written: dict[tuple[int, int], _Cell], width: float, height: float) -> bool:
    """Put a run into the cell that it stands in as a whole, as nearly all do; False where it does not."""
    line = run.line
    em, middle = line.size * height, (line.top + line.bottom) / 2 * height
    left, right = line.left * width, line.right * width
    inset = min(em / 4, (right - left) / 2)
    if (line.bottom - line.top) * height > 2 * em or not lattice.holds(left + inset, middle):
        return False
    home = lattice.square(left + inset, middle)
    if right - inset > lattice.xs[home[1] + 1]:
        return False
    place = (left, right, middle, em)
    _write(written.setdefault(home, _Cell()), " ".join(line.text.split()), place, False)
    return True


def _share_out(text: PageText, run: Run, tables: Sequence[tuple[Lattice, dict[tuple[int, int], _Cell]]]) -> list[Run]:
    """Put the characters of a run into the cells that they stand in; what is left of it."""
    width, height = text.frame.width, text.frame.height
    if len(tables) == 1 and _in_one(run, *tables[0], width, height):
        return []
    outside: list[tuple[int, int]] = []
    cell: _Cell | None = None
    blank = False
    for at in range(run.first, run.end):
        char = text.raw[at]
        if char.isspace():
            blank = not text.generated(at)
            continue
        left, top, right, bottom = text.placed(at)
        left, top, right, bottom = left * width, top * height, right * width, bottom * height
        x, y = (left + right) / 2, (top + bottom) / 2
        home = next(((lattice, written) for lattice, written in tables if lattice.holds(x, y)), None)
        if home is None:
            if outside and outside[-1][1] >= at - 1:
                outside[-1] = (outside[-1][0], at + 1)
            else:
                outside.append((at, at + 1))
            continue
        lattice, written = home
        cell = written.setdefault(lattice.square(x, y), _Cell())
        em = right - left if char >= WIDE else (bottom - top) / HEIGHT
        _write(cell, char, (left, right, y, em), blank)
        blank = False
    return [text.run(start, end) for start, end in outside]


def _write(cell: _Cell, said: str, place: tuple[float, float, float, float], blank: bool) -> None:
    """Add characters to a cell. place: left, right, middle and em of them."""
    left, right, middle, em = place
    last = cell.lines[-1] if cell.lines else None
    if last and abs(middle - last.middle) < _ROW * max(em, last.em) and left > last.right - em:
        narrow = said[0] < WIDE and last.text[-1] < WIDE
        apart = left - last.right > (_SPACE if narrow else _LOOSE) * em
        last.text += (" " if apart or blank else "") + said
        last.right, last.em = max(right, last.right), max(em, last.em)
    else:
        cell.lines.append(_Written(said, left, right, middle, em))


def _table(lattice: Lattice, written: dict[tuple[int, int], _Cell], width: float, height: float) -> PlacedTable | None:
    """The table with its text, or None where it holds none, as a drawing."""
    if not written:
        return None
    cells = []
    for room in lattice.rooms:
        lines = [
            line
            for row in range(room.row, room.row + room.rows)
            for column in range(room.column, room.column + room.columns)
            for line in (written[row, column].lines if (row, column) in written else ())
        ]
        left, right = lattice.xs[room.column], lattice.xs[room.column + room.columns]
        top, bottom = lattice.ys[room.row], lattice.ys[room.row + room.rows]
        box = Box(left / width, top / height, right / width, bottom / height)
        cells.append(GridCell(room.row, room.column, _cell_text(lines, right - left), room.rows, room.columns, box))
    return PlacedTable(
        lattice.xs[0] / width, lattice.ys[0] / height, lattice.xs[-1] / width, lattice.ys[-1] / height, tuple(cells)
    )


def _cell_text(lines: list[_Written], width: float) -> str:
    """The lines of a cell from the top down, those that its width broke joined, the others parted by a line feed."""
    if len(lines) < 2:
        return lines[0].text if lines else ""
    rows: list[list[_Written]] = []
    for line in sorted(lines, key=lambda line: line.middle):
        if rows and line.middle - rows[-1][-1].middle < _ROW * line.em:
            rows[-1].append(line)
        else:
            rows.append([line])
    text, right = "", 0.0
    for row in rows:
        row.sort(key=lambda line: line.left)
        said = " ".join(line.text for line in row)
        if text:
            em = row[0].em
            taken = right
            broken = width < _NARROW * em or width - taken < needed(said, em) + _PADDING * em
            if broken and not begins_anew(said):
                text, tie = joint(text, said)
            else:
                tie = "\n"
            text += tie
        text += said
        right = row[-1].right - row[0].left
    return text
