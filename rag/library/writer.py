"""Writing to a library: each document whole and atomic over both stores.

A change of one document may mean that a copy of it is searched from now on, or another document no more (rag.library.copies): such
changes belong to the same transaction.

The order: note the intent; stage the vectors; swap the document in one SQLite transaction (rows, lexical index, manifest);
settle, which clears the old vectors away; forget the intent. SQLite decides what is in the library. Killed before the swap,
the next writer settles on the old document, killed after it on the new one.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from langchain_core.embeddings import Embeddings

from rag.library import copies, lexical, records, words
from rag.library.copies import Arrangement
from rag.library.database import Database, get_meta, set_meta
from rag.library.errors import LibraryBusy, LibraryError
from rag.library.home import EMBEDDED
from rag.library.mending import mend
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
        collection = collection_name(self._library, model)
        changes = []
        for source in sources:
            found = kept.get(source)
            changes.append(Change(source, found.version if found and found.vectors else "", collection))
        if changes:
            self._settle(changes)

    def _lost(self) -> set[str]:
        """Sources whose vectors are not all where they belong."""
        with self._database.reading() as db:
            place = get_meta(db, "place")
            kept = [item for item in records.stored(db) if item.home == self._vectors.home]
        return self._vectors.lost(place, {item.source: (item.version, item.vectors) for item in kept})

    def mend(self) -> set[str]:
        """Make embedded vectors that are gone or damaged anew, from the documents that the library holds; returns the sources
        that are still without all of theirs. Where they are of another model than the present one, their documents are to be
        ingested again."""
        lost = self._lost()
        if lost and self._vectors.home == EMBEDDED:
            mend(self._database, self._vectors, self._embeddings, self._embed, lost)
            return set()
        return lost

    def start(self) -> None:
        """Make a place for vectors where there is none yet."""
        self._commit([Change("", "", collection_name(self._library, ""))], None, None, Arrangement())

    def embed(self, document: Document, fingerprint: Fingerprint) -> list[VectorRow] | None:
        """The vectors of a document; None for what is a copy by now."""
        with self._database.reading() as db:
            if copies.arrange(db, document.source, document).original:
                return None
        return self._embed(document, _version(document, fingerprint))

    def replace(self, document: Document, fingerprint: Fingerprint, vectors: Sequence[VectorRow] | None = None) -> None:
        """Put a document in the place of the one of the same source, if any; a copy is kept and not searched.
        vectors: what embed gave for it."""
        version = _version(document, fingerprint)
        collection = collection_name(self._library, fingerprint.model)
        with self._database.reading() as db:
            arrangement = copies.arrange(db, document.source, document)
        if arrangement.original:
            own = Change(document.source, "", collection)
        else:
            rows = self._embed(document, version) if vectors is None else vectors
            own = Change(document.source, version, collection, rows)
        self._commit([own, *self._others(arrangement, fingerprint.model)], document, fingerprint, arrangement)

    def remove(self, source: str) -> None:
        """Take a document out; a copy of it takes its place."""
        with self._database.reading() as db:
            model = get_meta(db, "model")
            arrangement = copies.arrange(db, source, None)
        own = Change(source, "", collection_name(self._library, model))
        changes = [own, *self._others(arrangement, model)]
        self._commit(changes, None, None, arrangement)

    def _others(self, arrangement: Arrangement, model: str) -> list[Change]:
        """The changes to the vectors of other documents than the one that is written."""
        collection = collection_name(self._library, model)
        changes = [Change(source, "", collection) for source in arrangement.demoted]
        for source in arrangement.promoted:
            with self._database.reading() as db:
                (item,) = records.stored(db, source)
                document = records.load(db, item.id)
                dimension = get_meta(db, f"dimension {model}")
            rows = self._embed(document, item.version)
            # By another model than the library was built with: then it is found by its words until it is ingested again.
            fits = not rows or not dimension or len(rows[0].vector) == int(dimension)
            changes.append(Change(source, item.version, collection, rows if fits else ()))
        return changes

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

    def _commit(
        self,
        changes: Sequence[Change],
        document: Document | None,
        fingerprint: Fingerprint | None,
        arrangement: Arrangement,
    ) -> None:
        """Make changes as one: the first is that of the document that is written or taken out."""
        try:
            self._intend(changes)
            place = self._vectors.stage(self._place(), changes)
            self._swap(changes, document, fingerprint, arrangement, place)
        except (sqlite3.Error, OSError) as error:
            raise LibraryError(words.NOT_WRITTEN.format(source=changes[0].source, reason=error)) from error
        except LibraryError:
            self._vectors.tidy(self._place())  # on a full disk, what was staged takes the room of the next try
            raise
        self._settle(changes)

    def _place(self) -> str:
        with self._database.reading() as db:
            return get_meta(db, "place")

    def _intend(self, changes: Sequence[Change]) -> None:
        with self._database.transaction() as db:
            db.executemany("INSERT OR IGNORE INTO intents VALUES (?)", [(change.source,) for change in changes])

    def _swap(
        self,
        changes: Sequence[Change],
        document: Document | None,
        fingerprint: Fingerprint | None,
        arrangement: Arrangement,
        place: str,
    ) -> None:
        own, *others = changes
        with self._database.transaction() as db:
            added = copies.added(db, own.source)
            for old in records.stored(db, own.source):
                lexical.delete(db, old.id)
                records.delete(db, old.id)
            if document is not None and fingerprint is not None:
                version = _version(document, fingerprint)
                scanned = copies.is_scanned(document)
                number, sentences = records.insert(
                    db,
                    document,
                    fingerprint,
                    version,
                    self._vectors.home,
                    len(own.rows),
                    arrangement.original,
                    scanned,
                    added,
                )
                copies.sign(db, number, document)
                if not arrangement.original:
                    lexical.insert(db, document, sentences)
                set_meta(db, "model", fingerprint.model)
                self._note_dimension(db, fingerprint.model, own)
            for source, original in arrangement.originals.items():
                db.execute("UPDATE documents SET original = ? WHERE source = ?", (original, source))
            for change in others:
                self._swap_other(db, change)
            set_meta(db, "place", place)
            set_meta(db, "generation", str(int(get_meta(db, "generation")) + 1))

    def _swap_other(self, db: sqlite3.Connection, change: Change) -> None:
        """Have another document searched from now on, or, where the change has no version, no more."""
        (item,) = records.stored(db, change.source)
        lexical.delete(db, item.id)
        if change.version:
            document = records.load(db, item.id)
            lexical.insert(db, document, records.sentence_rows(db, item.id, document))
        model = get_meta(db, "model") if change.version else item.fingerprint.model
        db.execute(
            "UPDATE documents SET vectors = ?, home = ?, model = ? WHERE id = ?",
            (len(change.rows), self._vectors.home, model, item.id),
        )
        self._note_dimension(db, model, change)

    @staticmethod
    def _note_dimension(db: sqlite3.Connection, model: str, change: Change) -> None:
        if change.rows:
            set_meta(db, f"dimension {model}", str(len(change.rows[0].vector)))

    def _settle(self, changes: Sequence[Change]) -> None:
        self._vectors.settle(self._place(), changes)
        with self._database.transaction() as db:
            db.executemany("DELETE FROM intents WHERE source = ?", [(change.source,) for change in changes])


def _version(document: Document, fingerprint: Fingerprint) -> str:
    """The same for the same document under the same fingerprint, and for no other."""
    digest = hashlib.sha256()
    for part in (document.source, document.sha256, fingerprint.model, fingerprint.cleaning, fingerprint.chunking):
        digest.update(part.encode() + b"\0")
    digest.update(records.canonical(document))
    return digest.hexdigest()[:24]
