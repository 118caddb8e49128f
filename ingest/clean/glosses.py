"""Pinyin glosses: readings that some converters put in brackets after Traditional characters, as in 學(xué).

Such converters work on GBK bytes, and where one lost its step it put a gloss between the two bytes of a character: the
first byte became "?", the second an ASCII character or half of another. Such a run ("?" pinyin ")" …) is put back
together.
"""

import re
from collections import Counter
from functools import cache

import rjieba

from ingest.clean.traced import Traced
from rag.text import has_han, simplify

_PLAIN = "a-zü"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
_PINYIN = f"[{_PLAIN}]{{0,6}}[{_TONED}][{_PLAIN}]{{0,6}}"
_GLOSS = re.compile(rf"(?<=[\u3400-\u9fff])[(（]({_PINYIN})[)）]")
_TORN = re.compile(rf"\?{_PINYIN}[)）](.)([\x40-\x7e]?)(?:[(（]({_PINYIN})[)）])?", re.DOTALL)
_LEADS = range(0x81, 0xFF)


def _decode(*values: int) -> str:
    try:
        return bytes(values).decode("gbk")
    except UnicodeDecodeError:
        return ""


@cache
def _is_word(text: str) -> bool:
    return rjieba.cut(text, False) == [text]


def _fits(char: str, before: str, after: str) -> int:
    """How well a character stands between its neighbours: the number of dictionary words it makes with them."""
    char = simplify(char)
    return sum(
        bool(has_han(side)) and _is_word(word) for side, word in ((before, before + char), (after, char + after))
    )


def _mend(match: re.Match[str], readings: dict[str, Counter[str]]) -> tuple[int, int, str] | None:
    """The edit that puts a torn run back together, or None where no character fits."""
    before = simplify(match.string[match.start() - 1 : match.start()])
    first, trail, gloss = match.group(1), match.group(2), match.group(3)
    if first.isascii() and gloss:  # ? pinyin ) trail ( pinyin ): only the lead byte is lost
        after = simplify(match.string[match.end() : match.end() + 1])
        candidates = [char for lead in _LEADS if (char := _decode(lead, ord(first)))]
        known = readings.get(gloss, Counter())
        best = max(candidates, key=lambda char: (known[char], _fits(char, before, after)), default="")
        return (match.start(), match.end(), best) if best and (known[best] or _fits(best, before, after)) else None
    encoded = first.encode("gbk", "ignore")
    if len(encoded) != 2 or not trail:
        return None
    # The next character slipped by a byte: its halves are the lost trail and the lead of the one after.
    after = _decode(encoded[1], ord(trail))
    candidates = [char for lead in _LEADS if (char := _decode(lead, encoded[0]))]
    best = max(candidates, key=lambda char: _fits(char, before, simplify(after)), default="")
    if not after or not best or not _fits(best, before, simplify(after)):
        return None
    return match.start(), match.start(2) + 1, best + after


def drop_glosses(traced: Traced) -> Traced:
    """The text without tone-marked glosses and with torn characters mended; brackets without a tone mark stay."""
    readings: dict[str, Counter[str]] = {}
    for match in _GLOSS.finditer(traced.text):
        readings.setdefault(match.group(1), Counter())[traced.text[match.start() - 1]] += 1
    edits = [edit for match in _TORN.finditer(traced.text) if (edit := _mend(match, readings))]
    traced = traced.replaced(edits)
    return traced.without(match.span() for match in _GLOSS.finditer(traced.text))
