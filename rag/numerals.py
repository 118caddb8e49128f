"""Chinese numerals."""

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
