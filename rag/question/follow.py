"""Follow-up questions: what a question after others asks when it is said in full.

“那初中呢” after a question about primary schools is that question with the level exchanged; so with places, years, articles
and documents. “多少钱” keeps the topic, “那优良率呢” keeps the document. A question that says enough for itself stays as it is.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.answering.overview import asked_of_library
from rag.answering.section import asked_part
from rag.provisions import PART, PROVISION
from rag.question.catalogue import Named
from rag.question.content import ASKING, content_words, fold_spaces, without_names
from rag.question.greeting import greeting_of, without_greeting
from rag.question.kinds import kind_of
from rag.question.places import spoken
from rag.question.query import Kind
from rag.question.twins import is_twin, swap
from rag.question.years import RELATIVE, year_from
from rag.text import fold, has_han, simplify

_NEW = re.compile(
    "^(?:换个?(?:话题|问题)[：:]?|另外?想?问(?:一下|个)?|再问(?:一)?个?(?:别的|问题)?|顺便问(?:一下|一句)?|对了|by the way)[，,：: ]*"
)
_MORE = re.compile(
    "(?:那)?(?:还有|其他的?|其它的?|别的|接着|继续|然后|剩下的|下面)(?:呢|吗|哪些|什么|说|讲)*|(?:还|另外)有(?:别的|其他的?)?(?:呢|吗|什么|哪些)?|(?:anything|what) else|go on"
)
# Asks for the provision itself that the answer before was taken from.
_WHOLE = re.compile(
    "(?:请|再|能|可以|麻烦)*(?:说|讲|给|看)?(?:得|的)?(?:更|再)?(?:具体|详细|完整|展开)(?:一?[点些下])?(?:说说?|讲讲?|内容)?(?:吗|吧|呢)?|(?:原文|出处|依据|全文|条文)(?:在哪里?|是什么|呢|怎么说的?|给我看看)?|(?:more )?details?|in detail"
)
_LEAD = re.compile("^(?:那么|那(?!个|份|里|些)|还有|另外|其中|同样|而|and\\b|what about|how about)[，, ]*", re.I)
_TAIL = re.compile("(?:的)?(?:呢|又(?:是)?(?:多少|怎样|如何)?)?[？?。！!，, ]*$")
_POINTS = re.compile(
    "它|该(?:县|区|市|办法|文件|条例|法|校)|其中|上面|前面|刚才|这(?:份|个|部|里|项|条|些)|那(?:份|里|些)|此"
)
_END = re.compile("[？?。！!，,；; ]+$")
_ARTICLE = re.compile("第[一二三四五六七八九十百零〇千两\\d]+[条章节款项]")
_PROVISION, _PART = re.compile(PROVISION), re.compile(PART)
_YEAR = re.compile("(?<!\\d)(?:19|20)\\d\\d(?!\\d)年?")
_SLOTS = re.compile(f"{_YEAR.pattern}|{_ARTICLE.pattern}|{RELATIVE.pattern}")
_FEW = 2  # content words up to which a question does not say enough for itself
_PLACE_END = "[省市区县旗州]?"
POINTED = "(?:的|说的|提到的)?那(?:一)?(?:个|份|篇|部)(?:[区市县省镇](?![教级局])|地方|文件|材料|汇报|总结|要点|报告|办法|通知|计划)?"

Names = Callable[[str], Named]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question said in full.

    text: the question as it stands by itself. before: the question it goes on from. understood: what to show, where
    it is not what was said. more: asks for more of the same; whole: for the whole provision. open: goes on from a
    question, and none was asked.
    """

    text: str
    before: str = ""
    understood: str = ""
    more: bool = False
    whole: bool = False
    open: bool = False


def anew(question: str) -> str:
    """The question as one that begins a new topic."""
    return f"换个话题：{question}"


def resolve(question: str, earlier: Sequence[str], names: Names) -> FollowUp:
    """A question after the questions asked before it, oldest first; each is itself read after those before it."""
    asked = [without_greeting(turn) for turn in earlier if not greeting_of(turn)]
    first, *later = [simplify(turn).strip() for turn in (*asked, question)]
    state = FollowUp(first, open=_is_open(first, names))
    for turn in later:
        state = _go_on(state, turn, names)
    return state


def _is_open(turn: str, names: Names) -> bool:
    """Whether a first question goes on from another: 那初中呢, 还有呢."""
    bare = _END.sub("", turn)
    rest = _TAIL.sub("", _LEAD.sub("", turn))
    words = [word for word in without_names(_words(rest), names(rest)) if not is_twin(word)]
    return bool(_MORE.fullmatch(bare.lower())) or (rest != bare and not words and not ASKING.search(fold(rest)))


