"""How far a statement goes: all or some, at least or at most, which level of government, school or year."""

import re
from collections.abc import Sequence

from rag.statements.duties import denials
from rag.verifying.lexicon import level
from rag.verifying.phrases import Token, tokens_of

SCOPED = frozenset(
    "全部 所有 全体 任何 一切 部分 个别 少数 多数 大部分 大多数 一些 有些 有的 每 每个 每所 每名 每位 仅 只 只有 首次 首个 唯一 最 其他 其它 除 至少 至多 最少 最多 起码 以上 以下 以内 以外 半数".split()
)
# Words for all that may also stand beside the verb.
EVERY = re.compile("都|均|凡|一律|全(?!县|区|市|省|国|校|年|面|员|体|部|程)|每|各|所有|全部|全体|百分[之百]|100%|任何")
_WHOLE = frozenset("全部 所有 全体 任何 一切 每 每个 每所 每名 每位 每校 每人 各".split())
_PARTS = re.compile("部分|个别|少数|一些|有些|有的")
_ADVERB = re.compile("至少|最少|起码|至多|最多")
_SCHOOL = re.compile("中小学|小学|初中|高中|中学|幼儿园|大学|中职|高职")
_YEARS = tuple(
    re.compile(words) for words in ("去年|上年|上一年|前一年", "今年|本年|当年|年内", "明年|次年|下年|下一年|来年")
)


def reaches(word: str, said: str, other: str) -> bool:
    """Whether the other side goes as far as a word of scope does. said, other: the texts of the word's own side and of the other."""
    if _ADVERB.fullmatch(word):
        ours, theirs = (
            {(t.figure.value, t.figure.bound) for t in tokens_of(text) if t.figure} for text in (said, other)
        )
        return bool(ours & theirs)
    if word == "任何" and denials(other):
        return True
    if word in _WHOLE:
        return EVERY.search(other) is not None and not _PARTS.search(other)
    return word in other


def of_another(claim: Sequence[Token], source: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """The words of two sides that set them apart: 全市 and 全省, 小学 and 中小学, 今年 and 去年; none where nothing does."""
    if len({_year("".join(token.text for token in side)) for side in (claim, source)} - {""}) > 1:
        return list(claim), list(source)
    for classify in (level, _school):
        ours, theirs = ([token for token in side if classify(token.text)] for side in (claim, source))
        if ours and theirs and not {classify(t.text) for t in ours} & {classify(t.text) for t in theirs}:
            return ours, theirs
    return [], []


def _school(word: str) -> str:
    match = _SCHOOL.search(word)
    return match.group() if match else ""


def _year(word: str) -> str:
    return next((str(number) for number, words in enumerate(_YEARS) if words.search(word)), "")
