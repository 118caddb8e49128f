"""The list of the library's documents."""

from collections.abc import Sequence

from rag.library import DocumentSummary
from rag.page.markup import escape, pairs, tag
from rag.page.reference import Reference
from rag.page.words import Words, in_language


def render_documents(summaries: Sequence[DocumentSummary], words: Words) -> str:
    """One card per document: its name, a button that opens it in the panel, and what is known of it."""
    if not summaries:
        text = tag("p", escape(words.library_empty), class_="y-empty-title")
        return tag("div", text, tag("p", escape(words.library_empty_more)), class_="y-empty")
    count = tag("p", escape(words.documents_count.format(len(summaries))), class_="y-label")
    return count + tag("ul", *(_card(summary, words) for summary in summaries), class_="y-documents")


def _card(summary: DocumentSummary, words: Words) -> str:
    data = summary.metadata
    name = tag(
        "button", escape(summary.name), type="button", class_="y-open y-doc", lang="zh-CN",
        value=Reference(summary.source).encode(),
    )  # fmt: skip
    known = [
        (words.agency, data.agency), (words.place, data.place), (words.year, data.year),
        (words.issued, data.issued), (words.number, data.number),
    ]  # fmt: skip
    shown = [(label, proven.value) for label, proven in known if proven]
    shown.append((words.clauses, str(summary.clauses)))
    if data.title:
        shown.append((words.file, summary.source))
    notes = (tag("p", escape(in_language(warning, words)), class_="y-note") for warning in summary.warnings)
    return tag("li", name, pairs(shown), *notes)
