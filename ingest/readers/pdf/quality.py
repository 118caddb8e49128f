"""Whether the text layer of a page is text: fonts without a map to Unicode give symbols, or the wrong characters."""

import re
import string
from functools import cache

from rag.text import simplify

_CODES = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|[\U000f0000-\U0010ffff]")
_MARKS = re.compile(r"[!-/:-@\[-`{-~]")
_LATIN = re.compile(
    "[\xa1-\xaf\xb2-\xb6\xb8-\xd6\xd8-\xf6\xf8-\xff]"
)  # what the bytes of Chinese text look like one by one
_SPACE = re.compile(r"\s+")
_LEADERS = re.compile(r"([.…·_—-])\1{2,}")
_FEWEST = 12  # characters from which the share of common ones means anything
_SAMPLE = 1500  # characters of a page that are judged
_COMMON = 0.75  # share of a page's wide characters that are frequent, or punctuation
_MOST_CODES = 0.1  # share of a page's characters that may be codes, private or damaged
_MOST_LATIN = 0.25  # share of a text that may be letters with accents, of which French has a tenth
_MOST_MARKS = 0.34  # share of ASCII text that may be punctuation
_RARE = 0.15  # share of a text's different characters that may be rare without a closer look


@cache
def _frequent() -> frozenset[str]:
    """Level 1 of GB 2312, the 3,755 most frequent characters, and the punctuation and symbols of its first rows."""
    rows = [*range(0xA1, 0xAA), *range(0xB0, 0xD8)]
    pairs = (bytes((row, place)).decode("gb2312", "ignore") for row in rows for place in range(0xA1, 0xFF))
    more = "〔〕〇①②③④⑤⑥⑦⑧⑨⑩■□●○◆★☆√×➢•–—“”‘’…·℃㎡\ufffe \r\n"
    return frozenset("".join(pairs)) | frozenset(more + string.ascii_letters + string.digits)


def is_garbled(text: str) -> bool:
    """Whether the text layer of a page cannot be what is printed on it."""
    different = set(text)
    rare = different - _frequent()
    if len(rare) <= _RARE * len(different) and not _CODES.search("".join(rare)) and "(cid:" not in text:
        return False  # what nearly every page is
    text = _LEADERS.sub("", _SPACE.sub("", text[:_SAMPLE]))
    if len(text) < _FEWEST:
        return bool(text) and len(_CODES.findall(text)) * 2 > len(text)
    if len(_CODES.findall(text)) > _MOST_CODES * len(text):
        return True
    if len(_LATIN.findall(text)) > _MOST_LATIN * len(text):
        return True
    wide = [char for char in text if char > "\xff"]
    if len(wide) >= _FEWEST and not _is_common(wide):
        return True
    narrow = len(text) - len(wide)
    return narrow > len(wide) and narrow >= 4 * _FEWEST and len(_MARKS.findall(text)) > _MOST_MARKS * narrow


def _is_common(wide: list[str]) -> bool:
    frequent = _frequent()
    if sum(char in frequent for char in wide) >= _COMMON * len(wide):
        return True
    return sum(char in frequent for char in simplify("".join(wide))) >= _COMMON * len(wide)
