"""Which versions of documents a question is answered from: those in force, unless it asks about an earlier one."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from rag.question.catalogue import Entry
from rag.text import fold
from rag.validity import ended_by_itself, in_force_from

# An earlier version, and none besides.
_EARLIER = re.compile(
    "旧版|旧的?(?:办法|规定|条例|细则|制度|文件|标准|方案|意见|通知)|原(?:来的?)?(?:办法|规定|条例|细则|制度|文件|标准)|(?:修订|修改|修正|废止|新规)(?:之)?前|上一?版|前一版|老(?:办法|规定|版)|"
    "(?:已经?|被)(?:废止|失效|取代)|废止的|失效的|old version|former version|previous version|repealed|superseded"
)
_BOTH = re.compile(
    "新旧|新老|前后|区别|不同|不一样|变化|对比|相比|比较|比起|改了|调整了|修改了|修订了|differ|compare|change"
)
_GOES_ON = re.compile("^(?:那|它|其中|还有|第.{1,4}条|该|这)|呢[?？]?$")
_MARKS = ("试行", "暂行", "征求意见稿", "草案", "送审稿", "讨论稿")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def replaced(entries: Sequence[Entry], today: date) -> dict[str, tuple[str, ...]]:
    """The documents that another one in force has taken the place of, each with those others, by source."""
    known = {entry.source: entry for entry in entries}
    found = {}
    for entry in entries:
        others = [
            other
            for other in dict.fromkeys((*entry.later, *entry.repealed_by))
            if other in known and (in_force_from(known[other].metadata) or today) <= today
        ]
        if others:
            found[entry.source] = tuple(others)
    return found


def withheld(question: str, before: str, entries: Sequence[Entry], today: date) -> frozenset[str]:
    """The documents that a question is not answered from: those replaced, or, where it asks about one of them, what replaced it.
    before: the question of the turn before, which counts where this one says nothing of versions (那第三条呢)."""
    old = replaced(entries, today)
    if not old:
        return frozenset()
    hidden = _hidden(question, entries, old)
    return (
        _hidden(before, entries, old) if before and hidden == frozenset(old) and _GOES_ON.search(question) else hidden
    )


def _hidden(question: str, entries: Sequence[Entry], old: dict[str, tuple[str, ...]]) -> frozenset[str]:
    plain = fold(question)
    known = {entry.source: entry for entry in entries}
    asked = {source for source, others in old.items() if _names(plain, known[source], [known[each] for each in others])}
    earlier = bool(_EARLIER.search(plain) or _EARLIER.search(question.lower()))
    if _BOTH.search(plain) and (asked or earlier or re.search("新|旧|版|修订", plain)):
        return frozenset()
    if asked:
        newer = {other for source in asked for other in old[source]}
        return (frozenset(old) | newer) - asked
    if earlier:
        return frozenset(other for others in old.values() for other in others) - frozenset(old)
    return frozenset(old)


def _names(plain: str, entry: Entry, others: Iterable[Entry]) -> bool:
    """Whether a folded question calls a replaced document by what those that replaced it are not called: its number, mark or year."""
    others = list(others)
    number = entry.metadata.number
    if number and (short := _short(number.value)) and short in _short(plain):
        return True
    title = entry.title
    if any(mark in plain and mark in title and not any(mark in each.title for each in others) for mark in _MARKS):
        return True
    years = set(_YEAR.findall(plain))
    return bool(years & _years(entry)) and not any(years & _years(each) for each in others)


def _short(number: str) -> str:
    """The year and the figure of document numbers, for comparing: [2019]5号."""
    return "".join(re.findall(r"\[?\d+\]?号?", fold(number).replace("(", "[").replace(")", "]").replace("第", "")))


def _years(entry: Entry) -> set[str]:
    issued = entry.metadata.issued
    return (
        set(_YEAR.findall(fold(entry.title)))
        | ({entry.year} if entry.year else set())
        | set(_YEAR.findall(issued.value if issued else ""))
    )


def ended(entry: Entry, entries: Sequence[Entry], today: date) -> tuple[str, ...] | str:
    """Why a document is not in force on a day: the documents that replaced it, or its own words; "" where nothing says so."""
    if others := replaced(entries, today).get(entry.source):
        return others
    own = ended_by_itself(entry.metadata, today)
    return own.proof.value if own else ""
