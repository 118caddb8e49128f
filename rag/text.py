"""Normalised text for searching and comparing: one spelling for what a reader takes to be the same.

NFKC, Simplified characters, one form of quotation mark and dash, lower case, no white space. Every normalised character knows
the character it came from, so that what is found in normalised text can be quoted from the original.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_PUNCTUATION = str.maketrans(
    {
        "〞": "”", "〝": "“", "＂": "”", '"': "”", "“": "”", "「": "”", "」": "”", "『": "”", "』": "”",
        "'": "”", "‘": "”", "’": "”", "∶": ":", "～": "~", "—": "-", "–": "-", "―": "-", "･": "·", "•": "·", "〔": "[", "〕": "]",
        "【": "[", "】": "]", "〈": "《", "〉": "》",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Normalised:
    """text: the normalised characters; origin[i]: index of the character that text[i] came from."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that text[start:end] (not empty) came from."""
        return self.origin[start], self.origin[end - 1] + 1


@cache
def _simplified() -> dict[int, str]:
    """OpenCC's table of Traditional characters, by code point."""
    table = (files("opencc") / "dictionary" / "TSCharacters.txt").read_text("utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return {ord(old): new.split(" ")[0] for old, new in pairs if len(old) == 1}


@cache
def _fold(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char)
    return "".join(folded.translate(_simplified()).translate(_PUNCTUATION).lower().split())


def simplify(text: str) -> str:
    """Traditional characters as Simplified, one for one; nothing else changes."""
    return text.translate(_simplified())


def normalise(text: str) -> Normalised:
    """The normalised form of text, with the origin of each character."""
    chars: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        for folded in _fold(char):
            chars.append(folded)
            origin.append(index)
    return Normalised("".join(chars), tuple(origin))


def fold(text: str) -> str:
    """normalise(text).text, for when offsets are not needed."""
    return "".join(map(_fold, text))


def has_han(text: str) -> bool:
    """Whether text holds a Chinese character."""
    return any("\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" for char in text)


def grams(text: str) -> list[str]:
    """Lexical terms of normalised text: Han characters and their bigrams, whole Latin words and numbers."""
    terms: list[str] = []
    word = ""
    previous = ""
    for char in text + " ":
        if char.isascii() and (char.isalnum() or (char in ".+%" and word)):
            word += char
            previous = ""
            continue
        if word:
            terms.append(word.rstrip(".+"))
            word = ""
        if has_han(char):
            terms.append(char)
            if previous:
                terms.append(previous + char)
            previous = char
        else:
            previous = ""
    return terms
