"""The tab that compares two documents, in a real browser: choose, read the marks, open the source, export and open the file."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl
import pytest

from ingest.intake import LibraryIntake
from ingest.pipeline import find_files, ingest
from rag.chain import Assistant
from rag.library import Library
from rag.page import build_page, serve
from rag.settings import Settings
from tests import comparing_documents as pairs
from tests.browser import Page, expect, marked, needs_browser, overflow
from tests.hashing_embeddings import HashingEmbeddings

pytestmark = needs_browser

FILES = {
    "青岭2023.txt": pairs.PLAN_2023,
    "青岭2024.txt": pairs.PLAN_2024,
    "供餐办法2018.txt": pairs.RULES_OLD,
    "供餐办法2024.txt": pairs.RULES_NEW,
}
OLD, NEW = "青岭县教育局2023年工作要点", "青岭县教育局2024年工作要点"


@pytest.fixture(scope="module")
def comparing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Library]]:
    """The address of the page over two pairs of documents, and its library."""
    home = tmp_path_factory.mktemp("comparing")
    (home / "docs").mkdir()
    for name, text in FILES.items():
        (home / "docs" / name).write_text(text, "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = Settings(library=home / "library", port=port, _env_file=None)
    with Library.open(settings.library, HashingEmbeddings()) as library:
        with library.writing():
            ingest(find_files([home / "docs"]), library, "hashing", lambda result: None)
        page = build_page(Assistant(library), library, settings, LibraryIntake(library, "hashing", settings))
        yield serve(page, settings), library
        page.close()


@pytest.fixture
def open_tab(browser, comparing: tuple[str, Library]) -> Iterator[Callable[..., Page]]:
    """Opens the page at the tab. label: of the tab in the browser's language."""
    contexts = []

    def open_one(label: str = "对照", locale: str = "zh-CN", width: int = 1380, **more: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 860}, locale=locale, **more)
        contexts.append(context)
        page = context.new_page()
        page.goto(comparing[0])
        page.locator(".y-invitation").wait_for()
        page.get_by_role("tab", name=label, exact=True).click()
        return page

    yield open_one
    for context in contexts:
        context.close()


def choose(page: Page, side: str, name: str) -> None:
    box = page.locator(f"#y-compare-{side} input")
    box.click()
    box.fill(name)
    page.locator(f"#y-compare-{side} li[role=option]").filter(has_text=name).click()


def compare(page: Page, first: str = OLD, second: str = NEW) -> None:
    choose(page, "a", first)
    choose(page, "b", second)
    page.locator("#y-compare-start").click()
    expect(page.locator(".y-compared")).to_be_visible(timeout=20_000)


def test_changed_figures_come_first_and_each_side_opens_its_source(open_tab) -> None:
    page = open_tab()
    compare(page)
    expect(page.locator(".y-compared h3")).to_have_text(["数字有变 9", "文字有变 2", "新增 2", "删去 1", "换了位置 1"])
    expect(page.locator(".y-counts")).to_contain_text("没有变化的有 20 句")
    first = page.locator(".y-change").first
    expect(first.locator(".y-figures li")).to_have_text(["6所 → 八所", "1800个 → 2160个"])
    expect(first.locator("del").last).to_have_text("旧1800个")
    expect(first.locator(".y-words ins")).to_have_text(["新八所", "新2160个"])
    # Read without colour: struck through, underlined, and a sign of its own.
    assert "line-through" in first.locator(".y-words del").first.evaluate(
        "node => getComputedStyle(node).textDecoration"
    )
    assert "underline" in first.locator(".y-words ins").first.evaluate("node => getComputedStyle(node).textDecoration")

    paths = first.locator(".y-path")
    expect(paths).to_have_text(["一、扩充学位供给 › （一）推进幼儿园建设"] * 2)
    paths.first.click()
    assert marked(page) == "新建公办幼儿园6所，新增学位1800个。"
    expect(page.locator("#y-panel h2")).to_have_text(OLD)
    paths.last.click()
    expect(page.locator("#y-panel h2")).to_have_text(NEW)
    assert marked(page) == "新建公办幼儿园八所，新增学位2160个。"

    added = page.locator(".y-added .y-change").first
    expect(added.locator(".y-none")).to_have_text("甲文没有")
    expect(added.locator(".y-words")).to_contain_text("未列入名单的活动不得进入学校")


