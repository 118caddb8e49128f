"""The tab that verifies, in a real browser over the real verifier: paste, read the marks, open the source, sign off, export."""

import io
import json
import re
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock

from ingest.intake import LibraryIntake
from ingest.pipeline import find_files, ingest
from rag.chain import Assistant
from rag.embedding import SentenceEmbeddings
from rag.library import Library
from rag.page import build_page, serve
from rag.settings import ROOT, Settings
from rag.verifying.locate import Located
from rag.verifying.signoff import FILE
from rag.verifying.verdict import Claim, Verdict
from rag.verifying.verifier import Verifier
from tests.browser import Page, expect, marked, needs_browser, overflow

pytestmark = needs_browser

PLAN = "岱山县教育工作要点2024（示例）.txt"
WRONG = "岱山县校园安全智慧平台包括信息采集、隐患排查、安全监管等模块一共8个"
RIGHT = "公共实训基地按企业岗位开班，年内培训不少于800人次。"
ABSENT = "普陀区2024年要新建幼儿园12所。"
SPEECH = f"同志们：\n\n一、工作安排\n{RIGHT}\n{WRONG}。\n\n{ABSENT}\n谢谢大家！"
HARM = '<img src=x onerror="window.__pwned=1"><script>window.__pwned=1</script>'
# Two documents that disagree about one matter.
OWN = {
    "青石县教育统计公报2023.txt": "青石县2023年教育事业统计公报\n\n一、学前教育\n2023年全县共有幼儿园86所，其中普惠性幼儿园71所。\n\n二、义务教育\n全县小学在校生20415人。\n",
    "青石县教育工作总结2023.txt": "青石县2023年教育工作总结\n\n一、学前教育\n2023年全县共有幼儿园82所，其中普惠性幼儿园71所。\n\n二、队伍建设\n全年招聘教师135名。\n",
}


@pytest.fixture(scope="module")
def verifying(
    samples: Assistant, embeddings: SentenceEmbeddings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Library]]:
    """The address of the page over a copy of the samples with two documents that disagree, and its library."""
    home = tmp_path_factory.mktemp("verifying")
    shutil.copytree(samples.library.folder, home / "library")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = Settings(library=home / "library", port=port, verify_claims=40, verify_bytes=50_000, _env_file=None)
    with Library.open(settings.library, embeddings) as library:
        put(library, home, OWN)
        intake = LibraryIntake(library, embeddings.fingerprint, settings)
        page = build_page(Assistant(library, trained=samples.reader.judge.reader), library, settings, intake)
        yield serve(page, settings), library
        page.close()


def put(library: Library, folder: Path, files: dict[str, str]) -> None:
    """Put documents in, each in the place of the one of the same name."""
    docs = folder / f"docs{time.monotonic_ns()}"
    docs.mkdir()
    for name, text in files.items():
        (docs / name).write_text(text, "utf-8")
    with library.writing():
        ingest(find_files([docs]), library, library._embeddings.fingerprint, lambda result: None)  # type: ignore[attr-defined]


@pytest.fixture
def open_tab(browser, verifying: tuple[str, Library]) -> Iterator[Callable[..., Page]]:
    """Opens the page at the tab as another user. What went wrong in any of them fails the test."""
    contexts, errors = [], []

    def open_one(locale: str = "zh-CN", width: int = 1280, label: str = "核对", **more: object) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 840}, locale=locale, accept_downloads=True, **more
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: (errors.append(dialog.message), dialog.dismiss()))
        page.goto(verifying[0])
        page.locator(".y-invitation").wait_for()
        page.get_by_role("tab", name=label, exact=True).first.click()
        page.locator("#y-claims textarea").wait_for()
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert errors == []


def verify(page: Page, text: str, count: int) -> None:
    """Verify a text and wait until it is done."""
    page.locator("#y-claims textarea").fill(text)
    page.locator("#y-check").click()
    expect(page.locator("#y-progress [role=status]")).to_contain_text(
        re.compile(f"共 {count} 句|Done: {count} "), timeout=120_000
    )
    expect(page.locator("#y-found tbody")).to_have_count(count)


def row(page: Page, text: str):
    return page.locator("#y-found tbody").filter(has=page.locator(".y-toggle", has_text=text))


