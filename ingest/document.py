"""A source text to a document: tables, clean, front, title, foot, issued texts, outline, clauses, metadata, in that
order."""

from dataclasses import replace

from ingest import messages
from ingest.clauses import headings, make_clauses
from ingest.clean import clean
from ingest.foot import read_foot
from ingest.front import read_front
from ingest.issued import read_issued
from ingest.metadata import find_metadata, title_field
from ingest.outline import build_outline
from ingest.source import SourceText
from ingest.swaps import looks_altered
from ingest.table_clauses import kept_of_tables, weave
from ingest.table_lines import lines_of_cells, notes_below
from ingest.table_title import entitled, of_all_years
from ingest.tables import find_tables
from ingest.untitled import title_lines, titled
from rag.endings import breaks_off
from rag.repeals import repeals_of
from rag.schema import Clause, Document, Metadata, Sentence
from rag.text import fold
from rag.validity import validity_of


class NoClauses(ValueError):
    """A file in which no text of a document was found. Its message is one sentence for the user."""


def make_document(source: SourceText) -> Document:
    """The document in a source text. Raises NoClauses when nothing is left of it."""
    layout, tables = find_tables(source)
    cleaned = clean(source.text, (*source.aside, *((table.start, table.end) for table in tables)))
    front = read_front(cleaned.text, cleaned.covers)
    front = entitled(front, tables, source, cleaned.text)
    text = cleaned.text.without(front.taken)
    front = titled(front, text, title_field(cleaned.fields), source.headings)
    text = text.without(title_lines(front, text))
    foot = read_foot(text)
    issued = read_issued(text, front.title, foot)
    body = text.without((*foot.taken, *issued.taken))
    plain = [table for table in layout.tables if not table.head]
    ends = [table.end for table in layout.tables]
    aside = sorted((*lines_of_cells(source.text, plain), *notes_below(source, ends)))
    outline = build_outline(body, issued.begins, source.headings, aside, issued.titled)
    altered = looks_altered(fold(body.text))
    clauses = weave(make_clauses(body, outline, altered), tables, source.text, body, outline)
    metadata = of_all_years(find_metadata(text, body, cleaned.fields, front, foot, issued), tables, source.text)
    clauses = clauses or _named_only(metadata)
    if not clauses:
        raise NoClauses(messages.NO_CLAUSES)
    warnings = list(source.warnings)
    if altered:
        warnings.append(messages.ALTERED)
    if breaks_off(clauses) and not (tables and tables[-1].end >= clauses[-1].end):
        warnings.append(messages.CUT_OFF)
    document = Document(
        source=source.name,
        sha256=source.sha256,
        text=source.text,
        metadata=metadata,
        outline=headings(body, outline.nodes),
        clauses=clauses,
        altered=altered,
        removed=kept_of_tables(cleaned.text.removed(len(source.text)), tables, source.aside),
        warnings=tuple(warnings),
        layout=layout,
    )
    # What it says of validity is read from the whole.
    metadata = replace(document.metadata, validity=validity_of(document), repeals=repeals_of(document))
    return replace(document, metadata=metadata)


def _named_only(metadata: Metadata) -> tuple[Clause, ...]:
    """The clause of a page that a portal's table names a document on and that holds no text of it: its title."""
    title = metadata.title
    if not title or not metadata.fields:
        return ()
    sentence = Sentence(title.value, fold(title.value), title.start, title.end)
    return (Clause((), title.start, title.end, (sentence,)),)
