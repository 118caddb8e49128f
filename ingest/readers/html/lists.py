"""Numbers that a browser draws before the items of a list and no text holds."""

import re

from lxml import html

from ingest.readers.word.numerals import numeral

_TYPED = re.compile(
    r"\s*(?:\d{1,3}[.、．)）]|[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十\d]{1,4}[条章节]|[①-⑳])"
)
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*(?:(?:outside|inside)\s+)?([\w-]+)", re.I)
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
# CSS Counter Styles Level 3 to Word's numerals, with what follows the number.
_FORMS = {
    "cjk-ideographic": ("chineseCountingThousand", "、"),
    "simp-chinese-informal": ("chineseCountingThousand", "、"),
    "trad-chinese-informal": ("chineseCountingThousand", "、"),
    "simp-chinese-formal": ("chineseLegalSimplified", "、"),
    "trad-chinese-formal": ("ideographLegalTraditional", "、"),
    "cjk-decimal": ("ideographDigital", "、"),
    "cjk-heavenly-stem": ("ideographTraditional", "、"),
    "decimal-leading-zero": ("decimalZero", ". "),
    "lower-alpha": ("lowerLetter", ". "),
    "lower-latin": ("lowerLetter", ". "),
    "upper-alpha": ("upperLetter", ". "),
    "upper-latin": ("upperLetter", ". "),
    "lower-roman": ("lowerRoman", ". "),
    "upper-roman": ("upperRoman", ". "),
}
_NO_NUMBER = frozenset({"none", "disc", "circle", "square"})


def numbers(ordered: html.HtmlElement) -> dict[html.HtmlElement, str]:
    """What is drawn before each item of an <ol>; items whose text begins with a number of its own get none."""
    items = [item for item in ordered if item.tag == "li"]
    backward = "reversed" in ordered.attrib
    at = _whole(ordered.get("start"), len(items) if backward else 1)
    drawn: dict[html.HtmlElement, str] = {}
    for item in items:
        at = _whole(item.get("value"), at)
        style = _style(item) or _style(ordered) or "decimal"
        if style not in _NO_NUMBER and not _TYPED.match(item.text_content()):
            form, after = _FORMS.get(style, ("decimal", ". "))
            drawn[item] = numeral(at, form) + after
        at += -1 if backward else 1
    return drawn


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"\s*-?\d{1,6}\s*", value) else otherwise


def _style(element: html.HtmlElement) -> str:
    if found := _STYLE.search(element.get("style", "")):
        return found.group(1).lower()
    return _TYPES.get(element.get("type", ""), "")
