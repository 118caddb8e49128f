"""The answer without a language model: short verbatim quotations under the name of document and section, or a
refusal."""

from collections.abc import Sequence

from rag.answering.choose import choose
from rag.answering.compare import Row, disagree, tabulate
from rag.answering.cutting import excerpt
from rag.answering.listing import under_heading
from rag.answering.naming import document_name, owner, section_name
from rag.answering.notes import note
from rag.answering.prose import PLAIN, Prose
from rag.answering.refusal import Refusals
from rag.answering.rows import CellTeller, shown_row
from rag.answering.telling import Told, pieces, tell
from rag.judge.passages import Passage
from rag.library import Library
from rag.question.catalogue import Catalogue
from rag.question.query import Kind, Query
from rag.reading.evidence import Reading
from rag.schema import Answer, Citation, Hit
from rag.words import Words

_QUOTED = 150  # characters of a quotation beside a short answer


class Composer:
    """Composes answers and refusals from what was read."""

    def __init__(self, library: Library, catalogue: Catalogue) -> None:
        self.library = library
        self.catalogue = catalogue
        self.refusals = Refusals(library, catalogue)

    def passage(self, passage: Passage) -> Citation:
        """What was read of a clause as a slice of its source."""
        section, parts = passage.section, passage.window.parts
        low, high = parts[0][0], parts[-1][0]
        start, end = section.sentences[low].start, section.sentences[high].end
        return self.library.document(passage.source).cite(start, end, section.path(low, high))

    def quoted(self, query: Query, reading: Reading, retrieved: Sequence[Citation]) -> Answer:
        """The passages that answer, most telling first, each under its document and section with its citations."""
        words = Words(query.question)
        prose = Prose()
        if reading.cells:
            self._from_tables(reading, words, prose)
            return self._answer(query, prose, reading, retrieved, words)
        untold = [each for each in reading.passages if each.hit.sentence.text not in query.told]
        if not untold:
            return Answer(words.no_more, refused=True, understood=words.understood(query.understood))
        told = choose(query, untold, self.library)
        documents = len({each.source for each in told})
        if documents > 1 and disagree(self.library, told):
            prose.lines.append(words.differ)
            rows = [Row(document_name(self.catalogue.entry(each.source)), each) for each in told]
            tabulate(rows, self.library, words, prose)
        else:
            if documents == 1:
                self._say_short(told[0], words, prose)
            self._quote_each(query, told, words, prose)
        return self._answer(query, prose, reading, retrieved, words)

    def compared(self, query: Query, parts: Sequence[tuple[Query, Reading]], retrieved: Sequence[Citation]) -> Answer:
        """What each of several documents that a question names says, a row a document; a refusal where none says
        anything."""
        words = Words(query.question)
        readings = [reading for _, reading in parts]
        if not any(reading.answers for reading in readings):
            return self.refusals.of(query, readings[0], retrieved)
        prose = Prose()
        tabulate([self._row(part, reading, words) for part, reading in parts], self.library, words, prose)
        best = max(readings, key=lambda reading: reading.score)
        return self._answer(query, prose, best, retrieved, words)

    def _row(self, part: Query, reading: Reading, words: Words) -> Row:
        """What one of several documents says."""
        told = None
        if reading.passages:
            told = tell(self.library.document(reading.passages[0].source), reading.passages[:1], PLAIN)
        found = [told.source] if told else [cells.found.hit.source for cells in reading.cells]
        sources = found or sorted(part.named.sources or ())
        entries = [self.catalogue.entry(source) for source in sources]
        place = entries[0].metadata.place
        name = place.value if len(entries) > 1 and place else document_name(entries[0])
        return Row(name, told, reading.cells, words.silence(reading.reason))

    def _section(self, source: str, path: Sequence[str], words: Words) -> str:
        return section_name(self.catalogue.entry(source), path, words)

    def _from_tables(self, reading: Reading, words: Words, prose: Prose) -> None:
        """The cells that answer, each table under its document and section."""
        teller = CellTeller(words, prose)
        for cells in reading.cells:
            hit = cells.found.hit
            prose.lines.append(f"{self._section(hit.source, hit.path, words)}：")
            teller.tell(cells)

    def _say_short(self, told: Told, words: Words, prose: Prose) -> None:
        """The short answer before its quotation: whose it is, and the run of the sentence that tells."""
        if not told.run:
            return
        sentence = told.section.sentences[told.best]
        path = told.section.path(told.best, told.best)
        citation = self.library.document(told.source).cite(sentence.start, sentence.end, path)
        name = owner(self.catalogue.entry(told.source))
        prose.lines.append(f"{name}：{sentence.text[slice(*told.run)]}{prose.mark(citation)}")

    def _quote_each(self, query: Query, told: Sequence[Told], words: Words, prose: Prose) -> None:
        lead = ""
        for each in told:
            document = self.library.document(each.source)
            number, ordinal = each.section.place(each.best)
            clause = document.clauses[number]
            hit = Hit("", each.source, number, ordinal, clause.sentences[ordinal], clause.path, 0.0)
            path, listed = under_heading(document, hit, query) if query.kind is Kind.LIST else ((), [])
            heading = self._section(
                each.source, path if listed else each.section.path(each.ordinals[0], each.ordinals[-1]), words
            )
            if heading != lead:
                prose.lines.append(f"{heading}：")
                lead = heading
            if listed:
                prose.quote_all(listed, words.rest(len(listed)))
                return
            short = each.run is not None
            for text, citation in pieces(document, each):
                row = shown_row(document, citation, each.said)
                shown = excerpt(text, each.run, _QUOTED) if short else text
                prose.lines.append(row + prose.mark(citation) if row else prose.quote(shown, citation))
            if each.short or (not short and not each.whole and query.kind is Kind.LIST):
                prose.lines.append(words.part_of(len((each.section if each.short else clause).sentences)))

    def _answer(
        self, query: Query, prose: Prose, reading: Reading, retrieved: Sequence[Citation], words: Words
    ) -> Answer:
        return Answer(
            prose.text,
            citations=tuple(prose.citations),
            retrieved=tuple(retrieved),
            understood=words.understood(query.understood),
            score=reading.score,
            note=note(query, prose.citations, self.library, self.catalogue, words),
        )
