"""A text to compare: its sentences cut into pieces, each with its words, figures, modes and denials."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import rjieba

from rag.statements.duties import denials, modes, rates
from rag.statements.figures import Figure, canonical, figures_of
from rag.text import fold, has_han

_SENTENCE = re.compile(r"[^。!?\n]+")
_COMMA = re.compile(r"[,;|…]|:(?!\d)|(?<!\d):")
# A list is one piece unless it counts on both sides: 新建12所、扩建3所.
_AND = re.compile(
    "([、()]|(?<!饱)和(?!谐|平)|以及|(?<![普涉危顾波提触])及(?![其格时])|与(?!否)|(?<![撤合兼归])并(?!且|轨|举|存|列|用)|其中)"
)
_QUOTES = str.maketrans("", "", "”*_`")
# Words that carry a statement without being part of it.
_CARRIERS = frozenset(
    "共有 一共 总共 合计 共计 共 有 为 是 即 达到 达 其中 分别 以及 并且 同时 此外 另外 还有 而且 因此 所以 也就是说 也就是 根据 按照 依据 依照 规定 要求 文件 材料 条款 资料 "
    "原文 指出 提出 明确 显示 表示 提到 写明 说明 可知 得知 目前 具体 主要 包括 包含 以下 如下 上述 内容 情况 方面 数量 数字 比例 数值 总数 该项 该文件 这个 这些 这份 这一 "
    "那个 不得 不准 不许 应当 应该 必须 可以 禁止 严禁 超过 高于 低于 少于 多于 大于 小于 不超过 不高于 不低于 不少于 不大于 不小于 至少 至多 最多 最少 以上 以下 以内 左右 大约 接近 将近 对于 关于 对此 其 它 它们 他们 进行 问题 答案 就是 的话 来说 而言 由于 之一 一个 一种 一项 当中 之中".split()
)
# Words of one character that join or point, or that this module's other rules look at.
_FUNCTION = frozenset(
    "的了是有在和与及或为共中等已对从到至于由把将被之其这该本此各个也都还又并且而则所以可要应能会使让请向给同跟比最更很较约近达超占设建办抓做用不未没无非免须再曾就才只仅但如若因故经按据"
    "依照着过得地里上下内外间时后前即均每者们来去起出进多少大小好高低新"
)
# Words that only lend weight; to leave one out changes nothing.
_WEIGHT = re.compile(
    "^(?:进一步|不断|切实|认真|大力|积极|全面|深入|着力|继续|扎实|有效|及时|充分|广泛|稳步|持续|深化|全力|有序|统筹|现有|拥有)"
)
_RESERVE = re.compile("但|除|不过|另有")  # begins a piece that takes something back
_DEMONSTRATIVE = re.compile("^[本该此这](?=..)")  # 本办法
_LIMIT = re.compile("以上|以下|以内|以外|之前|以前|之后|以后|期间")


@dataclass(frozen=True)
class Piece:
    """What stands between two commas of a canonical text. earlier: the pieces before it in its sentence; whole: that sentence.

    near: it, and what stands next to it and may make an exception to it.
    """

    text: str
    earlier: tuple["Piece", ...]
    whole: str
    near: str

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(figures_of(self.text))

    @cached_property
    def dates(self) -> tuple[Figure, ...]:
        """Its dates, or those of the nearest piece before it that has any: a year said first holds on."""
        own = tuple(figure for figure in self.figures if figure.date)
        return own or (self.earlier[-1].dates if self.earlier else ())

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words of two characters or more that say what it is about, in order."""
        return content(self.text)

    @cached_property
    def own(self) -> tuple[str, ...]:
        """Its words but those that only lend weight."""
        bare = (_WEIGHT.sub("", word) for word in self.words)
        return tuple(word for word in bare if word)

    @cached_property
    def modes(self) -> frozenset[str]:
        """Its modes, or those of the nearest piece before it that has any: what is said first holds on."""
        return modes(self.text) or (self.earlier[-1].modes if self.earlier else frozenset())

    @cached_property
    def limits(self) -> frozenset[str]:
        """What it sets bounds to besides figures: 省级以上, 放学以前."""
        return frozenset(_LIMIT.findall(_without_figures(self.text)))

    @cached_property
    def denials(self) -> int:
        return denials(self.text)

    @cached_property
    def rates(self) -> frozenset[str]:
        return rates(self.text)


def content(text: str) -> tuple[str, ...]:
    """The words of a canonical text that say what it is about, each once; figures with their units are none.

    A word of one character goes with the one behind it: 省 and 特级 are 省特级, which 市特级 is not.
    """
    found: list[str] = []
    for part in _without_figures(text).split():
        before = ""
        for word in rjieba.cut(part, True):
            bare = _DEMONSTRATIVE.sub("", word)
            if len(bare) == 1:
                before = bare if has_han(bare) and bare not in _FUNCTION else ""
                continue
            if has_han(bare) and bare not in _CARRIERS:
                found.append(before + bare)
            before = ""
    return tuple(dict.fromkeys(found))


def _without_figures(text: str) -> str:
    parts: list[str] = []
    at = 0
    for figure in figures_of(text):
        parts.append(text[at : figure.start])
        at = figure.end
    return " ".join([*parts, text[at:]])


def normal(text: str) -> str:
    """Text as it is compared: folded, its figures by value, quotation marks gone."""
    return canonical(fold(text)).translate(_QUOTES)


def pieces(texts: Iterable[str]) -> list[Piece]:
    """The pieces of normal texts, sentence by sentence."""
    found: list[Piece] = []
    for text in texts:
        for sentence in _SENTENCE.findall(text):
            before: list[Piece] = []
            parts = _parts(sentence)
            for at, part in enumerate(parts):
                behind = [each for each in parts[at + 1 : at + 2] if _RESERVE.match(each)]
                near = ",".join([*parts[max(0, at - 1) : at + 1], *behind])
                before.append(Piece(part, tuple(before), sentence, near))
            found += before
    return found


def _parts(sentence: str) -> list[str]:
    parts: list[str] = []
    for phrase in filter(None, _COMMA.split(sentence)):
        joined = ""
        # Items and what joins them take turns.
        for item in _AND.split(phrase):
            if _AND.fullmatch(item) is None and joined and _counts(joined) and _counts(item):
                parts.append(joined)
                joined = ""
            joined += item
        parts.append(joined)
    return parts


def _counts(text: str) -> bool:
    return any(not figure.date for figure in figures_of(text))
