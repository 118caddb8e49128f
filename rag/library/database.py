"""The SQLite file of a library: connections, transactions, migrations and the small manifest (table meta)."""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, LifoQueue

from rag.library import words
from rag.library.errors import LibraryError
from rag.library.full import is_full
from rag.library.migrations import MIGRATIONS

_BUSY_SECONDS = 30.0
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT_VTAB)


class Database:
    """library.sqlite3 in a folder, created when absent. Safe to use from several threads: each call takes a connection
    from a pool. Raises LibraryError when the file cannot be opened or was made by a newer version."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "library.sqlite3"
        self._pool: LifoQueue[sqlite3.Connection] = LifoQueue()
        self._file: tuple[int, int] | None = None
        self._closed = False
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.touch(mode=0o600)
            self._migrate()
            self._file = self._identity()
        except (OSError, sqlite3.Error) as error:
            told = words.FULL if is_full(folder, error) else words.UNOPENABLE
            raise LibraryError(told.format(folder=folder, reason=error)) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=64
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        # The swap of a document must be on the disk before its old vectors go.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        return connection

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        if self._closed:
            raise LibraryError(words.UNOPENABLE.format(folder=self.path.parent, reason="closed"))
        # What is written to a file that was deleted is lost without a word.
        if self._file and self._identity() != self._file:
            raise LibraryError(words.GONE.format(folder=self.path.parent))
        try:
            connection = self._pool.get_nowait()
        except Empty:
            connection = self._connect()
        try:
            yield connection
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", None) in _DAMAGED:
                raise LibraryError(words.DAMAGED.format(file=self.path, reason=error)) from error
            if isinstance(error, sqlite3.OperationalError) and is_full(self.path.parent, error):
                raise LibraryError(words.FULL.format(folder=self.path.parent)) from error
            raise
        finally:
            if self._closed:
                connection.close()
            else:
                self._pool.put(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees the library as it is now, whatever is committed meanwhile."""
        with self._connection() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are committed together at the end, or not at all."""
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # SQLite may have ended it itself, on a full disk
                    connection.execute("ROLLBACK")
                raise

    def scrub(self) -> None:
        """Have the write-ahead log hold nothing any more, also of what was deleted; as far as no reader needs it."""
        with self._connection() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _identity(self) -> tuple[int, int] | None:
        """Which file stands at the path, whatever its name; None where none does."""
        try:
            status = self.path.stat()
        except FileNotFoundError:
            return None
        return status.st_dev, status.st_ino

    def close(self) -> None:
        """Close the connections; those in use are closed when they come back."""
        self._closed = True
        while True:
            try:
                self._pool.get_nowait().close()
            except Empty:
                return

    def _migrate(self) -> None:
        with self._connection() as connection:
            if self._version(connection) == len(MIGRATIONS):
                return
        with self.transaction() as connection:
            found = self._version(connection)
            if found > len(MIGRATIONS):
                message = words.NEWER.format(folder=self.path.parent, found=found, known=len(MIGRATIONS))
                raise LibraryError(message)
            for migration in MIGRATIONS[found:]:
                for statement in _statements(migration):
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
            connection.execute("INSERT OR IGNORE INTO meta VALUES ('uuid', ?)", (uuid.uuid4().hex,))
            connection.execute("INSERT OR IGNORE INTO meta VALUES ('generation', '0')")

    @staticmethod
    def _version(connection: sqlite3.Connection) -> int:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: executescript would commit the transaction that they belong to."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def get_meta(connection: sqlite3.Connection, key: str) -> str:
    """A value of the manifest, "" where there is none."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return row[0] if row else ""


def set_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Write a value of the manifest."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
