"""Answers that need no reading: an article, rows of metadata, an outline, the library's documents."""

from collections.abc import Sequence

from rag.answering.lookup import Article
from rag.answering.naming import document_name, section_name
from rag.answering.overview import Asked, groups_of
from rag.answering.prose import LONG, Prose
from rag.answering.section import Part, breaks_off_at, read_part
from rag.library import Library
from rag.question.catalogue import Catalogue
from rag.question.query import Query
from rag.reading.reasons import Reason
from rag.schema import Answer, Citation, Document
from rag.words import Words

_LISTED = 20  # documents of the library that one answer names at most
_EXAMPLES = 3  # documents that a question which names none is offered


class Direct:
    """Answers what is looked up and not searched for."""

    def __init__(self, library: Library, catalogue: Catalogue) -> None:
        self.library = library
        self.catalogue = catalogue

    def articles(self, query: Query, found: Sequence[Article]) -> Answer:
        """Whole articles or the 款 and 项 asked for, quoted."""
        words = Words(query.question)
        prose = Prose()
        for each in found:
            document, clause = each.document, each.clause
            text = "\n".join(sentence.text for sentence in each.sentences)
            whole = len(each.sentences) == len(clause.sentences)
            start, end = (clause.start, clause.end) if whole else (each.sentences[0].start, each.sentences[-1].end)
            citation = document.cite(start, end, clause.path)
            name = section_name(self.catalogue.entry(document.source), clause.path, words)
            prose.lines += [f"{name}{each.provision.part}：", prose.quote(text, citation)]
        return _answer(query, prose.text, prose.citations)

    def called(self, articles: Sequence[Article]) -> str:
        """What articles are called: 《教师法》第七条."""
        return "、".join(
            document_name(self.catalogue.entry(each.document.source)) + each.provision.name for each in articles
        )

    def fields(self, query: Query, found: Sequence[tuple[Document, str, str, Citation]]) -> Answer:
        """Rows of metadata, a line each."""
        words = Words(query.question)
        lines = [
            f"{document_name(self.catalogue.entry(document.source))} {words.field(name)}：{value}[{number}]"
            for number, (document, name, value, _) in enumerate(found, 1)
        ]
        return _answer(query, "\n".join(lines), [citation for *_, citation in found])

    def outline(self, query: Query, part: Part, sources: Sequence[str]) -> Answer:
        """The outline of the documents, or the part asked for with what stands in it, whole and in order; a refusal
        where there is none."""
        words = Words(query.question)
        prose = Prose()
        names = [document_name(self.catalogue.entry(source)) for source in sources]
        for source, name in zip(sources, names, strict=True):
            if items := read_part(self.library.document(source), part):
                prose.lines.append(f"{name}：")
                prose.quote_all(items, words.rest(len(items)))
        if not prose.citations:
            if any(breaks_off_at(self.library.document(source), part) for source in sources):
                return _refusal(query, words.refusal(Reason.CUT_OFF))
            return _refusal(query, words.no_part("、".join(names)))
        return _answer(query, prose.text, prose.citations)

    def which(self, query: Query) -> Answer:
        """A refusal that asks which document is meant."""
        words = Words(query.question)
        return _refusal(query, words.which([document_name(entry) for entry in self.catalogue.entries[:_EXAMPLES]]))

    def unfinished(self, query: Query) -> Answer:
        """A refusal that asks for the whole question: it goes on from one that was not asked."""
        return _refusal(query, Words(query.question).unfinished)

    def overview(self, query: Query, asked: Asked) -> Answer:
        """The library's documents, or those that the question names, by year or place where it asks for these."""
        words = Words(query.question)
        groups = groups_of(self.catalogue, asked, query)
        count = sum(map(len, groups.values()))
        prose = Prose([words.holds(count, query.named.sources is not None)])
        shown = 0
        for name, entries in groups.items():
            if head := words.group(asked, name):
                prose.lines.append(f"{head}：")
            for entry in entries:
                called = document_name(entry)
                if shown == _LISTED or prose.room(LONG) < len(called):
                    prose.lines.append(words.rest(count))
                    return _answer(query, prose.text, prose.citations)
                shown += 1
                prose.lines.append(f"{called}{prose.mark(self._proof(entry.source, asked))}")
        return _answer(query, prose.text, prose.citations)

    def _proof(self, source: str, asked: Asked) -> Citation:
        """The slice of a document that shows its year or place if that is asked for, else its title, else its first
        sentence."""
        document = self.library.document(source)
        metadata = document.metadata
        shown = {Asked.YEARS: metadata.year, Asked.PLACES: metadata.place}.get(asked) or metadata.title
        if shown:
            return document.cite(shown.start, shown.end)
        first = document.clauses[0].sentences[0]
        return document.cite(first.start, first.end, document.clauses[0].path)


def _answer(query: Query, text: str, citations: Sequence[Citation]) -> Answer:
    return Answer(
        text,
        citations=tuple(citations),
        retrieved=tuple(citations[:10]),
        understood=Words(query.question).understood(query.understood),
        score=1.0,
    )


def _refusal(query: Query, text: str) -> Answer:
    return Answer(text, refused=True, understood=Words(query.question).understood(query.understood))