def opened(page: Page, text: str):
    """The row of a claim, opened."""
    found = row(page, text)
    found.locator(".y-toggle").click()
    expect(found.locator(".y-detail")).to_be_visible()
    return found


def test_a_pasted_speech_becomes_a_table_whose_rows_open_with_the_marks(open_tab) -> None:
    page = open_tab()
    expect(page.locator("#y-progress .y-intro")).to_contain_text("≠ 与原文不符")
    verify(page, SPEECH, 3)
    expect(page.locator("#y-found .y-row-verdict .y-verdict")).to_have_text(
        ["✓ 有原文依据", "≠ 与原文不符", "○ 未找到依据"]
    )
    expect(row(page, RIGHT)).to_contain_text("逐字一致")
    expect(row(page, ABSENT)).to_contain_text("资料库中没有普陀区的文件。")
    expect(row(page, WRONG[:20])).to_contain_text("第4段")

    wrong = opened(page, WRONG[:20])
    claim, clause = wrong.locator(".y-words").all()
    expect(claim.locator("mark", has_text="8个")).to_contain_text("≠")
    expect(clause.locator("mark.y-changed")).to_have_text("≠7个")
    text = clause.evaluate(
        "side => { const copy = side.cloneNode(true); copy.querySelectorAll('.y-sign-of').forEach((sign) => sign.remove()); return copy.textContent; }"
    )
    assert text in (ROOT / "data" / "policies" / PLAN).read_text("utf-8")
    expect(wrong.locator(".y-said")).to_contain_text("数字：所称“8个”，原文“7个”")
    for shown in ("岱山县2024年教育工作要点", "4.守牢平安校园", "2024-05-24", "有效"):
        expect(wrong.locator(".y-passage .y-meta")).to_contain_text(shown)

    wrong.locator(".y-show").first.click()
    assert marked(page) == text
    expect(page.locator("#y-panel .y-path")).to_contain_text("守牢平安校园")


def test_every_tab_stays_in_its_place_however_often_one_goes_from_one_to_another(open_tab) -> None:
    page = open_tab()
    names = ["问答", "核对", "对照", "文件"]
    for name in (*names, *reversed(names)):
        page.get_by_role("tab", name=name, exact=True).click()
        expect(page.get_by_role("tab", name=name, exact=True)).to_have_attribute("aria-selected", "true")
        expect(page.get_by_role("tab")).to_have_text(names)


def test_rows_are_filtered_by_verdict_and_text_and_sorted_by_keyboard(open_tab) -> None:
    page = open_tab()
    verify(page, SPEECH, 3)
    visible = page.locator("#y-found tbody:visible")
    chips = page.locator(".y-chip")
    expect(chips).to_have_text(["全部 3", "✓ 有原文依据 1", "≠ 与原文不符 1", "？ 请人过目 0", "○ 未找到依据 1"])
    chips.nth(2).focus()
    page.keyboard.press("Enter")
    expect(visible).to_have_count(1)
    expect(visible).to_contain_text("智慧平台")
    expect(chips.nth(2)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".y-shown-count")).to_have_text("显示 1 句")
    page.locator(".y-filter").fill("没有这样的话")
    expect(visible).to_have_count(0)
    page.locator(".y-filter").fill("")
    chips.first.click()
    expect(visible).to_have_count(3)
    page.locator(".y-filter").fill("800人次")
    expect(visible).to_have_count(1)
    page.locator(".y-filter").fill("")

    by_verdict = page.locator(".y-sort[value=label]")
    by_verdict.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#y-found th.y-col-label")).to_have_attribute("aria-sort", "ascending")
    expect(page.locator(".y-row-number")).to_have_text(["2", "3", "1"])
    page.keyboard.press("Enter")
    expect(page.locator("#y-found th.y-col-label")).to_have_attribute("aria-sort", "descending")
    expect(page.locator(".y-row-number")).to_have_text(["1", "3", "2"])

    toggle = page.locator(".y-toggle").first
    toggle.focus()
    page.keyboard.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".y-detail").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".y-show").first).to_be_focused()


def content(download) -> io.BytesIO:
    """What was downloaded, by a file's content and not by its name, which the browser keeps elsewhere."""
    return io.BytesIO(Path(download.value.path()).read_bytes())


