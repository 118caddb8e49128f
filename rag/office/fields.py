"""Fields of WordprocessingML: their results are text, their codes are not; page numbers are neither.

A few Chinese forms have no stored result and are drawn from the code: characters in a circle and pinyin over characters.
"""

import re
from dataclasses import dataclass

_PAGE = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION)\b", re.I)
_CIRCLED = re.compile(r"\\o\s*\\ac\s*\(\s*[○◯〇□△◇]\s*,\s*(?:\\[a-z]+\s*\d*\s*\()?\s*([^\\()]+?)\s*\)", re.I)
_OVER = re.compile(r"\\o\s*\\a[a-z]\s*\(\s*\\s\s*\\up\s*\d*\s*\([^()]*\)\s*,\s*([^()]*)\)", re.I)
_FRACTION = re.compile(r"\\f\s*\(([^(),]+),([^(),]+)\)", re.I)
_EQUATION = re.compile(r"\s*EQ\b", re.I)


@dataclass(slots=True)
class _Field:
    code: str = ""
    in_result: bool = False
    said: bool = False  # its result holds text


class Fields:
    """The fields that are open at a place in a paragraph."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    @property
    def shown(self) -> bool:
        """Whether text at this place is shown and is no page number."""
        return all(field.in_result and not _PAGE.match(field.code) for field in self._open)

    def add_code(self, text: str) -> None:
        """Text of a field's code."""
        if self._open:
            self._open[-1].code += text

    def say(self) -> None:
        """Note that there is text at this place."""
        for field in self._open:
            field.said = field.said or field.in_result

    def mark(self, kind: str) -> str:
        """Begin a field, pass from its code to its result, or end it; what an ended field without a result draws."""
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].in_result = True
        elif kind == "end" and self._open:
            field = self._open.pop()
            if not field.said and self.shown:
                return _drawn(field.code)
        return ""


def is_page(code: str) -> bool:
    """Whether a field of this code is the number of a page."""
    return bool(_PAGE.match(code))


def _drawn(code: str) -> str:
    """What Word draws for a field that stores no result, so far as it is text."""
    if not _EQUATION.match(code):
        return ""
    if match := _CIRCLED.search(code):
        number = int(match[1]) if match[1].isascii() and match[1].isdigit() else 0
        return chr(ord("①") + number - 1) if 1 <= number <= 20 else match[1]
    if match := _OVER.search(code):
        return match[1].strip()
    if _FRACTION.search(code):
        return _FRACTION.sub(r"\1/\2", _EQUATION.sub("", code, count=1)).strip()
    return ""
