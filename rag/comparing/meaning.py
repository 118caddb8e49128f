"""Clauses on one matter in other words, by the vectors that the library keeps of their sentences."""

import numpy as np

from rag.comparing.align import Pair
from rag.comparing.likeness import Weights
from rag.comparing.sections import heading_terms
from rag.library import Library, LibraryError
from rag.schema import Document

# Cosine of what is left of two clauses' vectors once what is common to each document is taken away: alone, and where their headings
# are somewhat alike. Chosen by reading through the nearest pairs of clauses of our samples: below, matters part.
_RELATED, _RELATED_BY_HEADING = 0.35, 0.28
_HEADINGS = 0.15


def related(library: Library, first: Document, second: Document) -> list[Pair]:
    """Clauses of which each is the nearest to the other, by their indices; none where the library's vectors cannot be had."""
    try:
        left, right = _vectors(library, first), _vectors(library, second)
    except LibraryError:
        return []
    if left is None or right is None:
        return []
    cosines = left @ right.T
    headings = [[heading_terms(clause.path) for clause in document.clauses] for document in (first, second)]
    alike = Weights([*headings[0], *headings[1]]).table(*headings) >= _HEADINGS
    least = np.where(alike, _RELATED_BY_HEADING, _RELATED)
    nearest, nearest_back = cosines.argmax(axis=1), cosines.argmax(axis=0)
    return [
        Pair(at, int(to), float(cosines[at, to]))
        for at, to in enumerate(nearest)
        if nearest_back[to] == at and cosines[at, to] >= least[at, to]
    ]


def _vectors(library: Library, document: Document) -> np.ndarray | None:
    """A unit vector a clause, shape (clauses, dimensions); None where the vectors are not those of the document."""
    rows = library.vectors.get(where={"source": document.source}, include=["embeddings", "metadatas"])
    sums: dict[int, np.ndarray] = {}
    for data, vector in zip(rows["metadatas"], rows["embeddings"], strict=True):
        sums[int(data["clause"])] = sums.get(int(data["clause"]), 0.0) + np.asarray(vector, dtype=np.float64)
    if set(sums) != set(range(len(document.clauses))) or len(sums) < 2:
        return None
    means = np.array([_unit(sums[at]) for at in range(len(sums))])
    centred = means - means.mean(axis=0)
    return np.array([_unit(each) for each in centred])


def _unit(vector: np.ndarray) -> np.ndarray:
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector
