"""A source text to a document: clean, front, outline, clauses, metadata, in that order."""

from ingest import messages
from ingest.clauses import headings, make_clauses
from ingest.clean import clean
from ingest.front import read_front
from ingest.metadata import find_metadata
from ingest.outline import build_outline
from ingest.source import SourceText
from ingest.swaps import looks_altered
from rag.endings import breaks_off
from rag.schema import Document
from rag.text import fold


class NoClauses(ValueError):
    """A file in which no text of a document was found. Its message is one sentence for the user."""


def make_document(source: SourceText) -> Document:
    """The document in a source text. Raises NoClauses when nothing is left of it."""
    cleaned = clean(source.text, source.aside)
    front = read_front(cleaned.text, cleaned.covers)
    body = cleaned.text.without(front.taken)
    outline = build_outline(body)
    altered = looks_altered(fold(body.text))
    clauses = make_clauses(body, outline, altered)
    if not clauses:
        raise NoClauses(messages.NO_CLAUSES)
    warnings = list(source.warnings)
    if altered:
        warnings.append(messages.ALTERED)
    if breaks_off(clauses):
        warnings.append(messages.CUT_OFF)
    return Document(
        source=source.name,
        sha256=source.sha256,
        text=source.text,
        metadata=find_metadata(body, cleaned.fields, front),
        outline=headings(body, outline.nodes),
        clauses=clauses,
        altered=altered,
        removed=cleaned.text.removed(len(source.text)),
        warnings=tuple(warnings),
        layout=source.layout,
    )
