"""Documents made of documents: where, within a text, another one begins that has a title and a numbering of its own.

A title on lines of its own says little, for headings end in the same words. It opens a document where the numbering
starts anew below it that had gone on above it, or where an addressee follows.
"""

import re
from collections.abc import Sequence

from ingest import annex, line_ends
from ingest.agencies import agencies_in, date_in, number_in
from ingest.clean import Traced
from ingest.foot import ADDRESSEE
from ingest.numbering import LEGAL, NUMBER, OFFICIAL
from ingest.source import Span
from ingest.titles import is_title
from rag.numerals import chinese_number
from rag.text import fold

_KINDS = {
    "law": re.compile(rf"({LEGAL})[编編章節节条條]"),
    "cn": re.compile("([一二三四五六七八九十]{1,3})[、.．]"),
}
_MARKED = re.compile(rf"(?:{OFFICIAL}|{NUMBER}|{annex.WORD}|[|｜（(])")
_NAME = re.compile("《((?:[^《》]|《[^《》]*》){5,80})》")
_HASH = re.compile(r"#{1,6}\s*")
_LONGEST = 50  # characters of a line of a title
_SCRAP = 30  # characters of a line above the last of a title that belongs to it
_TITLE_LINES = 3
_BELOW = 6  # lines below a title within which its text starts to count

Block = tuple[int, int]  # first and last line


def find_titles(traced: Traced, lines: Sequence[Span]) -> list[Block]:
    """The titles under which documents within a text begin, as indexes of their first and last lines; empty where it is
    one document."""
    texts = [_HASH.sub("", traced.text[start:end]) for start, end in lines]
    quoted = _quoted(texts)
    found: list[Block] = []
    first: Block | None = None  # a title above all numbering, which opens a document only where others follow
    seen: set[str] = set()  # kinds of numbering that have gone on since the last document began
    letter = False  # that document is a letter, below which any numbering is another's
    for at, line in enumerate(texts):
        if marked := _marked(line):
            seen |= {marked[0]} if marked[1] > 1 else set()
        if not _can_be(texts, at) or not (opens := _opens(texts, at)):
            continue
        block = (_begin(texts, at), at)
        named = quoted.get(fold("".join(texts[block[0] : at + 1])), at) < block[0]
        if opens in seen or (seen and (named or opens == "letter")) or (letter and opens != "letter"):
            found.append(block)
            seen, letter = set(), opens == "letter"
        elif named and not found and not seen:
            first = block
    return [first, *found] if first and found else found


def _marked(line: str) -> tuple[str, int] | None:
    for kind, pattern in _KINDS.items():
        if match := pattern.match(line):
            return kind, chinese_number(re.sub(r"第|\s|[-－].*", "", match[1]))
    return None


def _can_be(texts: Sequence[str], at: int) -> bool:
    """Whether the last line of a title is here. A long title is told by its end."""
    line = texts[at]
    if _MARKED.match(line) or line_ends.MARKED.search(line) or not is_title(line[-_LONGEST:]):
        return False
    following = texts[at + 1] if at + 1 < len(texts) else ""
    return (
        _MARKED.match(following) is not None
        or not is_title(following[-_LONGEST:])
        or bool(line_ends.MARKED.search(following))
    )


def _begin(texts: Sequence[str], at: int) -> int:
    """The first line of the title whose last line is given."""
    first = at
    while first and at - first < _TITLE_LINES - 1:
        above = texts[first - 1]
        if (
            len(above) > _SCRAP
            or line_ends.MARKED.search(above)
            or _MARKED.match(above)
            or is_title(above)
            or agencies_in(above)
            or date_in(above)
            or number_in(above)
        ):
            break
        first -= 1
    return first


def _opens(texts: Sequence[str], at: int) -> str:
    """What begins below a title: a kind of numbering, from its first number on, or a letter; "" where nothing does."""
    for line in texts[at + 1 : at + 1 + _BELOW]:
        if ADDRESSEE.match(line):
            return "letter"
        if marked := _marked(line):
            return marked[0] if marked[1] == 1 else ""
        if _MARKED.match(line):
            return ""
    return ""


def _quoted(texts: Sequence[str]) -> dict[str, int]:
    """The names that lines give between title marks, each with the line that gives it first."""
    found: dict[str, int] = {}
    for at, line in enumerate(texts):
        for match in _NAME.finditer(line):
            found.setdefault(fold(match[1]), at)
    return found
