"""The source panel's pictures of pages: marks where the words stand, the right page of the right file, and the way between them."""

import base64
import hashlib
import io
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

from ingest.intake import LibraryIntake
from ingest.pipeline import find_files, ingest
from rag import originals
from rag.chain import Assistant
from rag.layout import Layout, Line, Page
from rag.library import Library
from rag.page import build_page, serve
from rag.page.picture_draw import page_picture
from rag.page.picture_marks import marks
from rag.page.reference import Reference, digest
from rag.schema import Document
from rag.settings import Settings
from rag.where import BOTH, CHINESE, ENGLISH, where
from tests.browser import Page as Tab
from tests.browser import ask, expect, marked, needs_browser, overflow
from tests.corpus.files import SAMPLES
from tests.hashing_embeddings import HashingEmbeddings

PLAN, SIDEWAYS, FAX = "要点.pdf", "基本情况（横放）.bmp", "办法（传真）.tif"
SLIDES, SHEET = "解读.pptx", "基本情况.xlsx"
HIRED = "公开招聘教师126人，其中体育、音乐、美术和心理健康教师不少于40人。"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of files with pages, their originals kept."""
    home = tmp_path_factory.mktemp("pictured")
    (home / "docs").mkdir()
    for sample in SAMPLES:
        if sample.name in (PLAN, SIDEWAYS, FAX, SLIDES, SHEET):
            (home / "docs" / sample.name).write_bytes(sample.make())
    with Library.open(home / "library", HashingEmbeddings()) as library:
        with library.writing():
            ingest(find_files([home / "docs"]), library, "hashing", lambda result: None)
        assert len(library.digests()) == 5
        yield library


def cited(document: Document, quote: str) -> Reference:
    start = document.text.index(quote)
    return Reference(document.source, start, start + len(quote), digest(quote))


def drawn(library: Library, document: Document, page: Page) -> Image.Image:
    uri = page_picture(library.folder, document.sha256, document.layout.kind, page)
    assert uri and uri.startswith("data:image/jpeg;base64,")
    return Image.open(io.BytesIO(base64.b64decode(uri.partition(",")[2])))


def ink(picture: Image.Image, box: tuple[float, float, float, float]) -> float:
    """The share of dark pixels in a part of a picture, given in shares of it."""
    sizes = (picture.width, picture.height) * 2
    part = picture.convert("L").crop(tuple(round(edge * size) for edge, size in zip(box, sizes, strict=True)))
    return float((np.asarray(part) < 128).mean())


def test_the_marks_cover_the_very_characters_that_are_cited(library: Library) -> None:
    document = library.document(PLAN)
    reference = cited(document, HIRED)
    page = next(page for page in document.layout.pages if page.start <= reference.start < page.end)
    boxes = marks(document.text, document.layout, reference.start, reference.end, page)
    path = originals.find(library.folder, document.sha256)
    assert path and len(boxes) == 2
    with pdfium.PdfDocument(path) as pdf:
        sheet = pdf[page.number - 1]
        text, (width, height) = sheet.get_textpage(), sheet.get_size()
        shown = [text.get_charbox(at) for at in range(text.count_chars()) if text.get_text_range(at, 1).strip()]
        plain = "".join(text.get_text_range().split())
        first = plain.index(HIRED)
        for char, (left, bottom, right, top) in zip(HIRED, shown[first : first + len(HIRED)], strict=True):
            x, y = (left + right) / 2 / width, 1 - (top + bottom) / 2 / height
            assert any(box.left <= x <= box.right and box.top <= y <= box.bottom for box in boxes), char
        left, bottom, right, top = shown[first + len(HIRED) + 1]
        x, y = (left + right) / 2 / width, 1 - (top + bottom) / 2 / height
        assert not any(box.left <= x <= box.right and box.top <= y <= box.bottom for box in boxes)


def test_on_a_page_that_lies_on_its_side_the_marks_run_with_its_lines(library: Library) -> None:
    document = library.document(SIDEWAYS)
    [page] = document.layout.pages
    picture = drawn(library, document, page)
    assert picture.width > picture.height
    title = document.text.index("海云区2023")
    whole = marks(document.text, document.layout, title, title + 18, page)
    [box] = marks(document.text, document.layout, title, title + 3, page)
    # The page was turned to the left: its title begins at the lower end.
    assert box.bottom == pytest.approx(max(each.bottom for each in whole), abs=0.01)
    assert box.top > min(each.top for each in whole) + 0.1
    assert ink(picture, (box.left, box.top, box.right, box.bottom)) > 0.05


def test_a_line_upside_down_is_cut_from_its_other_end_and_a_column_from_its_top() -> None:
    text = "第一行字第二行字第三行字"
    page = Page(1, 0, 12, width=600, height=800)
    turned = [Line(at, at + 4, 1, 0.2, 0.8 - at / 40, 0.6, 0.85 - at / 40) for at in (0, 4, 8)]
    [mark] = marks(text, Layout("image", (page,), tuple(turned)), 4, 5, page)
    assert (mark.left, mark.right) == pytest.approx((0.5, 0.6))
    columns = [Line(at, at + 4, 1, 0.8 - at / 40, 0.2, 0.85 - at / 40, 0.6) for at in (0, 4, 8)]
    [mark] = marks(text, Layout("image", (page,), tuple(columns)), 4, 5, page)
    assert (mark.top, mark.bottom) == pytest.approx((0.2, 0.3))
    [mark] = marks("AB字", Layout("pdf", (page,), (Line(0, 3, 1, 0.0, 0.1, 1.0, 0.2),)), 2, 3, page)
    assert mark.left == pytest.approx(0.5)  # two letters are as wide as one character


def test_each_frame_of_a_fax_is_drawn_as_its_own_page(library: Library) -> None:
    document = library.document(FAX)
    pictures = [drawn(library, document, page) for page in document.layout.pages]
    assert len(pictures) == 2 and pictures[0].tobytes() != pictures[1].tobytes()
    for page, picture in zip(document.layout.pages, pictures, strict=True):
        assert picture.height / picture.width == pytest.approx(page.height / page.width, abs=0.01)
        line = next(line for line in document.layout.lines if line.page == page.number)
        assert ink(picture, (line.left, line.top, line.right, line.bottom)) > 0.05


def test_only_the_kept_original_is_ever_opened(library: Library, tmp_path: Path) -> None:
    page = library.document(PLAN).layout.pages[0]
    for name in ("../../../../etc/passwd", "", "a" * 64, "/etc/passwd", "%2e%2e"):
        assert page_picture(library.folder, name, "pdf", page) is None
    sha256 = library.document(SHEET).sha256
    assert page_picture(library.folder, sha256, "xlsx", page) is None
    damaged = originals.find(library.folder, library.document(PLAN).sha256)
    assert damaged
    broken = damaged.read_bytes()[:500]
    other = hashlib.sha256(broken).hexdigest()
    originals.keep(tmp_path, other, broken)
    assert page_picture(tmp_path, other, "pdf", page) is None  # it is what it was kept as, and cannot be drawn
    originals.find(tmp_path, other).write_bytes(damaged.read_bytes())  # type: ignore[union-attr]
    assert page_picture(tmp_path, other, "pdf", page) is None


def test_a_place_is_told_as_page_slide_or_sheet(library: Library) -> None:
    plan, slides, sheet = (library.document(name) for name in (PLAN, SLIDES, SHEET))
    second = plan.layout.pages[1]
    assert where(plan.layout, second.start, second.start + 3, CHINESE) == "第 2 页"
    assert where(plan.layout, second.start - 3, second.start + 3, ENGLISH) == "pages 1–2"
    third = slides.layout.pages[2]
    assert where(slides.layout, third.start, third.end, CHINESE) == "第 3 张幻灯片"
    first = sheet.layout.pages[0]
    assert where(sheet.layout, first.start, first.end, BOTH) == f"工作表 sheet “{first.name}”" and first.name
    assert where(Layout(), 0, 5, CHINESE) == ""


@pytest.fixture(scope="module")
def address(library: Library) -> Iterator[str]:
    """The page over the library."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = Settings(library=library.folder, port=port, _env_file=None)
    page = build_page(Assistant(library), library, settings, LibraryIntake(library, "hashing", settings))
    yield serve(page, settings)
    page.close()


