"""A verdict as rows of a table: one to look over, one that opens with claim and clause side by side."""

from collections.abc import Iterable, Sequence

from rag.exporting.table import Mark
from rag.library import Library
from rag.page import reference
from rag.page.markup import escape, pairs, tag
from rag.page.prose import ARROW
from rag.page.verify_words import VerifyWords
from rag.schema import Document
from rag.verifying.official import cite
from rag.verifying.report import Row, copy_text, runs, signature
from rag.verifying.signoff import LONGEST_NAME, LONGEST_NOTE, SignOff
from rag.verifying.telling import (
    absence_of,
    dated,
    difference_of,
    differences_of,
    label_of,
    manner_of,
    marks_of,
    place_in,
    valid,
)
from rag.verifying.verdict import Label, Passage

# What is read before a marked word; the element says the same to a screen reader.
_SIGNS = {Mark.CHANGED: "≠", Mark.ADDED: "＋", Mark.OMITTED: "－"}


def render_head(words: VerifyWords) -> str:
    """What stands above the rows: choices of verdicts, the text to filter by, exports, and the table's header."""
    chips = [
        _chip("", words.everything, True),
        *(_chip(label, label_of(label, words.report), False) for label in Label),
    ]
    search = tag("input", type="search", class_="y-filter", placeholder=words.filter, aria_label=words.filter)
    shown = tag("span", class_="y-shown-count y-label", role="status", data_form=words.shown)
    tools = tag(
        "div",
        tag("div", *chips, class_="y-chips", role="group"),
        search,
        shown,
        render_exports(words),
        class_="y-tools",
    )
    columns = [("number", words.number), ("label", words.verdict), ("claim", words.claim), ("source", words.basis)]
    head = tag("thead", tag("tr", *(_column(key, name) for key, name in columns)))
    return tools + tag("table", head, class_="y-verdicts") + tag("p", escape(words.legend), class_="y-legend y-label")


def render_exports(words: VerifyWords) -> str:
    """The buttons that export; value: the kind of file."""
    buttons = (
        tag("button", escape(words.export.format(f".{kind}")), type="button", class_="y-export", value=kind)
        for kind in ("xlsx", "docx")
    )
    return tag("div", *buttons, class_="y-exports")


def render_intro(words: VerifyWords) -> str:
    """What stands there before anything is verified: what the four verdicts mean."""
    meanings = zip(Label, words.meanings, strict=True)
    told = (
        f"{tag('b', escape(label_of(label, words.report)))}{escape(words.report.colon + text)}"
        for label, text in meanings
    )
    return tag("p", "<br>".join((escape(words.intro), *told)), class_="y-intro")


def render_row(row: Row, library: Library, signed: SignOff | None, words: VerifyWords, trouble: str = "") -> str:
    """The rows of a verdict, as a table body of their own. trouble: why its last sign-off was not taken."""
    verdict = row.verdict
    key = f"y-claim-{row.number}"
    place = place_in(row.place, words.report)
    toggle = tag(
        "button", escape(verdict.claim.text), type="button", class_="y-toggle", lang="zh-CN",
        aria_expanded="false", aria_controls=key,
    )  # fmt: skip
    first = verdict.passages[0] if verdict.passages else None
    over = tag(
        "tr",
        tag("td", escape(str(row.number)), class_="y-row-number"),
        tag("td", *_verdict(row, bool(signed), words), class_="y-row-verdict"),
        tag("td", toggle, tag("span", escape(place), class_="y-label") if place else "", class_="y-row-claim"),
        tag("td", *_basis(row, words), class_="y-row-basis"),
        class_="y-row",
    )
    detail = tag("td", *_detail(row, library, signed, words, trouble), colspan="4")
    return tag(
        "tbody", over, tag("tr", detail, class_="y-detail", id=key, hidden=True), class_=f"y-{verdict.label}",
        data_number=str(row.number), data_label=verdict.label, data_source=first.title if first else "",
    )  # fmt: skip


def _signature(row: Row, library: Library, signed: SignOff | None, words: VerifyWords, trouble: str) -> str:
    """The sign-off of a row and the form for one."""
    told = signature(signed, library, words.report)
    fields = [
        tag("input", class_="y-who", maxlength=str(LONGEST_NAME), placeholder=words.who, aria_label=words.who),
        tag("input", class_="y-sign-note", maxlength=str(LONGEST_NOTE), placeholder=words.note, aria_label=words.note),
        tag("button", escape(words.sign), type="button", class_="y-sign", value=str(row.number)),
    ]
    parts = [tag("p", "<br>".join(map(escape, told.splitlines())), class_="y-told")] if told else []
    parts += [tag("div", *fields, class_="y-sign-form")]
    parts += [tag("p", escape(trouble), class_="y-note", role="alert")] if trouble else []
    return tag("div", tag("p", escape(words.report.signed), class_="y-label"), *parts, class_="y-signature")


