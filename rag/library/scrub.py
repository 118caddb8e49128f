"""What a folder of vectors is not to hold: rows that were deleted from it, and whatever else stood in a process's memory."""

import sqlite3
import struct
from contextlib import closing
from pathlib import Path

# The head of hnswlib's header.bin (saveIndex): version, offset of level 0, places, elements, bytes an element.
_HEAD = struct.Struct("=iQQQQ")


def scrub(folder: Path) -> None:
    """Have Chroma's SQLite file hold nothing of rows that were deleted from it."""
    with closing(sqlite3.connect(folder / "chroma.sqlite3")) as db:
        db.execute("VACUUM")


def blank_unused(folder: Path) -> None:
    """Zero the places of the indexes that hold no element. hnswlib allocates them without clearing and writes them out:
    texts of removed documents that the process still had in freed memory were found there."""
    for header in folder.glob("*/header.bin"):
        head = header.read_bytes()[: _HEAD.size]
        if len(head) < _HEAD.size:
            continue  # torn, which rag.library.damage tells
        _, _, _, elements, size = _HEAD.unpack(head)
        with (header.parent / "data_level0.bin").open("r+b") as file:
            end = file.seek(0, 2)
            used = min(elements * size, end)
            file.truncate(used)
            file.truncate(end)
