"""The vectors of a library as its readers see them: found through the manifest, opened when first needed."""

import sqlite3
import threading
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from langchain_core.embeddings import Embeddings

from rag.library import records, words
from rag.library.damage import fault
from rag.library.database import Database, get_meta
from rag.library.errors import LibraryError, StaleLibrary, VectorsUnreachable
from rag.library.full import is_full
from rag.library.home import EMBEDDED, is_there
from rag.library.records import Stored
from rag.library.trial import trial
from rag.schema import Hit

if TYPE_CHECKING:  # Chroma takes a second to import: only who searches or writes vectors pays for it.
    import chromadb
    from chromadb.api import ClientAPI
    from langchain_chroma import Chroma

    from rag.library.vectors import Vectors

Found = TypeVar("Found")


class VectorIndex:
    """Reads a library's vectors while they may be written: every look sees one place, that of the manifest it was read with."""

    def __init__(self, folder: Path, database: Database, home: str) -> None:
        """home: EMBEDDED, or the address of a Chroma server."""
        self._folder = folder
        self._database = database
        self._home = home
        self._lock = threading.Lock()
        self._opened: Vectors | None = None
        self._collection_of: tuple[tuple[str, ...], ClientAPI, chromadb.Collection] | None = None

    def close(self) -> None:
        """Close the clients."""
        if self._opened is not None:
            self._opened.close()

    def vectors(self) -> "Vectors":
        """Where the vectors are."""
        with self._lock:
            if self._opened is None:
                from rag.library.embedded import EmbeddedVectors
                from rag.library.server import ServerVectors

                with self._database.reading() as db:
                    library = get_meta(db, "uuid")
                if self._home == EMBEDDED:
                    self._opened = EmbeddedVectors(self._folder, library, self.place)
                else:
                    self._opened = ServerVectors(self._home, library)
            return self._opened

    def place(self) -> str:
        """The place that the manifest names, "" where there is none yet."""
        with self._database.reading() as db:
            return get_meta(db, "place")

    def holds(self, item: Stored, place: str) -> bool:
        """Whether the vectors of a document are where this library looks for them."""
        return item.home == self._home and (self._home != EMBEDDED or is_there(self._folder, place))

    def check(self) -> None:
        """Read embedded vectors through. Raises VectorsUnreachable."""
        place = self.place()
        if self._home != EMBEDDED or not place:
            return
        told = words.BROKEN_VECTORS
        reason = fault(self._folder / place)
        if not reason and (reason := trial(self._folder / place)) and is_full(self._folder, VectorsUnreachable(reason)):
            told = words.FULL  # Chroma writes a row when it is opened
        if reason:
            raise VectorsUnreachable(told.format(folder=self._folder, reason=reason))

    def nearest(self, vector: Sequence[float], k: int, sources: Collection[str] | None) -> list[Hit]:
        """The k sentences nearest to a vector, by cosine. Raises StaleLibrary and VectorsUnreachable."""
        return self._steadily(lambda db: self._nearest(db, vector, k, sources))

    def is_empty(self) -> bool:
        """Whether there is nothing to be found: without the embedding model or Chroma."""
        with self._database.reading() as db:
            found = db.execute(
                "SELECT 1 FROM documents WHERE home = ? AND model = ? AND vectors > 0 LIMIT 1",
                (self._home, get_meta(db, "model")),
            )
            return found.fetchone() is None

    def store(self, embeddings: Embeddings) -> "Chroma":
        """The langchain vector store. Raises VectorsUnreachable."""
        from rag.library.vectors import LibraryVectors

        def ask(work: Callable[["chromadb.Collection"], Found]) -> Found:
            return self._steadily(lambda db: work(self._collection(db)))

        return self._steadily(lambda db: LibraryVectors(self.vectors().open(get_meta(db, "place")), ask, embeddings))

    def _steadily(self, look: Callable[[sqlite3.Connection], Found]) -> Found:
        """What look returns; again when it failed while a writer changed the library under it, and once more when it failed for
        no reason that the library knows."""
        tries = 2
        while True:
            with self._database.reading() as db:
                generation = get_meta(db, "generation")
                try:
                    with self.vectors().kept(get_meta(db, "place")):
                        return look(db)
                except Exception as error:
                    failure = error
            with self._database.reading() as db:
                unchanged = get_meta(db, "generation") == generation
            if unchanged:
                tries -= 1
                if isinstance(failure, LibraryError) or not tries:
                    raise failure

    def _collection(self, db: sqlite3.Connection) -> "chromadb.Collection":
        from rag.library.vectors import collection_name

        place, model = get_meta(db, "place"), get_meta(db, "model")
        client = self.vectors().open(place)
        key = (place, model, get_meta(db, "generation"))
        known = self._collection_of
        # A place that was left and entered again has another client.
        if known is None or known[:2] != (key, client):
            name = collection_name(get_meta(db, "uuid"), model)
            with self.vectors().reached():
                known = (key, client, client.get_collection(name, embedding_function=None))
            self._collection_of = known
        return known[2]

    def _nearest(
        self, db: sqlite3.Connection, vector: Sequence[float], k: int, sources: Collection[str] | None
    ) -> list[Hit]:
        from rag.library import dense

        dimension = int(get_meta(db, f"dimension {get_meta(db, 'model')}"))
        if len(vector) != dimension:
            raise StaleLibrary(words.OTHER_MODEL.format(stored=dimension, given=len(vector)))
        with self.vectors().reached():
            return records.hits(db, dense.search(db, self._collection(db), vector, k, sources))
