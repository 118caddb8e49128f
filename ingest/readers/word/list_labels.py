"""The label that an office program draws before a paragraph of a list: how it joins the text, and its formats by
number."""

import re
import unicodedata

_NUMBER = re.compile(
    r"(?:第[〇零一二三四五六七八九十百\d]{1,7}[编章节条]|[一二三四五六七八九十]{1,3}[、.．]|\(?[一二三四五六七八九十]{1,3}\)|\(?\d{1,3}\)|\d{1,3}[、.．](?!\d))"
)
_ENDS_ITSELF = re.compile(r"[、．。)）\]】〕:：]$")  # a label that the text follows without a gap in print

# [MS-OSHARED] MSONFC, as binary files and RTF number them: ST_NumberFormat by name. What is left out is in Arabic
# numerals.
FORMATS = {
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    10: "ideographDigital",
    11: "japaneseCounting",
    14: "decimalFullWidth",
    16: "japaneseLegal",
    17: "japaneseDigitalTenThousand",
    18: "decimalEnclosedCircle",
    19: "decimalFullWidth2",
    22: "decimalZero",
    23: "bullet",
    26: "decimalEnclosedFullstop",
    27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese",
    29: "ideographEnclosedCircle",
    30: "ideographTraditional",
    31: "ideographZodiac",
    32: "ideographZodiacTraditional",
    33: "taiwaneseCounting",
    34: "ideographLegalTraditional",
    35: "taiwaneseCountingThousand",
    36: "taiwaneseDigital",
    37: "chineseCounting",
    38: "chineseLegalSimplified",
    39: "chineseCountingThousand",
    255: "none",
}


def with_gap(label: str, follow: str) -> str:
    """A label with the gap between it and the text. follow: "tab", "space" or "nothing", as the list says."""
    if not label.strip() or follow == "nothing":
        return label
    return label if follow == "tab" and _ENDS_ITSELF.search(label) else f"{label.rstrip()} "


def joined(label: str, text: str) -> str:
    """A label and its text; a point before a figure would read as a decimal. A number that its writer typed as well
    stands once."""
    if not label:
        return text
    text = text.lstrip()
    if _is_typed(label, text):
        return text
    return f"{label} {text}" if label[-1] in ".．" and text[:1].isdigit() else label + text


def _is_typed(label: str, text: str) -> bool:
    """Whether a text begins with the very number that is drawn before it."""
    drawn, typed = _NUMBER.match(_plain(label)), _NUMBER.match(_plain(text[: len(label) + 4]))
    return bool(drawn and typed) and _value(drawn[0]) == _value(typed[0])


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _value(number: str) -> str:
    return number.translate({ord("."): "、"})
