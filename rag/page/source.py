"""The source panel: a citation in its clause, or a document whole, with the source text's own characters."""

from dataclasses import replace
from pathlib import Path

from rag.page.cleaned import render_cleaned
from rag.page.excerpt import clause_at, context, render_text
from rag.page.markup import escape, pairs, tag
from rag.page.picture import render_picture, render_switch
from rag.page.picture_words import picture_words
from rag.page.prose import ARROW
from rag.page.reference import Reference
from rag.page.words import Words, in_language
from rag.schema import Document, Heading
from rag.where import where


def render_empty(words: Words) -> str:
    """The panel before anything is opened in it."""
    text = tag("p", escape(words.panel_empty), class_="y-empty-title") + tag("p", escape(words.panel_empty_more))
    return tag("section", _top(words, ""), tag("div", text, class_="y-empty"), class_="y-source")


def render_missing(source: str, shown: str, words: Words) -> str:
    """The panel for a document that the library does not hold. shown: the reference that was asked for."""
    message = tag("div", _note(words.missing.format(source)), class_="y-head")
    return tag("section", _top(words, ""), message, class_="y-source", data_shown=shown)


def render_source(document: Document, reference: Reference, words: Words, folder: Path | None = None) -> str:
    """The panel for a place in a document: its clause with what stands before and after, or all of the document; beside it the
    picture of the page, where there is one. folder: the library's, None to show no pictures."""
    quoted = reference.end > reference.start
    stands = quoted and reference.holds_in(document)
    mark = (reference.start, reference.end) if stands else None
    whole = reference.whole or not quoted
    head = [_heading(document), _metadata(document, words)]
    body: list[str] = []
    if whole:
        above = render_cleaned if reference.cleaned else _outline
        body += [above(document, words), render_text(document, 0, len(document.text), mark, whole=True)]
    elif mark:
        clause = clause_at(document, *mark)
        head.append(_path(document, clause, words, mark))
        body.append(render_text(document, *context(document, clause, mark), mark))
    head.append(_notes(document, words))
    if quoted and not stands:
        head.append(_note(words.moved))
    drawn = folder is not None and not reference.cleaned
    picture = render_picture(document, reference, mark, folder, words) if folder and drawn else ""
    return tag(
        "section", _top(words, _other_view(reference, whole, stands, words), bool(picture)),
        tag("div", *head, class_="y-head"), picture, tag("div", *body, class_="y-scroll y-written"),
        class_="y-source y-cleaned" if reference.cleaned else "y-source", data_shown=reference.encode(),
    )  # fmt: skip


def _top(words: Words, other: str, pictured: bool = False) -> str:
    """The panel's bar. pictured: whether there is a picture beside the text."""
    close = tag("button", "✕", type="button", class_="y-close", aria_label=words.close, title=words.close)
    label = tag("span", render_switch(words) if pictured else escape(words.panel), class_="y-label")
    return tag("div", label, other, close, class_="y-top")


def _other_view(reference: Reference, whole: bool, stands: bool, words: Words) -> str:
    """The button from the clause to the whole document, or back."""
    if whole and not stands:
        return ""
    other = replace(reference, whole=not whole, page=0, cleaned=False)
    label = words.back if whole else words.whole
    return tag("button", escape(label), type="button", class_="y-open y-other", value=other.encode())


def _heading(document: Document) -> str:
    return tag("h2", escape(document.name), tabindex="-1", lang="zh-CN")


def _metadata(document: Document, words: Words) -> str:
    data = document.metadata
    known = [
        (words.agency, data.agency),
        (words.issued, data.issued),
        (words.number, data.number),
        (words.place, data.place),
        (words.year, data.year),
    ]
    shown = [(label, proven.value) for label, proven in known if proven]
    if data.title:
        shown.append((words.file, document.source))
    return pairs(shown)


def _notes(document: Document, words: Words) -> str:
    return "".join(_note(in_language(warning, words)) for warning in document.warnings)


def _note(text: str) -> str:
    return tag("p", escape(text), class_="y-note")


def _path(document: Document, clause: int | None, words: Words, mark: tuple[int, int]) -> str:
    """Where the cited words stand: the page, slide or sheet, and the headings."""
    at = where(document.layout, *mark, picture_words(words).where)
    path = document.clauses[clause].path if clause is not None else ()
    parts = [tag("span", escape(at), class_="y-at", lang=words.lang)] if at else []
    parts += [tag("span", escape(ARROW.join(path)), lang="zh-CN")] if path else []
    return tag("p", " ".join(parts), class_="y-path") if parts else ""


def _outline(document: Document, words: Words) -> str:
    """What stands before the whole text: registration data and outline; a heading's button scrolls to it in the text below."""
    parts = []
    if document.metadata.fields:
        rows = pairs((row.name, row.value) for row in document.metadata.fields)
        parts.append(tag("details", tag("summary", escape(words.registered)), rows))
    if document.outline:
        items = (_outline_item(index, heading) for index, heading in enumerate(document.outline))
        parts.append(tag("details", tag("summary", escape(words.outline)), tag("ul", *items, lang="zh-CN"), open=True))
    if any(document.text[start:end].strip() for start, end in document.removed):
        parts.append(tag("p", escape(words.greyed), class_="y-label"))
    return tag("div", *parts, class_="y-outline") if parts else ""


def _outline_item(index: int, heading: Heading) -> str:
    label = tag("b", escape(heading.label))
    button = tag("button", label, " ", escape(heading.title), type="button", class_="y-goto", value=f"y-h{index}")
    return tag("li", button, class_=f"y-level-{min(heading.level, 6)}")
