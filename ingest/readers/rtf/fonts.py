"""Which encoding the bytes of an RTF file are in: by the character set of the font, or the file's own code page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

# \\fcharset and \\ansicpg by number.
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "big5hkscs", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 255: "cp437",
}  # fmt: skip
_PAGES = {
    932: "cp932",
    936: "gb18030",
    949: "cp949",
    950: "big5hkscs",
    54936: "gb18030",
    65001: "utf-8",
    10000: "mac_roman",
    10008: "gb18030",
}
_SYMBOLS = 2
_PAIRS = re.compile(rb"(?:[\x00-\x7f]|[\xa1-\xf7][\xa1-\xfe])+")  # what GB 2312 is written in


@dataclass(slots=True)
class Fonts:
    """The fonts of a file. page: its code page; names, sets: of each font, by its number."""

    page: int = 1252
    names: dict[int, str] = field(default_factory=dict)
    sets: dict[int, int] = field(default_factory=dict)

    def is_symbol(self, font: int) -> bool:
        """Whether a font's characters are pictures."""
        return self.sets.get(font) == _SYMBOLS

    def decoded(self, data: bytes, font: int) -> str:
        """Bytes that are set in a font, as text."""
        if data.isascii():
            return data.decode("ascii")
        page = _PAGES.get(self.page, f"cp{self.page}")
        own = _CHARSETS.get(self.sets.get(font, 0), page)
        if own == "cp1252" and _PAIRS.fullmatch(data):
            own = "gb18030"  # programs that say nothing of an encoding, or the one of their makers
        # A font of the wrong set is common where programs of several languages wrote the file.
        return _first(data, dict.fromkeys((own, page, "cp1252")))


def _first(data: bytes, encodings: Sequence[str] | dict[str, None]) -> str:
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode(next(iter(encodings)), "replace")
