"""The parts of an .xlsx around its cells: shared strings, number formats, text boxes, charts, comments (ISO/IEC
29500-1, part 18)."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from ingest.readers.number_format import BY_NUMBER
from rag.office.package import Package

_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    37: "#,##0_);(#,##0)", 38: "#,##0_);(#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);(#,##0.00)", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_CODES = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-F]{6}|[A-Z&])')


def strings(package: Package, name: str) -> list[str]:
    """The strings that cells share."""
    root = package.optional(name)
    return [] if root is None else [rich_text(each) for each in root.iterfind("{*}si")]


def rich_text(element: Element) -> str:
    """The text of a string, its runs together, phonetic hints left out."""
    found = "".join(
        each.text or ""
        for each in element.iter("{*}t")
        if not any(above.tag.endswith("}rPh") for above in each.iterancestors())
    )
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), found)


def formats(package: Package, name: str) -> list[str]:
    """The code of the number format of each style of cells."""
    root = package.optional(name)
    if root is None:
        return []
    own = {each.get("numFmtId", ""): each.get("formatCode", "") for each in root.iterfind("{*}numFmts/{*}numFmt")}
    found = []
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        number = style.get("numFmtId", "0")
        known = int(number) if number.isdigit() else 0
        found.append(own.get(number) or BY_NUMBER.get(known) or _BUILT_IN.get(known, "General"))
    return found


def beside(package: Package, sheet: str) -> Iterator[str]:
    """The lines in the text boxes of a sheet, and the titles of its charts."""
    for root, part in _drawings(package, sheet):
        for body in root.iter("{*}txBody"):
            for paragraph in body.iterfind("{*}p"):
                if line := "".join(each.text or "" for each in paragraph.iter("{*}t")).strip():
                    yield line
        for each in package.relations(part).values():
            chart = package.optional(each.target) if each.kind == "chart" else None
            for title in () if chart is None else chart.iter("{*}title"):
                if line := "".join(each.text or "" for each in title.iter("{*}t")).strip():
                    yield line


def pictures(package: Package, sheet: str) -> int:
    """How many pictures stand on a sheet."""
    return sum(sum(1 for _ in root.iter("{*}pic")) for root, _ in _drawings(package, sheet))


def _drawings(package: Package, sheet: str) -> Iterator[tuple[Element, str]]:
    for each in package.relations(sheet).values():
        root = package.optional(each.target) if each.kind == "drawing" else None
        if root is not None:
            yield root, each.target


def comments(package: Package, sheet: str) -> Iterator[str]:
    """The comments on the cells of a sheet."""
    for each in package.relations(sheet).values():
        root = package.optional(each.target) if each.kind == "comments" else None
        for comment in () if root is None else root.iter("{*}comment"):
            if line := " ".join(rich_text(comment).split()):
                yield line


def running(code: str) -> str:
    """The text of a printed header or footer, without its codes."""
    line = " ".join(_CODES.sub(" ", code).split())
    return line if any(map(str.isalpha, line)) else ""
