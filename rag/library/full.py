"""A full disk, which SQLite, Chroma and the system each tell in their own words, Chroma often in none."""

import errno
import shutil
import sqlite3
from pathlib import Path

_LITTLE = 16 * 2**20  # bytes: with less than this left, what could not be written is put down to it


def is_full(folder: Path, error: Exception) -> bool:
    """Whether what went wrong in writing to a folder is that its disk is full. To be asked before anything is cleared away."""
    if isinstance(error, OSError) and error.errno:
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            return True
        if code not in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
            return False
    try:
        return shutil.disk_usage(folder).free < _LITTLE
    except OSError:
        return False
