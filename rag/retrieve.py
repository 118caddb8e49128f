"""The retriever: langchain's seam between a question and the sentences that may answer it.

Any BaseRetriever can take this one's place. Its documents are matched to the library's sentences by id, or by source and
start; what matches none is left out, since it could not be cited.
"""

from collections.abc import Collection, Sequence

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangchainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from rag.library import Library
from rag.schema import Hit
from rag.search import search
from rag.text import fold, grams


class SentenceDocument(LangchainDocument):
    """A sentence as a langchain document; metadata: source, section, start, end, score."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    hit: Hit


class PolicyRetriever(BaseRetriever):
    """The library's own search, dense and lexical."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    k: int = 10

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        terms: Sequence[str] | None = None,
        sources: Collection[str] | None = None,
        k: int | None = None,
    ) -> list[LangchainDocument]:
        """terms: lexical terms where they are not the query's own; sources: the documents to look in, None for all."""
        words = grams(fold(query)) if terms is None else terms
        return [
            SentenceDocument(
                page_content=hit.sentence.text,
                id=hit.id,
                hit=hit,
                metadata={
                    "source": hit.source,
                    "section": " > ".join(hit.path),
                    "start": hit.sentence.start,
                    "end": hit.sentence.end,
                    "score": hit.score,
                },
            )
            for hit in search(self.library, query, words, k or self.k, sources)
        ]


def _by_place(library: Library, source: str, start: int) -> Hit | None:
    """The sentence of a source that begins at or before start and ends after it."""
    try:
        document = library.document(source)
    except KeyError:
        return None
    for index, clause in enumerate(document.clauses):
        for ordinal, sentence in enumerate(clause.sentences):
            if sentence.start <= start < sentence.end:
                return Hit("", source, index, ordinal, sentence, clause.path, 0.0)
    return None


def hits_of(library: Library, documents: Sequence[LangchainDocument], sources: Collection[str] | None) -> list[Hit]:
    """The library's sentences for a retriever's documents, best first, those of other sources left out."""
    hits: list[Hit] = []
    for rank, document in enumerate(documents):
        if isinstance(document, SentenceDocument):
            hit: Hit | None = document.hit
        else:
            known = library.hits([document.id]) if document.id else []
            place = document.metadata
            hit = known[0] if known else _by_place(library, str(place.get("source", "")), int(place.get("start", 0)))
            if hit:
                score = float(place.get("score", 1 / (rank + 1)))
                hit = Hit(hit.id or f"{rank}", hit.source, hit.clause, hit.ordinal, hit.sentence, hit.path, score)
        if hit and (sources is None or hit.source in sources):
            hits.append(hit)
    return hits


def retrieve(
    retriever: BaseRetriever,
    library: Library,
    text: str,
    terms: Sequence[str],
    k: int,
    sources: Collection[str] | None = None,
) -> list[Hit]:
    """The k best sentences that a retriever finds. terms, sources: for the library's own; any other is asked with the text alone."""
    if isinstance(retriever, PolicyRetriever):
        documents = retriever.invoke(text, terms=terms, sources=sources, k=k)
    else:
        documents = retriever.invoke(text)
    return hits_of(library, documents, sources)[:k]
