"""Processes that read files, so that many are read at once and one that kills its reader takes no other with it."""

import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import IO

from ingest import memory, messages
from ingest.containers import Member, Refused
from ingest.job import Job
from ingest.source import UnreadableFile
from rag.schema import Document

_log = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parent.parent
_COMMAND = (sys.executable, "-m", "ingest.worker")
_START = 120.0  # seconds that a process may take to start, on a machine that has much to do
_TAIL = 300  # bytes of what a process said last
_LOOK = 0.1  # seconds between looks at whether to stop

OnPage = Callable[[str, int, int], None]
Read = tuple[Job, Document | str]  # a file, with its document or the sentence on why there is none


@dataclass(slots=True)
class _Worker:
    """A process with the socket to it. job: what it is reading; heard: when it last told something, on the monotonic
    clock; up: it has told that it is there."""

    process: subprocess.Popen[bytes]
    connection: Connection
    said: IO[bytes] = field(repr=False)
    job: Job | None = None
    heard: float = 0.0
    up: bool = False


class Workers:
    """So many processes at most, each started when it is first needed. Not for several threads.

    seconds: how long a file may take without a page of it being read. on_page: told name, pages done and pages in all.
    """

    def __init__(self, most: int, seconds: float, on_page: OnPage) -> None:
        self._most = most
        self._seconds = seconds
        self._on_page = on_page
        self._all: list[_Worker] = []
        self._openers: list[_Worker] = []  # beside them, since a container is open while its members are read
        self._stopped = False

    @property
    def busy(self) -> bool:
        """Whether a file is being read."""
        return any(worker.job for worker in self._all)

    @property
    def free(self) -> bool:
        """Whether another file can be given."""
        return len(self._all) < self._most or any(worker.job is None for worker in self._all)

    def give(self, job: Job) -> None:
        """Have a file read. Only while there is a free process. Raises OSError where none can be started."""
        worker = next((worker for worker in self._all if worker.job is None), None)
        if worker is None:
            worker = self._start(self._all)
        self._send(worker, job)

    def take(self, seconds: float) -> Iterator[Read]:
        """What has been read by now, after waiting for so long at most."""
        ready = wait([worker.connection for worker in self._all if worker.job], seconds)
        for worker in [worker for worker in self._all if worker.job]:
            if worker.connection in ready:
                yield from self._hear(worker)
            elif self._is_late(worker):
                yield self._lose(worker, messages.TOO_SLOW.format(seconds=round(self._seconds)))

    def opened(self, job: Job) -> Iterator[Member | Refused]:
        """What a container holds, one at a time, opened by a process that does nothing else meanwhile. Raises
        UnreadableFile, and OSError where no process can be started."""
        worker = next((worker for worker in self._openers if worker.job is None), None) or self._start(self._openers)
        self._send(worker, job)
        try:
            while not self._stopped:
                if wait([worker.connection], _LOOK):
                    first, second = worker.connection.recv()
                    if isinstance(first, str):
                        worker.job = None
                        if second:
                            self._end(worker)
                        if first:
                            raise UnreadableFile(first)
                        return
                    worker.up = True
                    if not isinstance(first, int):
                        yield first
                    worker.heard = time.monotonic()
                elif self._is_late(worker):
                    raise UnreadableFile(self._lose(worker, messages.TOO_SLOW.format(seconds=round(self._seconds)))[1])
        except (EOFError, OSError):
            raise UnreadableFile(self._lose(worker, "")[1]) from None
        finally:
            if worker.job and worker in self._openers:  # nobody wants the rest
                self._end(worker)

    def stop(self) -> None:
        """Have a container that is being opened left as it is. For another thread."""
        self._stopped = True

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        for worker in (*self._all, *self._openers):
            self._end(worker)

    def _send(self, worker: _Worker, job: Job) -> None:
        worker.job, worker.heard = job, time.monotonic()
        with suppress(OSError):  # it has died: whoever listens finds that out
            worker.connection.send((job, max(1, memory.cores() // self._most)))

    def _is_late(self, worker: _Worker) -> bool:
        return time.monotonic() - worker.heard > (self._seconds if worker.up else max(self._seconds, _START))

    def _start(self, those: list[_Worker]) -> _Worker:
        """A new process among those."""
        ours, theirs = socket.socketpair()
        with theirs:
            said = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the process lives
            try:
                # A session of its own: Ctrl-C in a terminal is for the process that writes, and what a reader starts
                # goes with it.
                process = subprocess.Popen(
                    [*_COMMAND, str(theirs.fileno())],
                    cwd=_ROOT, pass_fds=[theirs.fileno()], start_new_session=True,
                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said,
                )  # fmt: skip
            except OSError:
                ours.close()
                said.close()
                raise
        those.append(_Worker(process, Connection(ours.detach()), said))
        return those[-1]

    def _hear(self, worker: _Worker) -> Iterator[Read]:
        """All that a process has to say by now."""
        assert worker.job is not None
        worker.heard = time.monotonic()
        try:
            while worker.connection.poll():
                first, second = worker.connection.recv()
                if isinstance(first, int):
                    worker.up = True
                    if second:
                        self._on_page(worker.job.name, first, second)
                    continue
                job, worker.job = worker.job, None
                if second:
                    self._end(worker)
                yield job, first
                return
        except (EOFError, OSError):
            yield self._lose(worker, "")

    def _lose(self, worker: _Worker, reason: str) -> Read:
        """The file of a process that is no more, or shall be no more. reason: "" where it died by itself."""
        job = worker.job
        assert job is not None
        if not reason:
            code = worker.process.wait()
            worker.said.seek(0)
            _log.warning(
                "%s: reader ended with %s %s", job.name, code, worker.said.read()[-_TAIL:].decode(errors="replace")
            )
            # Libraries in C abort where Python would raise MemoryError.
            wanted_memory = code in (-signal.SIGKILL, -signal.SIGABRT)
            reason = messages.DIED_MEMORY if wanted_memory else messages.DIED.format(code=code)
        self._end(worker)
        return job, reason

    def _end(self, worker: _Worker) -> None:
        (self._all if worker in self._all else self._openers).remove(worker)
        worker.connection.close()
        worker.said.close()
        with suppress(ProcessLookupError):
            os.killpg(worker.process.pid, signal.SIGKILL)
        worker.process.wait()
