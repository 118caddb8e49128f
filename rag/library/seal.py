"""The seal of a folder of vectors: what its index files were when the manifest came to name it, kept in its lease file.

The files are never changed afterwards. Chroma reads and writes a damaged index without noticing, or takes its process down; so the seal
is looked at before Chroma opens a folder. Chroma's SQLite file, into which readers write, is checked by SQLite itself.
"""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

from rag.library.home import LEASE

_DATABASE = "chroma.sqlite3"


def seal(folder: Path) -> None:
    """Write the lease of a folder with the digests of its index files. Raises OSError."""
    digests = {str(path.relative_to(folder)): _digest(path) for path in _index_files(folder)}
    (folder / LEASE).write_text(json.dumps(digests), "utf-8")


def torn(folder: Path) -> str:
    """The name of an index file that is not as it was sealed, "" where all are. Raises OSError where there is no lease."""
    # An earlier version wrote no digests.
    sealed: dict[str, str] = json.loads((folder / LEASE).read_text("utf-8") or "{}")
    for name, digest in sealed.items():
        path = folder / name
        if not path.is_file() or _digest(path) != digest:
            return name
    return ""


def check_database(path: Path) -> str:
    """What SQLite finds wrong with a file, "" where nothing."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as db:
            found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        return str(error)
    return "" if found == "ok" else str(found).replace("\n", " ")


def fault(folder: Path) -> str:
    """What is wrong with a folder of vectors, "" where nothing is."""
    try:
        return torn(folder) or check_database(folder / _DATABASE)
    except (OSError, ValueError) as error:
        return str(error)


def _index_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*/*") if path.is_file())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
