"""Search: dense and lexical hits, fused, among the documents that a question names."""

from collections.abc import Collection

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangchainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from rag.library import Library
from rag.schema import Hit
from rag.text import fold, grams

_POOL = 60  # hits of each search that are fused
_DENSE_WEIGHT = 0.5


def _spread(hits: list[Hit]) -> dict[str, float]:
    """Scores between 0 (the last) and 1 (the first): the two searches count in different coins."""
    if not hits:
        return {}
    low, high = hits[-1].score, hits[0].score
    return {hit.id: (hit.score - low) / (high - low) if high > low else 1.0 for hit in hits}


def fuse(dense: list[Hit], lexical: list[Hit], weight: float = _DENSE_WEIGHT) -> list[Hit]:
    """The hits of both searches, best first by the weighted sum of their min-max scores; one not found by a search scores 0 there."""
    first, second = _spread(dense), _spread(lexical)
    hits = {hit.id: hit for hit in (*dense, *lexical)}
    scores = {key: weight * first.get(key, 0.0) + (1 - weight) * second.get(key, 0.0) for key in hits}
    ranked = sorted(hits, key=lambda key: (-scores[key], key))
    return [
        Hit(
            hits[key].id,
            hits[key].source,
            hits[key].clause,
            hits[key].ordinal,
            hits[key].sentence,
            hits[key].path,
            scores[key],
        )
        for key in ranked
    ]


def search(library: Library, text: str, terms: list[str], k: int, sources: Collection[str] | None = None) -> list[Hit]:
    """The k best sentences for a question. text: to embed; terms: lexical; sources: the documents to look in, None for all."""
    dense = library.search_dense(text, _POOL, sources)
    lexical = library.search_lexical(terms, _POOL, sources) if terms else []
    return fuse(dense, lexical)[:k]


class PolicyRetriever(BaseRetriever):
    """The search as a langchain retriever: a document a sentence, with source, section, start and end as metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    k: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangchainDocument]:
        return [
            LangchainDocument(
                hit.sentence.text,
                id=hit.id,
                metadata={
                    "source": hit.source,
                    "section": " > ".join(hit.path),
                    "start": hit.sentence.start,
                    "end": hit.sentence.end,
                    "score": hit.score,
                },
            )
            for hit in search(self.library, query, grams(fold(query)), self.k)
        ]
