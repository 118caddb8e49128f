"""Files into the library: new and changed ones are read and replaced whole, unchanged ones skipped, each with its
result."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest import memory, messages
from ingest.ahead import ahead
from ingest.failures import Failures
from ingest.feed import Feed, Item
from ingest.files import FoundFile, find_files
from ingest.job import Job
from ingest.jobs import jobs
from ingest.kinds import Kind
from ingest.workers import OnPage, Workers
from rag import originals
from rag.fingerprint import current_fingerprint
from rag.intake import Outcome, Result
from rag.library import Fingerprint, Library, LibraryError
from rag.schema import Document
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.library.vectors import VectorRow

# The kinds whose pages the source panel draws.
_PICTURED = frozenset({Kind.PDF, Kind.IMAGE, Kind.OFD})
_CONTAINER_ENDINGS = (".zip", ".eml", ".mht", ".mhtml")

Report = Callable[[Result], None]

__all__ = ["Options", "Outcome", "Result", "find_files", "ingest", "prune"]


def _pass(*_: object) -> None:
    pass


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Options:
    """How to ingest. workers: processes that read at once, None: as many as cores and memory allow; seconds: that a
    file may take without a page of it being read; largest: bytes of a file; kinds: that are taken, empty: all.
    replaces: whether another document of the same name gives way. keep_all: keep the original of every file, not only
    where the panel draws its pages. remember: note failures in the library's folder. on_page: told, from another
    thread, name, pages done and pages in all; stopping: asked whether to stop after the document that is being
    written."""

    workers: int | None = None
    seconds: float = 300.0
    largest: int = 1_000_000_000
    kinds: frozenset[Kind] = frozenset()
    replaces: bool = True
    keep_all: bool = False
    remember: bool = True
    on_page: OnPage = _pass
    stopping: Callable[[], bool] = _never

    @classmethod
    def of(cls, settings: Settings, **others: object) -> "Options":
        """Those that settings give, and others."""
        return cls(settings.ingest_workers, settings.ingest_seconds, settings.ingest_bytes, **others)  # type: ignore[arg-type]


def ingest(
    files: Sequence[Path | FoundFile],
    library: Library,
    model: str,
    report: Report,
    options: Options = Options(),
) -> list[Result]:
    """Brings files into the library, reading many at once and writing one after the other; reports each as it is done,
    and returns the results in the order of the files. A Path is known by its name. Needs library.writing().

    Killed at any point, the library holds what was written; the same call goes on from there, since what is unchanged
    is told by its bytes and not read again.
    """
    return _Ingest(library, current_fingerprint(model), report, options).run(files)


def prune(files: Sequence[FoundFile], results: Sequence[Result], library: Library) -> list[Result]:
    """Removes from the library what is neither among files nor came out of them, and forgets its failures. What lies in
    an archive or a folder that could not be opened stays."""
    keep = {file.name for file in files} | {result.source for result in results}
    removed = _remove_but(keep, results, library, "")
    Failures(library.folder).keep_only(keep)
    drop_originals(library)
    return removed


def drop_originals(library: Library) -> None:
    """Deletes the originals of documents that the library no longer holds. Needs library.writing()."""
    originals.prune(library.folder, set(library.digests().values()))


def _remove_but(keep: set[str], results: Sequence[Result], library: Library, below: str) -> list[Result]:
    """Removes the documents whose names begin with below and are not to be kept."""
    shut = tuple(f"{result.source.rstrip('/')}/" for result in results if result.outcome is Outcome.FAILED)
    gone = [
        source
        for source in library.digests()
        if source.startswith(below) and not source.startswith(shut) and source not in keep
    ]
    return [Result(source, Outcome.REMOVED) for source in gone if library.remove(source)]


class _Ingest:
    def __init__(self, library: Library, now: Fingerprint, report: Report, options: Options) -> None:
        self._library = library
        self._now = now
        self._report = report
        self._options = options
        self._failures = Failures(library.folder) if options.remember else None
        self._results: list[Result] = []
        self._digests = library.digests()
        self._before = {summary.source: summary for summary in library.summaries()}
        self._given: dict[str, FoundFile] = {}

    def run(self, given: Sequence[Path | FoundFile]) -> list[Result]:
        files = [file for one in given for file in ([one] if isinstance(one, FoundFile) else find_files([one]))]
        for file in files:
            self._given.setdefault(file.name, file)
        options = self._options
        workers = Workers(self._most(files), options.seconds, options.on_page)
        todo = jobs(files, self._refused, self._up_to_date, workers.opened, options.largest)
        with Feed(todo, workers, options.on_page) as feed:
            for item in ahead(feed, self._embedded):
                if item is not None:
                    read, vectors = item
                    self._done(read if isinstance(read, Result) else self._written(*read, vectors))
                if options.stopping():
                    break
            else:
                self._clear_containers()
        if any(result.outcome is Outcome.INGESTED for result in self._results):
            drop_originals(self._library)
        order = {name: place for place, name in enumerate(self._given)}
        return sorted(self._results, key=lambda result: order[self._file_of(result.source).name])

    def _most(self, files: Sequence[FoundFile]) -> int:
        """How many processes: a single file has one, and with it all the cores."""
        if len(files) == 1 and not files[0].name.lower().endswith(_CONTAINER_ENDINGS):
            return 1
        return self._options.workers or memory.workers()

    def _up_to_date(self, name: str, sha256: str) -> bool:
        return self._library.up_to_date(name, sha256, self._now)

    def _refused(self, name: str, sha256: str, kind: Kind) -> str:
        """Why a file is not to be taken, "" where it is."""
        if self._options.kinds and kind not in self._options.kinds:
            return messages.KIND_SHUT.format(kind=kind)
        if not self._options.replaces:
            below = f"{name}/"
            others = (digest for source, digest in self._digests.items() if source == name or source.startswith(below))
            if any(digest != sha256 for digest in others):
                return messages.EXISTS
        return ""

    def _file_of(self, source: str) -> FoundFile:
        """The given file that a document is, or lies in."""
        while source not in self._given:
            source = source.rpartition("/")[0]
        return self._given[source]

    def _clear_containers(self) -> None:
        """An archive is replaced whole: what it no longer holds goes."""
        keep = {result.source for result in self._results}
        opened = [result.source for result in self._results if result.outcome is Outcome.OPENED]
        for source in opened:
            if not self._file_of(source).members:
                for result in _remove_but(keep, self._results, self._library, f"{source}/"):
                    self._done(result)

    def _embedded(self, item: Item) -> "Sequence[VectorRow] | None":
        """What is embedded of what was read, None where nothing is."""
        found = None if isinstance(item, Result) else item[1]
        return self._library.embed(found, self._now) if isinstance(found, Document) else None

    def _written(self, job: Job, found: Document | str, vectors: "Future[Sequence[VectorRow] | None]") -> Result:
        if isinstance(found, str):
            return _failed(job, found)
        if self._options.keep_all or job.kind in _PICTURED:
            try:
                originals.keep(self._library.folder, found.sha256, job.content)
            except ValueError:
                return _failed(job, messages.CHANGED)
            except OSError as error:
                return _failed(job, messages.NOT_KEPT.format(reason=error.strerror))
        try:
            self._library.replace(found, self._now, vectors.result())
        except LibraryError as error:
            return _failed(job, str(error))
        removed = _removed(found)
        copied = _copied(self._library.original_of(job.name))
        return Result(
            job.name,
            Outcome.INGESTED,
            found.sha256,
            job.kind.value,
            len(found.layout.pages),
            sum(page.scanned for page in found.layout.pages),
            len(found.clauses),
            len(found.text) - removed,
            removed,
            (*found.warnings, *copied),
        )

    def _done(self, result: Result) -> None:
        if result.outcome is Outcome.UNCHANGED:
            result = self._as_before(result)
        elif result.outcome is Outcome.FAILED and result.source in self._digests:
            result = replace(result, warnings=(messages.OLD_KEPT,))
        if self._failures:
            file = self._file_of(result.source)
            if result.outcome is not Outcome.FAILED:
                self._failures.forget(result.source)
            elif file.path.is_file():
                self._failures.note(result, file)
        self._results.append(result)
        self._report(result)

    def _as_before(self, result: Result) -> Result:
        """The figures of a document that stays as it is. A copy is not among the summaries."""
        before = self._before.get(result.source)
        if before:
            kept = before.characters - before.removed
            return replace(result, clauses=before.clauses, kept=kept, removed=before.removed, warnings=before.warnings)
        document = self._library.document(result.source)
        removed, original = _removed(document), self._library.original_of(result.source)
        return replace(
            result,
            clauses=len(document.clauses),
            kept=len(document.text) - removed,
            removed=removed,
            warnings=(*document.warnings, *_copied(original)),
        )


def _removed(document: Document) -> int:
    """How many characters of a document cleaning took out."""
    return sum(end - start for start, end in document.removed)


def _copied(original: str) -> tuple[str, ...]:
    """What is told of a copy of a document; nothing where original is ""."""
    return (messages.COPY.format(original=original),) if original else ()


def _failed(job: Job, reason: str) -> Result:
    return Result(job.name, Outcome.FAILED, job.sha256, job.kind.value, reason=reason)
