"""Input that once took seconds, minutes or years to read, and work that must grow no faster than the input does.

What hung is read at once or not at all; the rest is counted, so that no clock of a busy machine decides.
"""

import gc
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from types import ModuleType, SimpleNamespace

import pytest

from ingest import (
    annex,
    outline,
    read,
    source,
    table_bars,
    table_compared,
    table_flat,
    table_parts,
    table_spaced,
    tables,
    worker,
)
from ingest.cells import holds_figure
from ingest.clean import Traced, clean, contents
from ingest.clean.running import is_page
from ingest.job import Job
from ingest.kinds import Kind
from ingest.markers import Marker
from ingest.readers import csv, sheet_rows, sheets
from ingest.readers.builder import Builder
from ingest.readers.sheet_rows import Row, SheetCell
from ingest.sentences import split_sentences
from ingest.source import Span, Titled, UnreadableFile
from ingest.table_flat_head import solve_head
from ingest.table_head import Head
from rag.layout import Cell, Table
from rag.tables.sheet import read_sheet

BODY = "一、总体要求\n今年全区教育工作坚持问题导向，把校园安全和教学质量放在第一位，年底前逐项对账。"


def lines_of(*lines: str) -> tuple[str, list[Span]]:
    """A text of lines and where each of them stands."""
    text = "\n".join(lines)
    ends = [sum(len(line) + 1 for line in lines[: at + 1]) - 1 for at in range(len(lines))]
    return text, [(end - len(line), end) for line, end in zip(lines, ends, strict=True)]


def table_of(rows: list[list[str]]) -> tuple[str, Table]:
    """A text of rows, a line each, and the table in it."""
    text, lines = lines_of(*["\t".join(row) for row in rows])
    cells = []
    for number, (row, (start, _)) in enumerate(zip(rows, lines, strict=True)):
        for column, words in enumerate(row):
            cells.append(Cell(number, column, start, start + len(words)))
            start += len(words) + 1
    return text, Table(0, len(text), tuple(cells))


@pytest.mark.parametrize(("names", "columns"), [(29, 15), (39, 15), (39, 22)])
def test_names_that_hang_in_countless_ways_are_given_up(names: int, columns: int) -> None:
    text, spans = lines_of("序号", *["人数", "班数"] * (names // 2))
    assert solve_head(text, spans, ["9"] * columns) is None


@pytest.mark.parametrize(
    "line",
    ["1" + " " * 40_000 + "x", "-1" + " " * 40_000 + "x", "第1页" + " " * 40_000 + "x"],
    ids=["bare", "dash", "page"],
)
def test_a_figure_before_many_spaces_is_no_number_of_a_page(line: str) -> None:
    assert not is_page(line)


def test_numbers_of_pages_are_still_told() -> None:
    pages = ["第3页", "第 3 页 / 共 10 页", "第3页，共10页", "- 3 -", "文件.docx_第1页 第2页", "page 3 of 10"]
    assert all(map(is_page, pages))


def test_a_line_of_arrows_that_leads_nowhere_is_text() -> None:
    line = "页" + ">" * 58 + "1"
    assert line in clean(f"{BODY}\n{line}").text.text


@pytest.mark.parametrize("way", ["新闻中心>通知公告>教育工作", "新闻中心>>通知公告>>教育工作"])
def test_a_way_through_a_site_is_still_none_of_the_text(way: str) -> None:
    assert way not in clean(f"{way}\n{BODY}").text.text


def calls(patch: pytest.MonkeyPatch, module: ModuleType, name: str, work: Callable[[], object]) -> int:
    """How often a function of a module is called in a piece of work."""
    done = 0
    known = getattr(module, name)

    def counted(*given: object, **named: object) -> object:
        nonlocal done
        done += 1
        return known(*given, **named)

    with patch.context() as context:
        context.setattr(module, name, counted)
        work()
    return done


def test_a_list_of_names_is_read_once_in_search_of_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    text, lines = lines_of(*["张三 李四 王五"] * 200)
    assert calls(monkeypatch, table_spaced, "_cells", lambda: table_spaced.spaced_tables(text, lines)) <= 5 * len(lines)


def test_lines_that_may_entitle_tables_do_not_have_the_whole_text_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    text, lines = lines_of(*["各镇学位情况表", "各镇"] * 200)

    def work() -> None:
        assert table_flat.flat_tables(text, lines, lambda line: line.endswith("表")) == []

    assert calls(monkeypatch, table_flat, "_kind", work) <= 2 * len(lines)


def test_rows_of_words_do_not_have_those_above_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["学校", "班数", "人数"], *[["学校", f"甲{at}", f"乙{at}"] for at in range(300)]]
    read: list[str] = []
    monkeypatch.setattr(table_parts, "holds_figure", lambda words: read.append(words) or holds_figure(words))
    text, table = table_of(rows)
    assert list(table_parts.parts_of(text, table, lambda _: False)) == [table]
    assert len(read) <= 4 * len(table.cells)


def test_titles_within_a_table_do_not_have_it_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["镇", "村"], *[["白石", "南塘"]] * 3, *[["各村情况表", ""], ["无名", "无名"]] * 200]
    text, table = table_of(rows)
    read = 0

    def counted(text: str, table: Table) -> Head:
        nonlocal read
        read += len(table.cells)
        return Head()

    monkeypatch.setattr(table_parts, "read_head", counted)
    assert list(table_parts.parts_of(text, table, lambda line: line.endswith("表"))) == [table]
    assert read <= 50 * len(table.cells)


