"""The library: ingested documents with their vectors, their lexical index and a manifest, opened through one class."""

from rag.library.errors import LibraryBusy, LibraryError, StaleLibrary, VectorsUnreachable
from rag.library.library import Library
from rag.library.records import DocumentSummary, Fingerprint

__all__ = [
    "DocumentSummary",
    "Fingerprint",
    "Library",
    "LibraryBusy",
    "LibraryError",
    "StaleLibrary",
    "VectorsUnreachable",
]
