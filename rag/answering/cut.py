"""The short answer: the run of a quoted sentence that says what was asked, a figure with its unit and its bounds and what it is of.

A wrong cut is worse than none: where several runs could be meant, there is none.
"""

import re
from collections.abc import Mapping

from rag.question.query import Kind, Query
from rag.reading.fit import holds
from rag.text import fold, grams

CUT_KINDS = (Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.YEAR, Kind.DATE, Kind.ORDINAL)
_PHRASE = re.compile("(?:[^，,；;。：:∶！!？?|｜\\n]|(?<=\\d)[:：∶](?=\\s*\\d)|(?<=\\d)[,，](?=\\d{3}))+")
_LONGEST = 44  # characters of a short answer
_SHORTEST = 8  # characters under which a run takes the phrase before it along, which says what the figure is of
_BARE = 4  # characters besides figures and dates under which a run takes the phrase after it along
_SHARE = 0.6  # share of its sentence from which a run is not worth saying before it
_MARGIN = 0.15  # share of the question's words by which the best run must beat the next
_TOLD = 0.1  # share of the question's words that a run must say, where not even its measure word was asked for
# Numerals that count nothing where no measure word is asked for: 第三届, 一年来, 2013年.
_NO_COUNT = re.compile(
    "第[一二三四五六七八九十\\d]+[届个轮批次章条节期]?|[一二三四五六七八九十两\\d]+(?:年|月|日|个月)(?:来|内|前|后|以来|度|份|底|初)?"
)
_FIGURE = re.compile("[\\d一二三四五六七八九十百千万亿.%~-]+(?:年|月|日|多|余|个)?")
_BOUND_ASKED = re.compile(
    "最[少低多高]|至[少多]|不(?:能|得|可)?(?:少于|低于|超过|高于)|起码|上限|下限|\\bat (?:least|most)\\b"
)
_BOUND = re.compile("不(?:少于|低于|超过|高于|得少于|得低于|得超过)|至少|至多|最[少低多高]|以[上下内]|为限|起码|以内")
_IN_TURN = re.compile("分别|依次|各为|各占")
_SPELLS = frozenset(
    "年 月 天 日 周 小时 分钟".split()
)  # a sentence that holds several says which is meant by its grammar only
_LABEL = re.compile(
    "^(?:[（(]?[一二三四五六七八九十\\d]{1,3}[)）、.．](?!\\d)|[-*•]|[一二三四五六七八九十]是|其中|同时)\\s*"
)


def cut(
    text: str, query: Query, weighed: Mapping[str, float], span: tuple[int, int] | None = None
) -> tuple[int, int] | None:
    """start:end in a sentence's text of the run that answers, None where none can be cut with certainty. weighed: the question's
    terms with their weights; span: where a reader saw the answer, if one did."""
    phrases = [match.span() for match in _PHRASE.finditer(text) if match.group().strip()]
    chosen = _told(text, phrases, query, span) if span else []
    if not chosen and query.kind in CUT_KINDS:
        chosen = _fitting(text, phrases, query, weighed)
    if not chosen:
        return None
    start, end = _whole(text, phrases, chosen[0], chosen[-1])
    if label := _LABEL.match(text[start:end]):
        start += label.end()
    run = text[start:end]
    start += len(run) - len(run.lstrip())
    end -= len(run) - len(run.rstrip())
    # Figures given in turn for several things answer only together.
    return (start, end) if 0 < end - start <= _LONGEST and not _IN_TURN.search(text[start:end]) else None


def _told(text: str, phrases: list[tuple[int, int]], query: Query, span: tuple[int, int]) -> list[int]:
    """The phrases that a span lies in; none where they hold no answer of the kind asked for."""
    chosen = [index for index, (start, end) in enumerate(phrases) if start < span[1] and end > span[0]]
    if not chosen or query.kind not in CUT_KINDS:
        return chosen
    return chosen if _fits(fold(text[phrases[chosen[0]][0] : phrases[chosen[-1]][1]]), query) else []


def _whole(text: str, phrases: list[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    """The span of phrases with what they need beside them: what is left open (60分的), what a bare date is the date of, what a figure is of."""

    def said() -> str:
        return text[phrases[first][0] : phrases[last][1]]

    if last + 1 < len(phrases) and (said().rstrip().endswith("的") or len(_FIGURE.sub("", fold(said()))) < _BARE):
        last += 1
    while first > 0 and len(said()) < _SHORTEST and text[phrases[first][0] - 1] in "，,":
        first -= 1
    return phrases[first][0], phrases[last][1]


def _overlap(text: str, weighed: Mapping[str, float]) -> float:
    found = set(grams(fold(text)))
    return sum(weight for term, weight in weighed.items() if term in found) / (sum(weighed.values()) or 1.0)


def _fits(plain: str, query: Query) -> bool:
    if query.kind is Kind.NUMBER and not query.units:
        plain = _NO_COUNT.sub(" ", plain)
    return holds(query.kind, plain, query.units)


def _fitting(text: str, phrases: list[tuple[int, int]], query: Query, weighed: Mapping[str, float]) -> list[int]:
    """The one phrase that holds an answer of the kind asked for, or that speaks most of what is asked among several."""
    plain = [fold(text[start:end]) for start, end in phrases]
    fits = [index for index, phrase in enumerate(plain) if _fits(phrase, query)]
    if _BOUND_ASKED.search(query.own):
        fits = [index for index in fits if _BOUND.search(plain[index])]
    # What tells twins apart: 初中 where the phrase beside it says the same of 小学.
    for group in query.required:
        fits = [index for index in fits if any(word in plain[index] for word in group)] or fits
    # The measure word asked with comes before those that can stand for it.
    fits = [index for index in fits if any(unit in plain[index] for unit in query.units)] or fits
    if len(fits) < 2:
        sure = bool(query.units) or query.kind is not Kind.NUMBER
        return [index for index in fits if sure or _overlap(plain[index], weighed) >= _TOLD]
    if _SPELLS.intersection(query.units):
        return []
    ranked = sorted(((_overlap(plain[index], weighed), index) for index in fits), reverse=True)
    (best, index), (second, _) = ranked[:2]
    return [index] if best - second >= _MARGIN else []


def is_worth_saying(run: tuple[int, int], quotation: str) -> bool:
    """Whether a run says an answer shorter than its quotation does."""
    return run[1] - run[0] < _SHARE * len(quotation)


def figure(text: str, query: Query, run: tuple[int, int] | None) -> str:
    """The cell of a comparison: the run as it stands, or the table cell of the source that holds an answer of the kind asked for."""
    if re.search("[|\t]", text) and query.kind in CUT_KINDS:
        cells = [cell.strip() for cell in re.split("[|\t]", text)]
        fitting = [cell for cell in cells if cell and holds(query.kind, fold(cell), query.units)]
        return fitting[0] if len(fitting) == 1 else ""
    return text[run[0] : run[1]] if run else ""