def runs(value: object) -> dict[str, TextBlock]:
    return {part.text: part for part in value if isinstance(part, TextBlock)} if isinstance(value, CellRichText) else {}


def test_an_export_opens_with_the_marked_differences(open_tab) -> None:
    page = open_tab()
    verify(page, SPEECH + "\n\n=全县共有幼儿园9999所。", 4)
    files = {}
    for kind in ("xlsx", "docx"):
        with page.expect_download() as download:
            page.locator(f"#y-found .y-export[value={kind}]").click()
        assert download.value.suggested_filename.endswith(f".{kind}")
        files[kind] = content(download)
    sheet = load_workbook(files["xlsx"], rich_text=True).worksheets[0]
    assert sheet.freeze_panes == "A2" and [cell.value for cell in sheet[1]][:4] == [
        "序号",
        "位置",
        "核对结果",
        "所核对的话",
    ]
    assert [sheet.cell(line, 3).value for line in (2, 3, 4)] == ["✓ 有原文依据", "≠ 与原文不符", "○ 未找到依据"]
    for column, text in ((4, "【8个】"), (5, "【7个】")):
        block = runs(sheet.cell(3, column).value)[text]
        assert block.font.b and block.font.u == "single" and block.font.color
    assert sheet["D5"].value.startswith("=")
    assert {place.data_type for line in sheet.iter_rows() for place in line if place.value is not None} == {"s"}
    [grid] = Document(files["docx"]).tables
    found = {run.text: run for place in grid.rows[2].cells for run in place.paragraphs[0].runs}
    assert found["【8个】"].bold and found["【7个】"].underline


def test_a_sign_off_is_kept_and_flagged_once_the_document_changes(
    open_tab, verifying: tuple[str, Library], tmp_path: Path
) -> None:
    library = verifying[1]
    page = open_tab()
    verify(page, WRONG + "。", 1)
    wrong = opened(page, WRONG[:20])
    wrong.locator(".y-sign").click()
    expect(wrong.locator("[role=alert]")).to_have_text("请填写签核人。")
    wrong.locator(".y-who").fill("王建国<b>")
    wrong.locator(".y-sign-note").fill("退回修改")
    wrong.locator(".y-sign-note").press("Enter")
    expect(wrong.locator(".y-told")).to_contain_text("王建国<b>")
    expect(wrong.locator(".y-told")).to_contain_text("依据未变")
    expect(wrong.locator(".y-detail")).to_be_visible()
    expect(wrong.locator(".y-is-signed")).to_have_text("已签核")
    expect(page.locator("#y-signed summary")).to_have_text("签核记录（1）")
    kept = json.loads((library.folder / FILE).read_text("utf-8").splitlines()[-1])
    assert (kept["who"], kept["note"], kept["label"], kept["library"]) == (
        "王建国<b>",
        "退回修改",
        "contradicted",
        library.digest,
    )

    before = (ROOT / "data" / "policies" / PLAN).read_text("utf-8")
    try:
        put(library, tmp_path, {PLAN: before.replace("等模块一共7个", "等模块一共9个")})
        wrong.locator(".y-sign").click()
        expect(wrong.locator("[role=alert]")).to_contain_text("请重新核对再签核")
        other = open_tab()
        expect(other.locator("#y-signed summary")).to_have_text("签核记录（1）、1 条需复核")
        flagged = other.locator("#y-signed .y-signed-list > ul > li")
        expect(flagged.locator(".y-note")).to_contain_text("⚠ 文件已更新，所引的话已不在原文，请重新核对")
        with other.expect_download() as download:
            other.locator("#y-signed .y-export[value=xlsx]").click()
        sheet = load_workbook(content(download)).worksheets[0]
        assert sheet["D2"].value == "王建国<b>" and sheet["G2"].value.startswith("⚠")
        flagged.locator(".y-show").first.click()
        expect(other.locator("#y-panel .y-note").last).to_contain_text("文件在作答之后更新过")
        flagged.locator(".y-recheck").click()
        expect(other.locator("#y-claims textarea")).to_have_value(
            WRONG + "。" if kept["claim"].endswith("。") else WRONG
        )
        other.locator("#y-check").click()
        fresh = row(other, WRONG[:20])
        expect(fresh).to_contain_text("原文“9个”", timeout=60_000)
    finally:
        put(library, tmp_path, {PLAN: before})
    last = open_tab()
    expect(last.locator("#y-signed summary")).to_have_text("签核记录（1）")


