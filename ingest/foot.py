"""What closes an official document (GB/T 9704) and is no text of it: 主送机关 above the text; below it the list of attachments, 署名 and
成文日期, 附注, 抄送, 印发机关 and 印发日期.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest import annex
from ingest.agencies import DATE_TEXT, agencies_in, date_in
from ingest.clean import Traced
from ingest.source import Span
from rag.schema import Proven

_UNIT = "局|委|办|政府|委员会|办公室|厅|部|校|学校|中学|小学|学院|大学|园|幼儿园|单位|部门|中心|站|所|处|科|科室|处室|机构|公司|企业|街道|镇|乡|区|县|市|组织|团体"
ADDRESSEE = re.compile(
    rf"^(?!.*各位)(?=各|有关|.{{1,20}}(?:{_UNIT}))[^。；？！:：]{{2,200}}(?:{_UNIT})(?:[（(][^（）()]{{1,20}}[)）])?\s*[：:]$"
)
_ITEM = re.compile(r"(\d{1,2})\s*[.．、:：]\s*")
_LONGEST_ITEM = 80
_ONE_LINE = re.compile(
    rf"^([一-龥]{{2,24}}(?:局|委|委员会|政府|办公室|厅|部|院|中心|处|科|校|学|园))[\s　]+({DATE_TEXT})$"
)
_REMARK = re.compile(
    r"^[（(]?\s*(此件[^（）()。]{1,40}|(?:信息)?公开(?:选项|形式|类别|方式|属性)\s*[:：]\s*[^（）()。]{2,20}|(?:主动|依申请|不予)公开)\s*[)）]?$"
)
_COPIED = re.compile(r"^(?:抄\s*[送报]|分\s*送|抄\s*报\s*[、，]\s*抄\s*送)\s*[:：]\s*(?=\S)")
_SENT = re.compile(r"^主\s*送\s*[:：]\s*(?=\S)")
_SHORT = re.compile(r"^[报送发]\s*[:：]\s*(?=\S)")
_PRINTED = re.compile(rf"^(?:([一-龥（）()]{{2,30}}?)[\s　]*)?({DATE_TEXT})\s*印\s*发$")
_COUNT = re.compile(r"^[（(]?\s*(?:共印|印数\s*[:：]?)\s*\d+\s*份\s*[)）]?$")
_LONGEST_COPIED = 200
_SIGNERS = 8  # lines of agencies in one signature


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed and when: the span of the block, agencies and date as spans of the cleaned text."""

    span: Span
    agencies: tuple[Span, ...]
    date: Span | None


@dataclass(frozen=True, slots=True)
class Foot:
    """taken: spans that are no text. listed: the titles of attachments in the order of their list; the rest as spans of the
    cleaned text. signatures: in order; the first is the document's own."""

    taken: tuple[Span, ...] = ()
    addressee: Span | None = None
    listed: tuple[Span, ...] = ()
    signatures: tuple[Signature, ...] = ()
    remark: Span | None = None
    copied: Span | None = None
    printer: Span | None = None
    printed: Span | None = None


def proven(traced: Traced, span: Span | None) -> Proven | None:
    """A span of a cleaned text as a value with its proof."""
    if not span:
        return None
    words = traced.text[slice(*span)].split()
    # 海 云 区 教 育 局 is set apart; 区财政局 区人社局 are two.
    joint = "" if all(len(word) == 1 for word in words) else " "
    return Proven(joint.join(words), *traced.span(*span))


def read_foot(traced: Traced) -> Foot:
    """What closes a text whose front has been taken away; empty where nothing does."""
    lines = [span for span in traced.lines() if span[1] > span[0]]
    taken: list[Span] = []
    addressee = _addressee(traced, lines)
    if addressee:
        taken.append(addressee[0])
    listed, list_lines = _attachments(traced, lines)
    signatures = tuple(_signatures(traced, lines))
    taken += list_lines
    taken += [each.span for each in signatures if each.date]
    found: dict[str, Span] = {}
    at = 0
    while at < len(lines):
        start, end = lines[at]
        line = traced.text[start:end]
        following = [traced.text[slice(*span)] for span in lines[at + 1 : at + 3]]
        short = _SHORT.match(line) if any(map(_PRINTED.match, following)) else None
        if match := _REMARK.match(line):
            found.setdefault("remark", (start + match.start(1), start + match.end(1)))
        elif match := _COPIED.match(line) or short:
            last = _run_on(traced, lines, at)
            stop = lines[last][1] - (traced.text[lines[last][1] - 1] in "。.")
            found.setdefault("copied", (start + match.end(), stop))
            taken += lines[at + 1 : last + 1]
            at = last
        elif (match := _SENT.match(line)) and at > 0:
            addressee = addressee or ((start, end), (start + match.end(), end))
        elif match := _PRINTED.match(line):
            found.setdefault("printed", (start + match.start(2), start + match.end(2)))
            above = lines[at - 1] if at else None
            if match[1]:
                found.setdefault("printer", (start + match.start(1), start + match.end(1)))
            elif above and agencies_in(traced.text[slice(*above)]):
                found.setdefault("printer", above)
                taken.append(above)
        elif not _COUNT.match(line):
            at += 1
            continue
        taken.append((start, end))
        at += 1
    return Foot(tuple(sorted(set(taken))), addressee and addressee[1], tuple(listed), signatures, **found)


