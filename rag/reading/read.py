"""Reading: which of the passages that search found answer the question, or why none does."""

import re
from collections.abc import Mapping, Sequence

from rag.endings import breaks_off
from rag.judge.judge import Judge, Judged, Judgement
from rag.judge.passages import read_as
from rag.judge.policy import REFUSE
from rag.judge.stated import Stated, is_elsewhere, is_of_other_year, said_of
from rag.library import Library
from rag.question.catalogue import Catalogue
from rag.question.query import Query
from rag.reader.model import TrainedReader, Unit
from rag.reading.cells import Cells, Found, is_of_names, pick, rows_of_another, tables_among
from rag.reading.evidence import Reading
from rag.reading.reasons import Reason
from rag.schema import Hit
from rag.tables import Row, row_at, sheet_at
from rag.text import fold

_TABLES = 4  # tables that one answer is taken from
_CERTAIN = 0.8  # probability from which text goes before a table that leaves the row open
_SURE_OF_ROW = 0.6  # the same from which a row of names answers that is not looked up
_NEAREST = 3
_LEAST = 0.1  # probability from which a passage of another place or year is the reason of a refusal
_NEAR = 0.25  # probability from which a passage counts as coming near
_MASK = re.compile("(?:19|20)(?:xx|\\*\\*)|xx+|[×*]{2,}|(?<!p)某[一-龥]?(?=年|月|日|县|区|市|校|万|亿|元)", re.I)


OtherRow = tuple[str, Row]  # of the document of that name


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
    ) -> Reading:
        """What among hits answers the query, or the reason why nothing does. naming: how far it names each document."""
        if not hits:
            return Reading(reason=Reason.NOTHING)
        found = self._tables(hits, said_of(query), catalogue)
        cells = [picked for table in found if (picked := pick(query, table))]
        if sure := [each for each in cells if each.sure]:
            return Reading(cells=tuple(sure[:_TABLES]))
        others = _other_rows(query, found)
        judged = self._judge(query, hits, others, naming, catalogue)
        reading = self._settle(query, judged, others, catalogue)
        if cells and (reading.score < _CERTAIN or _is_within(reading.passages[0].hit, cells)):
            return Reading(cells=tuple(cells[:_TABLES]))
        return reading

    def judged(
        self, query: Query, hits: Sequence[Hit], naming: Mapping[str, float], catalogue: Catalogue
    ) -> Sequence[Judged]:
        """All passages that may be read for a query, as they are judged, best first."""
        others = _other_rows(query, self._tables(hits, said_of(query), catalogue))
        return self._judge(query, hits, others, naming, catalogue, every=True).passages

    def _judge(
        self,
        query: Query,
        hits: Sequence[Hit],
        others: Sequence[OtherRow],
        naming: Mapping[str, float],
        catalogue: Catalogue,
        every: bool = False,
    ) -> Judgement:
        read = [hit for hit in hits if not _is_among(hit, others)]
        return self.judge.judge(query.asked, read, said_of(query), naming, catalogue.called_by, every)

    def _settle(self, query: Query, judged: Judgement, others: Sequence[OtherRow], catalogue: Catalogue) -> Reading:
        """The passages that answer, or the reason why none does. others: rows that may be read beside the one that
        the question names."""
        passages = judged.passages
        answering = tuple(each for each in passages if each.score >= REFUSE and not _is_among(each.hit, others))
        if not answering or passages[0].score < REFUSE:
            said = said_of(query)
            held = any(place in called for called in catalogue.called_by.values() for place in said.places)
            return self._refused(judged, query.named.unknown_places, said, held)
        nearest, best = passages[:_NEAREST], answering[0]
        if best.score < _SURE_OF_ROW and self._is_of_names(best.hit):
            # A table that is known by names and has no such column, or no such row, comes near in all but that.
            return Reading(nearest=nearest, reason=Reason.FIGURE, judged=passages)
        if best.unit is Unit.SHORT and _MASK.search(self._told(best)):
            return Reading(nearest=nearest, reason=Reason.MASKED, judged=passages)
        if self._breaks_off(best.hit):
            return Reading(nearest=nearest, reason=Reason.CUT_OFF, judged=passages)
        return Reading(answering, nearest, judged=passages)

    def _tables(self, hits: Sequence[Hit], said: Stated, catalogue: Catalogue) -> list[Found]:
        """The tables among hits, of documents that may be meant."""
        found = []
        for table in tables_among(self.library, hits):
            heads = (column.name for column in table.sheet.columns)
            names, text = catalogue.called_by[table.hit.source], fold(" ".join((*table.hit.path, *heads)))
            if not (is_elsewhere(said, names, text) or is_of_other_year(said, names, text)):
                found.append(table)
        return found

    @staticmethod
    def _refused(judged: Judgement, unknown: Sequence[str], said: Stated, held: bool) -> Reading:
        """Why nothing answers. unknown: places of which there is no document; held: there are documents of the places
        that are stated, which must not be denied because one of another place comes nearest."""
        out = judged.left_out[0] if judged.left_out else None
        best = judged.passages[0] if judged.passages else None
        nearest = tuple(each for each in judged.passages[:_NEAREST] if each.score >= _NEAR)
        elsewhere = unknown or (judged.elsewhere and not held)
        reason = Reason.PLACE if elsewhere else Reason.YEAR if judged.of_other_year else None
        if out and reason and (unknown or (out.score >= _LEAST and (best is None or best.score < out.score))):
            names = (unknown or sorted(said.places)) if reason is Reason.PLACE else sorted(said.years)
            return Reading((), (out, *nearest)[:_NEAREST], reason, "、".join(names), judged=judged.passages)
        if not nearest:
            return Reading(reason=Reason.NOTHING, judged=judged.passages)
        short = nearest[0].unit is Unit.SHORT
        return Reading(nearest=nearest, reason=Reason.FIGURE if short else Reason.NEAR, judged=judged.passages)

    def _told(self, judged: Judged) -> str:
        """The run of a sentence that answers, as it was read."""
        span = judged.spans[judged.best]
        return read_as(self.library.document(judged.source), judged.hit.sentence)[span.start : span.end]

    def _is_of_names(self, hit: Hit) -> bool:
        """Whether a sentence is a row of a table that is known by names."""
        sheet = sheet_at(self.library.document(hit.source), hit.sentence.start)
        return sheet is not None and is_of_names(sheet)

    def _breaks_off(self, hit: Hit) -> bool:
        """Whether a sentence is the last of its document and does not end."""
        clauses = self.library.document(hit.source).clauses
        last = (hit.clause, hit.ordinal) == (len(clauses) - 1, len(clauses[-1].sentences) - 1)
        return last and row_at(self.library.document(hit.source), hit.sentence.start) is None and breaks_off(clauses)


def _other_rows(query: Query, tables: Sequence[Found]) -> list[OtherRow]:
    """The rows of tables that are of something else than the question names: another name is another thing, however
    alike."""
    return [(table.hit.source, row) for table in tables for row in rows_of_another(query, table)]


def _is_among(hit: Hit, rows: Sequence[OtherRow]) -> bool:
    return any(hit.source == source and row.start <= hit.sentence.start < row.end for source, row in rows)


def _is_within(hit: Hit, cells: Sequence[Cells]) -> bool:
    """Whether a sentence stands in a table of which cells were found."""
    tables = ((each.found.hit.source, each.found.sheet.table) for each in cells)
    return any(hit.source == source and table.start <= hit.sentence.start < table.end for source, table in tables)