def test_bars_far_apart_are_not_followed_to_the_end_of_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    text, lines = lines_of(*["甲 | 乙", *["一行没有竖线的字"] * 8] * 100)

    def work() -> None:
        assert table_bars.bar_tables(text, lines) == []

    assert calls(monkeypatch, table_bars, "_cells", work) <= 20 * len(lines)


def test_a_table_of_bars_above_others_far_apart_is_still_one() -> None:
    text, lines = lines_of(*["镇 | 人数", "白石 | 12", "南塘 | 15", "青溪 | 9"], *[*["没有竖线"] * 9, "甲 | 乙"] * 20)
    assert [table.start for table in table_bars.bar_tables(text, lines)] == [0]


def test_the_width_of_a_table_of_cases_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text, table = table_of([["适用情形", "处理"] for _ in range(50)])
    cells = (replace(table.cells[0], rows=2), *table.cells[1:])
    measured = 0

    def counted(*given: object, **named: object) -> object:
        nonlocal measured
        measured += 1
        return max(*given, **named)

    monkeypatch.setattr(tables, "max", counted, raising=False)
    assert tables._is_tree(text, replace(table, cells=cells))
    assert measured <= 3


def test_few_cells_of_a_long_and_wide_table_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["".join(chr(ord("一") + 40 * column + at) for at in range(40)) for column in range(12)]
    rows = [[f"任务{column}" for column in range(12)], *[texts] * 60]
    text, table = table_of(rows)
    work = partial(table_compared.is_compared, text, table)
    assert calls(monkeypatch, table_compared, "SequenceMatcher", work) <= 300
    assert not work()


def test_versions_of_a_text_side_by_side_are_still_told() -> None:
    old = "第三条　学校应当每学期检查两次校园安全，{}月底以前报告。"
    rows = [["修改前", "修改后", "理由"], *[[old.format(at), old.format(at + 2), ""] for at in range(1, 9)]]
    assert table_compared.is_compared(*table_of(rows))


@pytest.mark.parametrize("match", [annex.ALONE.match, annex.NAMED.match, annex.LIST.match, annex.OVER.fullmatch])
def test_an_annex_before_many_spaces_is_read_at_once(match: Callable[[str], object]) -> None:
    spaces = " " * 20_000
    for line in (f"附件{spaces}说明", f"附{spaces}说明", f"附{spaces}件{spaces}说明"):
        match(line)


def test_a_text_of_heads_of_contents_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["目录"] * 300
    work = partial(contents.contents, lines, lines)
    assert calls(monkeypatch, contents, "is_content_line", work) <= 3 * len(lines)


def test_documents_within_a_text_are_found_in_steps_that_grow_with_it() -> None:
    """The comparisons that a search over sorted places takes: a few for each title, and not one for every other title."""
    text = "\n".join(f"{at}号\n附件" for at in range(500))
    compared = 0

    class Place(int):
        def __lt__(self, other: int) -> bool:
            nonlocal compared
            compared += 1
            return int(self) < other

    found = [Marker("cn", 1, Place(at), Place(at), True) for at in range(0, len(text), 8)]
    titled = [Titled(at, at + 4, "办法") for at in range(0, len(text), 8)]
    outline._with_titles(Traced.whole(text), found, titled)
    assert compared <= 40 * len(found)


class Read(list):
    """Rows that count how many of them are copied out. copied: the number, in a list that parts share."""

    def __init__(self, rows: Iterable[Row], copied: list[int] | None = None) -> None:
        super().__init__(rows)
        self.copied = copied if copied is not None else [0]

    def __getitem__(self, at: object) -> object:
        found = super().__getitem__(at)
        if not isinstance(at, slice):
            return found
        self.copied[0] += len(found)
        return Read(found, self.copied)


