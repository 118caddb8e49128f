"""The title of a text whose front proves none by its words: what a portal's table or the format gives as the title, a
line that is said twice above the text, one that the text itself names and that stands on lines of its own, or the line
that stands alone at its head.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest import annex
from ingest.agencies import agencies_in, date_in, number_in
from ingest.clean import Traced
from ingest.front import Front
from ingest.numbering import NUMBER, OFFICIAL
from ingest.source import Span, Styled
from ingest.titles import trimmed
from rag.schema import Proven
from rag.text import fold, has_han

_QUOTED = re.compile("《([^《》]{5,60}(?:《[^《》]*》[^《》]{0,40})?)》")
_MARK = re.compile("[，。；：！？!?;:,…|｜\t_□]")
_MARKED = re.compile(
    rf"^(?:{OFFICIAL}|{NUMBER}|[（(\[【]|{annex.WORD})|^\d(?!\d{{2,3}}(?:年|学年|學年|[-—]))|^(?:各位|尊敬的|您|你)"
)
_SHORTEST, _LONGEST = 8, 60  # characters of such a title
_TWICE = 10  # characters of a line that is a title where it is said twice
_HEAD = 8  # lines at the head of a text among which its title stands
_FEW = 3  # lines that may stand there like titles; more are a menu or a list
_NAMING = 800  # characters at the head of a text in which it names what it issues
_SCRAP = 6  # characters of a line that stands above a title (附件)


def titled(front: Front, text: Traced, given: Proven | None, headings: Sequence[Styled]) -> Front:
    """The front with a title where it had none and the text below it, without what is data, proves one. given: the
    title of a portal's table; headings: lines that the format marks."""
    if front.title:
        return front
    lines = [span for span in text.lines() if span[1] > span[0]]
    span = _given(text, lines, given, headings)
    if given and not span:
        return front
    span = span or _twice(text, lines) or _named(text, lines) or _alone(text, lines)
    if not span:
        return front
    value = "".join(part.strip() for part in re.split(r"[\r\n]+", text.text[slice(*span)]))
    return replace(front, title=Proven(value, *text.span(*span)))


def title_lines(front: Front, text: Traced) -> list[Span]:
    """The lines of text that hold nothing but the front's title."""
    if not front.title:
        return []
    name = fold(front.title.value)
    return [
        span
        for span in text.lines()
        if span[1] > span[0]
        and (
            front.title.start <= text.starts[span[0]] < front.title.end
            or (fold(text.text[slice(*span)]) == name and text.starts[span[0]] < front.title.end)
        )
    ]


def _given(text: Traced, lines: Sequence[Span], given: Proven | None, headings: Sequence[Styled]) -> Span | None:
    """The line that says a title that is given, or that the format marks as one."""
    name = fold(given.value) if given else ""
    marked = [(each.start, each.end) for each in headings if each.level == 0]
    for span in lines:
        line = text.text[slice(*span)]
        if name and fold(line) == name:
            return span
        at = text.starts[span[0]]
        if not name and any(start <= at < end for start, end in marked) and _stands(line):
            return span
    return None


def _twice(text: Traced, lines: Sequence[Span]) -> Span | None:
    """The line that two of the first lines say."""
    seen: dict[str, Span] = {}
    for span in lines[:_HEAD]:
        line = text.text[slice(*span)]
        if len(line) > 2 * _LONGEST or re.search("[。；：]$", line):
            break
        if len(line) >= _TWICE and has_han(line) and fold(line) in seen:
            return span
        seen[fold(line)] = span
    return None


def _named(text: Traced, lines: Sequence[Span]) -> Span | None:
    """The lines of the title that the head of a text gives to what it issues: 现将《…》印发给你们."""
    names: dict[str, int] = {}  # where each is named first
    for match in _QUOTED.finditer(text.text, 0, _NAMING):
        names.setdefault(fold(match[1]), match.end())
    for at, (start, end) in enumerate(lines):
        line = fold(text.text[start:end]).strip("《》")
        if names.get(line, end) < start:
            return start, end
        if at + 1 < len(lines) and end - start < _LONGEST:
            below = lines[at + 1][1]
            if names.get(fold(text.text[start:below]), below) < start:
                return start, below
    return None


def _alone(text: Traced, lines: Sequence[Span]) -> Span | None:
    """The line, or two, that stand at the head of a text like a title and are followed by something else."""
    found: list[int] = []
    for at, (start, end) in enumerate(lines[:_HEAD]):
        line = text.text[start:end]
        if _stands(line):
            if found and found[-1] != at - 1:
                break
            found.append(at)
        elif found or not (_is_data(line) or len(line) <= _SCRAP or not _chinese(line)):
            break
    if not found or len(found) > _FEW or found[-1] + 1 >= len(lines):
        return None
    first, last = found[0], found[0]
    if len(found) == 2 and lines[found[1]][1] - lines[found[0]][0] <= 2 * _LONGEST:
        last = found[1]
    elif first + 1 < len(lines) and _goes_on(text.text[slice(*lines[first + 1])]):
        last = first + 1
    return trimmed(text.text, lines[first][0], lines[last][1])


def _goes_on(line: str) -> bool:
    """Whether a short line is the second of a title."""
    return (
        _SCRAP < len(line) < _SHORTEST
        and _chinese(line)
        and not (_MARK.search(line) or _MARKED.match(line) or _is_data(line))
    )


def _stands(line: str) -> bool:
    return (
        _SHORTEST <= len(line) <= _LONGEST
        and _chinese(line)
        and not _MARK.search(line)
        and not _MARKED.match(line)
        and not _is_data(line)
    )


def _chinese(line: str) -> bool:
    return 2 * sum(map(has_han, line)) > len(line)


def _is_data(line: str) -> bool:
    return bool(agencies_in(line) or date_in(line) or number_in(line))
