"""One file to be read: what a process that reads is given, and what it makes of it."""

from dataclasses import dataclass, field
from pathlib import Path

from ingest import messages
from ingest.document import NoClauses, make_document
from ingest.kinds import Kind
from ingest.read import load, read_bytes
from ingest.source import UnreadableFile
from rag.schema import Document

_SHOWN = 120  # characters of an error that nobody foresaw


@dataclass(frozen=True, slots=True)
class Job:
    """A file that is to be read. content: its path, or its bytes where it has none of its own; size: in bytes."""

    name: str
    kind: Kind
    sha256: str
    content: Path | bytes = field(repr=False)
    size: int = 0


def document_of(job: Job) -> Document | str:
    """The document in a file, or one sentence on why there is none. Raises nothing: whatever a reader stumbles over is
    a fault of that file alone."""
    try:
        data = job.content if isinstance(job.content, bytes) else load(job.content)
        return make_document(read_bytes(job.name, data, job.kind))
    except Exception as error:
        return told(error)


def told(error: Exception) -> str:
    """One sentence on what a file did to what was reading it."""
    if isinstance(error, UnreadableFile | NoClauses):
        return str(error)
    if isinstance(error, MemoryError):
        return messages.TOO_LARGE_TO_READ
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    return messages.UNFORESEEN.format(reason=reason[:_SHOWN])
