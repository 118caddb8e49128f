"""Reading: which of the sentences that search found answers the question, or why none does.

A sentence is judged by rules that hold for any policy question: how much of what the question asks about it and its
section cover, weighed by how rare the words are; whether it holds an answer of the kind asked for; how high search ranked it.
The judgement is one figure, mostly between 0 and 1; below REFUSE no sentence counts as an answer.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.endings import breaks_off
from rag.library import Library
from rag.question.query import Kind, Query
from rag.reading.cells import Cells, Found, is_beside, is_of_names, is_off, pick, tables_among
from rag.reading.closely import READ, read_closely
from rag.reading.evidence import Evidence, Reading, Reason
from rag.reading.fit import holds
from rag.reading.named import asks_for_name, gives_name
from rag.reading.require import meets
from rag.reading.rules import FIGURES, is_heading, judge, weights
from rag.reading.weighing import weighed, weighed_by_rules
from rag.schema import Hit
from rag.tables import row_at
from rag.text import has_han

if TYPE_CHECKING:
    from rag.reader.model import TrainedReader

REFUSE = 0.05
_COVERED = 0.18  # share of a question's words that the best sentence must answer to
_COVERED_NAMED = 0.13  # the same where the question names the document
_NEAR = 0.15  # how far below the best another sentence may stand and still hold the figure asked for
_FOREIGN = 0.66  # share of a question's words that may stand nowhere in the library
_ASKS_NAME = re.compile(
    "什么地方|哪里|哪儿|哪[一二三两几个些]*(?:县|区|市|校|地方|年)|叫什么|名字|名称|分别(?:建|在|是)|第几|where|what (?:is|are) the names?"
)
_TOLD = (*FIGURES, Kind.PERSON)  # kinds whose answer a sentence plainly holds or not
_READ = 24  # hits of search that are read
_TOLD_IN_TEXT = (
    0.6  # share of a question's words in a sentence from which it goes before a table that leaves the row open
)
_TABLES, _ROWS = 4, 10  # tables that one answer is taken from, and rows of one that are told as evidence


def _lacking(kind: Kind) -> Reason:
    """Why documents that speak of a matter do not answer a question of that kind."""
    return Reason.NAME if kind is Kind.PERSON else Reason.FIGURE if kind in FIGURES else Reason.NOTHING


def _tabled(cells: Sequence[Cells]) -> Reading:
    """What tables answer, with the rows that it stands in."""
    chosen = tuple(cells[:_TABLES])
    hits = [each.found.hit_of(row) for each in chosen for row in each.rows[:_ROWS]]
    return Reading(tuple(Evidence(hit, 1.0, 1.0, True, False) for hit in hits), cells=chosen)


class Reader:
    """Reads the hits of a search against the question."""

    def __init__(self, library: Library, trained: "TrainedReader | None" = None) -> None:
        self.library = library
        self.trained = trained

    def read(self, query: Query, hits: Sequence[Hit]) -> Reading:
        """The sentences among hits that answer the query, best first, or the reason why none does."""
        if not hits:
            return Reading(reason=Reason.NOTHING)
        tables = tables_among(self.library, hits)
        cells = [picked for table in tables if (picked := pick(query, table))]
        if sure := [each for each in cells if each.sure]:
            return _tabled(sure)
        reading = self._read_text(query, hits, tables)
        told = reading.evidence and reading.evidence[0].fits and reading.evidence[0].coverage >= _TOLD_IN_TEXT
        return _tabled(cells) if cells and not told else reading

    def _read_text(self, query: Query, hits: Sequence[Hit], tables: Sequence[Found]) -> Reading:
        """The sentences that answer. Rows that are known by names do so by their cells or not at all."""
        beside = self._beside(query, hits, tables)
        if beside:
            rows, hits = [hit for hit in hits if hit.id in beside], [hit for hit in hits if hit.id not in beside]
            if not hits:
                return Reading(nearest=tuple(judge(self.library, query, rows[:3])), reason=_lacking(query.kind))
        judged = self.weigh(query, hits[:_READ])
        if query.required:
            meeting = [item for item in judged if meets(self.library, query.required, item.hit)]
            if not meeting:
                return Reading(nearest=tuple(judged[:3]), reason=_lacking(query.kind))
            judged = meeting
        if has_han(query.text) and query.terms:
            # The reader may take a fancy to a sentence that shares nothing with the question.
            floor = _COVERED_NAMED if query.named.sources else _COVERED
            judged = [item for item in judged if item.coverage >= floor] or judged
        if query.kind in FIGURES:
            # A sentence with a figure answers before one without that speaks of the same.
            close = [item for item in judged if item.fits and self._is_as_good(item, judged[0])]
            judged = [*close, *(item for item in judged if item not in close)]
        reason = self._refuse(query, judged)
        if reason:
            return Reading(nearest=tuple(judged[:3]), reason=reason)
        judged = judged if query.kind in FIGURES else self._below_headings(judged)
        return Reading(
            tuple(item for item in judged if item.score >= REFUSE),
            tuple(judged[:3]),
        )

    @staticmethod
    def _beside(query: Query, hits: Sequence[Hit], tables: Sequence[Found]) -> set[str]:
        """The hits that are rows of tables, or stand beside such, and cannot be quoted for a question."""
        found = {(table.hit.source, table.hit.clause): table for table in tables} if has_han(query.own) else {}
        return {
            hit.id
            for hit in hits
            if (
                (table := found.get((hit.source, hit.clause)))
                and (is_of_names(table.sheet) or is_beside(query, table, hit))
            )
            or (found and is_off(query, tables, hit))
        }

    def weigh(self, query: Query, hits: Sequence[Hit], closely: int = READ) -> list[Evidence]:
        """The hits as judged, best first. closely: how many of them the trained reader is shown."""
        judged = judge(self.library, query, hits)
        if not self.trained:
            return [weighed_by_rules(item) for item in judged]
        read = read_closely(self.library, self.trained, query, judged, closely)
        return sorted(map(weighed, read), key=lambda item: (-item.score, item.hit.id))

    @staticmethod
    def _is_as_good(item: Evidence, best: Evidence) -> bool:
        return item.score >= best.score - _NEAR and item.coverage >= best.coverage - _NEAR

    def _below_headings(self, judged: Sequence[Evidence]) -> list[Evidence]:
        """The same with each heading replaced by the first sentence of the text below it, which is what is meant."""
        seen: set[tuple[str, int, int]] = set()
        found = []
        for item in judged:
            hit = item.hit
            sentences = self.library.document(hit.source).clauses[hit.clause].sentences
            if is_heading(self.library, hit) and hit.ordinal + 1 < len(sentences):
                hit = replace(hit, id=f"{hit.id}+", ordinal=hit.ordinal + 1, sentence=sentences[hit.ordinal + 1])
                item = replace(item, hit=hit)
            place = (hit.source, hit.clause, hit.ordinal)
            if place not in seen:
                seen.add(place)
                found.append(item)
        return found

    def _refuse(self, query: Query, judged: Sequence[Evidence]) -> Reason | None:
        best = judged[0]
        if best.score < REFUSE or self._is_beside_the_point(query, best):
            return Reason.NOTHING
        near = [item for item in judged[:3] if self._is_as_good(item, best)]
        if query.kind in _TOLD and not any(holds(query.kind, item.hit.sentence.search) for item in near):
            return Reason.MASKED if any(item.masked for item in near) else _lacking(query.kind)
        if (kind := asks_for_name(query.own)) and not any(self._names(kind, query, item.hit) for item in near):
            return Reason.MASKED if any(item.masked for item in near) else Reason.NAME
        if best.masked and _ASKS_NAME.search(query.own):
            return Reason.MASKED
        if query.kind not in FIGURES and self._breaks_off(best.hit):
            return Reason.CUT_OFF
        return None

    def _is_beside_the_point(self, query: Query, best: Evidence) -> bool:
        """Whether the documents do not speak of what is asked: too few of its words stand in the best sentence or at all."""
        weighed = weights(self.library, query.terms)
        if not weighed:
            return not query.named.anything
        if query.named.sources:
            return has_han(query.text) and best.coverage < _COVERED_NAMED
        if has_han(query.text) and best.coverage < _COVERED:
            return True
        found = self.library.document_frequency(list(weighed))
        missing = sum(weight for term, weight in weighed.items() if not found.get(term))
        return missing > _FOREIGN * sum(weighed.values())

    @staticmethod
    def _names(kind: str, query: Query, hit: Hit) -> bool:
        text = hit.sentence.search
        return text.endswith(":") or gives_name(kind, query.own, text)

    def _breaks_off(self, hit: Hit) -> bool:
        """Whether a sentence is the last of its document and does not end."""
        clauses = self.library.document(hit.source).clauses
        last = (hit.clause, hit.ordinal) == (len(clauses) - 1, len(clauses[-1].sentences) - 1)
        row = row_at(self.library.document(hit.source), hit.sentence.start)
        return last and row is None and breaks_off(clauses)
