"""Real documents of many kinds: the headings that a reader counts in each, as they nest, and no furniture in any clause.

The table is real_headings.toml; how it was counted and how it reads stands at its head.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ingest.document import make_document
from ingest.read import read
from rag.schema import Document, Heading
from tests.shared import SHARED

REAL = SHARED / "real"
DOCUMENTS = tomllib.loads(Path(__file__).with_name("real_headings.toml").read_text("utf-8"))["document"]
pytestmark = pytest.mark.skipif(
    not REAL.is_dir(),
    reason=f"没有真实文件，跳过：请用 YOUJU_SHARED 指明。No real documents at YOUJU_SHARED={SHARED.name}.",
)

# Page numbers alone on a line, lines of a table of contents, what a page of the web sets around a text.
FURNITURE = re.compile(
    r"^[-—－–]\s*\d{1,3}\s*[-—－–]$|[.…·]{6,}\s*\d|字体|^\W*(?:打印|关闭)|关闭窗口|版权所有|备案序?号|网站标识码|公网安备"
)
BARE = re.compile(r"^\d{1,3}$")
DIGITS = "〇一二三四五六七八九"


@dataclass
class Row:
    """A heading. mark: the sign before it in the table."""

    label: str
    mark: str = ""
    below: list["Row"] = field(default_factory=list)


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones] if ones else "")


NUMBERS = {chinese(number): number for number in range(1, 100)}


def run(first: str, last: str) -> list[str]:
    """The labels from first to last: 第四条..第八条, 1.1..1.6."""
    figure = re.compile(r"\d+(?=\D*$)|[一二三四五六七八九十]+")
    begin, end = (figure.search(each) for each in (first, last))
    assert begin and end
    written = [NUMBERS.get(each.group()) or int(each.group()) for each in (begin, end)]
    own = chinese if begin.group() in NUMBERS else str
    return [first[: begin.start()] + own(number) + first[begin.end() :] for number in range(written[0], written[1] + 1)]


def rows(tokens: Iterator[str]) -> list[Row]:
    """The rows up to the brace that closes."""
    found: list[Row] = []
    for token in tokens:
        if token == "}":
            break
        if token == "{":
            found[-1].below = rows(tokens)
            continue
        mark = token[0] if token[0] in "?!+" else ""
        first, _, last = token[len(mark) :].partition("..")
        found += [Row(each, mark) for each in (run(first, last) if last else [first])]
    return found


def expected(outline: str) -> list[Row]:
    return rows(iter(re.findall(r"[{}]|[^\s{}]+", outline)))


def label(heading: Heading) -> str:
    """A label as the table writes it: 一、 is 一, ( 一 ) is （一）, 附录 A 名词 is 附录A."""
    text = re.sub(r"\s|[、．.:：#]+$", "", heading.label).translate(str.maketrans("()", "（）"))
    if annex := re.match(r"附(?:件\d*|录[A-Z])", text):
        return annex.group()
    return text.rstrip("、．.") or ("文" if heading.title else "")


def tree(outline: tuple[Heading, ...]) -> list[Row]:
    top: list[Row] = []
    open_: list[tuple[int, Row]] = []
    for heading in outline:
        row = Row(label(heading))
        while open_ and open_[-1][0] >= heading.level:
            open_.pop()
        (open_[-1][1].below if open_ else top).append(row)
        open_.append((heading.level, row))
    return top


def lines(found: list[Row], above: str = "") -> list[str]:
    """A path for each row, so that a difference names its place."""
    return [line for row in found for line in (above + row.label, *lines(row.below, f"{above}{row.label} › "))]


def settled(wanted: list[Row], found: list[Row], without: str) -> list[Row]:
    """What is wanted without the rows of a mark, and without runs that may be lists where nothing is found in their place."""
    kept = [row for row in wanted if row.mark != without and (row.mark != "?" or found)]
    return [
        Row(row.label, "", settled(row.below, found[at].below if at < len(found) else [], without))
        for at, row in enumerate(kept)
    ]


def name(row: dict[str, Any]) -> str:
    return row["file"].split("_")[0]


def said(document: Document) -> list[str]:
    """The lines of a document's clauses."""
    sentences = (sentence for clause in document.clauses for sentence in clause.sentences)
    return [line.strip() for sentence in sentences for line in sentence.text.splitlines()]


def failing(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, raises=AssertionError, reason=" ".join(reason.split()))


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {row["file"]: make_document(read(REAL / row["file"])) for row in DOCUMENTS}


@pytest.mark.parametrize("row", DOCUMENTS, ids=name)
def test_headings_are_found_where_they_stand(documents: dict[str, Document], row: dict[str, Any]) -> None:
    found = tree(documents[row["file"]].outline)
    assert lines(found) == lines(settled(expected(row["outline"]), found, without="!"))


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=name(row), marks=failing(row["deviation"])) for row in DOCUMENTS if "deviation" in row]
)
def test_headings_that_are_not_found_yet(documents: dict[str, Document], row: dict[str, Any]) -> None:
    found = tree(documents[row["file"]].outline)
    assert lines(found) == lines(settled(expected(row["outline"]), found, without="+"))


@pytest.mark.parametrize("row", DOCUMENTS, ids=name)
def test_no_furniture(documents: dict[str, Document], row: dict[str, Any]) -> None:
    patterns = [FURNITURE, *([] if row.get("rows") else [BARE]), *map(re.compile, row.get("furniture", []))]
    assert not [line for line in said(documents[row["file"]]) if any(each.search(line) for each in patterns)]


@pytest.mark.parametrize(
    ("row", "pattern"),
    [
        pytest.param(row, pattern, id=f"{name(row)}-{number}", marks=failing(reason))
        for row in DOCUMENTS
        for number, (pattern, reason) in enumerate(row.get("left", {}).items())
    ],
)
def test_furniture_that_is_left_yet(documents: dict[str, Document], row: dict[str, Any], pattern: str) -> None:
    assert not [line for line in said(documents[row["file"]]) if re.search(pattern, line)]
