"""The answer without a language model: short verbatim quotations under the name of document and section, or a refusal."""

from collections.abc import Sequence

from rag.catalogue import Catalogue, Entry
from rag.fit import unlabelled
from rag.library import Library
from rag.numerals import figures
from rag.quote import LONG, SHORT, cite, excerpt, items_after
from rag.read import REFUSE, Evidence, Reading, Reason, question_weights
from rag.schema import Answer, Citation, Clause, Document, Hit
from rag.understand import Kind, Query
from rag.words import Words

_CLOSE = 0.97  # share of the best score at which another document's sentence is as good an answer
_DOCUMENTS = 0.75  # the same where the question is which documents say so
_BESIDE = 0.92  # the same for a second sentence of one document
_MOST = 4  # documents that one answer quotes


def document_name(entry: Entry, words: Words) -> str:
    """What people call a document: its title, with its place where the title lacks it."""
    place = entry.metadata.place.value if entry.metadata.place else ""
    agency = entry.metadata.agency.value if entry.metadata.agency else place
    if entry.title:
        # Titles within a title take single marks, as official style has it.
        title = f"《{entry.title.replace('《', '〈').replace('》', '〉')}》"
        return title if not place or place in entry.title else place + title
    return f"{entry.year + '年' if entry.year else ''}{agency}{words.untitled}（{entry.source}）"


def _disagree(chosen: Sequence[Evidence]) -> bool:
    """Whether sentences give other figures than one another."""
    return len({frozenset(figures(unlabelled(item.hit.sentence.search))) for item in chosen}) > 1


class Composer:
    """Composes answers and refusals from what was read."""

    def __init__(self, library: Library, catalogue: Catalogue) -> None:
        self.library = library
        self.catalogue = catalogue

    def _cite(self, hit: Hit) -> Citation:
        return cite(hit, self.library.document(hit.source))

    def _lead(self, source: str, path: Sequence[str], words: Words) -> str:
        section = " › ".join(path[-2:]) if path else words.opening
        return f"{document_name(self.catalogue.entry(source), words)} {section}"

    def refusal(
        self, query: Query, reason: Reason, nearest: Sequence[Hit] = (), names: str = "", retrieved: Sequence[Hit] = ()
    ) -> Answer:
        """A refusal with its reason and the sections that come near; it lists no sources."""
        words = Words(query.question)
        near = list(dict.fromkeys(self._lead(hit.source, hit.path, words) for hit in nearest))[:3]
        lines = [words.refusal(reason, names)]
        if near:
            lines.append(words.nearby(near))
        return Answer(
            "\n".join(lines),
            refused=True,
            retrieved=tuple(map(self._cite, retrieved)),
            understood=words.understood(query.understood),
            nearby=tuple(near),
        )

    def quoted(self, query: Query, reading: Reading, retrieved: Sequence[Hit]) -> Answer:
        """The sentences that answer, most telling first, each under its document and section with its citation."""
        words = Words(query.question)
        chosen = self._choose(query, reading.evidence)
        weighed = question_weights(self.library, query)
        limit = LONG if query.kind is Kind.LIST else SHORT
        lines: list[str] = []
        citations: list[Citation] = []
        documents = len({item.hit.source for item in chosen})
        if query.kind is Kind.DOCUMENT and documents > 1:
            lines.append(words.several(documents))
        elif documents > 1 and not query.named.groups and _disagree(chosen):
            lines.append(words.differ)
        lead = ""
        for item in chosen:
            heading = self._lead(item.hit.source, item.hit.path, words)
            citations.append(self._cite(item.hit))
            if heading != lead:
                lines.append(f"{heading}：")
                lead = heading
            lines.append(f"“{excerpt(item.hit.sentence.text, query, weighed, limit)}”[{len(citations)}]")
            for each in items_after(self.library.document(item.hit.source), item.hit):
                citations.append(self._cite(each))
                lines.append(f"“{each.sentence.text}”[{len(citations)}]")
        return Answer(
            "\n".join(lines),
            citations=tuple(citations),
            retrieved=tuple(map(self._cite, retrieved)),
            understood=words.understood(query.understood),
            score=chosen[0].score,
            note=self._note(query, chosen, words),
        )

    def _choose(self, query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
        best = evidence[0]
        by_document: dict[str, Evidence] = {}
        for item in evidence:
            by_document.setdefault(item.hit.source, item)
        if query.named.groups:
            # Each of several documents that are named answers for itself.
            firsts = (
                next((item for item in evidence if item.hit.source in group), None) for group in query.named.groups
            )
            return [item for item in firsts if item]
        if query.kind is Kind.DOCUMENT:
            floor = max(REFUSE, _DOCUMENTS * best.score)
            return [item for item in by_document.values() if item.score >= floor][:_MOST]
        chosen = [item for item in by_document.values() if item.score >= _CLOSE * best.score and item.fits >= best.fits]
        if len(chosen) == 1 and query.kind in (Kind.LIST, Kind.TEXT, Kind.WHY):
            chosen += [
                item
                for item in evidence[1:3]
                if item.hit.source == best.hit.source
                and item.hit.clause == best.hit.clause
                and item.score >= _BESIDE * best.score
            ][:1]
        return chosen[:_MOST]

    def _note(self, query: Query, chosen: Sequence[Evidence], words: Words) -> str:
        notes = []
        documents = [self.library.document(source) for source in dict.fromkeys(item.hit.source for item in chosen)]
        if any(document.altered for document in documents):
            notes.append(words.altered)
        years = {document.metadata.year.value for document in documents if document.metadata.year}
        # Somebody who pastes a statement must not take its nearest sentence for a confirmation.
        if query.kind is Kind.TEXT and not query.understood:
            stated = figures(query.own) - set(query.named.years)
            quoted = {figure for item in chosen for figure in figures(item.hit.sentence.search)}
            if stated - quoted:
                notes.append(words.not_quoted("、".join(sorted(stated - quoted))))
        if "今年" in query.own and len(years) == 1:
            notes.append(words.as_written(years.pop()))
        return " ".join(notes)

    def article(self, query: Query, document: Document, clause: Clause) -> Answer:
        """A whole article, quoted."""
        words = Words(query.question)
        start, end = clause.start, clause.end
        text = "\n".join(sentence.text for sentence in clause.sentences)
        citation = Citation(document.source, clause.path, document.text[start:end], start, end)
        return Answer(
            f"{self._lead(document.source, clause.path, words)}：\n“{text}”[1]",
            citations=(citation,),
            retrieved=(citation,),
            understood=words.understood(query.understood),
            score=1.0,
        )

    def fields(self, query: Query, found: Sequence[tuple[Document, str, str, Citation]]) -> Answer:
        """Rows of metadata, a line each."""
        words = Words(query.question)
        lines = [
            f"{document_name(self.catalogue.entry(document.source), words)} {words.field(name)}：{value}[{number}]"
            for number, (document, name, value, _) in enumerate(found, 1)
        ]
        citations = tuple(citation for *_, citation in found)
        return Answer(
            "\n".join(lines),
            citations=citations,
            retrieved=citations,
            understood=words.understood(query.understood),
            score=1.0,
        )