def _addressee(traced: Traced, lines: list[Span]) -> tuple[Span, Span] | None:
    """The line that a text opens with by naming whom it is sent to, and its span without the colon."""
    for start, end in lines[:2]:
        line = traced.text[start:end]
        if ADDRESSEE.match(line):
            return (start, end), (start, start + len(line.rstrip("：: ")))
        if line.endswith(("。", "；")):
            break
    return None


def _attachments(traced: Traced, lines: list[Span]) -> tuple[list[Span], list[Span]]:
    """The titles in the list of attachments below a text, and the lines of that list."""
    for at, (start, end) in enumerate(lines):
        line = traced.text[start:end]
        match = annex.LIST.match(line)
        if match and not line.endswith(("。", "；", "：")):
            titles = _items(traced, start + match.end(), end)
            taken = [(start, end)]
        elif annex.LIST_ALONE.match(line):
            titles, taken = [], [(start, end)]
        else:
            continue
        number = len(titles)
        for below in lines[at + 1 :]:
            item = _ITEM.match(traced.text, *below) or annex.NUMBERED.match(traced.text, *below)
            text = traced.text[slice(*below)]
            if not item or int(item[1]) != number + 1 or len(text) > _LONGEST_ITEM or text.endswith(("。", "；", "：")):
                break
            titles += _items(traced, *below)
            taken.append(below)
            number = len(titles)
        alone = annex.LIST_ALONE.match(line)
        # 附件： alone on its line above one text is that text's heading; so is 附件1 above one.
        if alone and (len(titles) < 2 or not _closes(traced, lines, taken[-1])):
            continue
        if annex.NUMBERED.match(line) and len(titles) < 2:
            continue
        return titles, taken
    return [], []


def _closes(traced: Traced, lines: list[Span], last: Span) -> bool:
    """Whether below a line nothing but a signature, a date or an annex follows at once."""
    below = [traced.text[slice(*span)] for span in lines if span[0] >= last[1]][:1]
    return not below or bool(agencies_in(below[0]) or date_in(below[0]) or annex.BEGINS.match(below[0]))


def _items(traced: Traced, start: int, end: int) -> list[Span]:
    """The spans of the titles in a line of a list: 1.… 2.…, or one without a number."""
    text = traced.text
    marks = [
        match
        for match in _ITEM.finditer(text, start, end)
        if match.start() == start or text[match.start() - 1] in " \t\u3000；;，,、"
    ]
    if not marks or marks[0].start() != start:
        numbered = annex.NUMBERED.match(text, start, end)
        return [(numbered.end() if numbered else start, end)]
    stops = [match.start() for match in marks[1:]] + [end]
    spans = []
    for mark, stop in zip(marks, stops, strict=True):
        title = text[mark.end() : stop].rstrip(" \t\u3000；;，,。")
        if title:
            spans.append((mark.end(), mark.end() + len(title)))
    return spans


def _signatures(traced: Traced, lines: list[Span]) -> Iterator[Signature]:
    """Agencies with a date below them, or a date alone at the end of a text or above an annex."""
    names: list[Span] = []
    first = 0
    for at, (start, end) in enumerate(lines):
        line = traced.text[start:end]
        if match := _ONE_LINE.match(line):
            yield Signature(
                (start, end),
                ((start + match.start(1), start + match.end(1)),),
                (start + match.start(2), start + match.end(2)),
            )
            names = []
        elif (date := date_in(line)) and not _PRINTED.match(line):
            alone = not names and _closes_text(traced, lines, at)
            if names or alone:
                whole = (first if names else start, end)
                yield Signature(whole, tuple(names), (start + date[0], start + date[1]))
            names = []
        elif (found := agencies_in(line)) and at:
            if not names:
                first = start
            names += [(start + left, start + right) for left, right in found]
            if len(names) > _SIGNERS:
                names = []
        else:
            names = []
    if 1 <= len(names) <= 1 and at == len(lines) - 1 and _signs_alone(traced.text[slice(*names[0])]):
        yield Signature((first, names[0][1]), tuple(names), None)


def _signs_alone(name: str) -> bool:
    return bool(re.search("(?:局|委|委员会|政府|办公室|厅|领导小组)$", name))


def _closes_text(traced: Traced, lines: list[Span], at: int) -> bool:
    """Whether a line stands below a text and above its end, an annex or what closes a document."""
    if not at:
        return False
    below = traced.text[slice(*lines[at + 1])] if at + 1 < len(lines) else ""
    return not below or bool(annex.BEGINS.match(below) or _REMARK.match(below) or _COPIED.match(below))


def _run_on(traced: Traced, lines: list[Span], at: int) -> int:
    """The last line that a list of agencies runs on to."""
    while at + 1 < len(lines) and traced.text[lines[at][1] - 1] not in "。.":
        below = traced.text[slice(*lines[at + 1])]
        wrapped = traced.text[lines[at][1] - 1] in "，,、" or below.endswith("。")
        if _PRINTED.match(below) or len(below) > _LONGEST_COPIED or not wrapped or _COPIED.match(below):
            break
        at += 1
    return at
