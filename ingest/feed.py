"""What is read comes in while what was read before is embedded and written: reading runs in a thread, with processes of
its own."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Event, Thread
from types import TracebackType
from typing import Self

from ingest.job import Job, document_of
from ingest.kinds import Kind
from ingest.progress import listening
from ingest.workers import Read, Workers
from rag.intake import Result

# Documents that are read and wait to be written: more would only fill the memory.
_WAITING = 2
# Bytes of a plain text up to which it is read here: it takes less time than to hand it over, and nothing in it can do
# harm.
_SMALL = 1_000_000
_SECONDS = 0.1  # between looks at whether to stop

Item = Result | Read


class Feed:
    """Iterates over results and what has been read, as it comes; a context manager, which ends the reading when it is
    left.

    jobs: what is to be read, one at a time; workers: who read. Both are used by the thread alone.
    """

    def __init__(
        self, jobs: Iterator[Job | Result], workers: Workers, on_page: Callable[[str, int, int], None]
    ) -> None:
        self._jobs = jobs
        self._workers = workers
        self._on_page = on_page
        self._items: Queue[Item | BaseException | None] = Queue(_WAITING)
        self._stop = Event()
        self._thread = Thread(target=self._run, name="reading", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop.set()
        self._workers.stop()
        self._thread.join()

    def __iter__(self) -> Iterator[Item | None]:
        """Items as they come, and None now and then while there is none. Raises what went wrong besides the files."""
        while True:
            try:
                item = self._items.get(timeout=_SECONDS)
            except Empty:
                yield None
                continue
            if isinstance(item, BaseException):
                raise item
            if item is None:
                return
            yield item

    def _run(self) -> None:
        try:
            for item in self._read():
                self._put(item)
                if self._stop.is_set():
                    return
            self._put(None)
        except Exception as error:
            self._put(error)
        finally:
            self._workers.close()

    def _put(self, item: Item | BaseException | None) -> None:
        while not self._stop.is_set():
            with suppress(Full):
                return self._items.put(item, timeout=_SECONDS)

    def _read(self) -> Iterator[Item]:
        held: Job | None = None  # the next file for a process, while none is free
        more = True
        while not self._stop.is_set():
            if self._workers.busy:
                idle = not self._workers.free if held else not more
                yield from self._workers.take(_SECONDS if idle else 0)
            if held and self._workers.free:
                self._workers.give(held)
                held = None
            elif held is None and more:
                job = next(self._jobs, None)
                if job is None:
                    more = False
                elif isinstance(job, Result):
                    yield job
                elif job.kind is Kind.TEXT and job.size <= _SMALL:
                    with listening(lambda done, total, name=job.name: self._on_page(name, done, total)):
                        yield job, document_of(job)
                else:
                    held = job
            elif not (held or self._workers.busy):
                return
