"""Vectors in Chroma collections: one collection a library and embedding model, a row a reading of a sentence."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import chromadb
from chromadb.api import ClientAPI
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

# Chroma takes 5,461 rows a call.
_BATCH = 5_000

# The id of the vector of a sentence's second reading is the sentence's id and this.
READING = "~"

# sync_threshold 2, the least there is, has the index written with every change. Otherwise the last rows stand in a log that
# each process that opens the folder, also one that only reads, puts into the index and may write to the disk.
# ef_search 300: at 20,000 random vectors 97% of the true 60 nearest are found, in 2 ms; the default 100 finds 92%.
_CONFIGURATION = CreateCollectionConfiguration(hnsw={"space": "cosine", "ef_search": 300, "sync_threshold": 2})


@dataclass(frozen=True, slots=True)
class VectorRow:
    """A vector to keep. text: what it stands for, for who reads the collection by itself."""

    id: str
    vector: Sequence[float]
    text: str
    metadata: dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Change:
    """One document's vectors as they shall be: these rows, of this version, in this collection, and no others of its source."""

    source: str
    version: str
    collection: str
    rows: Sequence[VectorRow] = ()


class Vectors(Protocol):
    """A place for the vectors of a library. Changes of several documents are staged together, then committed with the SQLite transaction that writes the
    place's name (what stage returned) to the manifest, then settled. Killed in between, settling again is enough."""

    home: str

    def open(self, place: str) -> ClientAPI:
        """The Chroma client that reads a place."""
        ...

    def kept(self, place: str) -> AbstractContextManager[None]:
        """Has what was opened of a place stay open until the end."""
        ...

    def reached(self) -> AbstractContextManager[None]:
        """Has what goes wrong on the way to the vectors raised as VectorsUnreachable."""
        ...

    def stage(self, place: str, changes: Sequence[Change]) -> str:
        """Write changes so that readers of the place do not depend on them yet; returns the place that has them."""
        ...

    def settle(self, place: str, changes: Sequence[Change]) -> None:
        """Clear away what no reader of the place needs any more, once the changes are committed; their rows are not looked at."""
        ...

    def tidy(self, place: str) -> None:
        """Clear away what earlier writers had to leave."""
        ...

    def lost(self, place: str, sources: dict[str, tuple[str, int]]) -> set[str]:
        """Of the sources (with version and number of vectors), those whose vectors are not all in the place."""
        ...

    def close(self) -> None:
        """Close the clients."""
        ...


class _Steady:
    """Stands for a collection that may be another one at the next call. ask: does something with the present one."""

    def __init__(self, ask: Callable[[Callable[[chromadb.Collection], Any]], Any]) -> None:
        self._ask = ask

    def __getattr__(self, name: str) -> Any:
        value = self._ask(lambda collection: getattr(collection, name))
        if not callable(value):
            return value
        return lambda *args, **kwargs: self._ask(lambda collection: getattr(collection, name)(*args, **kwargs))


class LibraryVectors(Chroma):
    """The langchain vector store of a library, for reading: it always looks at the collection as it is now."""

    def __init__(
        self, client: ClientAPI, ask: Callable[[Callable[[chromadb.Collection], Any]], Any], embeddings: Embeddings
    ) -> None:
        self._steady = _Steady(ask)
        super().__init__(
            collection_name=self._steady.name,
            embedding_function=embeddings,
            client=client,
            create_collection_if_not_exists=False,
        )

    @property
    def _collection(self) -> Any:
        return self._steady


def chroma_settings() -> Settings:
    """Settings of a Chroma client that calls nobody and reads no .env file."""
    return Settings(_env_file=None, anonymized_telemetry=False)


def open_client(place: Path) -> ClientAPI:
    """The client of a folder of vectors, made when absent."""
    return chromadb.PersistentClient(path=str(place), settings=chroma_settings())


def collection_name(library: str, model: str) -> str:
    """The name of the collection with a library's vectors by one embedding model."""
    return f"{collection_prefix(library)}{hashlib.sha256(model.encode()).hexdigest()[:12]}"


def collection_prefix(library: str) -> str:
    """What the names of a library's collections begin with."""
    return f"youju-{library}-"


def create_collection(client: ClientAPI, name: str) -> chromadb.Collection:
    """The collection of that name, made when absent."""
    return client.get_or_create_collection(name, configuration=_CONFIGURATION, embedding_function=None)


def write(client: ClientAPI, change: Change) -> None:
    """Add the rows of a change to its collection, in place of those with the same ids."""
    collection = create_collection(client, change.collection)
    for start in range(0, len(change.rows), _BATCH):
        rows = change.rows[start : start + _BATCH]
        collection.upsert(
            ids=[row.id for row in rows],
            embeddings=[row.vector for row in rows],
            documents=[row.text for row in rows],
            metadatas=[row.metadata for row in rows],
        )


def sweep(client: ClientAPI, prefix: str, change: Change) -> None:
    """Delete what a library's collections hold of a source but the change's version ("": it has none), and other collections
    that are empty."""
    others = {"$and": [{"source": change.source}, {"version": {"$ne": change.version}}]}
    for collection in client.list_collections():
        if not collection.name.startswith(prefix):
            continue
        if collection.count():
            collection.delete(where=others)
        if collection.name != change.collection and not collection.count():
            client.delete_collection(collection.name)


def fetched(collection: chromadb.Collection, include: list[str]) -> Iterator[Any]:
    """The rows of a collection, as many at a time as Chroma gives at once. include: what of them, as Chroma's get has it."""
    for start in range(0, collection.count(), _BATCH):
        yield collection.get(limit=_BATCH, offset=start, include=include)


def copy(old: chromadb.Collection, new: chromadb.Collection) -> None:
    """Copy every row of a collection into an empty one."""
    for rows in fetched(old, ["embeddings", "documents", "metadatas"]):
        new.add(
            ids=rows["ids"], embeddings=rows["embeddings"], documents=rows["documents"], metadatas=rows["metadatas"]
        )
