"""Damage to the files of a library: SQLite reads its own through; of Chroma's index files the lease of a place holds a digest.

A place never changes once it is on the disk, with one exception: as long as Chroma has put nothing into an index (it has no
index_metadata.pickle yet), everybody who opens it makes its files anew. Nothing can be lost of such an index.
"""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from rag.library import words
from rag.library.home import LEASE
from rag.library.trial import trial

_DATABASE = "chroma.sqlite3"
_WRITTEN = "index_metadata.pickle"


def check_database(path: Path) -> str:
    """What SQLite finds wrong with a file, "" where nothing."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as db:
            found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        return str(error)
    return "" if found == "ok" else str(found).replace("\n", " ")


def written_indexes(place: Path) -> list[Path]:
    """The folders of the indexes of a place that Chroma has put something into."""
    return sorted(path.parent for path in place.glob(f"*/{_WRITTEN}"))


def index_digest(place: Path) -> str:
    """The SHA-256 of the index files of a place, by their names and bytes. Raises OSError."""
    whole = hashlib.sha256()
    for index in written_indexes(place):
        for path in sorted(index.iterdir()):
            with path.open("rb") as file:
                whole.update(f"{path.relative_to(place)} {hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return whole.hexdigest()


def index_fault(place: Path) -> str:
    """What is wrong with the index files of a place, "" where nothing. Chroma dies of some of what can be wrong."""
    try:
        now, then = index_digest(place), (place / LEASE).read_text("utf-8")
        if then:
            return "" if now == then else words.TORN
        # Made before leases held a digest.
        reason = trial(place)
        if not reason:
            (place / LEASE).write_text(now, "utf-8")
    except (OSError, ValueError) as error:
        return str(error)
    return reason


def fault(place: Path) -> str:
    """What is wrong with a folder of vectors, "" where nothing is."""
    if not (place / LEASE).is_file():
        return LEASE
    return check_database(place / _DATABASE) or index_fault(place)
