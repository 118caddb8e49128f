"""Follow-up questions: what a question after others asks when it is said in full.

“那初中呢” after a question about primary schools is that question with the level exchanged; so with places, years, articles
and documents. “多少钱” keeps the topic, “那优良率呢” keeps the document. A question that says enough for itself stays as it is.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.answering.overview import asked_of_library
from rag.answering.section import asked_part
from rag.question.catalogue import Named
from rag.question.content import ASKING, content_words, fold_spaces, without_names
from rag.question.exchange import ARTICLE, YEAR, exchange, insert, said
from rag.question.greeting import greeting_of, without_greeting
from rag.question.kinds import kind_of
from rag.question.query import Kind
from rag.question.twins import is_twin, swap
from rag.question.years import RELATIVE
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
_SLOTS = re.compile(f"{YEAR.pattern}|{ARTICLE.pattern}|{RELATIVE.pattern}")
_FEW = 2  # content words up to which a question does not say enough for itself

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
        kept = "" if names(turn).anything else said(before, names(before))
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
    slots = named.anything or RELATIVE.search(rest) or YEAR.search(rest) or ARTICLE.search(rest)
    words = without_names(_words(_SLOTS.sub(" ", rest)), named)
    own = [word for word in words if word not in fold(before) and not is_twin(word)]
    article = ARTICLE.search(rest)
    if article and named.titles and not words:
        return FollowUp(_END.sub("", rest))
    if article and not words and not ARTICLE.search(before):
        text = f"{said(before, names(before), years=False)}{article.group()}"
        return FollowUp(text, before, understood=text)
    if not own and (slots or swap(before, fold(rest))) and _asks_the_same(rest, before):
        text = exchange(before, rest, named, names(before))
        return FollowUp(text, before, understood=text)
    if not words and not slots:
        asked = f"{_topic(before)} {rest}" if ASKING.search(fold(rest)) else before
        return FollowUp(asked, before, understood=asked)
    if all(is_twin(word) for word in words) and not slots:
        text = insert(before, rest, names(before))
        return FollowUp(text, before, understood=text)
    if named.sources is not None and (len(words) >= _FEW or not elliptic):
        return FollowUp(turn)
    if not elliptic and (len(words) > _FEW or _POINTS.search(turn)):
        return FollowUp(turn, before)
    kept = "" if named.anything else said(before, names(before))
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
