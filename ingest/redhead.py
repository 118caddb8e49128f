"""The head of an official document (红头文件, GB/T 9704) above its title: 份号, 密级, 紧急程度, 发文机关标志, 发文字号, 签发人, and the title
below them over several lines.
"""

import re
from dataclasses import dataclass

from ingest.agencies import agencies_in, number_in
from ingest.clean import Traced
from ingest.numbering import NUMBER, OFFICIAL
from ingest.titles import is_title
from rag.schema import Proven
from rag.text import simplify

_SECRECY = re.compile(
    r"^(?:密级\s*[:：]\s*)?((?:绝密|机密|秘密|内部(?:文件|资料)?)(?:\s*[★☆*＊]\s*(?:长期|\d{1,2}(?:年|个月|天)))?)$"
)
_URGENCY = re.compile(r"^(?:紧急程度\s*[:：]\s*)?(特\s*提|特\s*急|加\s*急|平\s*急|急\s*件)$")
_COPY = re.compile(r"^(?:(?:份\s*号|编\s*号)\s*[:：]?\s*(?:No\.?\s*)?(\d{1,8})|(\d{6}))$")
_SIGNER = re.compile(
    r"签\s*发\s*人\s*[:：]\s*((?:[一-龥·]{2,5}|[一-龥]\s+[一-龥])(?:[\s、]+(?:[一-龥·]{2,4}|[一-龥]\s+[一-龥]))*)$"
)
_LETTERHEAD = re.compile(r"\s*文\s*件$")
_COMPLETE = re.compile(
    "(?:通知|意见|决定|函|批复|报告|请示|通报|公告|通告|公报|决议|命令|纪要|办法|规定|细则|方案|计划|规划|要点|制度|条例|规则)(?:[（(][^（）()]{1,16}[)）])?$"
)
_TITLE_LINES = 5
_LONGEST_TITLE = 160  # characters of a title over several lines
_NO_TITLE = re.compile(rf"[。：；:;!！?？]$|^(?:{OFFICIAL}|{NUMBER})")


@dataclass(frozen=True, slots=True)
class Head:
    """taken: spans of the lines that are data. title: the span of the title's lines below a number, None where there is
    none."""

    taken: tuple[tuple[int, int], ...] = ()
    title: tuple[int, int] | None = None
    agencies: tuple[Proven, ...] = ()
    number: Proven | None = None
    signer: Proven | None = None
    secrecy: Proven | None = None
    urgency: Proven | None = None
    copy_number: Proven | None = None


NO_HEAD = Head()


def read_head(traced: Traced, spans: list[tuple[int, int]]) -> Head:
    """The head among the lines above a text (spans), down to the document number or the letterhead; empty where there
    is neither."""
    found: dict[str, Proven] = {}
    agencies: list[Proven] = []
    above: list[tuple[int, int]] = []  # lines of agencies: a joint letterhead, or that of a 函
    taken: list[tuple[int, int]] = []
    end = 0
    for span in spans:
        line = traced.text[slice(*span)]
        if signer := _SIGNER.search(line):
            found.setdefault("signer", _proven(traced, span, *signer.span(1)))
            line = line[: signer.start()].rstrip()
        number, letterhead = number_in(line), _letterhead(line)
        if number and "number" not in found:
            found["number"] = _proven(traced, span, *number)
        elif letterhead is not None and (letterhead or above):
            agencies = [
                _proven(traced, each, *name) for each in above for name in agencies_in(traced.text[slice(*each)])
            ]
            agencies += [_proven(traced, span, *name) for name in letterhead]
        elif mark := _mark(line):
            found.setdefault(mark[0], _proven(traced, span, *mark[1]))
        elif line and agencies_in(line) and not is_title(line) and "number" not in found:
            above.append(span)
            continue
        elif line:
            continue
        taken.append(span)
        end = span[1] if number or signer or letterhead else end
    if "number" not in found and not agencies:
        return NO_HEAD
    if not agencies:
        agencies = [_proven(traced, each, *name) for each in above for name in agencies_in(traced.text[slice(*each)])]
    return Head(tuple(sorted({*above, *taken})), _title(traced, end), tuple(agencies), **found)


def _proven(traced: Traced, line: tuple[int, int], start: int, end: int) -> Proven:
    span = (line[0] + start, line[0] + end)
    return Proven("".join(traced.text[slice(*span)].split()), *traced.span(*span))


def _letterhead(line: str) -> list[tuple[int, int]] | None:
    """The agencies of a letterhead (海云区教育局文件), [] where it is the word 文件 alone; None for any other line."""
    match = _LETTERHEAD.search(line)
    if not match:
        return None
    names = agencies_in(line[: match.start()])
    return names if names or not line[: match.start()] else None


def _mark(line: str) -> tuple[str, tuple[int, int]] | None:
    """The field and its span of a line that is a secrecy mark, an urgency mark or a copy's number."""
    for name, pattern in (("secrecy", _SECRECY), ("urgency", _URGENCY), ("copy_number", _COPY)):
        if match := pattern.match(line):
            return name, match.span(match.lastindex or 0)
    return None


def _title(traced: Traced, after: int) -> tuple[int, int] | None:
    """The span of the lines below the head that make a title together: down to the first with which it is complete."""
    lines = [span for span in traced.lines() if span[0] >= after and span[1] > span[0]][: _TITLE_LINES + 1]
    joined = ""
    best = None
    for at, span in enumerate(lines[:_TITLE_LINES]):
        line = traced.text[slice(*span)]
        if _NO_TITLE.search(line) or len(joined) + len(line) > _LONGEST_TITLE:
            break
        joined += line
        following = traced.text[slice(*lines[at + 1])] if at + 1 < len(lines) else ""
        if _COMPLETE.search(simplify(joined)) or is_title(joined):
            best = (lines[0][0], span[1])
            if _COMPLETE.search(simplify(joined)) and not following.startswith("的"):
                break
    return best
