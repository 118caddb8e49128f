"""Vectors in the library's own folder, by embedded Chroma.

Chroma's index files are changed in place: a process killed while writing them leaves them torn, and two processes that have
them open damage them even when one only reads (its queries may write too). So a folder that readers use is never changed. A
change is made in a copy, and the manifest then names the copy. At 50,000 sentences copying takes 0.05 s.
"""

import os
import secrets
import shutil
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import chromadb
from chromadb.api import ClientAPI
from chromadb.errors import ChromaError

from rag.library import words
from rag.library.errors import VectorsUnreachable
from rag.library.home import EMBEDDED, is_there
from rag.library.vectors import Change, chroma_settings, collection_prefix, copy, create_collection, sweep, write

_PREFIX = "chroma-"

# Deleted rows keep their place in the index. When they outnumber the live ones by this, the copy is made row by row.
_SLACK = 2_000

# The place before the current one stays open: another thread may be in the middle of a query.
_OPEN = 2


class EmbeddedVectors:
    """Places are folders chroma-<slots>-<token>: slots is the number of rows, deleted ones included, in the index."""

    home = EMBEDDED

    def __init__(self, folder: Path, library: str) -> None:
        self._folder = folder
        self._prefix = collection_prefix(library)
        self._clients: OrderedDict[str, ClientAPI] = OrderedDict()
        self._lock = threading.Lock()

    def open(self, place: str) -> ClientAPI:
        """The client of a place. Raises VectorsUnreachable when the folder is gone or cannot be read."""
        with self._lock:
            if place not in self._clients:
                if not is_there(self._folder, place):
                    raise VectorsUnreachable(words.BROKEN_VECTORS.format(folder=self._folder, reason=place or "-"))
                self._clients[place] = self._client(place)
                while len(self._clients) > _OPEN:
                    self._clients.popitem(last=False)[1].close()
            return self._clients[place]

    @contextmanager
    def reached(self) -> Iterator[None]:
        """Has what Chroma finds wrong with its files raised as VectorsUnreachable."""
        try:
            yield
        except ChromaError as error:
            raise VectorsUnreachable(words.BROKEN_VECTORS.format(folder=self._folder, reason=error)) from error

    def stage(self, place: str, change: Change) -> str:
        """Make the change in a copy of the place; returns the copy's name."""
        slots = _slots(place) + len(change.rows) if is_there(self._folder, place) else len(change.rows)
        token = secrets.token_hex(4)
        new = f"{_PREFIX}{slots}-{token}"
        try:
            if is_there(self._folder, place):
                shutil.copytree(self._folder / place, self._folder / new)
            with self.reached(), closing(self._client(new)) as client:
                write(client, change)
                sweep(client, self._prefix, change)
                live = sum(collection.count() for collection in client.list_collections())
                if slots > 2 * live + _SLACK:
                    new = self._rebuilt(client, f"{_PREFIX}{live}-{token}")
            _flush(self._folder / new)
        except BaseException:
            self._discard(keep=place)
            raise
        return new

    def _rebuilt(self, client: ClientAPI, new: str) -> str:
        with closing(self._client(new)) as target:
            for collection in client.list_collections():
                copy(collection, create_collection(target, collection.name))
        return new

    def settle(self, place: str, change: Change) -> None:
        """Delete every folder but the place: each change left the whole of the last behind."""
        self._discard(keep=place)

    def lost(self, place: str, sources: dict[str, tuple[str, int]]) -> set[str]:
        """All sources when the folder is gone; a folder that is there is whole."""
        return set() if is_there(self._folder, place) else set(sources)

    def close(self) -> None:
        with self._lock:
            while self._clients:
                self._clients.popitem()[1].close()

    def _client(self, place: str) -> ClientAPI:
        return chromadb.PersistentClient(path=str(self._folder / place), settings=chroma_settings())

    def _discard(self, keep: str) -> None:
        for path in self._folder.glob(f"{_PREFIX}*"):
            if path.name != keep:
                # Where an open file cannot be deleted, the next change tries again.
                shutil.rmtree(path, ignore_errors=True)


def _slots(place: str) -> int:
    return int(place.split("-")[1])


def _flush(folder: Path) -> None:
    """Have the folder's files on the disk before the manifest names it."""
    for path in [*folder.rglob("*"), folder, folder.parent]:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
