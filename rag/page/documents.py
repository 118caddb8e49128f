"""The list of the library's documents."""

from collections.abc import Mapping, Sequence

from rag.library import DocumentSummary
from rag.page.markup import escape, pairs, tag
from rag.page.reference import Reference
from rag.page.upload_words import UploadWords, upload_words
from rag.page.words import Words, in_language
from rag.where import SHEETS, SLIDES


def render_documents(summaries: Sequence[DocumentSummary], words: Words) -> str:
    """One card per document: its name, a button that opens it in the panel, and what is known of it."""
    if not summaries:
        text = tag("p", escape(words.library_empty), class_="y-empty-title")
        return tag("div", text, tag("p", escape(words.library_empty_more)), class_="y-empty")
    told = [words.documents_count.format(len(summaries))]
    if copies := sum(len(summary.copies) for summary in summaries):
        told.append(words.documents_copies.format(copies))
    count = tag("p", escape(upload_words(words).comma.join(told)), class_="y-label")
    names = {summary.source: summary.name for summary in summaries}
    return count + tag("ul", *(_card(summary, names, words) for summary in summaries), class_="y-documents")


def _card(summary: DocumentSummary, names: Mapping[str, str], words: Words) -> str:
    data = summary.metadata
    name = tag(
        "button", escape(summary.name), type="button", class_="y-open y-doc", lang="zh-CN",
        value=Reference(summary.source).encode(),
    )  # fmt: skip
    known = [
        (words.agency, data.agency), (words.place, data.place), (words.year, data.year),
        (words.issued, data.issued), (words.number, data.number), (words.signer, data.signer),
        (words.addressee, data.addressee), (words.copied_to, data.copied_to),
    ]  # fmt: skip
    shown = [(label, proven.value) for label, proven in known if proven]
    for label, values in (
        (words.attachments, [each.title.value for each in data.attachments]),
        (words.issues, [each.title.value for each in data.parts]),
        (words.validity, list(dict.fromkeys(each.proof.value for each in data.validity))),
    ):
        if values:
            shown.append((label, words.semicolon.join(values)))
    said = upload_words(words)
    shown.append((said.kind, said.kinds.get(summary.kind, summary.kind)))
    if summary.pages:
        scanned = said.scanned.format(pages=summary.pages, scanned=summary.scanned)
        label = said.sheets if summary.kind in SHEETS else said.slides if summary.kind in SLIDES else said.pages
        shown.append((label, scanned if summary.scanned else str(summary.pages)))
    shown.append((words.clauses, str(summary.clauses)))
    if data.title:
        shown.append((words.file, summary.source))
    notes = (tag("p", escape(in_language(warning, words)), class_="y-note") for warning in summary.warnings)
    links = (
        _links(label, sources, names)
        for label, sources in (
            (words.repealed_by, summary.repealed_by),
            (words.later, [source for source in summary.later if source not in summary.repealed_by]),
            (words.earlier, summary.earlier),
        )
    )
    copies = _links(words.copies, summary.copies, names, said.remove, summary.name)
    return tag("li", name, pairs(shown), *links, copies, *notes, _doings(summary, said))


def _doings(summary: DocumentSummary, said: UploadWords) -> str:
    """What can be done with a document: see what was cleaned, replace it, remove it. The browser asks before the last two."""
    data = {"data_source": summary.source, "data_name": summary.name}
    buttons = [
        tag("button", escape(said.replace), type="button", class_="y-do y-replace", **data),
        tag(
            "button", escape(said.remove), type="button", class_="y-do y-remove",
            data_copies=said.between.join(summary.copies), **data,
        ),
    ]  # fmt: skip
    if summary.removed:
        value = Reference(summary.source, whole=True, cleaned=True).encode()
        label = escape(said.see_cleaned.format(summary.removed))
        buttons.insert(0, tag("button", label, type="button", class_="y-do y-open", value=value))
    return tag("div", *buttons, class_="y-doings")


def _links(label: str, sources: Sequence[str], names: Mapping[str, str], remove: str = "", original: str = "") -> str:
    """A line of buttons that open other documents; "" where there is none. A copy goes by its file's name. remove: the label of a
    button behind each that removes it, "" for none; original: the name of the document that the files are copies of, for that button."""
    if not sources:
        return ""
    buttons = []
    for source in sources:
        name = names.get(source, source)
        buttons.append(
            tag(
                "button", escape(name), type="button", class_="y-open y-source-link", lang="zh-CN",
                value=Reference(source).encode(),
            )
        )  # fmt: skip
        if remove:
            buttons.append(
                tag(
                    "button", escape(remove), type="button", class_="y-remove", aria_label=f"{remove} {source}",
                    data_source=source, data_name=name, data_original=original,
                )
            )  # fmt: skip
    return tag("p", escape(label), *buttons, class_="y-links")
