"""The numerals of Word's numbering formats (ST_NumberFormat, ISO/IEC 29500-1, 17.18.59), those of Chinese documents
among them."""

import re
from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
    (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def _counting(number: int, digits: str, units: str, leading_one: bool, zero: str) -> str:
    """A number below ten thousand in Chinese. units: for ten, hundred, thousand; leading_one: 一百, not 百; zero: for a
    gap."""
    text = ""
    for power in (3, 2, 1, 0):
        digit, number = divmod(number, 10**power)
        if not digit:
            text += zero if text and number and not text.endswith(zero) else ""
            continue
        spoken = digit > 1 or not power or (leading_one and (power > 1 or bool(text)))
        text += (digits[digit] if spoken else "") + (units[power - 1] if power else "")
    return text


def _thousands(number: int) -> str:
    return _counting(number, _DIGITS, "十百千", True, "零")


def _hundred(number: int) -> str:
    """As 十一 and 九十九, from a hundred on digit by digit."""
    return (
        _thousands(number) if number < 100 else "".join(_DIGITS[int(digit)] for digit in str(number)).replace("〇", "○")
    )


def _legal(digits: str) -> Callable[[int], str]:
    def spell(number: int) -> str:
        spelled = _counting(number, digits, "拾佰仟", True, digits[0])
        return digits[1] + spelled if spelled.startswith("拾") else spelled

    return spell


def _digits(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _row(characters: str) -> Callable[[int], str]:
    """One character a number; plain figures beyond them, as Word does."""
    return lambda number: characters[number - 1] if 1 <= number <= len(characters) else str(number)


def _letters(number: int) -> str:
    """a … z, aa, bb …"""
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text


def _signs(first: str, count: int) -> str:
    return "".join(chr(ord(first) + step) for step in range(count))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "decimalEnclosedCircle": _row(_signs("①", 20)),
    "decimalEnclosedCircleChinese": _row(_signs("①", 20)),
    "decimalEnclosedParen": _row(_signs("⑴", 20)),
    "decimalEnclosedFullstop": _row(_signs("⒈", 20)),
    "ideographEnclosedCircle": _row(_signs("㊀", 10)),
    "numberInDash": lambda number: f"- {number} -",
    "chineseCounting": _hundred,
    "chineseCountingThousand": _thousands,
    "taiwaneseCounting": _hundred,
    "taiwaneseCountingThousand": _thousands,
    "japaneseCounting": lambda number: _counting(number, _DIGITS, "十百千", False, ""),
    "koreanDigital2": _digits(_DIGITS),
    "ideographDigital": _digits(_DIGITS),
    "japaneseDigitalTenThousand": _digits(_DIGITS),
    "taiwaneseDigital": _digits("○一二三四五六七八九"),
    "chineseLegalSimplified": _legal("零壹贰叁肆伍陆柒捌玖"),
    "ideographLegalTraditional": _legal("零壹貳參肆伍陸柒捌玖"),
    "japaneseLegal": _legal("零壱弐参四伍六七八九"),
    "ideographTraditional": _row(_STEMS),
    "ideographZodiac": _row(_BRANCHES),
    "ideographZodiacTraditional": lambda number: _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12],
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
    "none": lambda number: "",
    "bullet": lambda number: "",
}


def numeral(number: int, form: str, example: str = "") -> str:
    """A number as Word draws it. form: a numbering format, plain figures where it is not known; example: of a custom
    format, the first numerals with commas between them, as "001, 002, 003"."""
    if form == "custom":
        first = re.split(r"[,，]", example)[0].strip()
        return f"{number:0{len(first)}}" if first.isascii() and first.isdigit() else str(number)
    if not 0 < number < 10_000:
        return str(number) if form not in ("none", "bullet") else ""
    return _FORMATS.get(form, str)(number)
