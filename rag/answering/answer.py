"""The answer without a language model: short verbatim quotations under the name of document and section, or a refusal."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answering.compare import Row, disagree, tabulate
from rag.answering.listing import under_heading
from rag.answering.naming import document_name, owner, section_name
from rag.answering.offers import offers
from rag.answering.prose import LONG, PLAIN, Prose
from rag.answering.quote import cite
from rag.answering.rows import CellTeller, shown_row
from rag.answering.telling import Told, excerpt, pieces, tell
from rag.judge.judge import Judged
from rag.judge.passages import Passage
from rag.library import Library
from rag.numerals import figures
from rag.question.catalogue import Catalogue
from rag.question.query import Kind, Query
from rag.reader.model import Unit
from rag.reading.evidence import Reading
from rag.reading.reasons import Reason
from rag.schema import Answer, Citation, Hit
from rag.text import fold
from rag.words import Words

_CLOSE = 0.95  # share of the best score at which another document's passage is as good an answer
_CLOSE_UNNAMED = 0.8  # the same for a question that names no document
_NAMED = 0.05  # how much less the question may name it
_NO_FIGURES = re.compile("第[一二三四五六七八九十百零〇千两\\d]+[条章节款项]|哪一?[一两二三四]|一[下样起些直般]")
_NEAREST = 3  # sections that a refusal names
_MOST = 3  # clauses that one answer quotes
_QUOTED = 150  # characters of a quotation beside a short answer
_HEADING = 50  # characters that the names above quotations take, about


def _unquoted(query: Query, citations: Sequence[Citation]) -> list[str]:
    """The figures of a statement that the quotations lack: somebody who pastes one must not take them for a confirmation."""
    if query.kind not in (Kind.TEXT, Kind.YES_NO) or query.before:
        return []
    said = figures(_NO_FIGURES.sub(" ", query.own)) - set(query.named.years)
    return sorted(said - {figure for citation in citations for figure in figures(fold(citation.quote))})


def _answers_as_well(judged: Judged, best: Judged, close: float) -> bool:
    """Whether the passage of another document, which the question names as much, is told beside the best one. close: share of the best score
    from which it answers as well."""
    return (
        judged.source != best.source
        and judged.score >= close * best.score
        and judged.features.named >= best.features.named - _NAMED
    )


class Composer:
    """Composes answers and refusals from what was read."""

    def __init__(self, library: Library, catalogue: Catalogue) -> None:
        self.library = library
        self.catalogue = catalogue

    def refusal(
        self, query: Query, reason: Reason, nearest: Sequence[Hit] = (), names: str = "", retrieved: Sequence[Hit] = ()
    ) -> Answer:
        """A refusal with its reason and the sections that come near; it lists no sources."""
        words = Words(query.question)
        near: dict[str, Hit] = {}
        for hit in nearest:
            near.setdefault(self._section(hit.source, hit.path, words), hit)
        shown = list(near)[:_NEAREST]
        lines = [words.refusal(reason, names)]
        if shown:
            lines.append(words.nearby(shown))
        places = tuple(cite(near[name], self.library.document(near[name].source)) for name in shown)
        return Answer(
            "\n".join(lines),
            refused=True,
            retrieved=tuple(cite(hit, self.library.document(hit.source)) for hit in retrieved),
            understood=words.understood(query.understood),
            nearby=tuple(shown),
            near=places,
            offers=offers([near[name] for name in shown], self.catalogue),
            note=words.year_read(*query.year) if query.year else "",
        )

    def refused(self, query: Query, reading: Reading, retrieved: Sequence[Citation]) -> Answer:
        """The refusal of a reading."""
        near = [judged.hit for judged in reading.nearest]
        answer = self.refusal(query, reading.reason or Reason.NOTHING, near, reading.names)
        return replace(answer, retrieved=tuple(retrieved))

    def passage(self, passage: Passage) -> Citation:
        """What was read of a clause as a slice of its source."""
        section, parts = passage.section, passage.window.parts
        low, high = parts[0][0], parts[-1][0]
        start, end = section.sentences[low].start, section.sentences[high].end
        text = self.library.document(passage.source).text
        return Citation(passage.source, section.path(low, high), text[start:end], start, end)

    def quoted(self, query: Query, reading: Reading, retrieved: Sequence[Citation]) -> Answer:
        """The passages that answer, most telling first, each under its document and section with its citations."""
        words = Words(query.question)
        prose = Prose()
        if reading.cells:
            self._from_tables(query, reading, words, prose)
            return self._answer(query, prose, reading, retrieved, words)
        untold = [each for each in reading.passages if each.hit.sentence.text not in query.told]
        if not untold:
            return Answer(words.no_more, refused=True, understood=words.understood(query.understood))
        told = self._chosen(query, untold)
        documents = len({each.source for each in told})
        if documents > 1 and disagree(self.library, told):
            prose.lines.append(words.differ)
            rows = [Row(document_name(self.catalogue.entry(each.source), words), each) for each in told]
            tabulate(rows, self.library, words, prose)
        else:
            if documents == 1:
                self._say_short(told[0], words, prose)
            self._quote_each(query, told, words, prose)
        return self._answer(query, prose, reading, retrieved, words)

    def compared(self, query: Query, parts: Sequence[tuple[Query, Reading]], retrieved: Sequence[Citation]) -> Answer:
        """What each of several documents that a question names says, a row a document; a refusal where none says anything."""
        words = Words(query.question)
        readings = [reading for _, reading in parts]
        if not any(reading.passages for reading in readings):
            return self.refused(query, readings[0], retrieved)
        rows = []
        for part, reading in parts:
            told = (
                tell(self.library.document(reading.passages[0].source), reading.passages[:1], PLAIN)
                if reading.passages
                else None
            )
            sources = [told.source] if told else sorted(part.named.sources or ())
            entries = [self.catalogue.entry(source) for source in sources]
            place = entries[0].metadata.place
            name = place.value if len(entries) > 1 and place else document_name(entries[0], words)
            rows.append(Row(name, told, words.silence(reading.reason)))
        prose = Prose()
        tabulate(rows, self.library, words, prose)
        best = max(readings, key=lambda reading: reading.score)
        return self._answer(query, prose, best, retrieved, words)

    def _section(self, source: str, path: Sequence[str], words: Words) -> str:
        return section_name(self.catalogue.entry(source), path, words)

    def _chosen(self, query: Query, passages: Sequence[Judged]) -> list[Told]:
        """What is told of the clauses that answer: of the best one, and of others that answer as well, as far as there is room."""
        best = passages[0]
        room = LONG if query.kind is Kind.LIST or query.whole else PLAIN
        told: list[Told] = []
        for judged in passages:
            section = judged.passage.section
            if any(each.section == section for each in told) or len(told) == _MOST:
                continue
            close = _CLOSE if query.named.anything or query.before else _CLOSE_UNNAMED
            if judged is not best and not _answers_as_well(judged, best, close):
                continue
            document = self.library.document(judged.source)
            parts = [each for each in passages if each.passage.section == section]
            found = tell(document, parts, room - _HEADING, query.whole)
            length = sum(len(section.sentences[n].text) for n in found.ordinals)
            if told and length + _HEADING > room:
                break
            told.append(found)
            room -= length + _HEADING
        return told

    def _from_tables(self, query: Query, reading: Reading, words: Words, prose: Prose) -> None:
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
        quote = self.library.document(told.source).text[sentence.start : sentence.end]
        path = told.section.path(told.best, told.best)
        citation = Citation(told.source, path, quote, sentence.start, sentence.end)
        name = owner(self.catalogue.entry(told.source), words)
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
            if not short and not each.whole and query.kind is Kind.LIST:
                prose.lines.append(words.part_of(len(clause.sentences)))

    def _answer(
        self, query: Query, prose: Prose, reading: Reading, retrieved: Sequence[Citation], words: Words
    ) -> Answer:
        return Answer(
            prose.text,
            citations=tuple(prose.citations),
            retrieved=tuple(retrieved),
            understood=words.understood(query.understood),
            score=reading.score,
            note=self._note(query, prose.citations, words),
        )

    def _note(self, query: Query, citations: Sequence[Citation], words: Words) -> str:
        notes = []
        sources = {citation.source for citation in citations}
        if any(self.library.document(source).altered for source in sources):
            notes.append(words.altered)
        if unquoted := _unquoted(query, citations):
            notes.append(words.not_quoted("、".join(unquoted)))
        years = {self.catalogue.entry(source).year for source in sources}
        if query.year:
            notes.append(words.year_read(*query.year))
        elif "今年" in query.own and len(years) == 1 and (year := years.pop()):
            notes.append(words.year_read("今年", year))
        return " ".join(notes)
