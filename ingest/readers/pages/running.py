"""Running headers, footers and page numbers, found by what pages have in common."""

import re
from collections import defaultdict
from collections.abc import Hashable, Sequence
from itertools import pairwise
from statistics import median

from ingest.readers.pages.placed import PlacedLine, PlacedPage

_EDGE = 0.16  # share of the page's height, at its top and at its foot, where running lines stand
_ROWS = 3  # rows from each edge that can be running ones
_FEW = 6  # pages of a document up to which words on two of them run
_SAME = 0.012  # share of the height by which a running line may stand higher or lower on another page
_WIDE = 0.6  # share of the page's width from which a line in the size of the text is text
_DECIMALS = 5  # digits that the number of a line does not have
_FEWEST = 5  # numbers on a margin from which they count lines
_MOST_TEXT = 0.8  # share of a page's lines that stand to the right of their numbers, and that have one
_DIGITS = re.compile(r"\d+")
_ANNEX = re.compile("附[件表录注]|[图表]\\d")  # numbered themselves, and often one on a page
_SPACE = re.compile(r"\s+")
_LARGE = 1.12  # times the size of a page's type from which a line is a title
_ROMAN = re.compile(r"^[ivxlcIVXLC]{1,6}$")
# A page number that says it is one, and one that may be a figure of the text.
_NUMBERED = re.compile(
    r"^(?:[-—–―－•·~～]{1,3}\s*\d{1,4}\s*[-—–―－•·~～]{1,3}|第\s*\d{1,4}\s*页(?:\s*[/，,、]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
    r"|共\s*\d{1,4}\s*页\s*[/，,、]?\s*第\s*\d{1,4}\s*页|page\s*\d{1,4}(?:\s*of\s*\d{1,4})?)$",
    re.IGNORECASE,
)
_SENTENCE = re.compile("[。；：，、！？]$")
_FIGURE = re.compile(r"^\W{0,3}(\d{1,4})\W{0,3}$")


_Place = tuple[float, int, int, bool]  # height, index of the page, index of the line, whether it is large


def numbers_page(line: str, number: int) -> bool:
    """Whether a line by itself says that this is the page or slide of that number: 3 / 12, — 3 —, 第3页."""
    found = _NUMBERED.match(line.strip())
    return found is not None and number in map(int, _DIGITS.findall(found.group()))


def running_lines(pages: Sequence[PlacedPage]) -> list[frozenset[int]]:
    """For each page the indexes of its lines that are no text of the document.

    A line runs if it is said on several pages at the same height, its digits aside; page numbers if they say that they
    are some or count with the pages. A page alone keeps everything but a page number that says it is one.
    """
    found = line_numbers(pages)
    for page, indexes in zip(pages, found, strict=True):
        indexes.update(at for at, line in enumerate(page.lines) if line.aside)
    places: dict[Hashable, list[_Place]] = defaultdict(list)
    counts: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for at, page in enumerate(pages):
        for index, large in _outer(page.lines):
            line = page.lines[index]
            text = _SPACE.sub(" ", line.text.strip())
            if _NUMBERED.match(text):
                found[at].add(index)
            elif match := _FIGURE.match(text):
                counts[int(match.group(1)) - at].append((at, index))
            elif not _SENTENCE.search(text):
                for key in _keys(text, at, line.top > 0.5, large):
                    places[key].append((line.top, at, index, large))
    for group in counts.values():
        if len({at for at, _ in group}) > 1:
            for at, index in group:
                found[at].add(index)
    for group in places.values():
        for at, index in _repeated(group, len(pages)):
            found[at].add(index)
    return [frozenset(indexes) for indexes in found]


