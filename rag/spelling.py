"""Homophones: a pair of characters that stands nowhere in the library, read as one that sounds the same and does.

People type by sound (伦岗 for 轮岗), and a slip changes one character; only such readings are tried.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from pypinyin import lazy_pinyin

from rag.text import has_han

Frequency = Callable[[Sequence[str]], Mapping[str, int]]


@cache
def _sounding() -> Mapping[str, str]:
    """The frequent characters (level 1 of GB 2312) by their toneless pinyin."""
    chars: dict[str, str] = defaultdict(str)
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF):
            char = bytes((row, cell)).decode("gb2312", "ignore")
            if char:
                chars[lazy_pinyin(char)[0]] += char
    return chars


@cache
def _homophones(pair: str) -> tuple[str, ...]:
    first, second = pair
    sounds = lazy_pinyin(pair)
    alike = [char + second for char in _sounding().get(sounds[0], "") if char != first]
    return (*alike, *(first + char for char in _sounding().get(sounds[1], "") if char != second))


def respell(pairs: Sequence[str], frequency: Frequency) -> dict[str, str]:
    """For each pair that stands nowhere, its most frequent homophone that does, if any. frequency: in how many sentences."""
    found = frequency(pairs)
    respelled: dict[str, str] = {}
    for pair in dict.fromkeys(pairs):
        if found.get(pair) or len(pair) != 2 or not (has_han(pair[0]) and has_han(pair[1])):
            continue
        alike = frequency(_homophones(pair))
        if (best := max(alike, key=lambda other: alike[other], default="")) and alike[best]:
            respelled[pair] = best
    return respelled
