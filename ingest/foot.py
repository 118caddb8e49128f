"""What closes an official document (GB/T 9704) and is no text of it: 主送机关 above the text; below it the list of
attachments, 署名 and 成文日期, 附注, 抄送, 印发机关 and 印发日期.
"""

import re
from dataclasses import dataclass

from ingest import foot_lines
from ingest.agencies import UNITS, agencies_in
from ingest.clean import Traced
from ingest.listed import list_of_attachments
from ingest.signed import Signature, signatures_in
from ingest.source import Span
from rag.schema import Proven

ADDRESSEE = re.compile(
    rf"^(?!.*各位)(?=各|有关|.{{1,20}}(?:{UNITS}))[^。；？！:：]{{2,200}}(?:{UNITS})(?:[（(][^（）()]{{1,20}}[)）])?\s*[：:]$"
)
_LONGEST_COPIED = 200


@dataclass(frozen=True, slots=True)
class Foot:
    """taken: spans that are no text. listed: the titles of attachments in the order of their list; the rest as spans of
    the cleaned text. signatures: in order; the document's own is the first that stands in no text which it issues."""

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
    listed, list_lines = list_of_attachments(traced, lines)
    signatures = tuple(signatures_in(traced, lines))
    taken += list_lines
    taken += [each.span for each in signatures if each.date]
    found: dict[str, Span] = {}
    at = 0
    while at < len(lines):
        start, end = lines[at]
        line = traced.text[start:end]
        following = [traced.text[slice(*span)] for span in lines[at + 1 : at + 3]]
        short = foot_lines.SHORT.match(line) if any(map(foot_lines.PRINTED.match, following)) else None
        if match := foot_lines.REMARK.match(line):
            found.setdefault("remark", (start + match.start(1), start + match.end(1)))
        elif match := foot_lines.COPIED.match(line) or short:
            last = _run_on(traced, lines, at)
            stop = lines[last][1] - (traced.text[lines[last][1] - 1] in "。.")
            found.setdefault("copied", (start + match.end(), stop))
            taken += lines[at + 1 : last + 1]
            at = last
        elif (match := foot_lines.SENT.match(line)) and at > 0:
            addressee = addressee or ((start, end), (start + match.end(), end))
        elif match := foot_lines.PRINTED.match(line):
            found.setdefault("printed", (start + match.start(2), start + match.end(2)))
            above = lines[at - 1] if at else None
            if match[1]:
                found.setdefault("printer", (start + match.start(1), start + match.end(1)))
            elif above and agencies_in(traced.text[slice(*above)]):
                found.setdefault("printer", above)
                taken.append(above)
        elif not foot_lines.COUNT.match(line):
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


def _run_on(traced: Traced, lines: list[Span], at: int) -> int:
    """The last line that a list of agencies runs on to."""
    while at + 1 < len(lines) and traced.text[lines[at][1] - 1] not in "。.":
        below = traced.text[slice(*lines[at + 1])]
        wrapped = traced.text[lines[at][1] - 1] in "，,、" or below.endswith("。")
        if (
            foot_lines.PRINTED.match(below)
            or len(below) > _LONGEST_COPIED
            or not wrapped
            or foot_lines.COPIED.match(below)
        ):
            break
        at += 1
    return at
