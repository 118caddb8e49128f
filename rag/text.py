"""Normalised text for searching and comparing: one spelling for what a reader takes to be the same.

NFKC, Simplified characters, one form of quotation mark and dash, lower case, no white space. What is found in normalised text is
quoted from the sentence it belongs to, which knows its place in the source.
"""

import unicodedata
from functools import cache
from importlib.resources import files

_PUNCTUATION = str.maketrans(
    {
        "〞": "”", "〝": "“", "＂": "”", '"': "”", "“": "”", "「": "”", "」": "”", "『": "”", "』": "”",
        "'": "”", "‘": "”", "’": "”", "∶": ":", "～": "~", "—": "-", "–": "-", "―": "-", "･": "·", "•": "·", "〔": "[", "〕": "]",
        "【": "[", "】": "]", "〈": "《", "〉": "》",
    }
)  # fmt: skip


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


def fold(text: str) -> str:
    """The normalised form of text."""
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
