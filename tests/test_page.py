"""The page in a real browser: app.py as a process of its own, over a library that `python -m ingest` made."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.browser import Page, ask, expect, marked, needs_browser, overflow

ROOT = Path(__file__).resolve().parent.parent
pytestmark = needs_browser

HARM = '<script>window.__pwned=1;alert(1)</script><img src=x onerror="window.__pwned=1;alert(2)">'
# Long enough that what follows it is out of view until it is scrolled to.
TOWNS = "".join(
    f"（{number}）{town}乡。现有幼儿园{len(town) + 2}所，冬季供暖与饮水设施已经查验，园舍图纸和消防记录存县教育局备查，每年更新一次。\n\n"
    for number, town in zip("一二三四五六七八九", "东河 西河 南塘 北塘 上坝 下坝 石桥 竹溪 松岗".split(), strict=True)
)
DOCUMENTS = {
    "望川县学前教育提升计划.txt": (
        "望川县学前教育提升计划（2023—2025年）\n望教发〔2023〕8号\n\n"
        f"一、现有基础\n{TOWNS}二、总体目标\n"
        "到2025年，全县学前三年毛入园率达到96.5%，普惠性幼儿园覆盖率达到91%。公办园在园幼儿占比不低于62%。\n\n"
        "三、主要任务\n（一）扩大普惠资源。新建公办幼儿园7所，新增学位2310个。老旧小区改造时同步补建配套园。\n"
        "（二）建强教师队伍。幼儿园教师每学年参加培训不少于60学时，保育员持证上岗。\n\n"
        "四、保障措施\n（一）落实经费。县财政按每生每年800元的标准安排公用经费，并随财力逐步提高。\n"
        "（二）严格督导。每学期对各园开展一次专项督导，结果向社会公布。\n\n望川县教育局\n2023年5月12日\n"
    ),
    "白石镇课后服务办法.txt": (
        "白石镇中小学课后服务管理办法\n\n第一章 总则\n第一条 为规范全镇中小学课后服务，制定本办法。\n"
        f"第二章 收费\n第二条 课后服务费每生每月不超过120元{HARM}，家庭经济困难学生免收。\n"
        "第三条 课后服务费按*学期*结算，不得__跨学期__收取，公式为 $$a_1+b$$ 。\n"
        "第三章 时间\n第四条 课后服务每周开展5天，每天不少于2小时。\n"
    ),
    "云溪区教师培训方案.md": (
        "# 云溪区中小学教师培训实施方案\n\n## 一、培训对象\n\n全区中小学在职教师1860人，三年内轮训一遍。\n\n"
        "## 二、培训安排\n\n| 学段 | 参训教师 | 时间 |\n| --- | --- | --- |\n| 高中教研员 | 37人 | 7月 |\n| 小学校长 | 52人 | 8月 |\n\n"
        "## 三、培训内容\n\n1. 师德师风。每年开展集中学习4次。\n2. 信息技术。每名教师完成40学时的在线研修。\n"
    ),
}
KINDERGARTEN = "望川县2025年学前三年毛入园率要达到多少？"
AFTER_SCHOOL = "白石镇课后服务费每生每月最多收多少元？"
UNANSWERED = "望川县的高铁站什么时候通车？"


@dataclass
class Seen:
    """What a browser did besides what it was told to."""

    elsewhere: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("page")


@pytest.fixture
def library(home: Path) -> Path:
    """The folder of the page's library."""
    return home / "library"


@pytest.fixture(scope="session")
def address(home: Path) -> Iterator[str]:
    """The address of app.py over three ingested documents."""
    docs = home / "documents"
    docs.mkdir()
    for name, text in DOCUMENTS.items():
        (docs / name).write_text(text, "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # A proxy that does not exist: what asks it fails, so the page must start without it.
    env = os.environ | {
        "YOUJU_LIBRARY": str(home / "library"), "YOUJU_PORT": str(port), "YOUJU_HOST": "127.0.0.1",
        "HTTP_PROXY": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9", "NO_PROXY": "", "no_proxy": "",
    }  # fmt: skip
    subprocess.run([sys.executable, "-m", "ingest", str(docs)], cwd=ROOT, env=env, check=True, timeout=300)
    log = home / "log.txt"
    with (
        log.open("wb") as out,
        subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=env, stdout=out, stderr=out) as app,
    ):
        url = f"http://127.0.0.1:{port}"
        try:
            _wait_until_up(url, app, log)
            yield url
        finally:
            app.terminate()


