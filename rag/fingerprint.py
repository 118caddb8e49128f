"""The fingerprint of what made a library: the embedding model, the code that cleans, the code that cuts into clauses.

It is taken from the files of `ingest` as they lie on disk, without importing them, so that whoever only asks questions can say
that a library is stale.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from rag import messages
from rag.library import Fingerprint, Library
from rag.settings import ROOT

_CLEANING = ("kinds", "numbering", "read", "source")
_CHUNKING = (
    "agencies",
    "clauses",
    "document",
    "foot",
    "front",
    "issued",
    "markers",
    "metadata",
    "outline",
    "redhead",
    "sentences",
    "swaps",
    "table_clauses",
    "table_head",
    "table_plain",
    "table_title",
    "tables",
)


def _hash(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


def _module(folder: Path, name: str) -> list[Path]:
    """The files of a module, which may be a folder of them."""
    file = folder / f"{name}.py"
    return [file] if file.is_file() else sorted((folder / name).rglob("*.py"))


def current_fingerprint(model: str) -> Fingerprint:
    """The fingerprint that a document ingested now would get. model: that of the embedding model."""
    ingest = ROOT / "ingest"
    cleaning = [
        *(file for name in _CLEANING for file in _module(ingest, name)),
        *sorted((ingest / "readers").rglob("*.py")),
        *sorted((ingest / "clean").glob("*.py")),
        ROOT / "rag" / "text.py",
    ]
    chunking = [
        *(ingest / f"{name}.py" for name in _CHUNKING),
        ROOT / "rag" / "swaps.py",
        *sorted((ROOT / "rag" / "tables").glob("*.py")),
        ROOT / "rag" / "numerals.py",
        ROOT / "rag" / "endings.py",
        ROOT / "rag" / "repeals.py",
        ROOT / "rag" / "validity.py",
    ]
    return Fingerprint(model, _hash(cleaning), _hash(chunking))


def staleness(library: Library, model: str) -> str:
    """One sentence on the documents that are to be ingested again, "" where there are none; another model is named as such.
    model: the fingerprint of the embedding model."""
    if others := library.of_other_models(model):
        return messages.OTHER_MODEL.format(count=len(others))
    stale = library.stale(current_fingerprint(model))
    return messages.STALE.format(count=len(stale)) if stale else ""
