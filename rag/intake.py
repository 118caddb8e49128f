"""How files come into a library from the page: what the page asks for and what it is told, without knowing who reads the files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol


class Outcome(StrEnum):
    """What became of a file."""

    INGESTED = "ingested"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    PASSED_OVER = "passed_over"
    OPENED = "opened"  # an archive or a mail, whose files have results of their own
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file, and what was got of it.

    source: its name in the library; sha256: of its bytes, "" where they were not read; kind: what it is by its content; pages: pages, sheets or slides, 0 where it has none;
    scanned: of those, the ones read by OCR; clauses: of its document; kept, removed: characters; warnings: what to watch for;
    reason: the sentence for the user where it failed or was passed over.
    """

    source: str
    outcome: Outcome
    sha256: str = ""
    kind: str = ""
    pages: int = 0
    scanned: int = 0
    clauses: int = 0
    kept: int = 0
    removed: int = 0
    warnings: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an upload is. source: the file that is being read, "" while another writer holds the library; done, total: its
    pages, 0 where it has none; files_done, files: of the upload."""

    source: str
    done: int
    total: int
    files_done: int
    files: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be uploaded. size: bytes of a file; total: bytes of files at once; files: at once; kinds: by content, as Result.kind has them, empty: all that
    are read."""

    size: int
    total: int
    files: int
    kinds: tuple[str, ...]


class Intake(Protocol):
    """Brings uploaded files into a library. Safe to use from several threads: one upload comes after the other."""

    limits: Limits

    def add(self, files: Sequence[tuple[str, Path]], replace: bool = False) -> Iterator[Progress | Result]:
        """Bring files into the library; tells how far it is, and of each file once what became of it.

        files: the names that the browser gave, and where the bytes are. replace: whether a document of the same name that is
        another one gives way; otherwise its file fails. A name is taken as a name only, never as a path. The work goes on when
        nobody listens any more. Raises nothing for a bad file.
        """
        ...

    def remove(self, source: str) -> bool:
        """Take a document out; False when there is none. Raises LibraryError, LibraryBusy among them."""
        ...
