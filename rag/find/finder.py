"""Finding: from a question as understood to the sentences that may answer it, or to an answer that needs no reading."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from langchain_core.retrievers import BaseRetriever

from rag.find.candidates import candidates
from rag.find.lookups import LookUps
from rag.find.terms import lexical_terms
from rag.judge.apart import alternatives, groups, without
from rag.library import Library
from rag.question.catalogue import Catalogue
from rag.question.content import content_words, fold_spaces
from rag.question.query import Query
from rag.schema import Answer, Hit
from rag.text import fold


@dataclass(frozen=True, slots=True)
class Found:
    """A query with the hits of its search, best first; an answer where it can be told without reading; parts: the
    same query to each of several documents that it names, where each is to answer for itself; naming: how far it
    names each document."""

    query: Query
    hits: tuple[Hit, ...] = ()
    naming: Mapping[str, float] = field(default_factory=dict)
    answer: Answer | None = None
    parts: tuple["Found", ...] = ()


class Finder:
    """Finds what a query asks for among the documents of a catalogue."""

    def __init__(self, library: Library, catalogue: Catalogue, retriever: BaseRetriever) -> None:
        self.library = library
        self.catalogue = catalogue
        self.retriever = retriever
        self.look_ups = LookUps(library, catalogue)

    def find(self, query: Query) -> Found:
        """The hits for a query, or the answer to it."""
        if answer := self.look_ups.answer(query):
            return Found(query, answer=answer)
        if parts := self._parts(query):
            return Found(query, parts=tuple(map(self._search, parts)))
        return self._search(query)

    def _search(self, query: Query) -> Found:
        named = query.named
        naming = self.catalogue.naming.scores(" ".join((query.asked, *named.places)))
        sources = named.sources if named.titles or named.phrases or query.narrowed else None
        within = self.catalogue.within if sources is None else sources
        terms = lexical_terms(self.library, content_words(fold_spaces(query.asked)) or (fold(query.asked),))
        hits = candidates(self.retriever, self.library, query.asked, terms, naming, within)
        return Found(query, tuple(hits), naming)

    def _parts(self, query: Query) -> list[Query]:
        """The query to each of several places or years that it joins, among the documents of that name."""
        apart = groups(alternatives(query.asked, query.named.places), self.catalogue.called_by)
        parts = [(each.question, sources) for each, sources in apart]
        if len(parts) < 2 and query.named.groups:
            # Each is asked of its own documents, to which another's name would be foreign.
            alone = without(query.asked, query.named.places)
            parts = [(alone, sources) for sources in query.named.groups]
        return [
            replace(
                query,
                asked=asked,
                own=fold_spaces(asked),
                named=replace(query.named, sources=sources, groups=()),
                narrowed=True,
            )
            for asked, sources in parts
            if len(parts) > 1
        ]
