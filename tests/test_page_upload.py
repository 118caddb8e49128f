"""Bringing files in from the page, in a real browser over the real pipeline: upload, report, ask, replace, remove, see what was cleaned."""

import csv
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from gradio.utils import get_upload_folder

from ingest.intake import LibraryIntake
from rag.chain import Assistant
from rag.library import Library
from rag.page import build_page, serve
from rag.page.door_words import MUCH_TODAY
from rag.page.upload import _given
from rag.settings import Settings
from tests.browser import Page, ask, expect, needs_browser, overflow
from tests.corpus.files import FAULTS, SAMPLES
from tests.hashing_embeddings import HashingEmbeddings

pytestmark = needs_browser

HARM = "<img src=x onerror='window.__pwned=1'>.txt"
PLAN = "要点.pdf"


def text(place: str, count: int) -> str:
    return f"{place}2023年教育工作总结\n\n一、学位建设\n全年新建公办幼儿园{count}所，新增学位2310个。\n\n二、教师队伍\n招聘教师135名。\n"


@pytest.fixture(scope="module")
def uploading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Library]]:
    """The address of a page over an empty library, and that library."""
    home = tmp_path_factory.mktemp("uploading")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    limits = {"upload_bytes": 300_000, "upload_total": 400_000, "upload_files": 6}
    settings = Settings(library=home / "library", port=port, _env_file=None, **limits)
    with Library.open(settings.library, HashingEmbeddings()) as library:
        page = build_page(Assistant(library), library, settings, LibraryIntake(library, "hashing", settings))
        yield serve(page, settings), library
        page.close()


@pytest.fixture
def open_tab(browser, uploading: tuple[str, Library]) -> Iterator[Callable[..., Page]]:
    """Opens the page at the tab as another user. What went wrong in any of them fails the test."""
    contexts, errors = [], []

    def open_one(locale: str = "zh-CN", width: int = 1280, label: str = "文件", **more: object) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 840}, locale=locale, accept_downloads=True, **more
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(uploading[0])
        page.locator(".y-invitation").wait_for()
        page.get_by_role("tab", name=label, exact=True).click()
        page.locator("#y-upload .y-choose").first.wait_for()
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert errors == []


def choose(page: Page, *files: Path) -> None:
    page.locator("#y-upload input.y-file").set_input_files(list(files))


