"""The answer without a language model: short verbatim quotations under the name of document and section, or a refusal."""

from collections.abc import Sequence

from rag.answering.choose import asks_each, choose, unquoted_figures, untold
from rag.answering.compare import Row, disagree, tabulate
from rag.answering.cut import CUT_KINDS, cut, is_worth_saying
from rag.answering.listing import items_after, under_heading, whole_list
from rag.answering.naming import document_name, owner, section_name
from rag.answering.prose import LONG, PLAIN, Prose
from rag.answering.quote import LONGEST, SHORT, cite, excerpt
from rag.answering.rows import CellTeller, shown_row
from rag.library import Library
from rag.question.catalogue import Catalogue
from rag.question.query import Kind, Query
from rag.reading.evidence import Evidence, Reading, Reason
from rag.reading.rules import question_weights
from rag.schema import Answer, Citation, Hit
from rag.tables import row_at
from rag.words import Words

_FAR_LESS = 0.4  # share of the words of the question, of what the best of several documents says of them
_LEAST = 60  # characters of a quotation at least
_ITEM_KINDS = (Kind.LIST, Kind.TEXT, Kind.WHY, Kind.NUMBER)


class Composer:
    """Composes answers and refusals from what was read."""

    def __init__(self, library: Library, catalogue: Catalogue) -> None:
        self.library = library
        self.catalogue = catalogue

    def _cite(self, hit: Hit) -> Citation:
        return cite(hit, self.library.document(hit.source))

    def _section(self, source: str, path: Sequence[str], words: Words) -> str:
        return section_name(self.catalogue.entry(source), path, words)

    def refusal(
        self, query: Query, reason: Reason, nearest: Sequence[Hit] = (), names: str = "", retrieved: Sequence[Hit] = ()
    ) -> Answer:
        """A refusal with its reason and the sections that come near; it lists no sources."""
        words = Words(query.question)
        near = list(dict.fromkeys(self._section(hit.source, hit.path, words) for hit in nearest))[:3]
        lines = [words.refusal(reason, names)]
        if near:
            lines.append(words.nearby(near))
        return Answer(
            "\n".join(lines),
            refused=True,
            retrieved=tuple(map(self._cite, retrieved)),
            understood=words.understood(query.understood),
            nearby=tuple(near),
            note=words.year_read(*query.year) if query.year else "",
        )

    def quoted(self, query: Query, reading: Reading, retrieved: Sequence[Hit]) -> Answer:
        """The sentences that answer, most telling first, each under its document and section with its citation."""
        words = Words(query.question)
        if reading.cells:
            return self._from_tables(query, reading, retrieved, words)
        evidence = untold(reading.evidence, query.told) if query.told else reading.evidence
        if not evidence:
            return Answer(words.no_more, refused=True, understood=words.understood(query.understood))
        chosen = choose(query, evidence)
        weighed = question_weights(self.library, query)
        prose = Prose()
        documents = len({item.hit.source for item in chosen})
        if query.kind is Kind.DOCUMENT and documents > 1:
            prose.lines.append(words.several(documents))
        each = asks_each(query)
        differ = documents > 1 and query.kind in CUT_KINDS and disagree(chosen, query, weighed)
        if documents > 1 and (differ or (each and query.kind is not Kind.DOCUMENT)):
            if differ:
                prose.lines.append(words.differ)
            rows = [Row(document_name(self.catalogue.entry(item.hit.source), words), (item,)) for item in chosen]
            tabulate(rows, query, weighed, self.library, words, prose)
        else:
            if documents == 1 and query.kind is not Kind.DOCUMENT:
                self._say_short(query, chosen[0], weighed, words, prose)
            self._quote_each(query, chosen, weighed, words, prose)
        return self._answer(query, prose, retrieved, chosen, words)

    def _from_tables(self, query: Query, reading: Reading, retrieved: Sequence[Hit], words: Words) -> Answer:
        """The cells that answer, each table under its document and section."""
        prose = Prose()
        teller = CellTeller(query, question_weights(self.library, query), words, prose)
        for cells in reading.cells:
            hit = cells.found.hit
            prose.lines.append(f"{self._section(hit.source, hit.path, words)}：")
            teller.tell(cells)
        return self._answer(query, prose, retrieved, reading.evidence, words)

    def compared(self, query: Query, parts: Sequence[tuple[Query, Reading]], retrieved: Sequence[Hit]) -> Answer:
        """What each of several documents that a question names says, a row a document; a refusal where none says anything."""
        words = Words(query.question)
        readings = [reading for _, reading in parts]
        if not any(reading.evidence for reading in readings):
            near = [item.hit for reading in readings for item in reading.nearest[:1]]
            return self.refusal(query, readings[0].reason or Reason.NOTHING, near, retrieved=retrieved)
        rows = []
        most = max(reading.evidence[0].coverage for reading in readings if reading.evidence)
        for part, reading in parts:
            chosen = choose(part, reading.evidence)[:1] if reading.evidence else []
            # One that says far less of what is asked than another speaks of something beside it.
            if query.kind in CUT_KINDS:
                chosen = [item for item in chosen if item.coverage >= _FAR_LESS * most]
            entries = [self.catalogue.entry(source) for source in sorted(part.named.sources or ())]
            entries = [self.catalogue.entry(item.hit.source) for item in chosen] or entries
            place = entries[0].metadata.place
            name = place.value if len(entries) > 1 and place else document_name(entries[0], words)
            listed = [item for each in chosen for item in self._whole(part, each)]
            rows.append(Row(name, listed, words.silence(reading.reason)))
        prose = Prose()
        tabulate(rows, query, question_weights(self.library, query), self.library, words, prose)
        return self._answer(query, prose, retrieved, [item for row in rows for item in row.evidence], words)

    def _whole(self, query: Query, item: Evidence) -> list[Evidence]:
        """A sentence with the list that belongs to it."""
        document = self.library.document(item.hit.source)
        if query.kind not in _ITEM_KINDS or row_at(document, item.hit.sentence.start):
            return [item]
        if query.kind is Kind.LIST:
            hits = whole_list(document, item.hit) or [item.hit]
        else:
            hits = [item.hit, *items_after(document, item.hit)]
        return [
            item if hit == item.hit else Evidence(hit, item.score, item.coverage, item.fits, item.masked)
            for hit in hits
        ]

    def _say_short(self, query: Query, item: Evidence, weighed: dict[str, float], words: Words, prose: Prose) -> None:
        """The short answer before its quotation, where one can be cut: whose it is, and the run of the sentence that tells."""
        text = item.hit.sentence.text
        run = cut(text, query, weighed, item.span)
        if row_at(self.library.document(item.hit.source), item.hit.sentence.start):
            return
        if run and is_worth_saying(run, text) and "|" not in text:
            name = owner(self.catalogue.entry(item.hit.source), words)
            prose.lines.append(f"{name}：{text[run[0] : run[1]]}{prose.mark(self._cite(item.hit))}")

    def _quote_each(
        self, query: Query, chosen: Sequence[Evidence], weighed: dict[str, float], words: Words, prose: Prose
    ) -> None:
        lead = ""
        room = LONG if query.kind is Kind.LIST else PLAIN
        limit = LONGEST if query.kind is Kind.LIST else max(_LEAST, min(SHORT, room // len(chosen) - _LEAST))
        quoted: list[Citation] = []
        for item in chosen:
            hit = item.hit
            document = self.library.document(hit.source)
            path, listed = under_heading(document, hit, query) if query.kind is Kind.LIST else ((), [])
            heading = self._section(hit.source, path if listed else hit.path, words)
            if heading != lead:
                prose.lines.append(f"{heading}：")
                lead = heading
            if listed:
                prose.quote_all(listed, words.rest(len(listed)))
                return
            for index, each in enumerate(self._whole(query, item)):
                citation = self._cite(each.hit)
                text = each.hit.sentence.text
                if citation in quoted or (index and prose.room(LONG) < len(text)):
                    continue
                quoted.append(citation)
                row = shown_row(document, each.hit.sentence, query, weighed)
                told = row + prose.mark(citation) if row else ""
                prose.lines.append(told or prose.quote(excerpt(text, query, weighed, limit), citation))

    def _answer(
        self, query: Query, prose: Prose, retrieved: Sequence[Hit], chosen: Sequence[Evidence], words: Words
    ) -> Answer:
        return Answer(
            prose.text,
            citations=tuple(prose.citations),
            retrieved=tuple(map(self._cite, retrieved)),
            understood=words.understood(query.understood),
            score=max(item.score for item in chosen),
            note=self._note(query, chosen, words),
        )

    def _note(self, query: Query, chosen: Sequence[Evidence], words: Words) -> str:
        notes = []
        if any(self.library.document(item.hit.source).altered for item in chosen):
            notes.append(words.altered)
        if unquoted := unquoted_figures(query, chosen):
            notes.append(words.not_quoted("、".join(unquoted)))
        years = {self.catalogue.entry(item.hit.source).year for item in chosen}
        if query.year:
            notes.append(words.year_read(*query.year))
        elif "今年" in query.own and len(years) == 1 and (year := years.pop()):
            notes.append(words.year_read("今年", year))
        return " ".join(notes)
