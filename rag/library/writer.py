"""Writing to a library: each document whole and atomic over both stores.

The order: note the intent; stage the vectors; swap the document in one SQLite transaction (rows, lexical index, manifest);
settle, which clears the old vectors away; forget the intent. SQLite decides what is in the library. Killed before the swap,
the next writer settles on the old document, killed after it on the new one.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from langchain_core.embeddings import Embeddings

from rag.library import lexical, records, words
from rag.library.database import Database, get_meta, set_meta
from rag.library.errors import LibraryBusy, LibraryError
from rag.library.passages import passage
from rag.library.records import Fingerprint, sentence_id
from rag.library.vectors import READING, Change, VectorRow, Vectors, collection_name
from rag.schema import Document

# How long a second writer waits for the first.
_LOCK_SECONDS = 5.0


@contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """Hold the library's writing lock, which ends with the process. Raises LibraryBusy when another writer keeps it."""
    lock = FileLock(folder / "writer.lock", timeout=_LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout:
        raise LibraryBusy(words.BUSY.format(folder=folder)) from None
    except OSError as error:
        raise LibraryError(words.UNOPENABLE.format(folder=folder, reason=error)) from error
    try:
        yield
    finally:
        lock.release()


class Writer:
    """Changes the documents of a library. Only for who holds the writing lock."""

    def __init__(self, database: Database, vectors: Vectors, embeddings: Embeddings) -> None:
        self._database = database
        self._vectors = vectors
        self._embeddings = embeddings
        with database.reading() as db:
            self._library = get_meta(db, "uuid")

    def recover(self) -> None:
        """Finish or undo what a killed writer left."""
        with self._database.reading() as db:
            sources = [row["source"] for row in db.execute("SELECT source FROM intents ORDER BY source")]
            kept = {item.source: item for item in records.stored(db) if item.home == self._vectors.home}
            model = get_meta(db, "model")
        self._vectors.tidy(self._place())
        for source in sources:
            found = kept.get(source)
            self._settle(Change(source, found.version if found else "", collection_name(self._library, model)))

    def lost(self) -> set[str]:
        """Sources whose vectors are not all where they belong."""
        with self._database.reading() as db:
            place = get_meta(db, "place")
            kept = [item for item in records.stored(db) if item.home == self._vectors.home]
        return self._vectors.lost(place, {item.source: (item.version, item.vectors) for item in kept})

    def start(self) -> None:
        """Make a place for vectors where there is none yet."""
        self._commit(Change("", "", collection_name(self._library, "")), None, None)

    def replace(self, document: Document, fingerprint: Fingerprint) -> None:
        """Put a document in the place of the one of the same source, if any."""
        version = _version(document, fingerprint)
        rows = self._embed(document, version)
        collection = collection_name(self._library, fingerprint.model)
        self._commit(Change(document.source, version, collection, rows), document, fingerprint)

    def remove(self, source: str) -> None:
        """Take a document out."""
        with self._database.reading() as db:
            collection = collection_name(self._library, get_meta(db, "model"))
        self._commit(Change(source, "", collection), None, None)

    def _embed(self, document: Document, version: str) -> list[VectorRow]:
        readings: list[tuple[str, str, str, dict[str, str | int]]] = []
        for which, clause in enumerate(document.clauses):
            for ordinal, sentence in enumerate(clause.sentences):
                key = sentence_id(version, which, ordinal)
                metadata: dict[str, str | int] = {
                    "source": document.source,
                    "version": version,
                    "section": " > ".join(clause.path),
                    "clause": which,
                    "ordinal": ordinal,
                    "start": sentence.start,
                    "end": sentence.end,
                }
                readings.append((key, passage(document, clause, sentence.search), sentence.text, metadata))
                if sentence.reading:
                    other = passage(document, clause, sentence.reading)
                    readings.append((key + READING, other, sentence.text, metadata))
        if not readings:
            return []
        # In one call: the embedder sorts by length.
        vectors = self._embeddings.embed_documents([text for _, text, _, _ in readings])
        return [
            VectorRow(key, vector, text, metadata)
            for (key, _, text, metadata), vector in zip(readings, vectors, strict=True)
        ]

    def _commit(self, change: Change, document: Document | None, fingerprint: Fingerprint | None) -> None:
        try:
            self._intend(change)
            place = self._vectors.stage(self._place(), change)
            self._swap(change, document, fingerprint, place)
        except (sqlite3.Error, OSError) as error:
            raise LibraryError(words.NOT_WRITTEN.format(source=change.source, reason=error)) from error
        self._settle(change)

    def _place(self) -> str:
        with self._database.reading() as db:
            return get_meta(db, "place")

    def _intend(self, change: Change) -> None:
        with self._database.transaction() as db:
            db.execute("INSERT OR IGNORE INTO intents VALUES (?)", (change.source,))

    def _swap(self, change: Change, document: Document | None, fingerprint: Fingerprint | None, place: str) -> None:
        with self._database.transaction() as db:
            for old in records.stored(db, change.source):
                lexical.delete(db, old.id)
                records.delete(db, old.id)
            if document is not None and fingerprint is not None:
                sentences = records.insert(
                    db, document, fingerprint, change.version, self._vectors.home, len(change.rows)
                )
                lexical.insert(db, document, sentences)
                set_meta(db, "model", fingerprint.model)
                if change.rows:
                    set_meta(db, f"dimension {fingerprint.model}", str(len(change.rows[0].vector)))
            set_meta(db, "place", place)
            set_meta(db, "generation", str(int(get_meta(db, "generation")) + 1))

    def _settle(self, change: Change) -> None:
        self._vectors.settle(self._place(), change)
        with self._database.transaction() as db:
            db.execute("DELETE FROM intents WHERE source = ?", (change.source,))


def _version(document: Document, fingerprint: Fingerprint) -> str:
    """The same for the same document under the same fingerprint, and for no other."""
    digest = hashlib.sha256()
    for part in (document.source, document.sha256, fingerprint.model, fingerprint.cleaning, fingerprint.chunking):
        digest.update(part.encode() + b"\0")
    digest.update(records.canonical(document))
    return digest.hexdigest()[:24]
