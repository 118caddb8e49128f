"""A file to its source text: its bytes, the kind that they are, the reader of that kind."""

import hashlib
from pathlib import Path

from ingest import messages
from ingest.kinds import CONTAINERS, Kind, cautions, detect
from ingest.readers import reader
from ingest.source import SourceText, UnreadableFile, check_length


def load(path: Path) -> bytes:
    """The bytes of the file at path. Raises UnreadableFile."""
    if not path.exists():
        raise UnreadableFile(messages.NOT_THERE)
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(messages.UNOPENABLE.format(reason=error.strerror)) from None


def read_bytes(name: str, data: bytes, kind: Kind | None = None) -> SourceText:
    """The text of a file given by its bytes. name: by which it is to be known; kind: where it has been told before.
    Raises UnreadableFile."""
    kind = kind or detect(data, name)
    if kind in CONTAINERS:
        raise UnreadableFile(messages.CONTAINER)
    found = reader(kind)(data)
    check_length(found.text)
    return SourceText(
        name,
        found.text,
        hashlib.sha256(data).hexdigest(),
        cautions(kind, data, name) + found.warnings,
        found.layout,
        found.headings,
        found.aside,
    )


def read(path: Path) -> SourceText:
    """The text of the file at path. Raises UnreadableFile with one clear sentence."""
    return read_bytes(path.name, load(path))
