"""Words by what they weigh when two statements are compared: those that carry nothing, those that say the same, those that say the opposite."""

import re
from functools import cache
from pathlib import Path

_TABLES = Path(__file__).parent / "tables"


def _rows(table: str) -> list[list[str]]:
    """The lines of a table of words, without remarks."""
    lines = (_TABLES / f"{table}.txt").read_text("utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


@cache
def _light() -> frozenset[str]:
    return frozenset(word for row in _rows("light") for word in row)


# Whose: to be left out or put in as the document is of one, but not to be told for another.
_LEVELS = re.compile("^(?:[我全本该各]?([区市县省乡镇国])(?:里|内|域内|本级|级)?|区域内)$")


def level(word: str) -> str:
    """The level of government that a word names (区 of 全区, 区里), "" where it names none."""
    match = _LEVELS.match(word)
    return (match[1] or "区") if match else ""


# What only lends weight or says how eagerly.
_WEIGHT = re.compile(
    "^(?:进一步|不断|切实|认真|大力|积极|全面|深入|着力|继续|扎实|有效|及时|充分|广泛|稳步|持续|深化|全力|有序|统筹|努力|确保|着眼|重点|加快|加大|加强|更加|更好|较好|较为|比较|相对|十分|非常|特别|尤其|真正|牢牢|狠|严格|高度|坚决|坚持|"
    "精心|逐项|稳妥|主动|自觉|踏实|集中力量|力度|步伐|进程|工作|认真地|各项|有关|相关|相应|具体)+$"
)
_TAIL = re.compile("(?<=.)[为是到要将的了着达占有在]+$")  # 之比为
# What a plan may put before what it plans without changing it.
_WEAK = re.compile("要|须|需|将|计划|拟|目标|努力|确保")


def is_weak(word: str) -> bool:
    """Whether a word only says that something is planned."""
    return _WEAK.fullmatch(word) is not None


def is_light(word: str) -> bool:
    """Whether a word may be said or left unsaid."""
    bare = _TAIL.sub("", word)
    return word in _light() or bare in _light() or not bare or _WEIGHT.match(bare) is not None


@cache
def _same() -> dict[str, tuple[str, ...]]:
    """To each word the others that say the same."""
    found: dict[str, dict[str, None]] = {}
    for group in _rows("alike"):
        for word in group:
            found.setdefault(word, {}).update(dict.fromkeys(other for other in group if other != word))
    return {word: tuple(others) for word, others in found.items()}


def alike(word: str) -> tuple[str, ...]:
    """Other words that say the same as a word."""
    return _same().get(word, ())


@cache
def _opposites() -> frozenset[frozenset[str]]:
    return frozenset(map(frozenset, _rows("opposite")))


def opposite(word: str, other: str) -> bool:
    """Whether one word denies the other."""
    return any(
        frozenset((mine, theirs)) in _opposites() for mine in (word, *alike(word)) for theirs in (other, *alike(other))
    )
