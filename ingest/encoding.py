"""Bytes to text. The encoding is told by content: UTF-8, UTF-16, GB18030, Big5.

Every character is kept, a byte order mark too, so that offsets count from the file's first character.
"""

import codecs

from rag.text import simplify

_SAMPLE = 20_000  # characters that suffice to tell one encoding from another
_READABLE = 0.5  # share of common characters under which a text is taken for noise
_BROKEN = 0.002  # share of undecodable bytes up to which a damaged file is read all the same


def _common(text: str) -> float:
    """Share of the non-ASCII characters that are frequent Chinese characters or CJK punctuation."""
    wide = [char for char in simplify(text[:_SAMPLE]) if not char.isascii() and not char.isspace()]
    if not wide:
        return 1.0 if all(char.isprintable() or char.isspace() for char in text[:_SAMPLE]) else 0.0
    good = 0
    for char in wide:
        encoded = char.encode("gb2312", "ignore")
        # Level 1 of GB 2312 (rows 16-55) is the 3,755 most frequent characters; rows 1-9 are symbols.
        good += len(encoded) == 2 and (0xB0 <= encoded[0] <= 0xD7 or encoded[0] <= 0xA9)
    return good / len(wide)


def _attempt(data: bytes, encoding: str) -> tuple[str, int] | None:
    """The text and the count of undecodable places, or None if there are too many."""
    try:
        return data.decode(encoding), 0
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    return (text, broken) if broken <= max(1, len(data) * _BROKEN) else None


def decode(data: bytes) -> tuple[str, int]:
    """The text of data and the number of places that could not be decoded.

    Raises UnicodeError when no encoding makes Chinese or plain text of it.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark) and (found := _attempt(data, encoding)):
            return found
    best: tuple[float, str, int] | None = None
    for encoding in ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"):
        found = _attempt(data, encoding)
        nulls = found[0].count("\0") if found else 0
        if not found or nulls > max(1, len(data) * _BROKEN):
            continue
        found = (found[0], found[1] + nulls)
        score = _common(found[0]) - (0.1 if found[1] else 0.0)
        if encoding == "utf-8" and not found[1] and score >= _READABLE:
            return found  # valid UTF-8 is hardly ever anything else
        if best is None or score > best[0]:
            best = (score, *found)
    if best is None or best[0] < _READABLE:
        raise UnicodeError("neither UTF-8, UTF-16, GB18030 nor Big5 text")
    return best[1], best[2]
