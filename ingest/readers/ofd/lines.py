"""Characters of an OFD page as lines."""

import re
from collections.abc import Iterable, Iterator

from ingest.readers.ofd.text import ASCENT, DESCENT, Glyph, Turned
from ingest.readers.pages.placed import PlacedLine

_SAME_LINE = 0.35  # ems between the baselines of a line's characters
_APART = 1.5  # ems between text objects from which they are two lines beside each other
_SPREAD = 3.0  # the same between characters of one text code, as in a title set wide
_WORDS = 0.25  # ems between Latin words
_SAME_PLACE = 0.3  # ems between two prints of one character, which make it bold
_WIDE = "\u2e80"  # from here on characters are as wide as they are high


def placed_lines(drawn: Iterable[Glyph | Turned], area: tuple[float, float, float, float]) -> tuple[PlacedLine, ...]:
    """The lines that characters make. area: of the page, left, top, width and height in mm."""
    left, top, width, height = area
    drawn = list(drawn)

    def placed(text: str, x1: float, y1: float, x2: float, y2: float, em: float, bold: bool) -> PlacedLine:
        edges = ((x1 - left) / width, (y1 - top) / height, (x2 - left) / width, (y2 - top) / height)
        return PlacedLine(text, *(min(1.0, max(0.0, edge)) for edge in edges), size=em / height, bold=bold)

    lines = [
        placed(
            line_text(line),
            line[0].left,
            min(glyph.baseline - ASCENT * glyph.em for glyph in line),
            line[-1].right,
            max(glyph.baseline + DESCENT * glyph.em for glyph in line),
            max(glyph.em for glyph in line),
            sum(glyph.bold for glyph in line) * 2 > len(line),
        )
        for line in lines_of([each for each in drawn if isinstance(each, Glyph)])
    ]
    turned = [each for each in drawn if isinstance(each, Turned)]
    return (
        *lines,
        *(placed(each.text, each.left, each.top, each.right, each.bottom, each.em, False) for each in turned),
    )


def lines_of(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """Characters on one baseline, from left to right, parted where they stand far from each other."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        last = rows[-1][-1] if rows else None
        if last and glyph.baseline - last.baseline <= _SAME_LINE * min(glyph.em, last.em):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for row in rows:
        row.sort(key=lambda glyph: glyph.left)
        line: list[Glyph] = []
        for glyph in row:
            before = line[-1] if line else None
            if before and before.text == glyph.text and glyph.left - before.left < _SAME_PLACE * glyph.em:
                continue
            apart = _SPREAD if before and before.run == glyph.run else _APART
            if before and glyph.left - before.right > apart * max(before.em, glyph.em):
                yield line
                line = []
            line.append(glyph)
        yield line


def line_text(line: list[Glyph]) -> str:
    """The characters of a line with the white space that is in the file or between Latin words."""
    parts = [line[0].text]
    for before, glyph in zip(line, line[1:], strict=False):
        narrow = before.text < _WIDE and glyph.text < _WIDE
        if glyph.gap:
            parts.append(re.sub(r"[\r\n\t\xa0]", " ", glyph.gap))
        elif narrow and glyph.left - before.right > _WORDS * glyph.em and before.run != glyph.run:
            parts.append(" ")
        parts.append(glyph.text)
    return "".join(parts)
