"""Search: dense and lexical hits, fused, among the documents that a question names."""

from collections.abc import Collection, Sequence

from rag.library import Library
from rag.schema import Hit

_POOL = 60  # hits of each search that are fused
_DENSE_WEIGHT = 0.5


def _spread(hits: list[Hit]) -> dict[str, float]:
    """Scores between 0 (the last) and 1 (the first): the two searches count in different coins."""
    if not hits:
        return {}
    low, high = hits[-1].score, hits[0].score
    return {hit.id: (hit.score - low) / (high - low) if high > low else 1.0 for hit in hits}


def fuse(dense: list[Hit], lexical: list[Hit], weight: float = _DENSE_WEIGHT) -> list[Hit]:
    """The hits of both searches, best first by the weighted sum of their min-max scores; one not found by a search
    scores 0 there."""
    if not (dense and lexical):
        # A search that finds nothing, as the lexical one for a question in another language, has no say.
        weight = float(bool(dense))
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


def search(
    library: Library, text: str, terms: Sequence[str], k: int, sources: Collection[str] | None = None
) -> list[Hit]:
    """The k best sentences for a question. text: to embed; terms: lexical; sources: the documents to look in, None
    for all."""
    dense = library.search_dense(text, _POOL, sources)
    lexical = library.search_lexical(terms, _POOL, sources) if terms else []
    return fuse(dense, lexical)[:k]
