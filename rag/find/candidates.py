"""The sentences that may answer a question: searched for in all documents, and once more in those that the question
names most."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from langchain_core.retrievers import BaseRetriever

from rag.library import Library
from rag.retrieve import retrieve
from rag.schema import Hit

_POOL, _POOL_NAMED = 60, 30  # hits of each search
_NAMED = 4  # documents that are searched for themselves
NAMING = 0.5  # what it adds to be of the document that the question names, by its share of the naming words


def candidates(
    retriever: BaseRetriever,
    library: Library,
    text: str,
    terms: Sequence[str],
    naming: Mapping[str, float],
    sources: Collection[str] | None,
) -> list[Hit]:
    """Hits, best first. text: to embed; terms: lexical; naming: how far the question names each document; sources: to
    look in, None for all."""
    named = sorted(
        (source for source in naming if sources is None or source in sources), key=lambda each: -naming[each]
    )
    searches = [(_POOL, sources), (_POOL_NAMED, frozenset(named[:_NAMED]))] if named else [(_POOL, sources)]
    best: dict[str, Hit] = {}
    for pool, within in searches:
        for hit in retrieve(retriever, library, text, terms, pool, within):
            if hit.id not in best or best[hit.id].score < hit.score:
                best[hit.id] = hit
    found = (replace(hit, score=hit.score + NAMING * naming.get(hit.source, 0.0)) for hit in best.values())
    return sorted(found, key=lambda hit: (-hit.score, hit.id))
