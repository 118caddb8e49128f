"""Finding: from a question as understood to the sentences that may answer it, or to an answer that needs no reading."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from langchain_core.retrievers import BaseRetriever

from rag.answering import lookup
from rag.answering.answer import Composer
from rag.answering.direct import Direct
from rag.answering.naming import document_name
from rag.answering.overview import Asked, asked_of_library
from rag.answering.section import Part, asked_part
from rag.find.candidates import candidates
from rag.judge.apart import alternatives, groups
from rag.library import Library
from rag.provisions import has_articles
from rag.question.catalogue import Catalogue
from rag.question.content import content_words, fold_spaces
from rag.question.query import Kind, Query
from rag.reading.cells import rows_named, tables_among
from rag.reading.reasons import Reason
from rag.schema import Answer, Hit
from rag.spelling import respell
from rag.text import fold, grams
from rag.words import Words

_POOL = 40  # hits that go from search to the reader
_MENTIONS = 60  # sentences looked through for a phrase
_FIELD_DOCUMENTS = 3  # documents whose metadata one answer states


@dataclass(frozen=True, slots=True)
class Found:
    """A query with the hits of its search, best first; an answer where it can be told without reading; parts: the same query to
    each of several documents that it names, where each is to answer for itself; naming: how far it names each document."""

    query: Query
    hits: tuple[Hit, ...] = ()
    naming: Mapping[str, float] = field(default_factory=dict)
    answer: Answer | None = None
    parts: tuple["Found", ...] = ()


def mentions(
    library: Library, phrase: str, sources: Collection[str] | None = None, above: bool = False
) -> dict[str, int]:
    """In how many of the best sentences for a phrase it stands word for word, by source. sources: to look in, None for all;
    above: where it stands in the headings, captions and names of sheets over them instead."""
    plain = fold(phrase)
    hits = library.search_lexical(grams(plain), _MENTIONS, sources)
    if above:
        return Counter(hit.source for hit in hits if any(plain in fold(step) for step in hit.path))
    return Counter(hit.source for hit in hits if plain in hit.sentence.search or plain in hit.sentence.reading)


class Finder:
    """Finds what a query asks for among the documents of a catalogue."""

    def __init__(self, library: Library, catalogue: Catalogue, retriever: BaseRetriever) -> None:
        self.library = library
        self.catalogue = catalogue
        self.retriever = retriever
        self.composer = Composer(library, catalogue)
        self.direct = Direct(library, catalogue)

    def _terms(self, words: Sequence[str]) -> list[str]:
        """Lexical terms of words, with homophones for what stands nowhere."""
        terms = grams(" ".join(words))
        respelled = respell([term for term in terms if len(term) == 2], self.library.document_frequency)
        return [*terms, *respelled.values()]

    def find(self, query: Query) -> Found:
        """The hits for a query, or the answer to it."""
        named = query.named
        if not self.catalogue.entries:
            return Found(query, answer=self.composer.refusal(query, Reason.NO_LIBRARY))
        if not query.own.strip():
            return Found(query, answer=self.composer.refusal(query, Reason.EMPTY))
        if query.open:
            return Found(query, answer=self.direct.unfinished(query))
        if query.kind is Kind.ARTICLE or named.unknown_titles:
            return self._look_up_article(query)
        if asked := asked_of_library(query.own, named):
            return Found(query, answer=self._look_over(query, asked))
        if (part := asked_part(query.own)) and not self._is_row(query, part):
            answer = self._look_up_part(query, part)
            # What reads as the name of a part need not be one: 实物配租是什么意思.
            if not (answer.refused and part.name):
                return Found(query, answer=answer)
        if query.fields and (answer := self._look_up_fields(query)):
            return Found(query, answer=answer)
        if not query.narrowed and (parts := self._parts(query)):
            return Found(query, parts=tuple(map(self.find, parts)))
        naming = self.catalogue.naming.scores(" ".join((query.asked, *query.named.places)))
        sources = named.sources if named.titles or named.phrases or query.narrowed else None
        within = self.catalogue.within if sources is None else sources
        terms = self._terms(content_words(fold_spaces(query.asked)) or (fold(query.asked),))
        hits = candidates(self.retriever, self.library, query.asked, terms, naming, within)
        return Found(query, tuple(hits), naming)

    def _parts(self, query: Query) -> list[Query]:
        """The query to each of several places or years that it joins, among the documents of that name."""
        apart = groups(alternatives(query.asked, query.named.places), self.catalogue.called_by)
        parts = [(each.question, sources) for each, sources in apart]
        if len(parts) < 2 and query.named.groups:
            parts = [(query.asked, sources) for sources in query.named.groups]
        return [
            replace(query, asked=asked, named=replace(query.named, sources=sources, groups=()), narrowed=True)
            for asked, sources in parts
            if len(parts) > 1
        ]

    def _look_over(self, query: Query, asked: Asked) -> Answer:
        """What the library holds, or that it holds nothing of the place or year that is named."""
        if query.named.unknown_places:
            return self.composer.refusal(query, Reason.PLACE, names="、".join(query.named.unknown_places))
        if query.named.unknown_years:
            return self.composer.refusal(query, Reason.YEAR, names="、".join(query.named.unknown_years))
        return Direct(self.library, self.catalogue.whole).overview(query, asked)

    def _look_up_part(self, query: Query, part: Part) -> Answer:
        """The part of an outline that is asked for: of the documents named, of the only one, of those with a part of that name."""
        sources = query.named.sources or (self.catalogue.sources() if len(self.catalogue.entries) == 1 else ())
        if not sources and part.name:
            hits = self.library.search_lexical(grams(part.name), _MENTIONS, self.catalogue.within)
            sources = {hit.source for hit in hits if any(part.name in fold(step) for step in hit.path)}
        called = self._called(query, sources or self.catalogue.sources())
        if not sources and len(called) > 1:
            return self.direct.which(query)
        return self.direct.outline(query, part, called[:_FIELD_DOCUMENTS])

    def _is_row(self, query: Query, part: Part) -> bool:
        """Whether what reads as a part of an outline names a row of a table: 第三节 of a day's lessons."""
        hits = self.library.search_lexical(
            self._terms(query.terms), _POOL, query.named.sources or self.catalogue.within
        )
        names = rows_named(tables_among(self.library, hits), query.own)
        return bool(part.number) and any(name.startswith("第") and name.endswith(part.kind) for name in names)

    def _called(self, query: Query, sources: Collection[str]) -> list[str]:
        """Of several sources, those whose titles say most of what was asked."""
        said = {
            source: sum(word in fold(self.catalogue.entry(source).title) for word in query.about) for source in sources
        }
        return sorted(source for source in sources if said[source] == max(said.values()))

    def _look_up_article(self, query: Query) -> Found:
        named = query.named
        if named.unknown_titles and not named.sources:
            return Found(
                query,
                answer=self.composer.refusal(
                    query, Reason.TITLE, names="、".join(f"《{title}》" for title in named.unknown_titles)
                ),
            )
        sources = sorted(named.sources) if named.sources else list(self.catalogue.sources())
        if not named.sources:
            # An article's number alone says nothing where several documents have one.
            holding = [source for source in sources if lookup.article(self.library, [source], query.articles[0])]
            if len(holding) > 1:
                return Found(
                    query, answer=self.composer.refusal(query, Reason.WHICH, names=self._names(holding, query))
                )
        articles = (lookup.article(self.library, sources, wanted) for wanted in query.articles)
        if found := [each for each in articles if each]:
            return Found(query, answer=self.direct.articles(query, found))
        held = (lookup.article(self.library, sources, wanted.whole) for wanted in query.articles)
        if wholes := [each for each in held if each]:
            return Found(
                query, answer=self.composer.refusal(query, Reason.PART, names=self.direct.called(query, wholes))
            )
        known = [source for source in sources if has_articles(self.library.document(source))]
        names = self._names(known, query) if named.sources else ""
        reason = Reason.ARTICLE if names else Reason.NOTHING
        return Found(query, answer=self.composer.refusal(query, reason, names=names))

    def _names(self, sources: Sequence[str], query: Query) -> str:
        words = Words(query.question)
        return "、".join(document_name(self.catalogue.entry(source), words) for source in sources)

    def _look_up_fields(self, query: Query) -> Answer | None:
        """The metadata asked for, or None where the question is about what a document says."""
        sources = [
            source
            for source in query.named.sources or self.catalogue.sources()
            if lookup.asks_about(query, self.catalogue.entry(source).title)
        ]
        sources = self._called(query, sources)
        if not sources or len(sources) > _FIELD_DOCUMENTS:
            return None
        documents = [self.library.document(source) for source in sources]
        found = [
            (document, name, *value)
            for document in documents
            for name in query.fields
            if (value := lookup.metadata(document, name))
        ]
        return self.direct.fields(query, found) if found else self.composer.refusal(query, Reason.FIELD)