@pytest.fixture
def visit(browser, address: str) -> Iterator[Callable[..., Tab]]:
    contexts, errors = [], []

    def open_one(width: int = 1280, locale: str = "zh-CN", **more: object) -> Tab:
        context = browser.new_context(viewport={"width": width, "height": 800}, locale=locale, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        page.locator(".y-invitation").wait_for()
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert errors == []


def show(page: Tab, reference: Reference) -> None:
    """Open a reference as a click on its marker does."""
    page.evaluate(
        """word => { const button = document.createElement("button"); button.className = "y-open"; button.value = word;
        document.body.append(button); button.click(); button.remove(); }""",
        reference.encode(),
    )
    page.locator(f'#y-panel .y-source[data-shown="{reference.encode()}"]').wait_for()


@needs_browser
def test_a_citation_shows_its_page_with_the_words_marked_and_its_text_beside_it(visit) -> None:
    page = visit()
    ask(page, "海云区2024年公开招聘教师多少人？")
    source = page.locator(".y-source-link", has_text="海云区2024年教育工作要点").first
    expect(source.locator(".y-at")).to_have_text(re.compile("第 [123] 页"), timeout=30_000)
    at = source.locator(".y-at").inner_text()
    source.click()
    box = page.locator("#y-panel .y-box").first
    expect(box).to_be_in_viewport(timeout=10_000)
    expect(page.locator("#y-panel .y-path .y-at")).to_have_text(at)
    picture = page.locator("#y-panel .y-sheet img")
    said = picture.get_attribute("alt")
    assert f"{at}的图像" in said
    assert picture.evaluate("image => image.complete && image.naturalWidth") >= 1000
    line, sheet = box.bounding_box(), picture.bounding_box()
    assert sheet["x"] <= line["x"] and line["x"] + line["width"] <= sheet["x"] + sheet["width"] + 1

    sides = page.locator("#y-panel .y-side")
    expect(sides.first).to_have_attribute("aria-pressed", "true")
    sides.last.focus()
    page.keyboard.press("Enter")
    assert "".join(marked(page).split())[:100] in "".join(said.split())
    expect(page.locator("#y-panel .y-original")).to_be_hidden()
    page.locator("#y-panel .y-other").click()
    expect(page.locator("#y-panel .y-outline")).to_be_visible()  # the text is still what is wanted
    sides.first.click()
    expect(page.locator("#y-panel .y-box").first).to_be_in_viewport()


@needs_browser
def test_pages_are_turned_by_keyboard_and_a_quotation_over_two_leads_on(visit, library: Library) -> None:
    page = visit()
    document = library.document(PLAN)
    second = document.layout.pages[1]
    start, end = second.start - 12, second.start + 12
    show(page, Reference(PLAN, start, end, digest(document.text[start:end])))
    expect(page.locator("#y-panel .y-path .y-at")).to_have_text("第 1–2 页")
    expect(page.locator("#y-panel .y-pager [role=status]")).to_have_text("第 1 / 3 页")
    expect(page.locator("#y-panel .y-step[data-way=earlier]")).to_be_disabled()
    before = page.locator("#y-panel img").get_attribute("src")
    page.locator("#y-panel .y-on").click()
    expect(page.locator("#y-panel .y-pager [role=status]")).to_have_text("第 2 / 3 页")
    expect(page.locator("#y-panel .y-box").first).to_be_in_viewport()
    assert page.locator("#y-panel img").get_attribute("src") != before
    onward = page.locator("#y-panel .y-step[data-way=later]")
    onward.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#y-panel .y-pager [role=status]")).to_have_text("第 3 / 3 页")
    expect(page.locator("#y-panel .y-box")).to_have_count(0)
    page.locator("#y-panel .y-step[data-way=earlier]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#y-panel .y-pager [role=status]")).to_have_text("第 2 / 3 页")
    expect(page.locator("#y-panel .y-step[data-way=earlier]")).to_be_focused()