def _wait_until_up(url: str, app: subprocess.Popen[bytes], log: Path) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(240):
        if app.poll() is not None:
            break
        try:
            direct.open(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"app.py did not come up:\n{log.read_text('utf-8', 'replace')}")


@pytest.fixture
def visit(browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens the page as another user. What any of them saw that it should not have fails the test."""
    contexts = []
    seen = Seen()

    def open_page(width: int = 1280, height: int = 800, locale: str = "zh-CN", **more: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, locale=locale, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: _note_request(request.url, address, seen))
        page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: seen.errors.append(str(error)))
        page.goto(address)
        page.locator("#y-ask textarea").wait_for()
        page.locator(".y-invitation").wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert seen == Seen()


def _note_request(url: str, address: str, seen: Seen) -> None:
    if not url.startswith((address + "/", "data:", "blob:")):
        seen.elsewhere.append(url)


def last_answer(page: Page):
    """The last answer, once it is whole."""
    answer = page.locator(".y-answer").last
    expect(answer.locator(".y-copy, .y-nearby").or_(page.locator(".y-refusal").last).first).to_be_visible(
        timeout=60_000
    )
    return answer


def test_ask_then_click_a_citation_and_see_the_sentence_marked_in_its_clause(visit) -> None:
    page = visit()
    ask(page, KINDERGARTEN)
    answer = last_answer(page)
    expect(page.locator(".y-question")).to_have_text(KINDERGARTEN)
    expect(answer.locator(".y-text")).to_contain_text("96.5%")
    expect(answer.locator(".y-source-link").first).to_contain_text("望川县学前教育提升计划")

    answer.locator(".y-cite").first.click()
    quote = marked(page)
    assert "96.5%" in quote and quote in DOCUMENTS["望川县学前教育提升计划.txt"]
    panel = page.locator("#y-panel")
    expect(panel.locator("h2")).to_contain_text("望川县学前教育提升计划")
    expect(panel.locator(".y-path")).to_contain_text("总体目标")
    expect(panel.locator(".y-clause")).to_contain_text("扩大普惠资源")

    panel.locator(".y-other").click()
    expect(panel.locator(".y-clause")).to_contain_text("结果向社会公布")
    assert marked(page) == quote


def test_a_question_sent_early_is_answered_next_and_each_answer_keeps_its_own_citation(visit) -> None:
    page = visit()
    ask(page, KINDERGARTEN)
    expect(page.locator("#y-ask textarea")).to_have_value("")
    ask(page, "望川县幼儿园教师每学年培训多少学时？")
    expect(page.locator(".y-copy")).to_have_count(2, timeout=60_000)
    for number, word in ((0, "96.5%"), (1, "60学时"), (0, "96.5%")):
        page.locator(".y-answer").nth(number).locator(".y-source-link").first.click()
        expect(page.locator("#y-panel mark").first).to_contain_text(word)


def test_no_question_is_lost_however_fast_they_follow_one_another(visit) -> None:
    page = visit()
    page.evaluate("""questions => {
      const box = document.querySelector("#y-ask textarea");
      for (const question of questions) {
        box.value = question;
        box.dispatchEvent(new Event("input", { bubbles: true }));
        box.dispatchEvent(new KeyboardEvent("keypress", { key: "Enter", bubbles: true, cancelable: true }));
      }
    }""", [KINDERGARTEN, AFTER_SCHOOL])  # fmt: skip
    ask(page, UNANSWERED)
    expect(page.locator(".y-question")).to_have_text([KINDERGARTEN, AFTER_SCHOOL, UNANSWERED], timeout=60_000)
    expect(page.locator(".y-text")).to_have_count(3, timeout=60_000)
    expect(page.locator(".y-text").first).to_contain_text("96.5%")
    expect(page.locator(".y-text").nth(1)).to_contain_text("120元")
    expect(page.locator("#y-queue p")).to_have_count(0)
    expect(page.locator("#y-ask textarea")).to_have_value("")
    expect(page.locator("#y-ask .submit-button")).to_be_visible()


def test_a_cell_of_a_table_is_told_with_its_row_and_marked_in_the_table(visit) -> None:
    page = visit(width=400)
    ask(page, "云溪区有多少名高中教研员参训？")
    answer = last_answer(page)
    expect(answer.locator(".y-text")).to_contain_text("高中教研员：参训教师“37人”")
    answer.locator(".y-cite").first.click()
    assert marked(page).strip() == "37人"
    expect(page.locator("#y-panel .y-grid td.y-cited")).to_have_text("37人")
    expect(page.locator("#y-panel .y-grid th").first).to_have_text("学段")
    assert overflow(page) <= 0


def test_an_answer_is_asked_again_and_a_follow_up_keeps_the_conversation(visit) -> None:
    page = visit()
    ask(page, KINDERGARTEN)
    expect(page.locator(".y-copy")).to_have_count(1, timeout=60_000)
    page.locator(".y-answer").evaluate("answer => { answer.dataset.before = true; }")
    page.get_by_role("button", name="重试").click()
    expect(page.locator(".y-answer:not([data-before]) .y-copy")).to_have_count(1, timeout=60_000)
    expect(page.locator(".y-question")).to_have_text([KINDERGARTEN])
    ask(page, "新建公办幼儿园几所？")
    expect(page.locator(".y-copy")).to_have_count(2, timeout=60_000)
    expect(page.locator(".y-text").last).to_contain_text("7所")


def test_an_example_question_from_the_library_is_answered(visit) -> None:
    page = visit()
    example = page.locator("#y-chat .example").first
    question = example.inner_text().strip()
    example.click()
    answer = last_answer(page)
    expect(page.locator(".y-question")).to_have_text(question)
    expect(answer.locator(".y-cite").first).to_be_visible()


def test_copy_gives_the_words_and_their_sources_without_markup(visit) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    ask(page, KINDERGARTEN)
    last_answer(page)
    page.locator(".y-copy").click()
    expect(page.locator(".y-copy")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "96.5%" in copied and "[1]" in copied and "来源" in copied and "望川县学前教育提升计划" in copied
    assert not re.search(r"<\w+|&#", copied)


def test_a_hostile_document_and_question_do_nothing_and_are_shown_as_text(visit) -> None:
    page = visit()
    ask(page, f"{AFTER_SCHOOL} {HARM} **x**")
    expect(page.locator(".y-question")).to_contain_text(HARM)
    expect(page.locator(".y-question")).to_contain_text("**x**")
    last_answer(page)
    ask(page, AFTER_SCHOOL)
    expect(page.locator(".y-copy").last).to_be_visible(timeout=60_000)
    expect(page.locator(".y-text").last).to_contain_text("120元")
    page.locator(".y-answer").last.locator(".y-cite").first.click()
    assert "120元" in marked(page)
    page.locator("#y-panel .y-other").click()
    text = page.locator("#y-panel .y-clause")
    expect(text).to_contain_text("每天不少于2小时")
    shown = text.text_content()
    assert HARM in shown and "*学期*" in shown and "__跨学期__" in shown and "$$a_1+b$$" in shown
    assert page.evaluate("window.__pwned") is None
    assert page.locator("#y-work script, #y-work img, #y-chat strong, #y-chat em").count() == 0


def test_a_refusal_is_calm_and_lists_no_sources(visit) -> None:
    page = visit()
    ask(page, UNANSWERED)
    refusal = page.locator(".y-refusal")
    expect(refusal.locator(".y-text")).to_be_visible(timeout=60_000)
    assert refusal.locator(".y-text").inner_text().strip()
    assert page.locator(".y-cite, .y-sources, .y-copy").count() == 0


def test_two_users_at_once_get_their_own_answers_and_sources(visit) -> None:
    first, second = visit(), visit()
    asked = [(first, KINDERGARTEN, "96.5%", "120元"), (second, AFTER_SCHOOL, "120元", "96.5%")]
    for page, question, _, _ in asked:
        page.locator("#y-ask textarea").fill(question)
    for page, _, _, _ in asked:
        page.locator("#y-ask textarea").press("Enter")
    for page, question, own, others in asked:
        text = last_answer(page).locator(".y-text")
        expect(text).to_contain_text(own)
        expect(text).not_to_contain_text(others)
        expect(page.locator(".y-question")).to_have_text([question])
    for page, _, _, _ in asked:
        page.locator(".y-cite").first.click()
    for page, _, own, _ in asked:
        assert own in marked(page)


def test_the_documents_are_listed_and_open_with_their_outline(visit) -> None:
    page = visit()
    page.get_by_role("tab", name="文件").click()
    cards = page.locator("#y-library li")
    expect(cards).to_have_count(len(DOCUMENTS))
    card = cards.filter(has_text="望川县学前教育提升计划")
    for word in ("望川县", "2023", "望教发〔2023〕8号", "条款数"):
        expect(card).to_contain_text(word)
    card.locator(".y-doc").click()
    panel = page.locator("#y-panel")
    expect(panel.locator(".y-goto").filter(has_text="保障措施")).to_be_visible()
    expect(panel.locator(".y-clause")).to_contain_text("结果向社会公布")
    panel.locator(".y-goto").filter(has_text="落实经费").click()
    expect(panel.locator(".y-heading").filter(has_text="落实经费")).to_be_in_viewport()


@pytest.mark.parametrize("width", [360, 390])
def test_nothing_overflows_on_a_phone_and_the_panel_opens_over_the_page_and_closes(visit, width: int) -> None:
    page = visit(width=width, height=780, is_mobile=True, has_touch=True)
    assert overflow(page) <= 0
    ask(page, AFTER_SCHOOL)
    answer = last_answer(page)
    assert overflow(page) <= 0
    expect(page.locator("#y-panel")).not_to_be_visible()
    marker = answer.locator(".y-cite").first
    marker.tap()
    assert "120元" in marked(page)
    assert overflow(page) <= 0
    page.locator("#y-panel .y-close").tap()
    expect(page.locator("#y-panel")).not_to_be_visible()
    expect(marker).to_be_focused()
    page.get_by_role("tab", name="文件").tap()
    expect(page.locator("#y-library li")).to_have_count(len(DOCUMENTS))
    assert overflow(page) <= 0


def test_the_back_button_of_a_phone_closes_the_panel_and_stays_on_the_page(visit) -> None:
    page = visit(width=390, height=700, is_mobile=True, has_touch=True)
    ask(page, KINDERGARTEN)
    marker = last_answer(page).locator(".y-cite").first
    panel = page.locator("#y-panel")
    for leave in (page.go_back, panel.locator(".y-close").tap, lambda: page.keyboard.press("Escape")):
        marker.tap()
        expect(panel).to_be_visible()
        panel.locator(".y-other").tap()
        leave()
        expect(panel).not_to_be_visible()
        expect(page.locator(".y-question")).to_have_text(KINDERGARTEN)
    page.go_forward()
    expect(panel).to_be_visible()


def test_nothing_of_the_chat_floats_over_the_panel_of_a_phone(visit) -> None:
    page = visit(width=390, height=620, is_mobile=True, has_touch=True)
    for question in (KINDERGARTEN, AFTER_SCHOOL, KINDERGARTEN):
        ask(page, question)
    expect(page.locator(".y-copy")).to_have_count(3, timeout=60_000)
    down = page.get_by_role("button", name=re.compile("scroll down", re.I))
    place: dict[str, float] = {}

    def floats() -> bool:
        # The chat still follows its newest answer for a moment, and the button goes away with that.
        page.locator("#y-chat .bubble-wrap").evaluate("chat => chat.scrollTo(0, chat.scrollTop ? 0 : 9)")
        page.wait_for_timeout(700)
        place.update((down.bounding_box() if down.is_visible() else None) or {})
        return bool(place)

    wait_for(floats)
    page.locator(".y-cite").first.tap()
    marked(page)
    on_top = "([x, y]) => Boolean(document.elementFromPoint(x, y).closest('#y-panel'))"
    assert page.evaluate(on_top, [place["x"] + place["width"] / 2, place["y"] + place["height"] / 2])


def kept(library: Path) -> list[dict[str, object]]:
    """Every line that was kept beside the library, oldest first."""
    path = library / "feedback.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def wait_for(happened: Callable[[], bool]) -> None:
    """Until something has happened, a minute at most."""
    deadline = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def thumb(page: Page, way: str, answer: int) -> None:
    """Give an answer a thumb, up or down."""
    row = page.locator("#y-chat .message-buttons-left").nth(answer).locator("button")
    row.nth(-1 if way == "up" else -2).click()


def test_a_thumb_down_is_kept_with_what_is_wrong_and_can_be_downloaded(visit, library: Path) -> None:
    page = visit()
    earlier = len(kept(library))
    ask(page, KINDERGARTEN)
    expect(page.locator(".y-copy")).to_have_count(1, timeout=60_000)
    ask(page, "新建公办幼儿园几所？")
    expect(page.locator(".y-copy")).to_have_count(2, timeout=60_000)
    thumb(page, "down", 1)
    why = page.locator("#y-why")
    expect(why).to_contain_text("这个回答哪里不对")
    why.get_by_text("引文不对").click()
    page.locator("#y-note textarea").fill("应是第二句 <b>")
    page.locator("#y-note textarea").press("Enter")
    expect(why).to_contain_text("已记下")
    first, *_, last = kept(library)[earlier:]
    assert first["id"] == last["id"] and (first["verdict"], first["complaint"], first["note"]) == ("down", None, "")
    assert (last["complaint"], last["note"], last["refused"]) == ("引文不对", "应是第二句 <b>", False)
    assert last["question"] == "新建公办幼儿园几所？" and last["history"][0] == {
        "role": "user",
        "content": KINDERGARTEN,
    }
    assert "7所" in last["answer"] and "[1]" in last["answer"] and last["library"]
    [citation] = last["citations"]
    assert DOCUMENTS[citation["source"]][citation["start"] : citation["end"]] == citation["quote"]
    assert "7所" in citation["quote"] and citation["section"]

    thumb(page, "up", 0)
    expect(why).not_to_be_visible()
    ask(page, UNANSWERED)
    expect(page.locator(".y-refusal .y-text")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="Disliked")).to_have_count(1)
    expect(page.get_by_role("button", name="Liked", exact=True)).to_have_count(1)
    thumb(page, "up", 2)
    expect(page.get_by_role("button", name="Liked", exact=True)).to_have_count(2)
    wait_for(
        lambda: kept(library)[-1]["question"] == UNANSWERED
    )  # gradio takes no click while the one before is under way
    page.get_by_role("button", name="Liked", exact=True).first.click()
    wait_for(lambda: kept(library)[-1]["verdict"] == "none")
    expect(page.get_by_role("button", name="Liked", exact=True)).to_have_count(1)

    page.get_by_role("tab", name="文件").click()
    with page.expect_download() as download:
        page.locator("#y-export").click()
    rows = [json.loads(line) for line in Path(download.value.path()).read_text("utf-8").splitlines()]
    assert {row["question"]: row["answerable"] for row in rows} == {
        "新建公办幼儿园几所？": True, UNANSWERED: False,
    }  # fmt: skip
    assert {row["type"] for row in rows} == {"feedback"}


def test_a_citation_opens_and_closes_by_keyboard(visit) -> None:
    page = visit(width=390, height=780)
    ask(page, KINDERGARTEN)
    marker = last_answer(page).locator(".y-cite").first
    marker.focus()
    page.keyboard.press("Enter")
    assert "96.5%" in marked(page)
    expect(page.locator("#y-panel h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#y-panel")).not_to_be_visible()
    expect(marker).to_be_focused()
    assert marker.get_attribute("title")


def test_an_english_browser_gets_an_english_page(visit) -> None:
    page = visit(locale="en-US")
    expect(page.get_by_role("tab", name="Documents")).to_be_visible()
    expect(page.locator("#y-ask textarea")).to_have_attribute("placeholder", re.compile("Type a question"))
    expect(page.locator(".y-invitation")).to_contain_text("What do the documents say?")
    expect(page.locator("#y-panel")).to_contain_text("The source text appears here")
    ask(page, KINDERGARTEN)
    answer = last_answer(page)
    expect(answer.locator(".y-sources .y-label")).to_have_text("Sources")
    answer.locator(".y-cite").first.click()
    assert "96.5%" in marked(page)
    expect(page.locator("#y-panel .y-other")).to_have_text("Whole document")
    ours = page.locator("#y-top, .tab-wrapper, #y-library .y-label, #y-panel .y-top").all_inner_texts()
    assert not re.search("[\u4e00-\u9fff]", "".join(ours))


def test_dark_mode_keeps_text_readable(visit) -> None:
    page = visit(color_scheme="dark")
    ask(page, KINDERGARTEN)
    last_answer(page).locator(".y-cite").first.click()
    marked(page)
    for place in (".y-text p", "#y-panel .y-clause", "#y-panel mark", ".y-sources .y-path", ".y-cite"):
        assert contrast(page, place) >= 4.5, place


def contrast(page: Page, selector: str) -> float:
    """The contrast ratio of an element's text to what lies behind it, by WCAG's formula."""
    return page.locator(selector).first.evaluate("""element => {
      const parse = (colour) => (colour.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
      const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
        .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
      let behind = element;
      while (behind && (parse(getComputedStyle(behind).backgroundColor)[3] ?? 1) === 0) behind = behind.parentElement;
      const pair = [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor].map(parse).map(light);
      return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    }""")


def test_the_browser_itself_forbids_loading_from_elsewhere(browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        blocked = page.evaluate("""() => new Promise((resolve) => {
          document.addEventListener("securitypolicyviolation", (event) => resolve(event.blockedURI));
          setTimeout(() => resolve("nothing"), 5000);
          new Image().src = "http://192.0.2.1/pixel.png";
        })""")
    assert blocked == "http://192.0.2.1/pixel.png"


@pytest.mark.parametrize("path", ["/monitoring", "/gradio_api/monitoring"])
def test_nobody_watches_over_the_users_shoulders(address: str, path: str) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with pytest.raises(urllib.error.HTTPError):
        direct.open(address + path, timeout=10)
