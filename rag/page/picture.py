"""The source panel's picture of a page, with the cited words marked and the way to the pages before and after."""

from dataclasses import replace
from pathlib import Path

from rag.layout import Page
from rag.page.markup import escape, tag
from rag.page.picture_draw import DRAWN, page_picture
from rag.page.picture_marks import Mark, marks
from rag.page.picture_words import PictureWords, picture_words
from rag.page.reference import Reference
from rag.page.words import Words
from rag.schema import Document
from rag.where import pages_at

_LONGEST = 160  # characters of a quotation that the picture's description repeats


def render_picture(
    document: Document, reference: Reference, mark: tuple[int, int] | None, folder: Path, words: Words
) -> str:
    """The page that the reference names, else the first one of the mark; "" where there is no picture of it. folder: the library's."""
    layout = document.layout
    if layout.kind not in DRAWN or not layout.pages:
        return ""
    cited = pages_at(layout, *mark) if mark else ()
    page = next((page for page in layout.pages if page.number == reference.page), (*cited, layout.pages[0])[0])
    address = page_picture(folder, document.sha256, layout.kind, page)
    if address is None:
        return ""
    said = picture_words(words)
    boxes = marks(document.text, layout, *mark, page) if mark else []
    alt = said.alt.format(document.name, page.number)
    if boxes and mark:
        quote = " ".join(document.text[slice(*mark)].split())
        alt = said.cited.format(alt, quote if len(quote) <= _LONGEST else quote[:_LONGEST] + "…")
    # The browser keeps the room before it has the picture, so that what is marked can be scrolled to.
    shape = {"width": f"{page.width:.0f}", "height": f"{page.height:.0f}"} if page.width and page.height else {}
    picture = tag("img", src=address, alt=alt, **shape)
    sheet = tag("div", picture, *map(_box, boxes), class_="y-sheet")
    parts = [
        _pager(document.layout.pages, page, reference, said),
        tag("figure", sheet, class_="y-figure", tabindex="0"),
    ]
    if cited and page.number in {each.number for each in cited[:-1]}:
        after = cited[[each.number for each in cited].index(page.number) + 1]
        parts.append(_step(reference, after.number, said.goes_on.format(after.number), "on", "y-open y-on"))
    return tag("div", *parts, class_="y-scroll y-original")


def render_switch(words: Words) -> str:
    """The choice between the picture of the page and its text."""
    said = picture_words(words)
    buttons = (
        tag("button", escape(label), type="button", class_="y-side", value=value, aria_pressed="false")
        for value, label in (("original", said.picture), ("text", said.text))
    )
    return tag("span", *buttons, class_="y-sides", role="group", aria_label=said.view)


def _pager(pages: tuple[Page, ...], page: Page, reference: Reference, said: PictureWords) -> str:
    at = pages.index(page)
    parts = []
    if len(pages) > 1:
        at_page = said.number.format(page.number, pages[-1].number)
        before = _step(reference, pages[at - 1].number, said.earlier, "earlier", "y-open y-step", at == 0)
        after = _step(
            reference, pages[(at + 1) % len(pages)].number, said.later, "later", "y-open y-step", at + 1 == len(pages)
        )
        parts = [before, tag("span", escape(at_page), class_="y-label", role="status"), after]
    parts.append(tag("button", escape(said.larger), type="button", class_="y-step y-larger", aria_pressed="false"))
    return tag("div", *parts, class_="y-pager")


def _step(reference: Reference, number: int, label: str, way: str, kind: str, off: bool = False) -> str:
    """A button that leads to another page. way: by which the browser gives it the focus again once it is drawn anew."""
    value = replace(reference, page=number).encode()
    return tag("button", escape(label), type="button", class_=kind, value=value, data_way=way, disabled=off)


def _box(mark: Mark) -> str:
    edges = (
        ("left", mark.left),
        ("top", mark.top),
        ("width", mark.right - mark.left),
        ("height", mark.bottom - mark.top),
    )
    return tag("span", class_="y-box", style=";".join(f"{name}:{100 * share:.2f}%" for name, share in edges))
