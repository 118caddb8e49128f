"""The page in a real browser while answers grow: a table line by line, a slow answer that is stopped."""

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ingest.intake import LibraryIntake
from ingest.pipeline import find_files, ingest
from rag.library import Library
from rag.page import build_page, serve
from rag.page.queue import MOST_WAITING
from rag.schema import Answer, Citation, Turn
from rag.settings import Settings
from tests.browser import Page, ask, expect, marked, needs_browser, overflow
from tests.hashing_embeddings import HashingEmbeddings

pytestmark = needs_browser

SAYS = "全县新建公办幼儿园7所，新增学位2310个，改造农村学校食堂14个，并为每所寄宿制学校配齐夜间值守人员。"
FILES = {f"{name}教育要点.txt": f"{name}2023年教育要点\n一、任务\n{SAYS}\n" for name in ("望川县", "青石县", "云溪区")}


class Growing:
    """Answers with a table that grows line by line; to a question that begins with 慢, a word at a time until it may end."""

    writer = object()

    def __init__(self, library: Library) -> None:
        self.library = library
        self.may_end = threading.Event()

    def examples(self) -> list[str]:
        return []

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        if question.startswith("慢"):
            while not self.may_end.wait(0.1):
                yield Answer("正在说")
            yield Answer("说完了")
            return
        citations = tuple(self._cite(source) for source in FILES)
        rows = [f"| {each.source} | 7所 | “{each.quote}”[{n}] |" for n, each in enumerate(citations, 1)]
        text = ["三份文件都写到：", "| 文件 | 数字 | 原文 |", "| --- | --- | --- |", *rows]
        for count in range(1, len(text) + 1):
            whole = count == len(text)
            yield Answer(
                "\n".join(text[:count]),
                citations=citations,
                understood="按“比较”查找" * whole,
                note="说法相同。" * whole,
            )

    def _cite(self, source: str) -> Citation:
        text = self.library.document(source).text
        return Citation(source, ("一、任务",), SAYS, text.index(SAYS), text.index(SAYS) + len(SAYS))


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Growing]]:
    """The address of a page, and who answers there."""
    home = tmp_path_factory.mktemp("growing")
    (home / "docs").mkdir()
    for name, text in FILES.items():
        (home / "docs" / name).write_text(text, "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with Library.open(home / "library", HashingEmbeddings()) as library:
        with library.writing():
            ingest(find_files([home / "docs"]), library, "hashing", lambda result: None)
        assistant = Growing(library)
        settings = Settings(library=Path(home), port=port, _env_file=None)
        page = build_page(assistant, library, settings, LibraryIntake(library, "hashing", settings))  # type: ignore[arg-type]
        yield serve(page, settings), assistant
        page.close()


@pytest.fixture
def open_page(browser, growing: tuple[str, Growing]):
    contexts = []

    def open_one(**size: object) -> Page:
        context = browser.new_context(locale="zh-CN", **size)
        contexts.append(context)
        page = context.new_page()
        page.goto(growing[0])
        page.locator(".y-invitation").wait_for()
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_comparison_is_a_table_whose_markers_open_their_sentences(open_page, width: int) -> None:
    phone = width < 900
    page = open_page(viewport={"width": width, "height": 760}, is_mobile=phone, has_touch=phone)
    ask(page, "三个区县各新建几所幼儿园？")
    expect(page.locator(".y-copy")).to_be_visible(timeout=20_000)
    table = page.locator(".y-table")
    expect(table.locator("th")).to_have_text(["文件", "数字", "原文"])
    expect(table.locator("tbody tr")).to_have_count(3)
    expect(page.locator(".y-understood")).to_have_text("按“比较”查找")
    expect(page.locator(".y-note")).to_have_text("说法相同。")
    assert overflow(page) <= 0
    wide, seen = table.evaluate("box => [box.scrollWidth, box.clientWidth]")
    assert wide > seen if phone else wide <= seen
    marker = table.locator(".y-cite").last
    marker.scroll_into_view_if_needed()
    marker.click()
    assert marked(page) == SAYS
    expect(page.locator("#y-panel h2")).to_contain_text("云溪区")


def test_stopping_gives_back_what_waits(open_page, growing: tuple[str, Growing]) -> None:
    growing[1].may_end.clear()
    page = open_page()
    ask(page, "慢一点说")
    expect(page.locator(".y-text")).to_have_text("正在说")
    ask(page, "排队的 <b>问题")
    expect(page.locator("#y-queue")).to_contain_text("排在后面：排队的 <b>问题")
    expect(page.locator("#y-ask textarea")).to_have_value("")
    page.locator("#y-ask .stop-button").click()
    expect(page.locator("#y-ask .submit-button")).to_be_visible()
    expect(page.locator("#y-ask textarea")).to_have_value("排队的 <b>问题")
    expect(page.locator("#y-queue p")).to_have_count(0)
    time.sleep(1)
    expect(page.locator(".y-question")).to_have_text(["慢一点说"])
    page.locator("#y-ask textarea").press("Enter")
    expect(page.locator(".y-question")).to_have_text(["慢一点说", "排队的 <b>问题"])


def test_a_question_sent_during_a_slow_answer_comes_after_it(open_page, growing: tuple[str, Growing]) -> None:
    growing[1].may_end.clear()
    page = open_page()
    ask(page, "慢一点说")
    expect(page.locator(".y-text")).to_have_text("正在说")
    ask(page, "几所？")
    ask(page, "再说几所？")
    expect(page.locator("#y-queue p")).to_have_count(2)
    growing[1].may_end.set()
    expect(page.locator(".y-question")).to_have_text(["慢一点说", "几所？", "再说几所？"], timeout=20_000)
    expect(page.locator(".y-copy")).to_have_count(3, timeout=20_000)
    expect(page.locator(".y-text").first).to_have_text("说完了")
    expect(page.locator("#y-queue p")).to_have_count(0)


def test_a_question_too_many_comes_back_with_a_sentence(open_page, growing: tuple[str, Growing]) -> None:
    growing[1].may_end.clear()
    page = open_page()
    ask(page, "慢一点说")
    expect(page.locator(".y-text")).to_have_text("正在说")
    for number in range(MOST_WAITING + 1):
        ask(page, f"第{number}问")
    expect(page.locator("#y-queue [role=alert]")).to_contain_text("后面 1 个没有排进去")
    expect(page.locator("#y-ask textarea")).to_have_value(f"第{MOST_WAITING}问")
    growing[1].may_end.set()
    expect(page.locator(".y-question").nth(2)).to_have_text("第1问", timeout=60_000)
    expect(page.locator("#y-queue [role=alert]")).to_have_count(0)


def test_two_questions_sent_at_once_are_told_alike_that_one_is_too_many(open_page) -> None:
    page = open_page()
    lines = page.evaluate(
        "count => { youju.sent.push(...Array(count).keys().map(String)); return [youju.send(0)[1], youju.send(0)[1]]; }",
        MOST_WAITING + 1,
    )
    assert [line.count('role="alert"') for line in lines] == [1, 1]
    expect(page.locator("#y-ask textarea")).to_have_value(str(MOST_WAITING))
