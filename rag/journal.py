"""Files of JSON objects beside a library, one a line, only ever added to; safe with several processes."""

import os
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock

_LOCK_SECONDS = 5.0


def append(path: Path, row: bytes) -> None:
    """Add an object to a file and see it on disk. Raises OSError."""
    line = row + b"\n"
    with FileLock(path.with_suffix(".lock"), timeout=_LOCK_SECONDS), path.open("a+b") as file:
        # A writer that was killed, or a full disk, may have left half a line.
        if file.tell() and os.pread(file.fileno(), 1, file.tell() - 1) != b"\n":
            line = b"\n" + line
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def lines(path: Path) -> Iterator[bytes]:
    """The lines of a file, oldest first; none where there is no file. Raises OSError."""
    yield from path.read_bytes().split(b"\n") if path.exists() else ()
