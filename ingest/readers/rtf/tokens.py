"""RTF as tokens: groups, control words, bytes and characters (Rich Text Format Specification 1.9.1, Conventions of an
RTF Reader)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9A-Fa-f]{2})|\\(.)|([{}])|[\r\n\x00]+|([^\\{}\r\n\x00]+)", re.S
)
_LEADING = 100  # bytes in which a file may begin, after a byte order mark or empty lines


class Is(Enum):
    """What a token is."""

    OPENS = auto()
    CLOSES = auto()
    WORD = auto()
    SIGN = auto()
    BYTES = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A token. word: of a control word or sign; value: its number, None where it has none; data: of bytes of text."""

    kind: Is
    word: str = ""
    value: int | None = None
    data: bytes = b""


_OPENS, _CLOSES = Token(Is.OPENS), Token(Is.CLOSES)


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file; binary data between them is passed over."""
    at = max(0, data[:_LEADING].find(b"{\\rtf"))
    while match := _TOKEN.match(data, at):
        at = match.end()
        word, value, code, sign, brace, text = match.groups()
        if word is not None:
            number = None if value is None else int(value)
            if word == b"bin":
                at += max(0, number or 0)
                continue
            yield Token(Is.WORD, word.decode("ascii"), number)
        elif code is not None:
            yield Token(Is.BYTES, data=bytes([int(code, 16)]))
        elif sign is not None:
            yield Token(Is.SIGN, sign.decode("latin-1"))
        elif brace is not None:
            yield _OPENS if brace == b"{" else _CLOSES
        elif text is not None:
            yield Token(Is.BYTES, data=text)
