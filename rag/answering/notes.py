"""What is said below an answer: that a copy was altered, which figures of the question no quotation has, how 今年 was
read."""

import re
from collections.abc import Sequence

from rag.library import Library
from rag.numerals import figures
from rag.question.catalogue import Catalogue
from rag.question.query import Kind, Query
from rag.schema import Citation
from rag.text import fold
from rag.words import Words

_NO_FIGURES = re.compile("第[一二三四五六七八九十百零〇千两\\d]+[条章节款项]|哪一?[一两二三四]|一[下样起些直般]")


def note(query: Query, citations: Sequence[Citation], library: Library, catalogue: Catalogue, words: Words) -> str:
    """The notes to an answer with these citations, "" where there are none."""
    notes = []
    sources = {citation.source for citation in citations}
    if any(library.document(source).altered for source in sources):
        notes.append(words.altered)
    if unquoted := _unquoted(query, citations):
        notes.append(words.not_quoted("、".join(unquoted)))
    years = {catalogue.entry(source).year for source in sources}
    if query.year:
        notes.append(words.year_read(*query.year))
    elif "今年" in query.own and len(years) == 1 and (year := years.pop()):
        notes.append(words.year_read("今年", year))
    return " ".join(notes)


def _unquoted(query: Query, citations: Sequence[Citation]) -> list[str]:
    """The figures of a statement that the quotations lack: somebody who pastes one must not take them for a
    confirmation."""
    if query.kind not in (Kind.TEXT, Kind.YES_NO) or query.before:
        return []
    said = figures(_NO_FIGURES.sub(" ", query.own)) - set(query.named.years)
    return sorted(said - {figure for citation in citations for figure in figures(fold(citation.quote))})
