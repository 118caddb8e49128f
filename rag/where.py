"""Where in its file a stretch of a document stands, in words: the page, the slide or the sheet."""

from dataclasses import dataclass

from rag.layout import Layout, Page

# Kinds of files whose pages are sheets, and slides.
SHEETS = frozenset({"xlsx", "xls", "csv"})
SLIDES = frozenset({"pptx", "ppt"})


@dataclass(frozen=True, slots=True)
class WhereWords:
    """How a place is told in one language; `{}` stands for a number or a name."""

    page: str
    pages: str
    slide: str
    slides: str
    sheet: str
    between: str


CHINESE = WhereWords("第 {} 页", "第 {}–{} 页", "第 {} 张幻灯片", "第 {}–{} 张幻灯片", "工作表“{}”", "、")
ENGLISH = WhereWords("page {}", "pages {}–{}", "slide {}", "slides {}–{}", "sheet “{}”", ", ")
# For the terminal, where nobody's browser says which language it is.
BOTH = WhereWords(
    "第 {0} 页 page {0}", "第 {0}–{1} 页 pages {0}–{1}", "第 {0} 张幻灯片 slide {0}", "第 {0}–{1} 张幻灯片 slides {0}–{1}",
    "工作表 sheet “{}”", "、",
)  # fmt: skip


def pages_at(layout: Layout, start: int, end: int) -> tuple[Page, ...]:
    """The pages, sheets or slides that text[start:end] touches, in order."""
    return tuple(page for page in layout.pages if page.start < end and page.end > start)


def where(layout: Layout, start: int, end: int, words: WhereWords) -> str:
    """The place of text[start:end] in its file; "" where the file has no pages, or shows all of it at once."""
    pages = pages_at(layout, start, end)
    if not pages:
        return ""
    if layout.kind in SHEETS:
        return words.between.join(words.sheet.format(page.name) for page in pages if page.name)
    if len(layout.pages) == 1 and layout.kind not in SLIDES:
        return ""
    one, many = (words.slide, words.slides) if layout.kind in SLIDES else (words.page, words.pages)
    first, last = pages[0].number, pages[-1].number
    return one.format(first) if first == last else many.format(first, last)
