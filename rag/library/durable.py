"""Having a folder of vectors on the disk, whole, before the manifest names it."""

import os
import struct
from pathlib import Path

from rag.library import words
from rag.library.damage import index_digest, written_indexes
from rag.library.home import LEASE

# hnswlib's header begins: version, offset of level 0, room, elements, bytes of an element.
_HEADER = struct.Struct("<IQQQQ")
_LENGTH = 4  # bytes of the number before the links of an element, and of its entry in length.bin


def make_durable(place: Path) -> None:
    """Have a place's files on the disk, for their owner alone, and their digest in its lease, which comes last.

    Raises OSError where not all of it could be written, also where Chroma did not notice.
    """
    if not all(map(_is_whole, written_indexes(place))):
        raise OSError(words.SHORT)
    (place / LEASE).write_text(index_digest(place), "utf-8")
    for path in [*place.rglob("*"), place]:
        path.chmod(0o700 if path.is_dir() else 0o600)
    for path in [*place.rglob("*"), place, place.parent]:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _is_whole(index: Path) -> bool:
    """Whether the files of an index are as long as its header tells: hnswlib does not look whether writing them worked."""
    header, links = (index / "header.bin").read_bytes(), (index / "link_lists.bin").read_bytes()
    if len(header) < _HEADER.size:
        return False
    _, _, _, elements, size = _HEADER.unpack_from(header)
    end = 0
    for _ in range(elements):
        if len(links) < end + _LENGTH:
            return False
        end += _LENGTH + int.from_bytes(links[end : end + _LENGTH], "little")
    return (
        len(links) >= end
        and (index / "data_level0.bin").stat().st_size >= elements * size
        and (index / "length.bin").stat().st_size >= elements * _LENGTH
    )
