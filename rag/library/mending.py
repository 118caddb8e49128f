"""Embedded vectors that are gone or damaged, made anew from the documents that the library holds."""

import logging
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence

from langchain_core.embeddings import Embeddings

from rag.library import records, words
from rag.library.database import Database, get_meta, set_meta
from rag.library.errors import LibraryError
from rag.library.records import Stored
from rag.library.vectors import Change, VectorRow, Vectors, collection_name
from rag.schema import Document

_log = logging.getLogger(__name__)
_AT_ONCE = 5_000  # vectors that are kept in memory and written at once


def mend(
    database: Database,
    vectors: Vectors,
    embeddings: Embeddings,
    embed: Callable[[Document, str], Sequence[VectorRow]],
    lost: Collection[str],
) -> None:
    """Write the vectors of lost sources into a new place and have the manifest name it. Only for who holds the writing lock.

    embed: the vectors of a document in a version. Documents whose vectors are of another model than the present one are left as
    to be ingested again. Raises LibraryError.
    """
    with database.reading() as db:
        model = get_meta(db, "model")
        collection = collection_name(get_meta(db, "uuid"), model)
        items = [item for item in records.stored(db) if item.source in lost]
        dimension = int(get_meta(db, f"dimension {model}") or 0)
    # langchain's embeddings in general do not tell which model they are of.
    fits = getattr(embeddings, "fingerprint", model) == model and dimension in (0, len(embeddings.embed_query("")))
    kept = [item for item in items if fits and item.fingerprint.model == model]
    _log.warning(words.MENDING.format(count=len(kept)))
    place = ""
    try:
        for batch in _batches(kept):
            place = vectors.stage(place, [_again(database, item, collection, embed) for item in batch])
    except (sqlite3.Error, OSError) as error:
        raise LibraryError(words.NOT_MENDED.format(reason=error)) from error
    with database.transaction() as db:
        gone = [(item.id,) for item in items if item not in kept]
        db.executemany("UPDATE documents SET home = '' WHERE id = ?", gone)
        set_meta(db, "place", place)
        set_meta(db, "generation", str(int(get_meta(db, "generation")) + 1))
    vectors.tidy(place)


def _again(
    database: Database, item: Stored, collection: str, embed: Callable[[Document, str], Sequence[VectorRow]]
) -> Change:
    """The vectors of a document as it is in the library; a copy has none."""
    with database.reading() as db:
        document = records.load(db, item.id)
    rows = () if item.original else embed(document, item.version)
    return Change(item.source, item.version if rows else "", collection, rows)


def _batches(items: Sequence[Stored]) -> Iterator[list[Stored]]:
    """Documents of about so many vectors together as are kept in memory."""
    batch: list[Stored] = []
    for item in items:
        batch.append(item)
        if sum(each.vectors for each in batch) >= _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
