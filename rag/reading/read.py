"""Reading: which of the passages that search found answer the question, or why none does."""

import re
from collections.abc import Mapping, Sequence

from rag.endings import breaks_off
from rag.judge.judge import Judge, Judged, Judgement
from rag.judge.policy import REFUSE
from rag.judge.stated import Stated, is_elsewhere, is_of_other_year, stated
from rag.library import Library
from rag.question.catalogue import Catalogue
from rag.question.query import Query
from rag.reader.model import TrainedReader, Unit
from rag.reading.cells import Cells, pick, tables_among
from rag.reading.evidence import Reading
from rag.reading.reasons import Reason
from rag.schema import Hit
from rag.tables import row_at
from rag.text import fold

_TABLES = 4  # tables that one answer is taken from
_NEAREST = 3
_NEAR = 0.1  # probability from which a passage counts as coming near
_MASK = re.compile("(?:19|20)(?:xx|\\*\\*)|xx+|[×*]{2,}|(?<!p)某[一-龥]?(?=年|月|日|县|区|市|校|万|亿|元)", re.I)


class Reader:
    """Reads the hits of a search against the question."""

    def __init__(self, library: Library, trained: TrainedReader) -> None:
        self.library = library
        self.judge = Judge(library, trained)

    def read(
        self,
        query: Query,
        hits: Sequence[Hit],
        naming: Mapping[str, float],
        catalogue: Catalogue,
        tables: bool = True,
    ) -> Reading:
        """What among hits answers the query, or the reason why nothing does. naming: how far it names each document; tables: whether
        cells are looked up before passages are read."""
        if not hits:
            return Reading(reason=Reason.NOTHING)
        said = stated(query.asked, (*query.named.places, *query.named.unknown_places))
        if tables and (sure := self._looked_up(query, hits, said, catalogue)):
            return Reading(cells=tuple(sure[:_TABLES]))
        judged = self.judge.judge(query.asked, hits, said, naming, catalogue.called_by, every=not tables)
        answering = tuple(each for each in judged.passages if each.score >= REFUSE)
        if not answering or judged.passages[0].score < REFUSE:
            return self._refused(query, judged, said.places, said.years)
        best = answering[0]
        if best.unit is Unit.SHORT and _MASK.search(best.hit.sentence.search[slice(*_bounds(best))]):
            return Reading(nearest=judged.passages[:_NEAREST], reason=Reason.MASKED, judged=judged.passages)
        if self._breaks_off(best.hit):
            return Reading(nearest=judged.passages[:_NEAREST], reason=Reason.CUT_OFF, judged=judged.passages)
        return Reading(answering, judged.passages[:_NEAREST], judged=judged.passages)

    def _looked_up(self, query: Query, hits: Sequence[Hit], said: Stated, catalogue: Catalogue) -> list[Cells]:
        """The cells of tables that the question names for certain, in documents that may be meant."""
        found = []
        for table in tables_among(self.library, hits):
            names, text = catalogue.called_by[table.hit.source], fold(" ".join(table.hit.path))
            if is_elsewhere(said, names, text) or is_of_other_year(said, names, text):
                continue
            if (cells := pick(query, table)) and cells.sure:
                found.append(cells)
        return found

    @staticmethod
    def _refused(query: Query, judged: Judgement, places: frozenset[str], years: frozenset[str]) -> Reading:
        out = judged.left_out[0] if judged.left_out else None
        best = judged.passages[0] if judged.passages else None
        nearest = tuple(each for each in judged.passages[:_NEAREST] if each.score >= _NEAR)
        if out and out.score >= _NEAR and (best is None or best.score < out.score):
            reason, names = (Reason.PLACE, places) if judged.elsewhere else (Reason.YEAR, years)
            return Reading((), (out, *nearest)[:_NEAREST], reason, "、".join(sorted(names)), judged=judged.passages)
        if not nearest:
            return Reading(reason=Reason.NOTHING, judged=judged.passages)
        short = nearest[0].unit is Unit.SHORT
        return Reading(nearest=nearest, reason=Reason.FIGURE if short else Reason.NEAR, judged=judged.passages)

    def _breaks_off(self, hit: Hit) -> bool:
        """Whether a sentence is the last of its document and does not end."""
        clauses = self.library.document(hit.source).clauses
        last = (hit.clause, hit.ordinal) == (len(clauses) - 1, len(clauses[-1].sentences) - 1)
        return last and row_at(self.library.document(hit.source), hit.sentence.start) is None and breaks_off(clauses)


def _bounds(judged: Judged) -> tuple[int, int]:
    span = judged.spans[judged.hit.ordinal]
    return span.start, span.end
