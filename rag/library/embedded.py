"""Vectors in the library's own folder, by embedded Chroma.

Chroma's index files are changed in place: a process killed while writing them leaves them torn, and two processes that have
them open damage them even when one only reads (its queries may write too). So a folder that readers use is never changed. A
change is made in a copy, and the manifest then names the copy. At 50,000 sentences copying takes 0.05 s.
"""

import fcntl
import os
import secrets
import shutil
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from chromadb.api import ClientAPI
from chromadb.errors import ChromaError

from rag.library import words
from rag.library.damage import fault, index_fault
from rag.library.durable import make_durable
from rag.library.errors import LibraryError, VectorsUnreachable
from rag.library.full import is_full
from rag.library.home import EMBEDDED, LEASE, is_there
from rag.library.scrub import blank_unused, scrub
from rag.library.vectors import Change, collection_prefix, copy, create_collection, open_client, sweep, write

_PREFIX = "chroma-"

# Deleted rows keep their place in the index. When they outnumber the live ones by this, the copy is made row by row.
_SLACK = 2_000

# What goes wrong in writing.
_UNWRITTEN = (ChromaError, sqlite3.Error, OSError)


class _Held(NamedTuple):
    """A place in use. lease: the descriptor of its lease file, locked for sharing."""

    place: str
    client: ClientAPI
    lease: int


class EmbeddedVectors:
    """Places are folders chroma-<slots>-<token>: slots is the number of rows, deleted ones included, in the index.

    The last file written into a place is its lease. Who has the place open holds a shared lock on it (the kernel lets go of it
    when the process ends), and only who gets the exclusive lock deletes the place. current: says which place the manifest names.
    """

    home = EMBEDDED

    def __init__(self, folder: Path, library: str, current: Callable[[], str]) -> None:
        self._folder = folder
        self._prefix = collection_prefix(library)
        self._current = current
        self._held: dict[str, _Held] = {}
        self._readers: Counter[str] = Counter()
        self._last = ""
        self._lock = threading.Lock()

    def open(self, place: str) -> ClientAPI:
        """The client of a place. Raises VectorsUnreachable when the folder is gone or cannot be read."""
        with self._lock:
            if place not in self._held:
                self._held[place] = self._enter(place)
            self._last = place
            self._leave_unread()
            return self._held[place].client

    @contextmanager
    def kept(self, place: str) -> Iterator[None]:
        """Has the client of a place stay open until the end: another thread may open another place meanwhile, also an older one."""
        with self._lock:
            self._readers[place] += 1
        try:
            yield
        finally:
            with self._lock:
                self._readers[place] -= 1
                self._leave_unread()

    def _enter(self, place: str) -> _Held:
        try:
            lease = os.open(self._folder / place / LEASE, os.O_RDONLY)
        except OSError as error:
            raise VectorsUnreachable(words.BROKEN_VECTORS.format(folder=self._folder, reason=error)) from error
        try:
            fcntl.flock(lease, fcntl.LOCK_SH)
            reason = index_fault(self._folder / place) if is_there(self._folder, place) else place
            if reason:
                raise VectorsUnreachable(words.BROKEN_VECTORS.format(folder=self._folder, reason=reason))
            with self.reached():
                return _Held(place, self._client(place), lease)
        except BaseException:
            os.close(lease)
            raise

    def _leave_unread(self) -> None:
        """Leave every place but the last one that nobody reads."""
        for place in [place for place in self._held if place != self._last and not self._readers[place]]:
            self._leave(place)

    def _leave(self, place: str) -> None:
        _, client, lease = self._held.pop(place)
        client.close()
        os.close(lease)
        # A writer may have waited for this reader. A place that the manifest has given up never comes back.
        if place != self._current():
            self._delete(self._folder / place)

    @contextmanager
    def reached(self) -> Iterator[None]:
        """Has what Chroma finds wrong with its files raised as VectorsUnreachable."""
        try:
            yield
        except (ChromaError, sqlite3.Error) as error:
            told = words.FULL if is_full(self._folder, error) else words.BROKEN_VECTORS
            raise VectorsUnreachable(told.format(folder=self._folder, reason=error)) from error

    def stage(self, place: str, changes: Sequence[Change]) -> str:
        """Make the changes in a copy of the place; returns the copy's name. Raises OSError, and LibraryError on a full disk."""
        new_rows = sum(len(change.rows) for change in changes)
        slots = _slots(place) + new_rows if is_there(self._folder, place) else new_rows
        token = secrets.token_hex(4)
        new = f"{_PREFIX}{slots}-{token}"
        try:
            if is_there(self._folder, place):
                _copy_folder(self._folder / place, self._folder / new)
            with closing(self._client(new)) as client:
                for change in changes:
                    write(client, change)
                    sweep(client, self._prefix, change)
                live = sum(collection.count() for collection in client.list_collections())
                if slots > 2 * live + _SLACK:
                    new = self._rebuilt(client, f"{_PREFIX}{live}-{token}")
            if not all(change.version for change in changes):
                scrub(self._folder / new)
            blank_unused(self._folder / new)
            make_durable(self._folder / new)
        except BaseException as error:
            full = isinstance(error, _UNWRITTEN) and is_full(self._folder, error)
            self.tidy(place)
            if full:
                raise LibraryError(words.FULL.format(folder=self._folder)) from error
            if isinstance(error, _UNWRITTEN):
                raise OSError(error) from error
            raise
        return new

    def _rebuilt(self, client: ClientAPI, new: str) -> str:
        with closing(self._client(new)) as target:
            for collection in client.list_collections():
                copy(collection, create_collection(target, collection.name))
        return new

    def settle(self, place: str, changes: Sequence[Change]) -> None:
        """Delete every other folder: a change leaves the whole of the last place behind."""
        self.tidy(place)

    def tidy(self, place: str) -> None:
        """Delete every other folder that nobody reads."""
        with self._lock:
            self._last = place
            self._leave_unread()
        for path in self._folder.glob(f"{_PREFIX}*"):
            if path.name != place:
                self._delete(path)

    def lost(self, place: str, sources: dict[str, tuple[str, int]]) -> set[str]:
        """All sources when the folder is gone or damaged; any other is whole."""
        return set(sources) if fault(self._folder / place) else set()

    def close(self) -> None:
        with self._lock:
            for place in list(self._held):
                self._leave(place)

    def _client(self, place: str) -> ClientAPI:
        return open_client(self._folder / place)

    def _delete(self, path: Path) -> None:
        """Delete a place, unless somebody has it open: then who leaves it last deletes it, or the next writer."""
        try:
            lease = os.open(path / LEASE, os.O_RDONLY)
        except FileNotFoundError:
            shutil.rmtree(path, ignore_errors=True)
            return
        try:
            fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(path, ignore_errors=True)
        except BlockingIOError:
            pass
        finally:
            os.close(lease)


def _slots(place: str) -> int:
    return int(place.split("-")[1])


def _copy_folder(old: Path, new: Path) -> None:
    shutil.copytree(old, new, ignore=shutil.ignore_patterns(LEASE, "chroma.sqlite3*"))
    # A reader that opens the folder writes a row into Chroma's SQLite file: SQLite itself copies that as it is between writes.
    with (
        closing(sqlite3.connect(old / "chroma.sqlite3")) as source,
        closing(sqlite3.connect(new / "chroma.sqlite3")) as target,
    ):
        target.execute("PRAGMA synchronous = OFF")
        source.backup(target)
