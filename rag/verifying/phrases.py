"""A statement cut up for comparing: its phrases, what stands between two commas, each with its tokens and figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import rjieba

from rag.statements.duties import denials, modes, rates
from rag.statements.figures import Figure, figures_of
from rag.text import has_han

_SENTENCE_END = "。!?\n"
_BREAK = re.compile(r"[,;|…。!?\n]|:(?!\d)|(?<!\d):")
# Two counts in one phrase are two phrases: 新建12所、扩建3所.
_AND = re.compile("、|(?<!饱)和(?!谐|平)|以及|与(?!否)|(?<![撤合兼归])并(?!且|轨|举|存|列|用)|其中|同时")
_WHOLE = frozenset("要求 要点 要素 要闻 要害 要件 要务 要领 要道 要职 要紧 将军 将领 将来 将近 将要 须知".split())
_SHORT = 4  # Chinese characters under which a phrase goes with the next one
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[(]?[一二三四五六七八九十\d]{1,3}[)、.](?!\d)|[①-⑳]|第[一二三四五六七八九十百零\d]+[条章节](?=[^第]))"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a figure of a canonical text, start:end its place. key: what it is compared by."""

    text: str
    start: int
    end: int
    figure: Figure | None = None


@dataclass(frozen=True)
class Phrase:
    """start:end of a canonical text. sentence: the number of the sentence that it is of."""

    whole: str
    start: int
    end: int
    sentence: int

    @property
    def text(self) -> str:
        return self.whole[self.start : self.end]

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(each.figure for each in self.tokens if each.figure)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words and figures in order, without punctuation; places are those in the whole text."""
        return tuple(token for token in tokens_of(self.whole) if self.start <= token.start and token.end <= self.end)

    @cached_property
    def grams(self) -> frozenset[str]:
        """Pairs of its characters, figures left out."""
        words = "".join(token.text for token in self.tokens if not token.figure)
        return frozenset(words[at : at + 2] for at in range(len(words) - 1))

    @cached_property
    def modes(self) -> frozenset[str]:
        return modes(self.text)

    @cached_property
    def denials(self) -> int:
        return denials(self.text)

    @cached_property
    def rates(self) -> frozenset[str]:
        return rates(self.text)


@lru_cache(maxsize=1024)
def tokens_of(text: str) -> tuple[Token, ...]:
    """The words and figures of a canonical text, in order."""
    found: list[Token] = []
    at = 0
    for figure in figures_of(text):
        found += _words(text, at, max(at, figure.first))
        found.append(Token(text[max(at, figure.first) : figure.end], max(at, figure.first), figure.end, figure))
        at = figure.end
    return (*found, *_words(text, at, len(text)))


def _words(text: str, start: int, end: int) -> list[Token]:
    found = []
    at = start
    for piece in rjieba.cut(text[start:end], True):
        for word in _split_off(piece):
            if found and found[-1].text == "xx" and found[-1].end == at and word[:1] in tuple("省市县区镇乡年"):
                found[-1] = Token(f"xx{word}", found[-1].start, at + len(word))  # blotted out: XX县区
            elif any(char.isalnum() or has_han(char) for char in word):
                found.append(Token(word, at, at + len(word)))
            at += len(word)
    return found


@cache
def is_verb(word: str) -> bool:
    """Whether a word by itself is taken for a verb, and not for what a verb names (培训)."""
    tagged = rjieba.tag(word, True)
    return len(tagged) == 1 and tagged[0][1].startswith("v") and tagged[0][1] != "vn"


def _split_off(word: str) -> tuple[str, ...]:
    """A word, with the 要 or 将 before it apart: 要建."""
    if len(word) > 1 and word[0] in "要将须" and word not in _WHOLE:
        return word[0], word[1:]
    if len(word) > 1 and word[0] == "率" and word not in ("率先", "率领", "率队"):
        return word[0], word[1:]
    return (word,)


@lru_cache(maxsize=1024)
def phrases_of(text: str) -> tuple[Phrase, ...]:
    """The phrases of a canonical text, in order; numbering before a sentence is left out."""
    found: list[Phrase] = []
    sentence = 0
    at = 0
    for end in [*(match.start() for match in _BREAK.finditer(text)), len(text)]:
        if text[at:end].strip():
            found += _cut(text, at, end, sentence)
        sentence += end < len(text) and text[end] in _SENTENCE_END
        at = end + 1
    return tuple(_joined(text, found))


def _cut(text: str, start: int, end: int, sentence: int) -> list[Phrase]:
    numbering = _NUMBERING.match(text[start:end])
    start += numbering.end() if numbering else 0
    cuts = [start]
    for match in _AND.finditer(text, start, end):
        if _counts(text[cuts[-1] : match.start()]) and _counts(text[match.end() : end]):
            cuts.append(match.end() if match.group() in "、和与" else match.start())
    return [
        Phrase(text, first, last, sentence)
        for first, last in zip(cuts, [*cuts[1:], end], strict=True)
        if text[first:last].strip()
    ]


def _counts(text: str) -> bool:
    return any(figure.unit and not figure.date for figure in figures_of(text))


def _joined(text: str, parts: Sequence[Phrase]) -> list[Phrase]:
    """With a phrase that says too little by itself (08年以来) put before the next of its sentence."""
    found: list[Phrase] = []
    for part in parts:
        if found and found[-1].sentence == part.sentence and _says_little(found[-1]):
            found[-1] = Phrase(text, found[-1].start, part.end, part.sentence)
        else:
            found.append(part)
    return found


def _says_little(phrase: Phrase) -> bool:
    words = sum(len(token.text) for token in phrase.tokens if not token.figure)
    return words < _SHORT and not any(not figure.date for figure in phrase.figures)