def written(folder: Path, name: str, content: str | bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / name


def newest(page: Page) -> str:
    """The id of the newest run, "" where there is none."""
    return page.evaluate("document.querySelector('#y-runs .y-run')?.dataset.run ?? ''")


def report(page: Page, file: str, after: str = ""):
    """The rows of a file in the newest report, once it is there. after: the id of the run before."""
    run = page.locator(f'#y-runs .y-run:first-child:not([data-run="{after}"])')
    row = run.locator("tbody").filter(has=page.locator("td:first-child", has_text=file))
    expect(row).to_be_visible(timeout=30_000)
    return row


def card(page: Page, source: str):
    return page.locator("#y-library li").filter(has=page.locator(f'.y-do[data-source="{source}"]'))


def test_files_are_uploaded_reported_shown_as_cleaned_and_answer_at_once(open_tab, uploading, tmp_path: Path) -> None:
    page = open_tab()
    expect(page.locator("#y-upload .y-drop > p").first).to_contain_text(
        "一次最多 6 个，每个不超过 0.3 MB，合计不超过 0.4 MB"
    )
    expect(page.locator("#y-library")).to_contain_text("资料库还是空的")
    plan = next(each for each in SAMPLES if each.name == PLAN).make()
    locked = next(each for each in FAULTS if each.name == "加密.pdf")
    choose(
        page, written(tmp_path, "望川县总结.txt", text("望川县", 7)), written(tmp_path, PLAN, plan),
        written(tmp_path, locked.name, locked.make()), written(tmp_path, HARM, text("河口镇", 3)),
    )  # fmt: skip
    expect(page.locator("#y-runs")).to_contain_text("关掉网页也会继续")
    row = report(page, PLAN)
    cells = row.locator("tr").first.locator("td")
    document = uploading[1].document(PLAN)
    count = sum(end - start for start, end in document.removed)
    figures = [len(document.clauses), len(document.text) - count, count]
    expect(cells).to_have_text([PLAN, "✓ 已导入", "PDF", "3", "0", *map(str, figures)])
    expect(report(page, locked.name).locator("td").nth(1)).to_have_text("✗ 没有导入")
    expect(report(page, locked.name)).to_contain_text(locked.says)
    expect(page.locator("#y-runs .y-done").first).to_contain_text("4 个文件")
    assert page.evaluate("window.__pwned") is None and page.locator("#y-left .y-run img").count() == 0
    expect(page.locator("#y-library")).to_contain_text("资料库现有 3 份文件")
    expect(card(page, PLAN)).to_contain_text("PDF")
    with page.expect_download() as download:
        page.locator("#y-runs .y-csv").first.click()
    rows = list(csv.reader(Path(download.value.path()).read_text("utf-8-sig").splitlines()))
    assert rows[0][0] == "文件" and {line[0]: line[1] for line in rows[1:]}[locked.name] == "没有导入"
    assert len(rows) == 5 and download.value.suggested_filename.endswith(".csv")

    card(page, PLAN).get_by_role("button", name=f"查看清理（去掉 {count} 字）").click()
    panel = page.locator("#y-panel .y-cleaned")
    expect(panel.locator(".y-outline .y-label")).to_contain_text(f"共 {count} 字")
    struck = panel.locator(".y-removed").first
    assert struck.evaluate("one => getComputedStyle(one).textDecorationLine") == "line-through"
    last = panel.locator(".y-goto").last
    last.click()
    expect(panel.locator(f"#{last.get_attribute('value')}")).to_be_in_viewport()

    page.get_by_role("tab", name="问答", exact=True).click()
    expect(page.locator(".y-invitation")).to_contain_text("文件里怎么说")
    ask(page, "望川县2023年新建公办幼儿园多少所？")
    expect(page.locator(".y-answer .y-text").last).to_contain_text("7所", timeout=30_000)


def test_a_file_of_the_same_name_replaces_only_when_somebody_says_so(open_tab, uploading, tmp_path: Path) -> None:
    library = uploading[1]
    page = open_tab()
    choose(page, written(tmp_path, "青石县总结.txt", text("青石县", 5)))
    report(page, "青石县总结.txt").locator(".y-open").click()
    expect(page.locator("#y-panel")).to_contain_text("5所")
    changed = written(tmp_path / "new", "青石县总结.txt", text("青石县", 9))
    choose(page, changed, written(tmp_path, "白鹭乡总结.txt", text("白鹭乡", 2)))
    question = page.locator("#y-upload-asked .y-asked")
    expect(question).to_be_focused()
    expect(question.locator("li")).to_have_text(["青石县总结.txt"])
    question.get_by_role("button", name="不替换，只导入其余的").click()
    report(page, "白鹭乡总结.txt")
    assert "5所" in library.document("青石县总结.txt").text
    expect(question).to_have_count(0)
    choose(page, changed)
    question.get_by_role("button", name="取消").click()
    expect(question).to_have_count(0)
    choose(page, changed)
    before = newest(page)
    question.get_by_role("button", name="替换", exact=True).click()
    expect(report(page, "青石县总结.txt", before)).to_contain_text("替换了资料库里的同名文件")
    assert "9所" in library.document("青石县总结.txt").text
    before = newest(page)
    choose(page, changed)  # the same bytes: nothing to ask
    expect(report(page, "青石县总结.txt", before)).to_contain_text("＝ 没有变化")


def test_a_document_is_removed_after_a_second_step_and_its_citation_says_so(
    open_tab, uploading, tmp_path: Path
) -> None:
    page = open_tab()
    choose(page, written(tmp_path, "云溪区总结.txt", text("云溪区", 4)))
    report(page, "云溪区总结.txt")
    other = open_tab()
    mine = card(page, "云溪区总结.txt")
    mine.get_by_role("button", name="移除").click()
    sure = mine.locator(".y-sure")
    expect(sure).to_contain_text("云溪区2023年教育工作总结")
    expect(sure.get_by_role("button", name="取消")).to_be_focused()
    page.keyboard.press("Escape")
    expect(sure).to_have_count(0)
    expect(mine.get_by_role("button", name="移除")).to_be_focused()
    assert "云溪区总结.txt" in uploading[1].digests()
    mine.get_by_role("button", name="移除").click()
    sure.get_by_role("button", name="确认移除").click()
    expect(page.locator("#y-runs")).to_contain_text("“云溪区总结.txt”已移除")
    expect(mine).to_have_count(0)
    assert "云溪区总结.txt" not in uploading[1].digests()
    card(other, "云溪区总结.txt").locator(".y-doc").click()  # somebody who still sees the card
    expect(other.locator("#y-panel .y-note")).to_contain_text("资料库里已经没有这份文件：云溪区总结.txt")


def test_a_card_takes_a_new_file_in_the_place_of_its_document(open_tab, uploading, tmp_path: Path) -> None:
    library = uploading[1]
    page = open_tab()
    choose(page, written(tmp_path, "南山区总结.txt", text("南山区", 6)))
    report(page, "南山区总结.txt")
    mine = card(page, "南山区总结.txt")
    for name, count in (("南山区总结.txt", 8), ("南山区总结（订正）.txt", 11)):
        with page.expect_file_chooser() as chooser:
            mine.get_by_role("button", name="替换").click()
        chooser.value.set_files(written(tmp_path / "new", name, text("南山区", count)))
        expect(mine.locator(".y-sure")).to_contain_text(f"用“{name}”替换")
        before = newest(page)
        mine.get_by_role("button", name="确认替换").click()
        report(page, name, before)
        expect(card(page, name)).to_be_visible()
        assert f"{count}所" in library.document(name).text
    assert "南山区总结.txt" not in library.digests()
    expect(page.locator("#y-runs .y-run").first).to_contain_text("✓ 已移除")


def test_a_copy_is_counted_named_and_removed_as_one(open_tab, uploading, tmp_path: Path) -> None:
    page = open_tab()
    choose(page, written(tmp_path, "baisha.txt", text("白沙镇", 4)))
    report(page, "baisha.txt")
    before = newest(page)
    choose(page, written(tmp_path, "baisha-copy.txt", text("白沙镇", 4)))
    expect(report(page, "baisha-copy.txt", before)).to_contain_text("与 baisha.txt 相同")
    expect(page.locator("#y-runs .y-run").first).not_to_contain_text("The same")
    expect(page.locator("#y-library .y-label").first).to_contain_text("另有 1 份内容相同")
    mine = card(page, "baisha.txt")
    mine.get_by_role("button", name="移除 baisha-copy.txt").click()
    expect(mine.locator(".y-sure")).to_contain_text("与《白沙镇2023年教育工作总结》相同，那一份会留下")
    mine.get_by_role("button", name="确认移除").click()
    expect(page.locator("#y-runs")).to_contain_text("“baisha-copy.txt”已移除")
    assert "baisha.txt" in uploading[1].digests()


def test_what_is_too_much_is_refused_before_it_is_sent_and_the_litter_of_a_folder_stays_out(
    open_tab, uploading, tmp_path: Path
) -> None:
    page = open_tab()
    before = uploading[1].digests()
    choose(page, written(tmp_path, "大.txt", "字" * 120_000))
    alert = page.locator("#y-upload [role=alert]")
    expect(alert).to_have_text("“大.txt”有 0.4 MB，超过每个 0.3 MB 的上限，没有上传，请拆分后再传。")
    choose(page, *(written(tmp_path, f"{number}.txt", text("某县", number)) for number in range(7)))
    expect(alert).to_contain_text("选了 7 个文件，一次最多 6 个")
    choose(page, written(tmp_path, "~$要点.docx", "x"))
    expect(alert).to_contain_text("没有可以上传的文件")
    assert uploading[1].digests() == before
    halves = [written(tmp_path, f"{name}.txt", text(name, 1) + "附言。" * 27_000) for name in ("东县", "西县")]
    choose(page, *halves)
    report(page, "东县.txt")
    expect(alert).to_have_text("“西县.txt”没有上传：一次合计最多 0.4 MB，请下次再传。")
    written(tmp_path / "来文", ".DS_Store", "x")
    written(tmp_path / "来文", "双桥镇总结.txt", text("双桥镇", 1))
    page.locator("#y-upload input.y-dir").set_input_files(tmp_path / "来文")
    report(page, "双桥镇总结.txt")
    expect(page.locator("#y-runs .y-run").first.locator("tbody")).to_have_count(1)


def test_why_the_server_took_no_file_is_told(open_tab, tmp_path: Path) -> None:
    page = open_tab()
    full = {"detail": MUCH_TODAY.format(limit="10")}
    page.route("**/gradio_api/upload*", lambda route: route.fulfill(status=413, json=full))
    choose(page, written(tmp_path, "某县.txt", text("某县", 7)))
    alert = page.locator("#y-upload [role=alert]")
    expect(alert).to_contain_text("“某县.txt”没能传上来")
    expect(alert).to_contain_text("今天上传到这里的文件已到 10 GB 的上限")


def test_an_upload_waits_for_another_writer_and_goes_on_when_the_page_is_closed(
    open_tab, uploading, tmp_path: Path
) -> None:
    library = uploading[1]
    page = open_tab()
    with Library.open(library.folder, HashingEmbeddings()) as other, other.writing():
        choose(page, written(tmp_path, "海宁镇总结.txt", text("海宁镇", 12)))
        expect(page.locator("#y-runs")).to_contain_text("资料库正忙", timeout=15_000)
        page.context.close()
    back = open_tab()
    expect(report(back, "海宁镇总结.txt")).to_contain_text("✓ 已导入")
    expect(card(back, "海宁镇总结.txt")).to_be_visible()
    back.locator("#y-runs .y-put-away").first.click()
    expect(back.locator("#y-runs .y-run").first).to_be_hidden()


def test_it_fits_a_phone_in_english(open_tab, tmp_path: Path) -> None:
    page = open_tab("en-US", 390, "Documents", is_mobile=True, has_touch=True)
    choose(
        page, written(tmp_path, "plan.txt", text("北苑镇", 3)), written(tmp_path, "broken.docx", b"PK\x03\x04broken")
    )
    expect(report(page, "plan.txt")).to_contain_text("✓ ingested")
    expect(report(page, "broken.docx")).to_contain_text("✗ not ingested")
    assert overflow(page) <= 0
    card(page, "plan.txt").get_by_role("button", name="Remove").tap()
    expect(page.locator(".y-sure")).to_contain_text("from the library?")
    assert overflow(page) <= 0
    ours = page.locator("#y-upload, #y-runs thead, #y-runs .y-done, #y-runs .y-notes, #y-library .y-doings")
    assert not re.search("[\u4e00-\u9fff]", "".join(ours.all_inner_texts()))


def test_only_what_was_uploaded_is_taken_for_an_upload(tmp_path: Path) -> None:
    inside = Path(get_upload_folder()) / "youju-test-upload"
    inside.mkdir(parents=True, exist_ok=True)
    good, link, outside = inside / "a.txt", inside / "link.txt", tmp_path / "secret.txt"
    good.write_text("x")
    outside.write_text("x")
    link.unlink(missing_ok=True)
    link.symlink_to(outside)
    given = ["/etc/passwd", str(outside), str(link), str(inside / ".." / ".." / ".." / "etc/passwd"), "a\0b", None, 3]
    try:
        assert _given({"files": [{"name": "x.txt", "path": path} for path in given]}) == []
        assert _given({"files": [{"name": "../甲/通知.txt", "path": str(good)}, "x", None]}) == [
            ("通知.txt", good.resolve())
        ]
        assert _given({"files": "x"}) == [] and _given({}) == []
    finally:
        link.unlink()
        good.unlink()
        inside.rmdir()
