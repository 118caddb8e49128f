"""The passages that are read for a question: windows over the clauses of the sentences that search found."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rag.find.names import shown_name
from rag.library import Library
from rag.reader.window import Window, make_context, windows_around
from rag.schema import Clause, Document, Hit, Sentence
from rag.tables import row_at


@dataclass(frozen=True, slots=True)
class Passage:
    """A window over a clause. hits: the sentences of it that search found, best first; score: that of the best."""

    source: str
    clause: int
    window: Window
    hits: tuple[Hit, ...]

    @property
    def score(self) -> float:
        return self.hits[0].score


def read_as(document: Document, sentence: Sentence) -> str:
    """A sentence as the reader is shown it; a row of a table as what it says, not as its cells alone."""
    return sentence.search if row_at(document, sentence.start) else sentence.text


def context_of(document: Document, clause: Clause) -> str:
    """The names above a clause."""
    return make_context((shown_name(document.source, document.metadata), *clause.path[-2:]))


def passages_of(library: Library, hits: Sequence[Hit], count: int) -> list[Passage]:
    """The passages of hits, best first, at most count. hits: best first."""
    clauses: dict[tuple[str, int], list[Hit]] = defaultdict(list)
    for hit in hits:
        clauses[hit.source, hit.clause].append(hit)
    found = []
    for (source, number), inside in clauses.items():
        document = library.document(source)
        clause = document.clauses[number]
        texts = [read_as(document, sentence) for sentence in clause.sentences]
        by_ordinal = {hit.ordinal: hit for hit in inside}
        for window in windows_around(texts, list(by_ordinal), context_of(document, clause)):
            shown = {part[0] for part in window.parts}
            held = tuple(hit for hit in inside if hit.ordinal in shown)
            found.append(Passage(source, number, window, held))
    return sorted(found, key=lambda passage: -passage.score)[:count]