def test_the_exported_files_open_and_hold_the_marks(open_tab, tmp_path: Path) -> None:
    page = open_tab(accept_downloads=True)
    expect(page.locator("#y-compare-xlsx")).not_to_be_visible()
    compare(page)
    changes = page.locator(".y-change").count()
    saved = {}
    for kind in ("xlsx", "docx"):
        with page.expect_download() as download:
            page.locator(f"#y-compare-{kind}").click()
        assert download.value.suggested_filename.endswith(f".{kind}")
        saved[kind] = tmp_path / f"a.{kind}"
        download.value.save_as(saved[kind])
    rows = list(openpyxl.load_workbook(saved["xlsx"]).worksheets[0].iter_rows(values_only=True))
    assert len(rows) == changes + 1
    assert rows[1][2:5:2] == (
        "新建公办幼儿园【-6所】，新增学位【-1800个】。",
        "新建公办幼儿园【+八所】，新增学位【+2160个】。",
    )
    text = "\n".join(cell.text for row in docx.Document(str(saved["docx"])).tables[0].rows for cell in row.cells)
    assert "【+考核结果向社会公布】" in text


def test_what_cannot_be_compared_is_said_in_a_sentence(open_tab) -> None:
    page = open_tab()
    page.locator("#y-compare-start").click()
    expect(page.locator("#y-compare")).to_contain_text("请先选好两份文件")
    choose(page, "a", OLD)
    choose(page, "b", OLD)
    page.locator("#y-compare-start").click()
    expect(page.locator("#y-compare")).to_contain_text("同一份文件")
    expect(page.locator("#y-compare-xlsx")).not_to_be_visible()


@pytest.mark.parametrize("width", [360, 390])
def test_on_a_phone_and_in_english_nothing_overflows(open_tab, width: int) -> None:
    page = open_tab("Compare", "en-US", width, is_mobile=True, has_touch=True)
    compare(page, "供餐办法2018", "供餐办法2024")
    expect(page.locator(".y-compared h3").first).to_have_text("Changed figures 3")
    expect(page.locator(".y-compared")).to_contain_text("3000份 → 5000份")
    assert overflow(page) <= 0
    page.locator(".y-change .y-path").first.tap()
    assert "日供餐能力不低于3000份" in marked(page)


def test_a_document_that_came_later_can_be_chosen(open_tab, comparing: tuple[str, Library], tmp_path: Path) -> None:
    page = open_tab()
    (tmp_path / "集团化定稿.txt").write_text(pairs.FINAL, "utf-8")
    library = comparing[1]
    with library.writing():
        ingest([tmp_path / "集团化定稿.txt"], library, "hashing", lambda result: None)
    tabs = page.get_by_role("tab").all_inner_texts()
    page.get_by_role("tab", name="问答").click()
    page.get_by_role("tab", name="对照").click()
    expect(page.get_by_role("tab")).to_have_text(tabs)
    compare(page, OLD, "松原区集团化办学实施意见")
    expect(page.locator(".y-compared")).to_contain_text("松原区集团化办学实施意见")
    with library.writing():
        library.remove("集团化定稿.txt")
    page.locator("#y-compare-start").click()
    expect(page.locator("#y-compare")).to_contain_text("资料库里已经没有")
    page.get_by_role("tab", name="问答").click()
    page.get_by_role("tab", name="对照").click()
    expect(page.locator("#y-compare-b input")).to_have_value("")
    expect(page.locator("#y-compare-a input")).to_have_value(OLD)
