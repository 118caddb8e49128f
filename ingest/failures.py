"""Files that could not be ingested, remembered in the library's folder so that they can be tried again."""

import logging
import os
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ingest import messages
from ingest.files import FoundFile, find_files
from rag.intake import Result

_log = logging.getLogger(__name__)
_NAME = "failures.sqlite3"
_TABLE = """CREATE TABLE IF NOT EXISTS failures (
    source TEXT PRIMARY KEY, file TEXT NOT NULL, path BLOB NOT NULL, sha256 TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL
) WITHOUT ROWID"""


@dataclass(frozen=True, slots=True)
class Failure:
    """source: what failed; file: the name of the given file that it is or lies in, at path; sha256: of its bytes, ""
    where they could not be read; reason: the sentence for the user; at: when, in ISO 8601."""

    source: str
    file: str
    path: Path
    sha256: str
    reason: str
    at: str


class Failures:
    """The failures of a library's folder, each written at once. Only for who holds the library for writing, but for
    all()."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME

    def note(self, result: Result, file: FoundFile) -> None:
        """Remember that a result is a failure, where the disk has room for it. file: the given file that it is or lies in."""
        path, at = os.fsencode(file.path.absolute()), datetime.now(UTC).isoformat(timespec="seconds")
        row = (result.source, file.name, path, result.sha256, result.reason, at)
        try:
            with self._open() as db:
                db.execute("INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?)", row)
        except sqlite3.OperationalError as error:  # the failure itself is told; the other files go on
            _log.warning(messages.NOT_NOTED.format(source=result.source, reason=error))

    def forget(self, source: str) -> bool:
        """Forget a file, which has been ingested or is gone; False when none of this name had failed."""
        if not self._path.exists():
            return False
        with self._open() as db:
            return db.execute("DELETE FROM failures WHERE source = ?", (source,)).rowcount > 0

    def keep_only(self, sources: Collection[str]) -> None:
        """Forget all but these."""
        for failure in self.all():
            if failure.source not in sources:
                self.forget(failure.source)

    def all(self) -> list[Failure]:
        """All of them, by name."""
        if not self._path.exists():
            return []
        with self._open() as db:
            rows = db.execute("SELECT * FROM failures ORDER BY source").fetchall()
        return [Failure(source, file, Path(os.fsdecode(path)), *rest) for source, file, path, *rest in rows]

    def files(self) -> list[FoundFile]:
        """What is to be tried again: each file under the name that it had, and of an archive only what failed of it."""
        failed: dict[tuple[str, Path], set[str]] = {}
        for failure in self.all():
            failed.setdefault((failure.file, failure.path), set()).add(failure.source)
        return [
            replace(found, name=name, members=frozenset() if name in sources else frozenset(sources))
            for (name, path), sources in failed.items()
            for found in find_files([path])
        ]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path)) as db, db:
            db.execute(_TABLE)
            yield db
