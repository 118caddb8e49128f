"""Tables in the source panel: drawn as tables, the cited words marked, long ones cut around them."""

from html.parser import HTMLParser

import pytest

from ingest.readers.builder import Builder
from rag.page.reference import Reference, digest
from rag.page.source import render_source
from rag.page.words import CHINESE
from rag.schema import Document
from tests.tables import enrolment, grid, plain, statistics, written


class Drawn(HTMLParser):
    """The tables of a page: rows of (tag, text, rows spanned, columns spanned, marked words), and the words outside of them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tables: list[list[list[tuple[str, str, int, int, str]]]] = []
        self.outside = ""
        self._open: tuple[str, int, int] | None = None
        self._text = self._marked = ""
        self._in_mark = False
        self.feed(html)

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if name == "table":
            self.tables.append([])
        elif name == "tr":
            self.tables[-1].append([])
        elif name in ("td", "th"):
            self._open = (name, int(given.get("rowspan") or 1), int(given.get("colspan") or 1))
            self._text = self._marked = ""
        elif name == "mark":
            self._in_mark = True

    def handle_endtag(self, name: str) -> None:
        if name in ("td", "th") and self._open:
            self.tables[-1][-1].append((self._open[0], self._text, *self._open[1:], self._marked))
            self._open = None
        elif name == "mark":
            self._in_mark = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self._text += data
            self._marked += data if self._in_mark else ""
        else:
            self.outside += data


def drawn(document: Document, quote: str, whole: bool = False) -> Drawn:
    start = document.text.index(quote)
    reference = Reference(document.source, start, start + len(quote), digest(quote), whole)
    return Drawn(render_source(document, reference, CHINESE))


def marks(page: Drawn) -> list[str]:
    return [cell[4] for table in page.tables for row in table for cell in row if cell[4]]


def words(row: list[tuple[str, str, int, int, str]]) -> list[str]:
    return [cell[1] for cell in row]


def test_a_table_is_drawn_with_its_head_and_the_cell_marked() -> None:
    page = drawn(enrolment(), "604")
    [table] = page.tables
    assert words(table[0]) == ["序号", "学校", "性质", "班数", "学生数", "其中住宿生", "校长"]
    assert {cell[0] for cell in table[0]} == {"th"} and {cell[0] for row in table[1:] for cell in row} == {"td"}
    assert marks(page) == ["604"] and table[2][4] == ("td", "604", 1, 1, "604")
    assert table[4][0] == ("td", "合计", 1, 3, "")
    assert "\t" not in page.outside and "表1 各小学招生计划情况表" in page.outside
    assert "注：不含随迁子女。" in page.outside


def test_a_cited_row_is_marked_in_each_of_its_cells() -> None:
    page = drawn(enrolment(), "2\t东门小学\t公办\t4\t604\t—\t周芳")
    assert marks(page) == ["2", "东门小学", "公办", "4", "604", "—", "周芳"]


def test_merged_heads_span_what_they_span() -> None:
    page = drawn(statistics(), "16029")
    head, below = page.tables[0][:2]
    assert [cell[1:4] for cell in head] == [("学段", 2, 1), ("学校数", 2, 1), ("在校生", 1, 2), ("专任教师数", 2, 1)]
    assert words(below) == ["2022年", "2023年"] and marks(page) == ["16029"]


@pytest.fixture(scope="module")
def long() -> Document:
    rows: list[list[str | tuple[str, int, int] | None]] = [["序号", "乡镇", "学校", "学生数"]]
    for number in range(1, 201):
        town: tuple[str, int, int] | None = (f"第{number // 50 + 1}镇", 50, 1) if number % 50 == 1 else None
        rows.append([str(number), town, f"第{number}小学", str(1000 + number)])
    return written(lambda builder: builder.table(grid(rows)), "名册.docx")


def test_a_long_table_is_cut_around_the_mark_and_shown_whole_on_demand(long: Document) -> None:
    page = drawn(long, "1099")
    [table] = page.tables
    assert len(table) < 20 and marks(page) == ["1099"]
    assert words(table[0]) == ["序号", "乡镇", "学校", "学生数"]
    assert words(table[1]) == words(table[-1]) == ["…"]
    # The merged cell that began far above is there for the rows that are shown.
    assert table[2][1][1] == "第2镇" and table[2][1][2] == 8
    for shown in table[2:-1]:
        assert "小学" in "".join(words(shown))
    whole = drawn(long, "1099", whole=True)
    assert len(whole.tables[0]) == 201 and marks(whole) == ["1099"]


def test_what_stands_around_a_table_stays_and_its_bars_go() -> None:
    text = "# 青禾县培训方案\n\n## 一、安排\n\n下表为分工。\n\n| 学段 | 人数 |\n| --- | --- |\n| 小学 | 37人<b> |\n| 初中 | 52人 |\n\n以上人员按时参加培训。\n"
    page = drawn(plain(text, "方案.md"), "37人<b>")
    assert [words(row) for row in page.tables[0]] == [["学段", "人数"], ["小学", "37人<b>"], ["初中", "52人"]]
    assert marks(page) == ["37人<b>"] and "|" not in page.outside and "---" not in page.outside
    assert "下表为分工。" in page.outside and "以上人员按时参加培训。" in page.outside


def test_a_table_that_holds_no_data_is_drawn_as_well() -> None:
    rows = [["申请人", "陆明"], ["单位", "城关小学"]]

    def write(builder: Builder) -> None:
        builder.table(grid(rows))
        builder.line("请如实填写，按时上交。")

    page = drawn(written(write), "城关小学")
    assert [words(row) for row in page.tables[0]] == rows and marks(page) == ["城关小学"]
    assert {cell[0] for row in page.tables[0] for cell in row} == {"td"}
