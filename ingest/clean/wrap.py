"""Broken lines: text wrapped at a fixed width is joined into paragraphs, and ratios torn apart at their colon are
mended."""

import re

from ingest import line_ends
from ingest.clean.traced import Traced
from ingest.numbering import DECIMAL, NUMBER, OFFICIAL

_STARTS_ANEW = re.compile(
    rf"^(?:{OFFICIAL}|{NUMBER}|[（(]\d{{1,3}}[)）]|[①-⑳]|{DECIMAL}|#{{1,6}}\s|[|｜]|[一二三四五六七八九十]是)"
)
_DATE = re.compile(r"^[\d〇零一二三四五六七八九十年月日.\-/（）() ]{6,}$")
_RATIO = re.compile(r"(?<=\d[:：∶])\s*[\r\n]+\s*(?=\d)")
_ROW = re.compile(r"(\d{1,3})[ \t\u3000]")  # the number of a row
_SHORTEST = 18  # characters of a line that can be told to be wrapped
_WIDTHS = range(36, 180)  # columns at which pages, mails and terminals wrap
_SLACK = 8  # columns that a line may fall short by: the indent of a paragraph, a word or a mark that did not fit
_MOST = 10  # columns that a line may fall short by where the width is known
_EXACT = 3  # columns that a line which begins at the margin may fall short by
_DECIMAL = re.compile(DECIMAL)
_FEWEST = 4  # broken lines from which a width can be told


def columns(line: str) -> int:
    """The columns that a line takes on paper: a Chinese character two, a Latin one and a space one."""
    return sum(1 if char < "\u0250" else 2 for char in line)


def _tails(traced: Traced, spans: list[tuple[int, int]]) -> list[str]:
    """The last line of the source that each line holds, where some were put together before."""
    tails = []
    for start, end in spans:
        first = end - 1
        while first > start and traced.starts[first] - traced.ends[first - 1] <= 0:
            first -= 1
        tails.append(traced.text[first:end])
    return tails


def _width(lines: list[str]) -> int | None:
    """The width in columns at which the text was wrapped, or None if it was not. Only long lines are judged."""
    long = [line for line in lines if len(line) >= _SHORTEST]
    broken = [columns(line) for line in long if not line_ends.ENDED.search(line)]
    # Prose ends a sentence with a line now and then; a table or a list of names never does.
    if len(broken) < _FEWEST or len(broken) * 3 < len(long) or len(long) == len(broken) > 8:
        return None
    width, near = max(
        ((each, sum(each - _SLACK <= other <= each for other in broken)) for each in set(broken)),
        key=lambda found: (found[1], found[0]),
    )
    beyond = sum(columns(line) > width + _SLACK for line in long)
    wrapped = width in _WIDTHS and near >= _FEWEST and near * 10 >= len(broken) * 6
    return width if wrapped and beyond * 10 <= len(long) else None


def _belong_apart(line: str, following: str) -> bool:
    """Whether two lines are rows of a table or items of a list, whatever their length."""
    if _STARTS_ANEW.match(following) or re.search("[\t|｜]", line + following):
        return True
    rows = _ROW.match(line), _ROW.match(following)
    if rows[0] and rows[1] and int(rows[0][1]) + 1 == int(rows[1][1]):
        return True
    return (line[-1].isdigit() and following[0].isdigit()) or (line[:2] == following[:2] and line[:2] != "")


def join_lines(traced: Traced) -> Traced:
    """The text with line breaks left out where they broke a paragraph or a ratio, and nowhere else."""
    traced = traced.without(match.span() for match in _RATIO.finditer(traced.text))
    spans = [span for span in traced.lines() if span[1] > span[0]]
    lines = [traced.text[start:end] for start, end in spans]
    tails = _tails(traced, spans)
    width = _width(tails)
    indented = _uses_indent(traced.text)
    gaps = []
    for index in range(len(lines) - 1):
        line, following = lines[index], lines[index + 1]
        gap = traced.text[spans[index][1] : spans[index + 1][0]]
        blank = len(re.findall(r"\r\n|\r|\n|\u2028|\u2029", gap)) > 1
        # Mid-phrase marks never end a paragraph; a full line of wrapped text goes on in the next one.
        open_end = line[-1] in "，、,（(《“" and not _DATE.match(following)
        # A heading with a decimal number stands at the margin, with no indent to fall short by.
        slack = _EXACT if _DECIMAL.match(line) else _MOST
        full = width is not None and columns(tails[index]) >= width - slack and not blank
        goes_on = full and columns(tails[index]) >= (width or 0) and indented and _indent(gap) == 0
        if (goes_on if line_ends.ENDED.search(line) else open_end or full) and not _belong_apart(line, following):
            gaps.append((spans[index][1], spans[index + 1][0]))
    return traced.without(gaps)


def _indent(gap: str) -> int:
    return len(re.split(r"[\r\n\u2028\u2029]", gap)[-1])


def _uses_indent(text: str) -> bool:
    """Whether paragraphs are told by an indent, so that a line without one goes on."""
    return len(re.findall(r"^[ \t\u3000]{2,}\S", text, re.MULTILINE)) >= 3
