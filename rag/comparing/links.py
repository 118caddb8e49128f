"""Lines of two documents that belong together: within the sections that do, then anywhere, sentences cut up or drawn together too."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from rag.comparing.align import Pair, align, moved
from rag.comparing.likeness import Terms, Weights
from rag.comparing.sections import Line, Section

_LEAST = 0.4  # likeness of two lines in sections that belong together
_ELSEWHERE = 0.7  # of two lines anywhere
_LONG_ENOUGH = 8  # characters of a line that is looked for anywhere
_MISSING, _OWN = 0.5, 0.3  # of what a link lacks, and of its own, what a line next to it must have to belong to it too

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """Lines on both sides that belong together, those of one side in a row. moved: out of the order of the rest."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]
    moved: bool = False


@dataclass(slots=True)
class Links:
    """All links, and the lines that have none, in order."""

    found: list[Link] = field(default_factory=list)
    left: list[Line] = field(default_factory=list)
    right: list[Line] = field(default_factory=list)


def link_lines(left: Sequence[Section], right: Sequence[Section], pairs: Iterable[Pair], weights: Weights) -> Links:
    """The links between the lines of two documents whose sections belong together by pairs."""
    links = Links()
    for pair in pairs:
        links.found += _within(left[pair.left], right[pair.right], weights)
    taken = {(line.section, line.at) for link in links.found for line in link.left}
    taken_right = {(line.section, line.at) for link in links.found for line in link.right}
    links.left = [line for part in left for line in part.lines if (line.section, line.at) not in taken]
    links.right = [line for part in right for line in part.lines if (line.section, line.at) not in taken_right]
    _anywhere(links, weights)
    return links


def _within(parts: Section, to_parts: Section, weights: Weights) -> list[Link]:
    """The links between the lines of two sections; their headings belong together whatever they say."""
    left, right = parts.lines, to_parts.lines
    likeness = weights.table([line.terms for line in left], [line.terms for line in right])
    if parts.begins_with_title and to_parts.begins_with_title:
        likeness[0, :] = likeness[:, 0] = 0.0
        likeness[0, 0] = 1.0
    pairs = align(likeness, _LEAST)
    away = moved(pairs, [len(left[pair.left].text) for pair in pairs])
    links = [Link((left[pair.left],), (right[pair.right],), pair.left in away) for pair in pairs]
    free_left = [line for line in left if line.at not in {pair.left for pair in pairs}]
    free_right = [line for line in right if line.at not in {pair.right for pair in pairs}]
    for line in free_left:
        _draw_in(line, links, "left", "right", weights)
    for line in free_right:
        _draw_in(line, links, "right", "left", weights)
    return links


def _draw_in(line: Line, links: list[Link], own: str, other: str, weights: Weights) -> None:
    """Adds a line to the link of one next to it, where it has what the other side says and that one does not."""
    for number, link in enumerate(links):
        mine: tuple[Line, ...] = getattr(link, own)
        if line.at == mine[-1].at + 1:
            both = (*mine, line)
        elif line.at == mine[0].at - 1:
            both = (line, *mine)
        else:
            continue
        missing = _terms(getattr(link, other)) - _terms(mine)
        shared = weights.of(line.terms & missing)
        if shared >= _MISSING * weights.of(missing) and shared >= _OWN * weights.of(line.terms) > 0:
            links[number] = replace(link, **{own: both})
            return


def _anywhere(links: Links, weights: Weights) -> None:
    """Links lines that are left over wherever they stand."""
    left = [line for line in links.left if len(line.form.text) >= _LONG_ENOUGH]
    right = [line for line in links.right if len(line.form.text) >= _LONG_ENOUGH]
    pairs = align(weights.table([line.terms for line in left], [line.terms for line in right]), _ELSEWHERE)
    links.found += [Link((left[pair.left],), (right[pair.right],), moved=True) for pair in pairs]
    linked = {id(left[pair.left]) for pair in pairs} | {id(right[pair.right]) for pair in pairs}
    links.left = [line for line in links.left if id(line) not in linked]
    links.right = [line for line in links.right if id(line) not in linked]


def _terms(lines: Iterable[Line]) -> Terms:
    return frozenset().union(*(line.terms for line in lines))
