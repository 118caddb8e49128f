"""Chinese numerals and the figures of a text."""

import re

_VALUES = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


def chinese_number(text: str) -> int:
    """The value of a Chinese or Arabic numeral below ten thousand; 0 if it is none."""
    if text.isdigit():
        return int(text)
    total = digit = 0
    for char in text:
        if char in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        elif char in _VALUES:
            digit = _VALUES[char]
        elif char.isdigit():
            digit = digit * 10 + int(char)
        else:
            return 0
    return total + digit


_ARABIC = re.compile(r"\d+(?:\.\d+)?")
# A numeral counts as a figure where it measures something: 三所, not 一共 or 统一.
_CHINESE = re.compile(
    "(?<!第)([零〇一二两三四五六七八九十百千]+)(?=万?亿?(?:多|余)?(?:人|名|位|所|家|项|个|块|枚|件|次|条|类|届|年|天|学时|课时|亩|元|倍|期|场|万|亿|成|岁|月|日))"
)
_PERCENT = re.compile("百分之([零〇一二两三四五六七八九十百]+|\\d+(?:\\.\\d+)?)")


def figures(text: str) -> set[str]:
    """The figures of a folded text as Arabic numerals, percentages without their sign."""
    found = set(_ARABIC.findall(text))
    for pattern in (_CHINESE, _PERCENT):
        found |= {str(chinese_number(number)) for number in pattern.findall(text) if not _ARABIC.match(number)}
    return found
