"""Comparisons: what each of several documents says, a row a document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.answering.cut import CUT_KINDS, cut, figure
from rag.answering.prose import LONG, Prose
from rag.answering.quote import cite, excerpt
from rag.answering.rows import shown_row
from rag.answering.table import table
from rag.library import Library
from rag.numerals import figures
from rag.question.query import Query
from rag.reading.evidence import Evidence
from rag.reading.fit import unlabelled
from rag.text import fold
from rag.words import Words

_LEAST = 60  # characters of a quotation in a row at least
_NAME = 30  # characters that a row takes besides its quotation, about


@dataclass(frozen=True, slots=True)
class Row:
    """A document with the sentences of it that answer; without any, silence says why."""

    name: str
    evidence: Sequence[Evidence] = ()
    silence: str = ""


def tabulate(
    rows: Sequence[Row], query: Query, weighed: Mapping[str, float], library: Library, words: Words, prose: Prose
) -> None:
    """Adds a table of the rows to an answer: name, the figure as it stands, quotations."""
    limit = max(_LEAST, prose.room(LONG) // max(1, sum(len(row.evidence) or 1 for row in rows)) - _NAME)
    cells = []
    for row in rows:
        quotes = [_quotation(item, query, weighed, limit, library, prose) for item in row.evidence]
        cells.append((row.name, _figure(row, query, weighed), "<br>".join(quotes) or row.silence))
    prose.lines += table([words.column(name) for name in ("document", "figure", "quotation")], cells)


def _quotation(
    item: Evidence, query: Query, weighed: Mapping[str, float], limit: int, library: Library, prose: Prose
) -> str:
    """A sentence in quotation marks, a row of a table by its cells, with the marker of its citation."""
    document = library.document(item.hit.source)
    citation = cite(item.hit, document)
    if row := shown_row(document, item.hit.sentence, query, weighed):
        return row + prose.mark(citation)
    return prose.quote(excerpt(item.hit.sentence.text, query, weighed, limit), citation)


def disagree(chosen: Sequence[Evidence], query: Query, weighed: Mapping[str, float]) -> bool:
    """Whether sentences give other figures than one another: in the runs that answer, or anywhere where one has no such run."""
    texts = [item.hit.sentence.text for item in chosen]
    runs = [cut(item.hit.sentence.text, query, weighed, item.span) for item in chosen]
    if all(runs):
        texts = [text[run[0] : run[1]] for text, run in zip(texts, runs, strict=True) if run]
    return len({frozenset(figures(unlabelled(fold(text)))) for text in texts}) > 1


def _figure(row: Row, query: Query, weighed: Mapping[str, float]) -> str:
    if not row.evidence or query.kind not in CUT_KINDS:
        return ""
    best = row.evidence[0]
    text = best.hit.sentence.text
    return figure(text, query, cut(text, query, weighed, best.span))
