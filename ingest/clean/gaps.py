"""Spaces that a conversion left inside words: 处理问 题学籍, 第1 38号.

A space between two Chinese characters of a sentence is left out where the words around it run across it; one that
stands between two words stays, as between agencies.
"""

import re

import rjieba

from ingest.clean.traced import Traced
from rag.text import simplify

_GAP = re.compile(r"(?<=[一-龥])[ \xa0]{1,2}(?=[一-龥])")
_NUMBER = re.compile(r"(?<=第)(\d{1,3})([ \xa0])(\d{1,3})(?=\s?[号條条])")
_PROSE = re.compile("[，。；]")
_LEAST = 20  # characters of a line that can be a sentence
_AROUND = 4  # characters on either side from which words are told


def close_gaps(traced: Traced) -> Traced:
    """The text without such spaces."""
    spans = []
    for start, end in traced.lines():
        line = traced.text[start:end]
        spans += [(start + match.start(2), start + match.end(2)) for match in _NUMBER.finditer(line)]
        if end - start < _LEAST or not _PROSE.search(line):
            continue
        spans += [
            (start + gap.start(), start + gap.end()) for gap in _GAP.finditer(line) if _in_word(line, *gap.span())
        ]
    return traced.without(spans)


def _in_word(line: str, start: int, end: int) -> bool:
    """Whether a word runs across a gap: none is seen where the sides are words of their own."""
    left = _han(line[max(0, start - _AROUND) : start], last=True)
    right = _han(line[end : end + _AROUND], last=False)
    if len(_words(left)[-1]) > 1 and len(_words(right)[0]) > 1:
        return False  # 中央 国务院
    at = 0
    for word in _words(left + right):
        if at < len(left) < at + len(word):
            return True
        at += len(word)
    return False


def _words(text: str) -> list[str]:
    return rjieba.cut(simplify(text), False)


def _han(text: str, last: bool) -> str:
    """The Chinese characters at the end (else at the beginning) of a text."""
    match = re.search("[一-龥]*$" if last else "^[一-龥]*", text)
    return match.group() if match else ""
