"""Vectors on a Chroma server, which looks after its files by itself."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext

import chromadb
import httpx
from chromadb.api import ClientAPI
from chromadb.errors import ChromaError

from rag.library import words
from rag.library.errors import VectorsUnreachable
from rag.library.vectors import Change, chroma_settings, collection_prefix, sweep, write

_SECONDS = 5.0


class ServerVectors:
    """There is one place, the server. New rows stand beside the old until the change is settled; the library leaves out what
    its manifest does not know."""

    def __init__(self, home: str, library: str) -> None:
        self.home = home
        self._prefix = collection_prefix(library)
        self._client: ClientAPI | None = None
        self._lock = threading.Lock()

    def open(self, place: str = "") -> ClientAPI:
        """The client of the server. Raises VectorsUnreachable when it does not answer within seconds."""
        with self._lock:
            if self._client is None:
                with self.reached():
                    # Chroma's own client would wait without end.
                    httpx.get(f"{self.home}/api/v2/heartbeat", timeout=_SECONDS).raise_for_status()
                    self._client = chromadb.HttpClient(host=self.home, settings=chroma_settings())
            return self._client

    def kept(self, place: str) -> AbstractContextManager[None]:
        """Nothing: the one client stays open."""
        return nullcontext()

    @contextmanager
    def reached(self) -> Iterator[None]:
        """Has what goes wrong on the way to the server raised as VectorsUnreachable."""
        try:
            yield
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ChromaError) as error:
            reason = str(error) or type(error).__name__
            raise VectorsUnreachable(words.UNREACHABLE.format(url=self.home, reason=reason)) from error

    def stage(self, place: str, changes: Sequence[Change]) -> str:
        """Add the new rows beside the old."""
        with self.reached():
            for change in changes:
                write(self.open(), change)
        return self.home

    def settle(self, place: str, changes: Sequence[Change]) -> None:
        """Delete what the server has of the sources in other versions."""
        with self.reached():
            for change in changes:
                sweep(self.open(), self._prefix, change)

    def tidy(self, place: str) -> None:
        """Nothing: whatever is left on a server has an intent."""

    def lost(self, place: str, sources: dict[str, tuple[str, int]]) -> set[str]:
        """The sources of which rows are missing: a server may have lost its data."""
        with self.reached():
            collections = [one for one in self.open().list_collections() if one.name.startswith(self._prefix)]
            if sum(one.count() for one in collections) == sum(number for _, number in sources.values()):
                return set()
            return {
                source
                for source, (version, number) in sources.items()
                if sum(len(one.get(where={"version": version}, include=[])["ids"]) for one in collections) != number
            }

    def close(self) -> None:
        with self._lock:
            if self._client is not None:
                # Chroma's client would leave its connections to the garbage collector.
                for part in (self._client, self._client._admin_client):
                    part._server._session.close()
                self._client.close()
            self._client = None
