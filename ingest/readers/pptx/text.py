"""The paragraphs of a shape on a slide, with the numbers that PowerPoint draws before them (DrawingML, ISO/IEC 29500-1,
21.1.2)."""

import re

from lxml.etree import _Element as Element

from ingest.readers.word.list_labels import joined, with_gap
from ingest.readers.word.numerals import numeral

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SCHEMES = (
    ("arabicDb", "decimalFullWidth"),
    ("arabic", "decimal"),
    ("alphaLc", "lowerLetter"),
    ("alphaUc", "upperLetter"),
    ("romanLc", "lowerRoman"),
    ("romanUc", "upperRoman"),
    ("circleNum", "decimalEnclosedCircle"),
    ("ea1", "chineseCountingThousand"),
)
_AROUND = {"ParenBoth": "({})", "ParenR": "{})", "Period": "{}.", "Minus": "{}-"}
_LEVELS = 9


def lines(body: Element | None) -> list[str]:
    """The lines of a text body, soft breaks included; slide numbers and dates that update themselves left out."""
    counts: list[tuple[str, int] | None] = [None] * _LEVELS
    found: list[str] = []
    for paragraph in [] if body is None else body.findall(f"{A}p"):
        text = _text(paragraph).strip()
        if text:
            found += joined(_label(paragraph, body, counts), text).split("\n")
    return [line.strip() for line in found if line.strip()]


def _text(parent: Element) -> str:
    said = ""
    for child in parent:
        if child.tag in (f"{A}t", f"{_M}t"):
            said += (child.text or "").replace("\v", "\n")
        elif child.tag == f"{A}br":
            said += "\n"
        elif child.tag == f"{A}tab":
            said += " "
        elif child.tag == f"{A}fld" and re.match("slidenum|datetime", child.get("type", "")):
            continue
        elif isinstance(child.tag, str) and child.tag.endswith("}AlternateContent"):
            said += _text(child[0]) if len(child) else ""
        else:
            said += _text(child)
    return said.replace("\t", " ")


def _label(paragraph: Element, body: Element | None, counts: list[tuple[str, int] | None]) -> str:
    """The number before a paragraph; counts holds the scheme and the last number of each level."""
    shape = paragraph.find(f"{A}pPr")
    level = min(int(shape.get("lvl", "0")), _LEVELS - 1) if shape is not None else 0
    counts[level + 1 :] = [None] * (_LEVELS - level - 1)
    bullet = _bullet(shape)
    if bullet is None and body is not None:
        bullet = _bullet(body.find(f"{A}lstStyle/{A}lvl{level + 1}pPr"))
    if bullet is None or bullet.tag != f"{A}buAutoNum":
        counts[level] = None
        return ""
    scheme, first = bullet.get("type", "arabicPeriod"), int(bullet.get("startAt", "1"))
    last = counts[level]
    number = last[1] + 1 if last and last[0] == scheme else first
    counts[level] = (scheme, number)
    return with_gap(_drawn(scheme, number), "tab")


def _bullet(shape: Element | None) -> Element | None:
    """What a paragraph's properties say is drawn before it."""
    if shape is None:
        return None
    return next(
        (each for each in shape if each.tag in (f"{A}buAutoNum", f"{A}buNone", f"{A}buChar", f"{A}buBlip")), None
    )


def _drawn(scheme: str, number: int) -> str:
    form = next((form for begin, form in _SCHEMES if scheme.startswith(begin)), "decimal")
    around = next((around for end, around in _AROUND.items() if scheme.endswith(end)), "{}")
    wide = "Db" in scheme and not scheme.startswith("circle")
    return (around.replace(".", "．") if wide else around).format(numeral(number, form))
