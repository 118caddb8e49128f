"""Dense search: the sentences whose vectors are nearest to a question's."""

import sqlite3
from collections.abc import Collection, Iterable, Sequence

import chromadb
import numpy as np

from rag.library.vectors import READING

# Up to this many vectors are compared one by one: exact, and faster than the index, which searches long when few of its rows
# are allowed (of 50,000 vectors 500: 9 ms against 26).
_FEW = 500

# From this share of the vectors on, the index is searched unfiltered for more, and what is not allowed left out: Chroma's
# filter takes 140 ms when it allows nearly all of 50,000.
_MOST = 0.25

Scored = list[tuple[str, float]]


def search(
    db: sqlite3.Connection,
    collection: chromadb.Collection,
    vector: Sequence[float],
    k: int,
    sources: Collection[str] | None,
) -> Scored:
    """Ids and cosine similarities of the k nearest sentences, nearest first."""
    documents = db.execute("SELECT source, version, vectors FROM documents WHERE vectors > 0").fetchall()
    allowed = [row for row in documents if sources is None or row["source"] in sources]
    versions = {row["version"] for row in allowed}
    inside = sum(row["vectors"] for row in allowed)
    if not inside:
        return []
    if sources is None:
        asked, names = k, None
    elif inside <= _FEW:
        return _once(_compared(collection, _ids(db, versions), vector))[:k]
    elif inside < _MOST * (total := sum(row["vectors"] for row in documents)):
        asked, names = k, sorted(sources)
    else:
        asked, names = round(1.5 * k * total / inside), None
    while True:
        found = _nearest(collection, vector, asked, names)
        # Rows that a writer has yet to commit or to clear away are of no known version.
        hits = [(key, score) for key, score in _once(found) if key.partition("-")[0] in versions]
        if len(hits) >= k or len(found) < asked:
            return hits[:k]
        asked, names = 4 * max(asked, k), None if sources is None else sorted(sources)


def _nearest(collection: chromadb.Collection, vector: Sequence[float], k: int, names: list[str] | None) -> Scored:
    found = collection.query(
        query_embeddings=[vector],
        n_results=k,
        where={"source": {"$in": names}} if names is not None else None,
        include=["distances"],
    )
    assert found["distances"] is not None
    return [(key, 1.0 - distance) for key, distance in zip(found["ids"][0], found["distances"][0], strict=True)]


def _compared(collection: chromadb.Collection, ids: list[str], vector: Sequence[float]) -> Scored:
    rows = collection.get(ids=ids, include=["embeddings"])
    if not rows["ids"]:
        return []
    matrix = np.asarray(rows["embeddings"], dtype=np.float64)
    query = np.asarray(vector, dtype=np.float64)
    lengths = np.linalg.norm(matrix, axis=1) * np.linalg.norm(query)
    scores = matrix @ query / np.where(lengths > 0, lengths, 1.0)
    return sorted(zip(rows["ids"], scores.tolist(), strict=True), key=lambda item: (-item[1], item[0]))


def _ids(db: sqlite3.Connection, versions: Iterable[str]) -> list[str]:
    """The ids of all vectors of these versions."""
    rows = [
        row
        for version in sorted(versions)
        for row in db.execute(
            "SELECT s.id, s.reading FROM sentences s JOIN documents d ON d.id = s.document WHERE d.version = ?",
            (version,),
        )
    ]
    return [row["id"] for row in rows] + [row["id"] + READING for row in rows if row["reading"]]


def _once(found: Scored) -> Scored:
    """Each sentence once, as its nearest reading has it."""
    best: dict[str, float] = {}
    for key, score in found:
        best.setdefault(key.removesuffix(READING), score)
    return list(best.items())