def line_numbers(pages: Sequence[PlacedPage]) -> list[set[int]]:
    """For each page the indexes of the numbers that a draft has on its margin, one for each line of its text or for
    each fifth.

    A list has numbers at its left too; but its rows are no lines of prose. A last page may have too few to tell by
    itself."""
    found = [_numbers(page, _FEWEST) for page in pages]
    edges = [page.lines[at].right for page, indexes in zip(pages, found, strict=True) for at in indexes]
    if edges:
        edge = max(edges)
        for at, page in enumerate(pages):
            if not found[at]:
                few = _numbers(page, 1)
                found[at] = few if all(abs(page.lines[index].right - edge) < _SAME for index in few) else set()
    return found


def _numbers(page: PlacedPage, fewest: int) -> set[int]:
    lines = page.lines
    numbers = [at for at, line in enumerate(lines) if line.text.isdecimal() and len(line.text) < _DECIMALS]
    if len(numbers) < fewest:
        return set()
    edge = max(lines[at].right for at in numbers)
    text = [line for line in lines if line.left > edge]
    prose = sum(line.right - line.left > _WIDE / 2 for line in text)
    if 2 * prose < len(text) or len(text) + len(numbers) < _MOST_TEXT * len(lines):
        return set()
    numbers.sort(key=lambda at: lines[at].top)
    said = [int(lines[at].text) for at in numbers]
    steps = {after - before for before, after in pairwise(said)} or {1}
    step = steps.pop()
    return set(numbers) if not steps and step in (1, 5) and len(numbers) * step >= _MOST_TEXT * len(text) else set()


def _keys(text: str, at: int, foot: bool, large: bool) -> list[Hashable]:
    """What a line has in common with the same one on other pages: its words, or all but a number that counts with the
    pages."""
    if foot and _ROMAN.match(text):
        return ["roman"]
    bare = _SPACE.sub("", text)
    keys: list[Hashable] = [(foot, bare)]
    if not large and not _ANNEX.match(bare):
        blank = _DIGITS.sub("#", bare)
        keys += [
            (foot, blank, place, int(said) - at) for place, said in enumerate(_DIGITS.findall(bare)) if len(said) < 5
        ]
    return keys


def _outer(lines: Sequence[PlacedLine]) -> list[tuple[int, bool]]:
    """Indexes of the lines in the outermost rows at the top and at the foot, and whether each is set larger than the
    text."""
    if not lines:
        return []
    usual = median(line.size for line in lines)
    edge = [
        index
        for index, line in enumerate(lines)
        if (line.bottom < _EDGE or line.top > 1 - _EDGE)
        and not (line.right - line.left > _WIDE and line.size > usual / _LARGE)
    ]
    top = sorted((index for index in edge if lines[index].bottom < _EDGE), key=lambda index: lines[index].top)
    foot = sorted((index for index in edge if lines[index].top > 1 - _EDGE), key=lambda index: -lines[index].bottom)
    return [(index, lines[index].size > usual * _LARGE) for index in (*_rows(lines, top), *_rows(lines, foot))]


def _rows(lines: Sequence[PlacedLine], ordered: list[int]) -> list[int]:
    """The first of the ordered lines, as many as stand in so many rows."""
    rows, kept = 0, []
    for index in ordered:
        line = lines[index]
        if not kept or abs(line.top + line.bottom - lines[kept[-1]].top - lines[kept[-1]].bottom) > line.size:
            rows += 1
        if rows > _ROWS:
            break
        kept.append(index)
    return kept


def _repeated(group: list[_Place], total: int) -> list[tuple[int, int]]:
    """Of lines with the same words those that stand at the same height on enough pages: on three, or on half of a few.
    Of a title that heads every page the first is kept as text."""
    wanted = 3 if total > _FEW else 2
    if len(group) < wanted:
        return []
    group = sorted(group)
    kept: list[tuple[int, int]] = []
    start = 0
    for end in range(1, len(group) + 1):
        if end == len(group) or group[end][0] - group[end - 1][0] > _SAME:
            same = sorted((at, index, large) for _, at, index, large in group[start:end])
            if len({at for at, _, _ in same}) >= wanted:
                kept += [(at, index) for at, index, _ in (same[1:] if same[0][2] else same)]
            start = end
    return kept
