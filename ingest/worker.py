"""python -m ingest.worker: a process that reads files for the one that started it, one after the other.

Whatever a damaged or hostile file does to the libraries that read it ends with this process, which may take no more
than memory.PER_READER, and its memory goes back. Archives and mails are opened here too, for that reason. It knows
neither the library nor the embedding model, so that it starts quickly and stays small.
"""

import gc
import os
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread

from ingest.containers import members
from ingest.job import Job, document_of, told
from ingest.kinds import CONTAINERS, Kind
from ingest.memory import limit
from ingest.priority import give_way
from ingest.progress import listening
from ingest.words import WORKER

# What a process holds after a file, in bytes, from which on it is better to start another.
_FAT = 1_200_000_000
_PICTURED = frozenset({Kind.PDF, Kind.IMAGE, Kind.OFD})

# Objects made between looks for cycles: a long table keeps millions, and looking through them all is half of the work.
_SELDOM = 50_000

Given = tuple[Job, int]  # the file, and how many threads its reader may use


def main(descriptor: int) -> None:
    """Read what comes through the socket of this descriptor, until the other end goes away."""
    give_way()
    connection = Connection(descriptor)
    given: SimpleQueue[Given] = SimpleQueue()
    Thread(target=_receive, args=(connection, given), daemon=True).start()
    _offer_to_the_kernel()
    limit()
    gc.set_threshold(_SELDOM)
    connection.send((0, 0))  # up, and no page read yet
    while True:
        job, threads = given.get()
        if job.kind in _PICTURED:
            from ingest.readers.ocr.engine import use_threads

            use_threads(threads)
        if job.kind in CONTAINERS:
            found = _send_members(job, connection)
        else:
            with listening(lambda done, total: connection.send((done, total))):
                found = document_of(job)
        connection.send((found, _resident() > _FAT))


def _send_members(job: Job, connection: Connection) -> str:
    """Send what a container holds, a member at a time: the socket takes the next when the last has been fetched. One
    sentence on why there is no more, "" at its end."""
    try:
        for member in members(job.kind, job.content):
            connection.send((member, False))
    except Exception as error:
        return told(error)
    return ""


def _receive(connection: Connection, given: "SimpleQueue[Given]") -> None:
    with suppress(EOFError, OSError):
        while True:
            given.put(connection.recv())
    # Who started this process is gone: so goes the process, in the middle of a file, and what it has started itself.
    os.killpg(os.getpgrp(), signal.SIGKILL)


def _offer_to_the_kernel() -> None:
    """Where memory runs out, Linux is to end this process rather than the one that writes the library."""
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("800")


def _resident() -> int:
    """Bytes that this process holds; 0 where the system does not say."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(WORKER)
    main(int(sys.argv[1]))
