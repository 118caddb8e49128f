"""The library: ingested documents with their vectors, their lexical index and a manifest, opened through one class."""

from rag.library.errors import LibraryBusy, LibraryError, StaleLibrary, VectorsUnreachable
from rag.library.library import Library
from rag.library.records import Fingerprint
from rag.library.summaries import DocumentSummary

__all__ = [
    "DocumentSummary",
    "Fingerprint",
    "Library",
    "LibraryBusy",
    "LibraryError",
    "StaleLibrary",
    "VectorsUnreachable",
]
