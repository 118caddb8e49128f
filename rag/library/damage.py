"""Damage to the files of a library, as far as SQLite notices it.

Chroma's index files are not looked at: it may still write them when a writer has closed it, so that no digest of them holds.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from rag.library.home import LEASE

_DATABASE = "chroma.sqlite3"


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
    return check_database(folder / _DATABASE) if (folder / LEASE).is_file() else LEASE