@needs_browser
def test_sheets_and_slides_are_named_and_without_the_original_the_text_is_shown(visit, library: Library) -> None:
    page = visit()
    sheet, slides, plan = (library.document(name) for name in (SHEET, SLIDES, PLAN))
    show(page, cited(sheet, "1268"))
    expect(page.locator("#y-panel .y-path .y-at")).to_have_text(f"工作表“{sheet.layout.pages[0].name}”")
    expect(page.locator("#y-panel .y-cited")).to_have_text("1268")
    expect(page.locator("#y-panel .y-side")).to_have_count(0)
    third = slides.layout.pages[2]
    show(page, cited(slides, slides.text[third.start : third.end].strip().splitlines()[0]))
    expect(page.locator("#y-panel .y-path .y-at")).to_have_text("第 3 张幻灯片")
    kept = originals.find(library.folder, plan.sha256)
    assert kept
    data = kept.read_bytes()
    kept.write_bytes(data[:1000])
    try:
        show(page, cited(plan, HIRED))
        assert marked(page) == HIRED
        expect(page.locator("#y-panel .y-side, #y-panel .y-original")).to_have_count(0)
    finally:
        kept.write_bytes(data)


@needs_browser
def test_the_picture_fits_a_phone_and_an_english_browser(visit, library: Library) -> None:
    page = visit(390, "en-US", is_mobile=True, has_touch=True)
    show(page, cited(library.document(PLAN), HIRED))
    expect(page.locator("#y-panel .y-box").first).to_be_in_viewport()
    assert overflow(page) <= 0
    expect(page.locator("#y-panel .y-pager [role=status]")).to_have_text("Page 1 of 3")
    expect(page.locator("#y-panel .y-path .y-at")).to_have_text("page 1")
    page.locator("#y-panel .y-larger").tap()
    expect(page.locator("#y-panel .y-larger")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#y-panel .y-box").first).to_be_in_viewport()
    assert overflow(page) <= 0
    page.get_by_role("button", name="Text", exact=True).tap()
    assert marked(page) == HIRED
