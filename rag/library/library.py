"""The one class through which a library is opened, searched and written."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Self

from langchain_core.embeddings import Embeddings

from rag.library import lexical, records, words
from rag.library.damage import check_database
from rag.library.database import Database, get_meta
from rag.library.errors import LibraryError
from rag.library.home import home_of
from rag.library.index import VectorIndex
from rag.library.records import Fingerprint
from rag.library.summaries import DocumentSummary, summaries
from rag.schema import Document, Hit

if TYPE_CHECKING:  # Chroma takes a second to import: only who searches or writes vectors pays for it.
    from langchain_chroma import Chroma

    from rag.library.vectors import VectorRow
    from rag.library.writer import Writer

# Documents kept in memory as read.
_KEPT = 64


class Library:
    """Ingested documents in a folder: SQLite holds the documents, the lexical index and the manifest, Chroma the
    vectors.

    Reading is safe from several threads and while another process writes; every read sees each document either as it
    was or as it is, whole. Writing is for one at a time, inside `with library.writing():`.
    """

    def __init__(self, folder: Path, embeddings: Embeddings, chroma_url: str | None) -> None:
        self.folder = folder
        self._embeddings = embeddings
        home = home_of(chroma_url)
        self._database = Database(folder)
        self._index = VectorIndex(folder, self._database, home)
        self._lock = threading.Lock()
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self._embedded: tuple[str, Sequence[float]] | None = None
        self._writer: Writer | None = None
        self._lost: set[str] = set()

    @classmethod
    def open(cls, folder: Path, embeddings: Embeddings, chroma_url: str | None = None) -> Self:
        """Open the library in a folder and create what is absent. Neither the embedding model nor Chroma is loaded yet.

        chroma_url: a Chroma server for the vectors; None keeps them in the folder. Raises LibraryError.
        """
        return cls(Path(folder), embeddings, chroma_url)

    def close(self) -> None:
        """Close the files and connections."""
        self._index.close()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def generation(self) -> int:
        """Grows with every committed change, also those of another process."""
        with self._database.reading() as db:
            return int(get_meta(db, "generation"))

    @property
    def digest(self) -> str:
        """The same while every document, the embedding model and the code that cuts documents up are the same."""
        with self._database.reading() as db:
            versions = [f"{item.source} {item.version}" for item in records.stored(db)]
        return hashlib.sha256("\n".join(versions).encode()).hexdigest()[:16]

    def digests(self) -> dict[str, str]:
        """The SHA-256 of every document's file, by its name."""
        with self._database.reading() as db:
            return {item.source: item.sha256 for item in records.stored(db)}

    @property
    def sentence_count(self) -> int:
        """How many sentences the library searches: those of copies are not."""
        with self._database.reading() as db:
            return records.searched_count(db)

    def summaries(self) -> list[DocumentSummary]:
        """Every document without its text, in the order of their names; a copy is named with its original only."""
        with self._database.reading() as db:
            return summaries(db)

    def copied(self) -> dict[str, str]:
        """For each copy the document that is searched in its stead, by source."""
        with self._database.reading() as db:
            return {item.source: item.original for item in records.stored(db) if item.original}

    def original_of(self, source: str) -> str:
        """The document that is searched in the stead of a copy, "" where a document is none."""
        with self._database.reading() as db:
            return next((item.original for item in records.stored(db, source)), "")

    def document(self, source: str) -> Document:
        """A document whole, as it was ingested. Raises KeyError when there is none."""
        with self._database.reading() as db:
            found = records.stored(db, source)
            if not found:
                raise KeyError(words.NO_DOCUMENT.format(source=source))
            with self._lock:
                document = self._documents.pop(found[0].version, None) or records.load(db, found[0].id)
                self._documents[found[0].version] = document
                if len(self._documents) > _KEPT:
                    self._documents.popitem(last=False)
            return document

    def hits(self, ids: Sequence[str]) -> list[Hit]:
        """The sentences of these ids in the order given, scored 0; unknown ids are left out."""
        with self._database.reading() as db:
            return records.hits(db, [(key, 0.0) for key in ids])

    def document_frequency(self, terms: Sequence[str]) -> dict[str, int]:
        """In how many sentences each term stands."""
        with self._database.reading() as db:
            return {term: sentences for term, (sentences, _) in lexical.frequencies(db, terms).items()}

    def search_lexical(self, terms: Sequence[str], k: int, sources: Collection[str] | None = None) -> list[Hit]:
        """The k best sentences that hold any of the terms (rag.text.grams of a normalised question), by BM25."""
        with self._database.reading() as db:
            return records.hits(db, lexical.search(db, terms, k, sources))

    def search_dense(self, query: str, k: int, sources: Collection[str] | None = None) -> list[Hit]:
        """The k sentences nearest in meaning, by cosine. Raises StaleLibrary when the vectors are of another model, and
        VectorsUnreachable."""
        if k <= 0 or (sources is not None and not sources) or self._index.is_empty():
            return []
        # A question is searched for more than once, in all documents and in some.
        known = self._embedded
        vector = known[1] if known and known[0] == query else self._embeddings.embed_query(query)
        self._embedded = (query, vector)
        return self._index.nearest(vector, k, sources)

    @property
    def vectors(self) -> "Chroma":
        """The langchain vector store; for reading, and always up to date. Raises VectorsUnreachable."""
        if not self._index.place():
            with nullcontext(self._writer) if self._writer else self.writing() as writer:
                writer.start()
        return self._index.store(self._embeddings)

    def fingerprint_of(self, source: str) -> Fingerprint | None:
        """By what a document was ingested; None when there is no such document."""
        with self._database.reading() as db:
            found = records.stored(db, source)
            return found[0].fingerprint if found else None

    def stale(self, now: Fingerprint) -> list[str]:
        """Sources to ingest again: they were ingested under another fingerprint, or their vectors are elsewhere."""
        with self._database.reading() as db:
            place = get_meta(db, "place")
            return [
                item.source
                for item in records.stored(db)
                if item.fingerprint != now or not self._index.holds(item, place)
            ]

    def of_other_models(self, model: str) -> list[str]:
        """Sources that were ingested with another embedding model. model: the fingerprint of this one."""
        with self._database.reading() as db:
            return [item.source for item in records.stored(db) if item.fingerprint.model != model]

    def check(self) -> None:
        """Read both stores through. Raises LibraryError, with what is damaged and what to do."""
        if reason := check_database(self._database.path):
            raise LibraryError(words.DAMAGED.format(file=self._database.path, reason=reason))
        self._index.check()

    @contextmanager
    def writing(self) -> Iterator["Writer"]:
        """Hold the library for writing, after finishing or undoing what a killed writer left and making damaged vectors anew. Raises LibraryBusy when
        another writer does not end within seconds, and VectorsUnreachable."""
        from rag.library.writer import Writer, one_writer

        with one_writer(self.folder):
            writer = Writer(self._database, self._index.vectors(), self._embeddings)
            writer.recover()
            self._lost = writer.mend()
            self._writer = writer
            try:
                yield writer
                self._database.scrub()
            finally:
                self._writer = None
                self._lost = set()

    def up_to_date(self, source: str, sha256: str, fingerprint: Fingerprint) -> bool:
        """Whether a document of these bytes and this fingerprint is in the library, vectors and all."""
        with self._database.reading() as db:
            place = get_meta(db, "place")
            return any(
                item.sha256 == sha256
                and item.fingerprint == fingerprint
                and self._index.holds(item, place)
                and source not in self._lost
                for item in records.stored(db, source)
            )

    def embed(self, document: Document, fingerprint: Fingerprint) -> "Sequence[VectorRow] | None":
        """The vectors of a document that is to be written, None for a copy; may run while another is written."""
        return self._writing().embed(document, fingerprint)

    def replace(
        self, document: Document, fingerprint: Fingerprint, vectors: "Sequence[VectorRow] | None" = None
    ) -> None:
        """Put a document in the place of the one of the same source, if any: whole, or not at all. vectors: what
        embed gave for it."""
        self._writing().replace(document, fingerprint, vectors)
        self._lost.discard(document.source)

    def remove(self, source: str) -> bool:
        """Take a document out; False when there is none."""
        writer = self._writing()
        if self.fingerprint_of(source) is None:
            return False
        writer.remove(source)
        return True

    def _writing(self) -> "Writer":
        if self._writer is None:
            raise RuntimeError("a library is changed inside `with library.writing():` only")
        return self._writer
