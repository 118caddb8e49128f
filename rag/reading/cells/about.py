"""What a question says of a table, and what stands about the table: words that need no row or column to account for
them."""

from rag.question.query import Query
from rag.reading.cells.tables import Found
from rag.reading.cells.words import normal, years
from rag.tables import row_at

_OPENING = 60  # characters of the first sentence of a document, which may be a title that is not told to be one


def asked(query: Query) -> str:
    """A question without what names its document."""
    plain = normal(query.own)
    if query.named.sources:
        for name in sorted((*query.named.titles, *query.named.phrases), key=len, reverse=True):
            plain = plain.replace(normal(name), "　")
    return plain


def about_table(found: Found) -> str:
    """What stands about a table: caption, headings, document, the names of what its rows are."""
    metadata = found.document.metadata
    known = [each.value for each in (metadata.place, metadata.agency, metadata.year) if each]
    keys = [column.name for column in found.sheet.keys]
    opening = found.document.clauses[0].sentences[0]
    first = opening.text[:_OPENING] if row_at(found.document, opening.start) is None else ""
    whole = normal("，".join((found.document.name, found.document.source, first, *known)))
    near = normal("，".join((*found.hit.path, found.sheet.caption, *keys)))
    for year in years(whole) if years(near) else ():
        whole = whole.replace(year, "")  # a table of its own year is not of its document's
    return f"{whole}，{near}"