def _go_on(last: FollowUp, turn: str, names: Names) -> FollowUp:
    before = _END.sub("", last.text)
    if _NEW.match(turn) or not before or last.open:
        return FollowUp(_NEW.sub("", turn), open=_is_open(turn, names))
    if asked_part(fold_spaces(turn)):
        kept = "" if names(turn).anything else _said(before, names(before))
        return FollowUp(kept + turn, before, understood=kept and _TAIL.sub("", kept + turn))
    if not turn or asked_of_library(fold_spaces(turn), names(turn)):
        return FollowUp(turn)
    bare = _END.sub("", turn).lower()
    if _MORE.fullmatch(bare) or _WHOLE.fullmatch(bare):
        whole = not _MORE.fullmatch(bare)
        return FollowUp(before, before, understood=before, more=not whole, whole=whole)
    rest = _TAIL.sub("", _LEAD.sub("", turn))
    elliptic = rest != _END.sub("", turn)
    named = names(rest)
    slots = named.anything or RELATIVE.search(rest) or _YEAR.search(rest) or _ARTICLE.search(rest)
    words = without_names(_words(_SLOTS.sub(" ", rest)), named)
    own = [word for word in words if word not in fold(before) and not is_twin(word)]
    article = _ARTICLE.search(rest)
    if article and named.titles and not words:
        return FollowUp(_END.sub("", rest))
    if article and not words and not _ARTICLE.search(before):
        text = f"{_said(before, names(before), years=False)}{article.group()}"
        return FollowUp(text, before, understood=text)
    if not own and (slots or swap(before, fold(rest))) and _asks_the_same(rest, before):
        text = _exchange(before, rest, named, names(before))
        return FollowUp(text, before, understood=text)
    if not words and not slots:
        asked = f"{_topic(before)} {rest}" if ASKING.search(fold(rest)) else before
        return FollowUp(asked, before, understood=asked)
    if all(is_twin(word) for word in words) and not slots:
        text = _insert(before, rest, names(before))
        return FollowUp(text, before, understood=text)
    if named.sources is not None and (len(words) >= _FEW or not elliptic):
        return FollowUp(turn)
    if not elliptic and (len(words) > _FEW or _POINTS.search(turn)):
        return FollowUp(turn, before)
    kept = "" if named.anything else _said(before, names(before))
    asking = "" if ASKING.search(fold(rest)) or kind_of(fold_spaces(rest)) is not Kind.TEXT else _asking(before)
    shown = f"{kept}{rest}" if has_han(rest) else f"{kept} {rest}".strip()
    return FollowUp(shown + asking, before, shown if elliptic else "")


def _words(text: str) -> tuple[str, ...]:
    return content_words(fold_spaces(text))


def _asks_the_same(rest: str, before: str) -> bool:
    kind = kind_of(fold_spaces(rest))
    return kind is Kind.TEXT or kind is kind_of(fold_spaces(before)) or not ASKING.search(fold(rest))


def _asking(text: str) -> str:
    """The words that ask, of a question: 多少 of 近视率要降多少."""
    return "".join(match.group() for match in ASKING.finditer(text))


def _topic(text: str) -> str:
    """A question without the words that ask."""
    return _END.sub("", re.sub("(?:是|有|了|占|达到?|到|为)?(?=[，,]|$)", "", ASKING.sub("", text)))


def _exchange(before: str, rest: str, named: Named, earlier: Named) -> str:
    """The question before with place, year, article, document and level exchanged for those of the rest."""
    text = before
    text = _exchange_provision(text, rest)
    place, year = _said(rest, named, years=False), _year(rest, before)
    if place:
        text = _replace(text, _spans(text, earlier, years=bool(not year and earlier.phrases)), place)
    if year:
        found = _YEAR.search(text) or RELATIVE.search(text)
        text = _replace(text, [found.span()] if found else [], year)
    return swap(text, fold(rest)) or text


def _exchange_provision(text: str, rest: str) -> str:
    """A question with its article exchanged for that of the rest, or with the 款 or 项 of its article for those of the
    rest."""
    if new := _PROVISION.search(rest):
        return _PROVISION.sub(new.group(), text, count=1)
    if (new := _PART.search(rest)) and (old := _PROVISION.search(text)):
        article = _PART.split(old.group())[0]
        return f"{text[: old.start()]}{article}{new.group()}{text[old.end() :]}"
    if (new := _ARTICLE.search(rest)) and _ARTICLE.search(text):
        return _ARTICLE.sub(new.group(), text, count=1)
    return text


def _year(rest: str, before: str) -> str:
    """The year that a rest names, 去年 read against the year of the question before."""
    if found := _YEAR.search(rest):
        return found.group().removesuffix("年") + "年"
    if not (word := RELATIVE.search(rest)):
        return ""
    base = _YEAR.search(before)
    return f"{year_from(word.group(), int(base.group()[:4]))}年" if base else word.group()


def _replace(text: str, spans: Sequence[tuple[int, int]], new: str) -> str:
    """The text with the first span exchanged and the others dropped; before it where there is none."""
    if not spans:
        return new + text
    for start, end in sorted(spans, reverse=True)[: len(spans) - 1]:
        text = text[:start] + text[end:]
    start, end = min(spans)
    return text[:start] + new + text[end:]


def _insert(before: str, word: str, earlier: Named) -> str:
    """The question before, narrowed by a word after what names its document."""
    at = max((end for _, end in _spans(before, earlier)), default=0)
    return before[:at] + word + before[at:]


def _said(text: str, named: Named, years: bool = True) -> str:
    """The words of a text that name a document, in their order."""
    said = [text[start:end] for start, end in _spans(text, named, years)]
    return ("" if has_han(text) else " ").join(said)


def _spans(text: str, named: Named, years: bool = True) -> list[tuple[int, int]]:
    """Where a text names a document, in order, without overlaps."""
    patterns = [
        *(f"《?{re.escape(title)}》?" for title in (*named.titles, *named.unknown_titles)),
        *(re.escape(phrase) + POINTED for phrase in named.phrases),
        *(re.escape(place) + _PLACE_END for place in (*named.places, *named.unknown_places)),
        *(rf"\b{sound}\b(?: (?:county|district|city|province))?" for place in named.places for sound in spoken(place)),
        *((f"{year}年?" for year in named.years) if years else ()),
    ]
    spans: list[tuple[int, int]] = []
    for pattern in patterns:
        for match in re.finditer(pattern, text, re.I):
            if not any(match.start() < end and match.end() > start for start, end in spans):
                spans.append(match.span())
    return sorted(spans)