def _chip(value: str, name: str, pressed: bool) -> str:
    return tag(
        "button", escape(name), " ", tag("span", class_="y-count"), type="button", class_="y-chip", value=value,
        aria_pressed="true" if pressed else "false",
    )  # fmt: skip


def _column(key: str, name: str) -> str:
    sort = tag("button", escape(name), type="button", class_="y-sort", value=key)
    return tag("th", sort, scope="col", class_=f"y-col-{key}", aria_sort="ascending" if key == "number" else "none")


def _verdict(row: Row, signed: bool, words: VerifyWords) -> list[str]:
    verdict = row.verdict
    told = [tag("span", escape(label_of(verdict.label, words.report)), class_="y-verdict")]
    if verdict.disagree:
        told.append(tag("span", escape(words.report.disagree), class_="y-label"))
    elif verdict.passages and (manner := manner_of(verdict.passages[0], words.report)):
        told.append(tag("span", escape(manner), class_="y-label"))
    if signed:
        told.append(tag("span", escape(words.is_signed), class_="y-label y-is-signed"))
    return told


def _basis(row: Row, words: VerifyWords) -> list[str]:
    """In short: what differs, and where it stands; or why nothing was found."""
    verdict = row.verdict
    if not verdict.passages:
        return [tag("span", escape(absence_of(verdict, words.report)), lang=words.report.lang)]
    first = verdict.passages[0]
    told = [
        tag("span", escape(difference_of(each, words.report)), class_="y-differs") for each in differences_of(first)
    ]
    more = f" +{len(verdict.passages) - 1}" if len(verdict.passages) > 1 else ""
    return [*told, tag("span", escape(_where(first) + more), class_="y-label", lang="zh-CN")]


def _where(passage: Passage) -> str:
    return ARROW.join((passage.title, *passage.citation.section[-1:]))


def _detail(row: Row, library: Library, signed: SignOff | None, words: VerifyWords, trouble: str) -> Iterable[str]:
    verdict = row.verdict
    for passage in verdict.passages:
        yield _sides(row, passage, _document(passage, library), words)
    if not verdict.passages:
        yield tag("p", escape(absence_of(verdict, words.report)), class_="y-absence")
    if verdict.nearby:
        near = (_near(passage, _document(passage, library), words) for passage in verdict.nearby)
        yield tag("div", tag("p", escape(words.report.nearby), class_="y-label"), tag("ul", *near), class_="y-near")
    copy = tag(
        "button", escape(words.copy), type="button", class_="y-copy-text", value=words.page.copied,
        data_text=copy_text(row, library, words.report),
    )  # fmt: skip
    yield tag("div", copy, class_="y-do")
    yield _signature(row, library, signed, words, trouble)


def _document(passage: Passage, library: Library) -> Document | None:
    try:
        return library.document(passage.citation.source)
    except KeyError:
        return None


def _sides(row: Row, passage: Passage, document: Document | None, words: VerifyWords) -> str:
    own, theirs = marks_of(passage)
    text = row.verdict.claim.text
    head = [escape(label_of(passage.label, words.report))] if row.verdict.disagree else []
    said = [manner_of(passage, words.report), *(difference_of(each, words.report) for each in differences_of(passage))]
    known = [(words.document, passage.title), (words.path, ARROW.join(passage.citation.section))]
    if document:
        known += [
            (words.report.date, dated(document, words.report)),
            (words.report.validity, valid(document, words.report)),
        ]
    return tag(
        "div",
        tag("p", *head, class_="y-verdict") if head else "",
        tag(
            "div",
            _side(words.claim, text, own, words),
            _side(words.clause, passage.text, theirs, words),
            class_="y-sides",
        ),
        tag("ul", *(tag("li", escape(each)) for each in said if each), class_="y-said"),
        pairs([pair for pair in known if pair[1]]),
        _opener(passage, words.open_source),
        class_=f"y-passage y-{passage.label}",
    )


def _side(name: str, text: str, marks: Sequence[tuple[int, int, Mark]], words: VerifyWords) -> str:
    meaning = {Mark.CHANGED: words.changed, Mark.ADDED: words.added, Mark.OMITTED: words.omitted}
    parts = [
        tag("mark", tag("span", _SIGNS[run.mark], class_="y-sign-of", role="img", aria_label=meaning[run.mark]), escape(run.text), class_=f"y-{run.mark}", title=meaning[run.mark])
        if run.mark
        else escape(run.text)
        for run in runs(text, marks)
    ]  # fmt: skip
    return tag(
        "div",
        tag("p", escape(name), class_="y-label"),
        tag("div", *parts, class_="y-words", lang="zh-CN"),
        class_="y-side",
    )


def _near(passage: Passage, document: Document | None, words: VerifyWords) -> str:
    text = cite(passage, document) if document else passage.text
    return tag("li", tag("span", escape(text), lang="zh-CN"), _opener(passage, words.open_source))


def _opener(passage: Passage, name: str) -> str:
    value = reference.cited(passage.citation).encode()
    return tag("button", escape(name), type="button", class_="y-open y-show", value=value)
