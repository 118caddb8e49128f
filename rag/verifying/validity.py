"""What a document says of its own date and validity, each with the slice that proves it; of other documents it says here nothing.

A repeal of another document (《…》同时废止), the term of a certificate and the day on which another law came into force are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rag.schema import Document, Proven

_NUMBER = "[0-9０-９〇零○一二三四五六七八九十百]"
_DAY = f"{_NUMBER}{{4}}年{_NUMBER}{{1,3}}月{_NUMBER}{{1,3}}日"
_OWN = "本(?:法|条例|办法|规定|细则|规则|规程|决定|通知|意见|方案|制度|标准|章程|要点|计划|规划|预案|指南|措施|清单)"
# What stands before it within its sentence: nothing, the document itself, or that it is hereby issued.
_ITSELF = re.compile(
    rf"(?:第{_NUMBER}{{1,5}}条|[（(]?{_NUMBER}{{1,3}}[）)、.．])?\s*(?:{_OWN}(?:[^。；《》]*[，,]|[^，。；《》]{{0,4}}))?"
)
_ISSUED_HEREBY = re.compile("现(?:予以?|将|行)?[^。；]{0,40}(?:印发|公布|发布)[^。；《》]{0,12}[，,]")
_SINCE = (
    rf"自(?:{_DAY}|{_NUMBER}{{4}}年(?:{_NUMBER}{{1,2}}月|[春秋]季(?:学期)?)|(?:公布|发布|印发|下发|颁布|通过|签发)之日)"
)
_IN_FORCE = re.compile(rf"{_SINCE}起?(?:[满后]?{_NUMBER}{{1,3}}[日天]?[日天后]*)?(?:正式)?(?:试行|施行|实施|执行|生效)")
_TERM = re.compile(
    rf"(?:有效期|试行期)限?(?:[为至到]|截至)?(?:{_DAY}|{_NUMBER}{{4}}年(?:底|{_NUMBER}{{1,2}}月)|{_NUMBER}{{1,3}}(?:年|个月))止?"
)
_REPEALED = re.compile(rf"{_OWN}[^，。；《》]{{0,6}}{_SINCE}起?(?:自行|自动)?(?:废止|失效)")
_TRIAL = re.compile("[（(](?:试行|暂行)[）)]|(?:试行|暂行)(?=办法|方案|规定|细则|意见|标准|条例|规则|制度|规程)")
_STANDING = ("有效性", "时效性", "时效状态", "效力状态", "是否有效")
# The history that stands below a law's title.
_PASSED = re.compile(
    rf"(?P<day>{_DAY})[^。；\n]{{0,90}}?(?P<act>通过|(?:第{_NUMBER}{{1,2}}次)?(?:修订|修正)|公布|发布)(?=$|[\s）)，。；])",
    re.M,
)
_MARKUP = re.compile("[*_#>`]")
_OPENING = 1500  # characters in which it stands


class Says(StrEnum):
    """What a statement about the document is."""

    ISSUED = "issued"
    PASSED = "passed"
    IN_FORCE = "in_force"
    TRIAL = "trial"
    TERM = "term"
    REPEALED = "repealed"
    STANDING = "standing"  # as a portal registers it


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement about a document. proof.value: its words; proof.start:end: the slice of the source text that holds them."""

    says: Says
    proof: Proven


def date_of(document: Document) -> Statement | None:
    """The document's date: when it was issued, else when it was last passed or amended; None where it does not say."""
    if issued := document.metadata.issued:
        return Statement(Says.ISSUED, issued)
    passed = [
        Proven(found["day"] + found["act"], *found.span()) for found in _PASSED.finditer(document.text, 0, _OPENING)
    ]
    return Statement(Says.PASSED, passed[-1]) if passed else None


def validity_of(document: Document) -> tuple[Statement, ...]:
    """All that the document says of its own validity, in the order of Says; empty where it says nothing."""
    found = dict.fromkeys(sorted(_statements(document), key=lambda each: list(Says).index(each.says)))
    # The same words may stand both above and below a text.
    first = {(each.says, each.proof.value): each for each in reversed(found)}
    return tuple(each for each in found if first[each.says, each.proof.value] == each)


def _statements(document: Document) -> Iterator[Statement]:
    text = document.text
    for field in document.metadata.fields:
        if field.name in _STANDING and field.value:
            yield Statement(Says.STANDING, Proven(field.value, field.start, field.end))
    title = document.metadata.title
    if title and (trial := _TRIAL.search(title.value)):
        exact = text[title.start : title.end] == title.value
        start, end = (title.start + trial.start(), title.start + trial.end()) if exact else (title.start, title.end)
        yield Statement(Says.TRIAL, Proven(trial.group().strip("（）()"), start, end))
    for pattern, says in ((_IN_FORCE, Says.IN_FORCE), (_TERM, Says.TERM)):
        for match in pattern.finditer(text):
            if _of_itself(_before(text, match.start())):
                yield Statement(says, Proven(match.group(), *match.span()))
    for match in _REPEALED.finditer(text):
        yield Statement(Says.REPEALED, Proven(match.group(), *match.span()))


def _before(text: str, at: int) -> str:
    """What stands before a place within its sentence."""
    return re.split("[。；;！\n\r]", _MARKUP.sub("", text[max(0, at - 120) : at]))[-1].strip()


def _of_itself(before: str) -> bool:
    """Whether what follows these words is said of the document itself. A term may follow the day: 自…起施行，有效期5年."""
    day = _IN_FORCE.search(before)
    if day and before.endswith(("，", ",")):
        before = before[: day.start()]
    return bool(
        _ITSELF.fullmatch(before) or _ISSUED_HEREBY.search(before + ("" if before.endswith(("，", ",")) else "，"))
    )
