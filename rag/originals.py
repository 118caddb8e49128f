"""The files behind documents, kept in the library's folder where a later step needs them: to draw a page's picture, or to read
them again.

A file lies under originals/ab/abcdef…, by the SHA-256 of its bytes, so that nothing in a name leads anywhere.
"""

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

_FOLDER = "originals"
_NAME = re.compile(r"[0-9a-f]{64}")


def keep(library_folder: Path, sha256: str, content: Path | bytes) -> Path:
    """Keep a file given by its path or its bytes; returns where. A hard link where the disk allows one, else a copy.

    Raises OSError, and ValueError where the bytes have another sha256.
    """
    kept = _place(library_folder, sha256)
    if find(library_folder, sha256):
        return kept
    kept.parent.mkdir(parents=True, exist_ok=True)
    new = kept.with_name(f".{secrets.token_hex(8)}")
    try:
        if isinstance(content, bytes):
            new.write_bytes(content)
        else:
            link(content, new)
        if _digest(new) != sha256:
            raise ValueError("the bytes have another sha256")
        os.replace(new, kept)
    finally:
        new.unlink(missing_ok=True)
    return kept


def find(library_folder: Path, sha256: str) -> Path | None:
    """Where a file is kept; None when it is not, or no longer as it was."""
    if not _NAME.fullmatch(sha256):
        return None
    kept = _place(library_folder, sha256)
    try:
        status = kept.stat()
        good = _known(kept, status.st_ino, status.st_size, status.st_mtime_ns) == sha256
    except OSError:
        return None
    return kept if good else None


def prune(library_folder: Path, needed: Collection[str]) -> int:
    """Delete what is kept of files whose sha256 is not among needed; returns how many. Only for who holds the library for
    writing."""
    gone = [path for path in (library_folder / _FOLDER).glob("??/*") if path.name not in needed]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def link(path: Path, new: Path) -> None:
    """Have a file at another path too: by a hard link where the disk allows one, else a copy. Raises OSError."""
    try:
        os.link(path.resolve(), new)
    except OSError:  # another disk, or one without links
        shutil.copyfile(path, new)


def _place(library_folder: Path, sha256: str) -> Path:
    if not _NAME.fullmatch(sha256):
        raise ValueError("not a sha256 in hexadecimal")
    return library_folder / _FOLDER / sha256[:2] / sha256


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@lru_cache(maxsize=512)
def _known(path: Path, inode: int, size: int, changed: int) -> str:
    """The digest of a file as it is: taken again when any of these differs."""
    return _digest(path)
