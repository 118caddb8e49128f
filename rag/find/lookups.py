"""Questions that are answered without reading: what the library holds, an article, a part of an outline, a row of
metadata."""

from collections.abc import Collection, Sequence

from rag.answering import lookup
from rag.answering.direct import Direct
from rag.answering.naming import document_name
from rag.answering.overview import Asked, asked_of_library
from rag.answering.refusal import Refusals
from rag.answering.section import Part, asked_part
from rag.find.terms import lexical_terms, mentions
from rag.library import Library
from rag.provisions import has_articles
from rag.question.catalogue import Catalogue
from rag.question.query import Kind, Query
from rag.reading.cells import rows_named, tables_among
from rag.reading.reasons import Reason
from rag.schema import Answer
from rag.text import fold

_POOL = 40  # hits among which the rows of tables are looked for
_FIELD_DOCUMENTS = 3  # documents whose metadata one answer states


class LookUps:
    """Looks up what a query asks for in the documents of a catalogue."""

    def __init__(self, library: Library, catalogue: Catalogue) -> None:
        self.library = library
        self.catalogue = catalogue
        self.refusals = Refusals(library, catalogue)
        self.direct = Direct(library, catalogue)

    def answer(self, query: Query) -> Answer | None:
        """The answer, None where the query is to be read for."""
        named = query.named
        if not self.catalogue.entries:
            return self.refusals.because(query, Reason.NO_LIBRARY)
        if not query.own.strip():
            return self.refusals.because(query, Reason.EMPTY)
        if query.open:
            return self.direct.unfinished(query)
        if query.kind is Kind.ARTICLE or named.unknown_titles:
            return self._look_up_article(query)
        if asked := asked_of_library(query.own, named):
            return self._look_over(query, asked)
        if (part := asked_part(query.own)) and not self._is_row(query, part):
            answer = self._look_up_part(query, part)
            # What reads as the name of a part need not be one: 实物配租是什么意思.
            if not (answer.refused and part.name):
                return answer
        return self._look_up_fields(query) if query.fields else None

    def _look_over(self, query: Query, asked: Asked) -> Answer:
        """What the library holds, or that it holds nothing of the place or year that is named."""
        if query.named.unknown_places:
            return self.refusals.because(query, Reason.PLACE, names="、".join(query.named.unknown_places))
        if query.named.unknown_years:
            return self.refusals.because(query, Reason.YEAR, names="、".join(query.named.unknown_years))
        return Direct(self.library, self.catalogue.whole).overview(query, asked)

    def _look_up_part(self, query: Query, part: Part) -> Answer:
        """The part of an outline that is asked for: of the documents named, of the only one, of those with a part of
        that name."""
        sources = query.named.sources or (self.catalogue.sources() if len(self.catalogue.entries) == 1 else ())
        if not sources and part.name:
            sources = mentions(self.library, part.name, self.catalogue.within, above=True).keys()
        called = self._called(query, sources or self.catalogue.sources())
        if not sources and len(called) > 1:
            return self.direct.which(query)
        return self.direct.outline(query, part, called[:_FIELD_DOCUMENTS])

    def _is_row(self, query: Query, part: Part) -> bool:
        """Whether what reads as a part of an outline names a row of a table: 第三节 of a day's lessons."""
        terms = lexical_terms(self.library, query.terms)
        hits = self.library.search_lexical(terms, _POOL, query.named.sources or self.catalogue.within)
        names = rows_named(tables_among(self.library, hits), query.own)
        return bool(part.number) and any(name.startswith("第") and name.endswith(part.kind) for name in names)

    def _called(self, query: Query, sources: Collection[str]) -> list[str]:
        """Of several sources, those whose titles say most of what was asked."""
        said = {
            source: sum(word in fold(self.catalogue.entry(source).title) for word in query.about) for source in sources
        }
        return sorted(source for source in sources if said[source] == max(said.values()))

    def _look_up_article(self, query: Query) -> Answer:
        named = query.named
        if named.unknown_titles and not named.sources:
            titles = "、".join(f"《{title}》" for title in named.unknown_titles)
            return self.refusals.because(query, Reason.TITLE, names=titles)
        sources = sorted(named.sources) if named.sources else list(self.catalogue.sources())
        if not named.sources:
            # An article's number alone says nothing where several documents have one.
            holding = [source for source in sources if lookup.article(self.library, [source], query.articles[0])]
            if len(holding) > 1:
                return self.refusals.because(query, Reason.WHICH, names=self._names(holding))
        articles = (lookup.article(self.library, sources, wanted) for wanted in query.articles)
        if found := [each for each in articles if each]:
            return self.direct.articles(query, found)
        held = (lookup.article(self.library, sources, wanted.whole) for wanted in query.articles)
        if wholes := [each for each in held if each]:
            return self.refusals.because(query, Reason.PART, names=self.direct.called(wholes))
        known = [source for source in sources if has_articles(self.library.document(source))]
        names = self._names(known) if named.sources else ""
        return self.refusals.because(query, Reason.ARTICLE if names else Reason.NOTHING, names=names)

    def _names(self, sources: Sequence[str]) -> str:
        return "、".join(document_name(self.catalogue.entry(source)) for source in sources)

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
        return self.direct.fields(query, found) if found else self.refusals.because(query, Reason.FIELD)
