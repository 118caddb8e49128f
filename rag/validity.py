"""What a document says of its own date and validity, each with the slice that proves it; of others see rag.repeals.

The term of a certificate and the day on which another law came into force are left out.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from rag.numerals import chinese_number
from rag.schema import Document, Metadata, Proven, Says, Statement
from rag.text import fold

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
_REVISED = re.compile(
    rf"[（(]((?:{_NUMBER}{{4}}年)?(?:第{_NUMBER}{{1,2}}次)?(?:修订|修正)(?:版|稿)?|{_NUMBER}{{4}}年版|征求意见稿|讨论稿|送审稿|草案)[）)]$|(修订版|修订稿|征求意见稿)$"
)
# A stamp on a line of its own, as portals put it above a text, or behind a title.
_ENDED = re.compile(
    r"^[\t 　]*[【（(\[]?((?:本|此|该)?(?:文件|文|政策)?已(?:经)?(?:全文)?(?:废止|失效)|(?:已)?(?:全文)?(?:废止|失效))[】）)\]]?[\t 　。]*$",
    re.M,
)
_ENDED_TITLE = re.compile("[【（(\\[]((?:已|全文)?(?:废止|失效))[】）)\\]]")
_NOT_STANDING = re.compile("废止|失效|作废|停止执行")
_MARKUP = re.compile("[*_#>`]")
_OPENING = 1500  # characters in which it stands


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
        yield Statement(Says.TRIAL, Proven(trial.group().strip("（）()"), *_slice(text, title, trial)))
    if title:
        for pattern, says in ((_REVISED, Says.REVISED), (_ENDED_TITLE, Says.STANDING)):
            if found := pattern.search(title.value):
                yield Statement(says, Proven(found[found.lastindex or 0], *_slice(text, title, found)))
    for match in _ENDED.finditer(text):
        yield Statement(Says.STANDING, Proven(match[1], *match.span(1)))
    for pattern, says in ((_IN_FORCE, Says.IN_FORCE), (_TERM, Says.TERM)):
        for match in pattern.finditer(text):
            if _of_itself(_before(text, match.start())):
                yield Statement(says, Proven(match.group(), *match.span()))
    for match in _REPEALED.finditer(text):
        yield Statement(Says.REPEALED, Proven(match.group(), *match.span()))


def _slice(text: str, whole: Proven, found: re.Match[str]) -> tuple[int, int]:
    """Where a part of a proven value stands; the whole where it is not written in one run."""
    exact = text[whole.start : whole.end] == whole.value
    return (whole.start + found.start(), whole.start + found.end()) if exact else (whole.start, whole.end)


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


def ended_by_itself(metadata: Metadata, today: date) -> Statement | None:
    """The statement by which a document is no longer in force on a day: it is registered as repealed, or its own term is over."""
    since = in_force_from(metadata) or day_of(metadata)
    for each in metadata.validity:
        words = each.proof.value
        if each.says is Says.STANDING and _NOT_STANDING.search(words):
            return each
        if each.says is Says.TERM and (last := _last_day(words, since)) and last < today:
            return each
        if each.says is Says.REPEALED and (day := _day(words)) and day <= today:
            return each
    return None


def in_force_from(metadata: Metadata) -> date | None:
    """The day from which a document says that it is in force; None where it names none."""
    return next(
        (found for each in metadata.validity if each.says is Says.IN_FORCE and (found := _day(each.proof.value))), None
    )


def _last_day(term: str, since: date | None) -> date | None:
    """The last day of a term (有效期至…, 有效期三年); None where it cannot be told."""
    if exact := _day(term):
        whole = re.search("日", term)
        return exact if whole else _end_of(exact, "月" in term)
    length = re.search(f"({_NUMBER}+)(年|个月)", term)
    if not length or not since or re.search(f"{_NUMBER}{{4}}年", term):
        return None
    months = chinese_number(fold(length[1])) * (12 if length[2] == "年" else 1)
    year, month = divmod(since.year * 12 + since.month - 1 + months, 12)
    day = min(since.day, 28)
    return date(year, month + 1, day) + timedelta(days=since.day - day - 1)


def _end_of(day: date, month: bool) -> date:
    """The last day of a month or a year."""
    if month:
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return date(day.year, 12, 31)


_DIGITS = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")


def _day(words: str) -> date | None:
    """The first day that words name: 2024年3月1日, 二〇二四年三月, 2024-03-01; None where they name none."""
    plain = fold(words)
    match = re.search(
        r"([0-9〇零○一二三四五六七八九]{4})(?:年|[-./])(?:底|(?:([0-9一二三四五六七八九十]{1,3})(?:月|[-./]|$))?(?:([0-9一二三四五六七八九十]{1,3})日?)?)",
        plain,
    )
    if not match:
        return None
    try:
        year = int(match[1].translate(_DIGITS))
        return date(year, chinese_number(match[2] or "1"), chinese_number(match[3] or "1"))
    except ValueError:
        return None


def day_of(metadata: Metadata) -> date | None:
    """The day on which a document was issued, the first of its month or year where it says no more; None where it says nothing."""
    if metadata.issued and (found := _day(metadata.issued.value)):
        return found
    return None