def sheet_rows_of(rows: list[list[str]]) -> Read:
    """Rows of a sheet."""
    return Read([SheetCell(at, column, text, 1, 1) for column, text in enumerate(row)] for at, row in enumerate(rows))


@pytest.mark.parametrize(
    "rows",
    [
        [["学校", "人数", "备注"], *[[f"第{at}小学", str(at), "合格"] for at in range(500)]],
        [["学校", "人数", "备注"], *[["注：见下"], ["第一小学", "2", "合格"]] * 250],
        [
            ["学校", "人数", "备注"],
            ["第一小学", "2", "合格"],
            *[["备注见下，各学校按时报送方案，逾期不候，联系电话见通讯录。"]] * 500,
        ],
        [["学校", "人数", "备注"], *[["小计"], ["第一小学", "2", "合格"]] * 250],
    ],
    ids=["rows", "notes between", "notes below", "titles between"],
)
def test_rows_of_a_sheet_are_read_a_few_times(rows: list[list[str]]) -> None:
    given = sheet_rows_of(rows)
    list(sheet_rows._stacked(given))
    sheets._write_block(Builder(), given)
    assert given.copied[0] <= 20 * len(rows)


def test_a_sentence_without_an_end_is_cut_and_nothing_of_it_lost() -> None:
    text = "全县安排资金" * 10_000
    spans = split_sentences(text, 0, len(text))
    assert max(end - start for start, end in spans) <= 10_000
    assert "".join(text[start:end] for start, end in spans) == text


def test_a_text_that_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MOST", 100)
    assert read.read_bytes("a.txt", ("校" * 100).encode()).text
    with pytest.raises(UnreadableFile, match="101 个字符，超过 100 个"):
        read.read_bytes("a.txt", ("校" * 101).encode())


def test_cells_of_a_csv_that_is_too_long_are_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MOST", 100)
    work = partial(pytest.raises, UnreadableFile, partial(read.read_bytes, "a.csv", ("校," * 51).encode()))
    assert calls(monkeypatch, csv, "rows", work) == 0


def test_a_text_keeps_its_places_in_few_bytes() -> None:
    text = Traced.whole("校" * 1000)
    assert sum(sys.getsizeof(places) for places in (text.starts, text.ends)) <= 9 * len(text)


def test_a_process_that_reads_looks_for_cycles_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = 2000
    table = "学校,人数,备注\n" + "".join(f"第{at}小学,{at},合格\n" for at in range(rows))
    jobs = [(Job("a.csv", Kind.CSV, "", table.encode()), 1)]
    sent: list[object] = []
    monkeypatch.setattr(worker, "SimpleQueue", lambda: SimpleNamespace(get=jobs.pop))
    monkeypatch.setattr(worker, "Connection", lambda _: SimpleNamespace(send=sent.append))
    monkeypatch.setattr(worker, "Thread", lambda **_: SimpleNamespace(start=lambda: None))
    for bound in ("limit", "_offer_to_the_kernel"):  # which are for a process of its own
        monkeypatch.setattr(worker, bound, lambda: None)
    usual, before = gc.get_threshold(), sum(stat["collections"] for stat in gc.get_stats())
    try:
        with pytest.raises(IndexError):  # no more jobs
            worker.main(0)
        assert sum(stat["collections"] for stat in gc.get_stats()) - before <= rows / 100
    finally:
        gc.set_threshold(*usual)
    assert len(sent[-1][0].text) > rows


class Searched(str):
    """A text that counts the characters which searches in it go over. gone: the number, in a list."""

    gone: list[int]

    def find(self, sign: str, start: int = 0, end: int | None = None) -> int:
        end = len(self) if end is None else end
        at = super().find(sign, start, end)
        self.gone.append((at if at >= 0 else end) - start)
        return at

    def rfind(self, sign: str, start: int = 0, end: int | None = None) -> int:
        end = len(self) if end is None else end
        at = super().rfind(sign, start, end)
        self.gone.append(end - max(at, start))
        return at


def test_the_lines_of_rows_are_sought_near_them() -> None:
    text, table = table_of([["学校", "人数"], *[[f"第{at}小学", str(at)] for at in range(500)]])
    searched = Searched(text)
    searched.gone = []
    sheet = read_sheet(searched, replace(table, head=1))
    assert len(sheet.rows) == 500 and text[slice(sheet.rows[7].start, sheet.rows[7].end)] == "第7小学\t7"
    assert sum(searched.gone) <= 10 * len(text)
