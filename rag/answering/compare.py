"""Comparisons: what each of several documents says, a row a document."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.cutting import excerpt
from rag.answering.prose import LONG, Prose
from rag.answering.rows import shown_row, told_of_each
from rag.answering.table import table
from rag.answering.telling import Told, pieces
from rag.library import Library
from rag.numerals import figures
from rag.reading.cells import Cells
from rag.text import fold
from rag.words import Words

_LEAST = 60  # characters of a quotation in a row at least
_NAME = 30  # characters that a row takes besides its quotation, about


@dataclass(frozen=True, slots=True)
class Row:
    """A document with what of it answers, of its text or of its tables; without either, silence says why."""

    name: str
    told: Told | None = None
    cells: tuple[Cells, ...] = ()
    silence: str = ""


def tabulate(rows: Sequence[Row], library: Library, words: Words, prose: Prose) -> None:
    """Adds a table of the rows to an answer: name, the figure as it stands, quotations."""
    limit = max(_LEAST, prose.room(LONG) // max(1, len(rows)) - _NAME)
    cells = []
    for row in rows:
        quotes = _quotations(row.told, limit, library, prose) if row.told else told_of_each(row.cells, words, prose)
        cells.append((row.name, _run(row.told, library), "<br>".join(quotes) or row.silence))
    prose.lines += table([words.column(name) for name in ("document", "figure", "quotation")], cells)


def _quotations(told: Told, limit: int, library: Library, prose: Prose) -> list[str]:
    """Sentences in quotation marks, rows of a table by their cells, with the markers of their citations."""
    document = library.document(told.source)
    found = pieces(document, told)
    return [
        row + prose.mark(citation)
        if (row := shown_row(document, citation, told.said))
        else prose.quote(excerpt(text, told.run, max(_LEAST, limit // len(found))), citation)
        for text, citation in found
    ]


def _run(told: Told | None, library: Library) -> str:
    """The short answer of what is told, "" where it has none."""
    if told is None or told.run is None:
        return ""
    return told.section.sentences[told.best].text[slice(*told.run)]


def disagree(library: Library, told: Sequence[Told]) -> bool:
    """Whether several documents give other figures than one another as their short answers."""
    runs = [figures(fold(_run(each, library))) for each in told]
    return all(runs) and len(set(map(frozenset, runs))) > 1
