"""Files into the library: new and changed ones are read and replaced whole, unchanged ones skipped."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ingest import messages
from ingest.document import NoClauses, make_document
from ingest.read import read
from ingest.source import UnreadableFile
from rag.fingerprint import current_fingerprint
from rag.library import Fingerprint, Library, LibraryError
from rag.schema import Document


class Outcome(StrEnum):
    """What became of a file."""

    INGESTED = "ingested"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file. document: as ingested; reason: the sentence for the user where it failed."""

    source: str
    outcome: Outcome
    document: Document | None = None
    reason: str = ""


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files that paths name, and all in their folders; hidden ones are left out."""
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        for found in sorted(path.rglob("*")):
            if found.is_file() and not any(part.startswith(".") for part in found.relative_to(path).parts):
                files.append(found)
    return files


def ingest_file(path: Path, library: Library, now: Fingerprint, taken: set[str]) -> Result:
    """Brings one file into the library. taken: names already seen in this run, since a name is a document's identity."""
    if path.name in taken:
        return Result(path.name, Outcome.FAILED, reason=messages.SAME_NAME)
    taken.add(path.name)
    try:
        source = read(path)
        if library.up_to_date(source.name, source.sha256, now):
            return Result(source.name, Outcome.UNCHANGED)
        document = make_document(source)
        library.replace(document, now)
    except (UnreadableFile, NoClauses, LibraryError) as error:
        return Result(path.name, Outcome.FAILED, reason=str(error))
    return Result(source.name, Outcome.INGESTED, document)


def ingest(files: list[Path], library: Library, model: str, report: Callable[[Result], None]) -> list[Result]:
    """Brings files into the library one after the other, reporting each as it is done. Needs library.writing()."""
    now = current_fingerprint(model)
    taken: set[str] = set()
    results = []
    for path in files:
        results.append(ingest_file(path, library, now, taken))
        report(results[-1])
    return results


def prune(files: list[Path], library: Library) -> list[Result]:
    """Removes from the library what is not among files."""
    keep = {path.name for path in files}
    gone = [summary.source for summary in library.summaries() if summary.source not in keep]
    return [Result(source, Outcome.REMOVED) for source in gone if library.remove(source)]
