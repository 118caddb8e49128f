"""Which lines of a page go on in the next one: text is put together into paragraphs as its typesetting shows them.

A line that leaves no room for the next word was broken by the margin. Whether a paragraph ends with it all the same is
told by the indent of the next line, by the space between the two, by a change of type, and by numbering at the head of
the next.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.numbering import NUMBER, OFFICIAL
from ingest.readers.pages.margins import ALIKE, WIDE, Margins, Placed, same_size

_MARKER = re.compile(
    rf"(?:{OFFICIAL}|{NUMBER}|[（(]\d{{1,3}}[)）]|\d{{1,3}}[)）]|[①-⑳⑴-⒇•●■◆▪➢□→]|[一二三四五六七八九十]是(?!否)|附\s*件\s*\d{{0,2}}(?:[:：]|$)|(?:抄|主)\s*送[:：])"
)
# What names a table or says something under it: it begins anew only where the line before it ends a sentence.
_CAPTION = re.compile(
    r"(?:附\s*表|附\s*图|表|图)\s*(?:\d{1,3}(?:[-—.]\d{1,3})?|[一二三四五六七八九十]{1,3})?(?:[\s:：]|$)|(?:注|备注|说明|资料来源|数据来源|单位)\s*[:：]"
)
_ENDED = re.compile("[。！？!?；;：:…][”’〞）)】』」]*$")
_CLOSED = re.compile("[。！？!?][”’〞）)】』」]*$")
_MARKED = re.compile("[。！？!?；;：:，,、…][”’〞）)】』」]*$")
_CLOSING = re.compile("[，。、；：！？）》」』】〉〕”％]")
_LEADERS = re.compile(r"[.…·・．]{4,}\s*\d{0,4}$")
# What stands on one line together: a Latin word or a character, the brackets that open before it, the marks that close
# after it.
_FIRST = re.compile(
    r"[（《“‘〔【「『〈(\[]*(?:[A-Za-z0-9][A-Za-z0-9.,%/+-]*|.)[，。、；：？！）》」』】〉〕”’…％%!?,.;:)\]]*"
)
_OWN_LINE = re.compile(r"^(?:[（(〔\[]|\d{4}\s*年|[〇○零一二三四五六七八九]{4}年)|号[）)]?$")
_WHOLE_TITLE = re.compile(
    "(?:通知|意见|方案|办法|规定|细则|报告|总结|计划|要点|规划|决定|公告|通告|通报|文件|条例|目录|令)$"
)
_GOES_ON = re.compile("^[的之及和与暨》）”、]|^(?:实施|工作)")

_INDENT = 0.7  # ems from the margin from which a line is indented
_WIDER = 1.3  # times the usual distance of lines from which two stand apart
_TITLE_PITCH = 2.6  # ems between the lines of a title at most
_MOST = 0.7  # share of the paragraphs that begin with a number from which all others are thought to go on
_LATIN = 0.55  # ems that a Latin letter or digit takes
_LONGEST = 12  # ems that a word is thought to take at most
_SLACK = 0.9  # ems that a full line may fall short by, beyond the word that did not fit
_SHORT = 0.7  # share of the text's width that a caption takes at most
_SIGNATURE = 0.4  # share of the text's width from which a line that begins is set to the right


@dataclass(frozen=True, slots=True)
class Style:
    """How a document is set. em: size of its text in points; pitch: usual distance of lines in ems; indented: whether
    the first line of a paragraph stands in; spaced: whether there is more space between paragraphs than between lines;
    numbered: whether nearly all paragraphs begin with a number."""

    em: float
    pitch: float
    indented: bool
    spaced: bool
    numbered: bool


def style(lines: Sequence[Placed], margins: Sequence[Margins], em: float) -> Style:
    """How the lines of a document are set. margins: of its flows; em: size of its text."""
    pitches = []
    ends: list[
        tuple[float, bool, bool]
    ] = []  # for each paragraph's end the space to the next, whether that stands in, its number
    for before, line in pairwise(lines):
        if before.flow != line.flow or not (same_size(before.em, em) and same_size(line.em, em)):
            continue
        within = margins[line.flow]
        pitch = (line.middle - before.middle) / em
        if pitch > 0:
            pitches.append(pitch)
        if not fills(before, line, within) and not _is_centred(line, within):
            ends.append((pitch, line.left - within.left > _INDENT * em, begins_anew(line.text)))
    usual = median(pitches) if pitches else 1.75
    return Style(
        em,
        usual,
        indented=sum(stands_in for _, stands_in, _ in ends) * 2 > len(ends),
        spaced=sum(pitch > usual * _WIDER for pitch, _, _ in ends) * 2 > len(ends),
        numbered=len(ends) > 3 and sum(number for _, _, number in ends) >= _MOST * len(ends),
    )


def fills(before: Placed, line: Placed, within: Margins) -> bool:
    """Whether a line is so full that the first word of the next one had no room in it."""
    if not within.wraps or before.left - within.left > _SIGNATURE * (within.right - within.left):
        return False
    short = (min(within.right, before.room) - before.right) / before.em - _SLACK
    return short < _LATIN or (short < _LONGEST and short * before.em < needed(line.text, before.em))


def needed(text: str, em: float) -> float:
    """The width of the first word of a text, with the marks that may not be parted from it."""
    found = _FIRST.match(text)
    return min(_LONGEST, sum(1.0 if char >= WIDE else _LATIN for char in found.group())) * em if found else em


def goes_on(before: Placed, line: Placed, within: Margins, now: Margins, style: Style, first: bool) -> bool:
    """Whether a line goes on in the next. within, now: margins of their flows; first: it is the first of its
    paragraph."""
    em = max(before.em, line.em)
    if _LEADERS.search(before.text) or not same_size(before.em, line.em) or before.line.bold and not line.line.bold:
        return False
    if before.line.pieces > 2 or line.line.pieces > 2:
        return False  # a row of a table that nothing rules
    apart = (line.middle - before.middle) / em if before.flow == line.flow else 0.0
    if _CLOSING.match(line.text) and apart <= style.pitch * _WIDER:
        return True  # no line of print begins so, but a part of one
    marked = begins_anew(line.text)
    if _is_title(before, within, style) and _is_title(line, now, style):
        return apart < _TITLE_PITCH and not marked and _title_goes_on(before.text, line.text)
    if apart > max(style.pitch, within.pitch) * _WIDER or not fills(before, line, within):
        return False
    ended = bool(_ENDED.search(before.text))
    if ended and _CAPTION.match(line.text):
        return False
    indent, former = line.left - now.left, before.left - within.left
    if indent < _INDENT * em:
        if style.indented or (style.spaced and apart):
            return not (ended and marked)
        return not marked and (style.numbered or not (_CLOSED.search(before.text) and former < _INDENT * em))
    if indent > former + _INDENT * em:  # a list item hangs: what follows its number stands under its text
        return first and not marked and not ended and begins_anew(before.text)
    if indent < former - _INDENT * em:
        return first and not marked
    return not marked and not ended  # a block that stands in as a whole


def _is_centred(line: Placed, within: Margins) -> bool:
    middle = (line.left + line.right - within.left - within.right) / 2
    return abs(middle) < line.em and line.left - within.left > 1.5 * line.em


def _is_title(line: Placed, within: Margins, style: Style) -> bool:
    """Whether a line is set as one of a title: in larger type or bold, and in the middle."""
    if line.em > ALIKE * style.em:
        return abs(line.left + line.right - within.left - within.right) / 2 < line.em
    return line.line.bold and _is_centred(line, within)


def _title_goes_on(before: str, after: str) -> bool:
    if _OWN_LINE.search(before) or _OWN_LINE.search(after) or _MARKER.match(before) and len(before) < 8:
        return False
    return not _WHOLE_TITLE.search(before) or bool(_GOES_ON.match(after))


def begins_anew(text: str) -> bool:
    """Whether numbering at its head says that a text is no line that goes on."""
    return bool(_MARKER.match(text))


def names_a_table(before: Placed, line: Placed, within: Margins) -> bool:
    """Whether a line right over a table, in one paragraph with the line before it so far, is the table's caption: it is
    short, says no sentence, and follows one that ended."""
    short = line.right - line.left < _SHORT * (within.right - within.left)
    return short and bool(_CLOSED.search(before.text)) and not _MARKED.search(line.text)


def joint(before: str, after: str) -> tuple[str, str]:
    """What is left of a line and what is put between it and the next: a space between Latin words, and no hyphen inside
    one."""
    if before.endswith("-") and before[-2:-1].isascii() and before[-2:-1].isalpha() and after[:1].islower():
        return before[:-1], ""
    latin = before[-1].isascii() and after[0].isascii() and (before[-1].isalpha() or after[0].isalpha())
    return before, " " if latin and (before[-1].isalnum() or before[-1] in ",.;:)%") and after[0].isalnum() else ""