def test_documents_that_disagree_are_both_shown(open_tab) -> None:
    page = open_tab()
    verify(page, "青石县2023年共有幼儿园86所。", 1)
    found = opened(page, "86所")
    expect(found.locator(".y-row-verdict")).to_contain_text("几份文件说法不一")
    expect(found.locator(".y-passage > .y-verdict")).to_have_text(["✓ 有原文依据", "≠ 与原文不符"])
    expect(found.locator(".y-passage").first).to_contain_text("统计公报")
    expect(found.locator(".y-passage").last.locator("mark").last).to_contain_text("82所")


def test_what_is_pasted_is_only_text(open_tab) -> None:
    page = open_tab()
    verify(page, f"岱山县2024年年内培训不少于800人次{HARM}并配齐**教师**。", 1)
    found = page.locator("#y-found tbody")
    assert HARM in found.locator(".y-toggle").text_content()
    found.locator(".y-toggle").click()
    assert page.evaluate("window.__pwned") is None
    assert page.locator("#y-found img, #y-found script, #y-found strong").count() == 0


def test_files_are_verified_with_where_each_claim_stood(open_tab, tmp_path: Path) -> None:
    document, book = Document(), Workbook()
    document.add_paragraph("同志们：")
    document.add_paragraph(RIGHT)
    document.save(str(tmp_path / "讲话.docx"))
    for line in (["序号", "内容"], [1, WRONG + "。"], [2, ABSENT]):
        book.active.append(line)
    book.save(tmp_path / "表.xlsx")
    page = open_tab()
    page.locator("#y-claim-files input[type=file]").set_input_files([tmp_path / "讲话.docx", tmp_path / "表.xlsx"])
    expect(page.locator("#y-claim-files .file-preview")).to_contain_text("表")
    verify(page, "", 3)
    expect(page.locator("#y-found .y-row-claim > .y-label")).to_have_text(
        ["讲话.docx 第2段", "表.xlsx Sheet!B2", "表.xlsx Sheet!B3"]
    )


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("讲话.docx", b"not an archive", "讲话.docx：文件损坏，或内容与后缀 .docx 不符"),
        ("讲话.txt", ("字" * 20_000).encode(), "讲话.txt：文件有 0.1 MB，超过上限 0.05 MB"),
        ("表.csv", "序号,单位\n1,县教育局\n".encode("gb18030"), "表.csv：表格里没有哪一列是成句的话"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_what_to_do(
    open_tab, tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(data)
    page = open_tab()
    page.locator("#y-claim-files input[type=file]").set_input_files(tmp_path / name)
    expect(page.locator("#y-claim-files .file-preview")).to_be_visible()
    page.locator("#y-check").click()
    alert = page.locator("#y-progress [role=alert]")
    expect(alert).to_contain_text(says, timeout=20_000)
    expect(alert).to_contain_text("请")
    expect(page.locator("#y-check")).to_be_visible()


def test_nothing_and_too_much_are_said_in_a_sentence(open_tab) -> None:
    page = open_tab()
    for text, says in (
        ("", "请先粘贴要核对的话"),
        ("同志们：大家好！", "没有可以核对的话"),
        ("全县新建幼儿园7所。\n\n" * 41, "超过一次 40 条的上限"),
    ):
        page.locator("#y-claims textarea").fill(text)
        page.locator("#y-check").click()
        expect(page.locator("#y-progress [role=alert]")).to_contain_text(says, timeout=20_000)


def test_a_run_shows_how_far_it_is_and_can_be_stopped(open_tab, monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = Verifier._verdict

    def slowly(self: Verifier, claim: Claim, before: Located | None) -> tuple[Verdict, Located]:
        time.sleep(0.2)  # so that it goes on while somebody sees it and stops it
        return verdict(self, claim, before)

    monkeypatch.setattr(Verifier, "_verdict", slowly)
    page = open_tab()
    page.locator("#y-claims textarea").fill(
        "\n\n".join(f"岱山县2024年培训教师{number}00人次，新建学校{number}所。" for number in range(1, 16))
    )
    page.locator("#y-check").click()
    expect(page.locator("#y-progress progress")).to_be_visible(timeout=60_000)
    total = int(page.locator("#y-progress progress").get_attribute("max") or 0)
    assert total >= 15
    expect(page.locator("#y-found tbody").first).to_be_visible(timeout=60_000)
    page.locator("#y-check-stop").click()
    told = page.locator("#y-progress [role=status]")
    expect(told).to_have_text(re.compile(rf"已停止，核对了 \d+ / {total} 句"), timeout=30_000)
    expect(page.locator("#y-check")).to_be_visible()
    shown = page.locator("#y-found tbody").count()
    assert shown < total
    time.sleep(1)
    assert page.locator("#y-found tbody").count() == shown
    page.locator(".y-toggle").first.click()
    page.locator(".y-detail:visible .y-who").fill("李霞")
    page.locator(".y-detail:visible .y-sign").click()
    expect(page.locator(".y-detail:visible .y-told")).to_contain_text("李霞")


def test_two_users_see_their_own_verdicts(open_tab) -> None:
    first, second = open_tab(), open_tab()
    for page, text in ((first, RIGHT), (second, ABSENT)):
        page.locator("#y-claims textarea").fill(text)
    for page in (first, second):
        page.locator("#y-check").click()
    expect(first.locator("#y-found tbody")).to_have_count(1, timeout=60_000)
    expect(second.locator("#y-found tbody")).to_have_count(1, timeout=60_000)
    expect(first.locator(".y-toggle")).to_contain_text("实训基地")
    expect(second.locator(".y-toggle")).to_contain_text("普陀区")
    with second.expect_download() as download:
        second.locator("#y-found .y-export[value=xlsx]").click()
    assert "普陀区" in load_workbook(content(download)).worksheets[0]["D2"].value


def test_a_verdict_is_copied_with_its_citation(open_tab) -> None:
    page = open_tab(permissions=["clipboard-read", "clipboard-write"])
    verify(page, RIGHT, 1)
    opened(page, RIGHT).locator(".y-copy-text").click()
    expect(page.locator(".y-copy-text")).to_have_text("已复制")
    text = page.evaluate("navigator.clipboard.readText()")
    assert "✓ 有原文依据" in text and "《岱山县2024年教育工作要点》三、5：“" in text


def test_it_fits_a_phone_and_the_panel_opens_over_it(open_tab) -> None:
    page = open_tab(width=360, is_mobile=True, has_touch=True)
    assert overflow(page) <= 0
    verify(page, SPEECH, 3)
    assert overflow(page) <= 0
    wrong = row(page, WRONG[:20])
    wrong.locator(".y-toggle").tap()
    claim, clause = (side.bounding_box() for side in wrong.locator(".y-side").all())
    assert clause["y"] > claim["y"] + claim["height"] - 1 and overflow(page) <= 0
    wrong.locator(".y-show").first.tap()
    assert "7个" in marked(page)
    page.locator("#y-panel .y-close").tap()
    expect(page.locator("#y-panel")).not_to_be_visible()


def test_an_english_browser_gets_an_english_tab(open_tab) -> None:
    page = open_tab("en-US", label="Verify")
    verify(page, SPEECH, 3)
    expect(page.locator("#y-found .y-row-verdict .y-verdict")).to_have_text(
        ["✓ Supported", "≠ Contradicted", "○ Not found"]
    )
    expect(row(page, ABSENT)).to_contain_text("The library holds no document of 普陀区.")
    opened(page, WRONG[:20])
    ours = page.locator(
        "#y-found .y-tools, #y-found thead, #y-found .y-legend, #y-found .y-label:not([lang]), #y-progress, #y-check"
    )
    assert not re.search("[\u4e00-\u9fff]", "".join(ours.all_inner_texts()))


def test_dark_mode_keeps_verdicts_and_marks_readable(open_tab) -> None:
    from tests.test_page import contrast

    page = open_tab(color_scheme="dark")
    verify(page, SPEECH, 3)
    opened(page, WRONG[:20])
    for place in (
        ".y-supported .y-verdict",
        ".y-contradicted .y-verdict",
        ".y-not_found .y-verdict",
        "#y-found mark",
        ".y-chip",
        ".y-sort",
    ):
        assert contrast(page, place) >= 4.5, place
