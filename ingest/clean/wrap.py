"""Broken lines: text wrapped at a fixed width is joined into paragraphs, and ratios torn apart at their colon are mended."""

import re
from statistics import median

from ingest.clean.traced import Traced
from ingest.numbering import NUMBER, OFFICIAL

_ENDED = re.compile("[。！？!?；;：:…][”’〞）)】]*$")
_STARTS_ANEW = re.compile(
    rf"^(?:{OFFICIAL}|{NUMBER}|[（(]\d{{1,3}}[)）]|[①-⑳]|#{{1,6}}\s|[|｜]|[一二三四五六七八九十]是)"
)
_DATE = re.compile(r"^[\d〇零一二三四五六七八九十年月日.\-/（）() ]{6,}$")
_RATIO = re.compile(r"(?<=\d[:：∶])\s*[\r\n]+\s*(?=\d)")
_WIDTHS = range(18, 90)  # characters at which pages, mails and terminals wrap


def _width(lines: list[str]) -> int | None:
    """The width at which the text was wrapped, or None if it was not. Only lines long enough to be wrapped are judged."""
    long = [line for line in lines if len(line) >= _WIDTHS.start]
    broken = [len(line) for line in long if not _ENDED.search(line)]
    # Prose ends a sentence with a line now and then; a table or a list of names never does.
    if len(broken) < 4 or len(broken) * 3 < len(long) or len(long) == len(broken) > 8:
        return None
    width = round(median(broken))
    near = sum(abs(length - width) <= 3 for length in broken)
    beyond = sum(len(line) > width + 4 for line in long)
    return width if width in _WIDTHS and near * 10 >= len(broken) * 7 and beyond * 10 <= len(long) else None


def _belong_apart(line: str, following: str) -> bool:
    """Whether two lines are rows of a table or items of a list, whatever their length."""
    if _STARTS_ANEW.match(following) or re.search("[\t|｜]", line + following):
        return True
    return (line[-1].isdigit() and following[0].isdigit()) or (line[:2] == following[:2] and line[:2] != "")


def join_lines(traced: Traced) -> Traced:
    """The text with line breaks left out where they broke a paragraph or a ratio, and nowhere else."""
    traced = traced.without(match.span() for match in _RATIO.finditer(traced.text))
    spans = [span for span in traced.lines() if span[1] > span[0]]
    lines = [traced.text[start:end] for start, end in spans]
    width = _width(lines)
    indented = _uses_indent(traced.text)
    gaps = []
    for index in range(len(lines) - 1):
        line, following = lines[index], lines[index + 1]
        gap = traced.text[spans[index][1] : spans[index + 1][0]]
        blank = len(re.findall(r"\r\n|\r|\n|\u2028|\u2029", gap)) > 1
        # Mid-phrase marks never end a paragraph; a full line of wrapped text goes on in the next one.
        open_end = line[-1] in "，、,（(《“" and not _DATE.match(following)
        full = width is not None and len(line) >= width - 3 and not blank
        goes_on = full and len(line) >= (width or 0) and indented and _indent(gap) == 0
        if (goes_on if _ENDED.search(line) else open_end or full) and not _belong_apart(line, following):
            gaps.append((spans[index][1], spans[index + 1][0]))
    return traced.without(gaps)


def _indent(gap: str) -> int:
    return len(re.split(r"[\r\n\u2028\u2029]", gap)[-1])


def _uses_indent(text: str) -> bool:
    """Whether paragraphs are told by an indent, so that a line without one goes on."""
    return len(re.findall(r"^[ \t\u3000]{2,}\S", text, re.MULTILINE)) >= 3
