"""Files from the page into the library: what rag.intake asks for, done by the pipeline."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from threading import Lock, Thread

from ingest import messages
from ingest.files import FoundFile, find_files, sent_name
from ingest.kinds import Kind
from ingest.pipeline import Options, drop_originals, ingest
from rag.intake import Limits, Outcome, Progress, Result
from rag.library import Library, LibraryBusy, LibraryError
from rag.originals import link
from rag.settings import Settings

_log = logging.getLogger(__name__)
_WAITS = 120  # times that a library which another process writes is tried again, each time for some seconds
_SECONDS = 1.0  # between words while another upload goes first

Event = Progress | Result


class LibraryIntake:
    """Brings uploaded files into a library, one upload after the other, each in a thread of its own. The originals are
    kept."""

    def __init__(self, library: Library, model: str, settings: Settings, folder: Path | None = None) -> None:
        """model: the fingerprint of the embedding model; folder: for copies while they are brought in, None for the system's. Raises ValueError where the settings name a kind that is not
        read."""
        self.limits = Limits(settings.upload_bytes, settings.upload_total, settings.upload_files, _kinds(settings))
        self._library = library
        self._model = model
        self._settings = settings
        self._folder = folder
        self._turn = Lock()

    def add(self, files: Sequence[tuple[str, Path]], replace: bool = False) -> Iterator[Event]:
        """See rag.intake.Intake."""
        upload = _Upload(self._library, self._model, self._settings, self.limits, replace, len(files))
        Thread(target=self._work, args=(upload, list(files)), name="upload", daemon=True).start()
        return iter(upload.events.get, None)

    def remove(self, source: str) -> bool:
        """See rag.intake.Intake."""
        with self._turn, self._library.writing():
            removed = self._library.remove(source)
            drop_originals(self._library)
        return removed

    def _work(self, upload: "_Upload", files: list[tuple[str, Path]]) -> None:
        try:
            with TemporaryDirectory(prefix="youju-upload-", dir=self._folder) as folder:
                found = upload.taken(files, Path(folder))
                while not self._turn.acquire(timeout=_SECONDS):
                    upload.wait()
                try:
                    upload.bring(found)
                finally:
                    self._turn.release()
        except Exception:  # what is no fault of a file: the page must hear of it, and nobody else is there to
            _log.exception("An upload failed")
            upload.give_up(messages.UPLOAD_FAILED)
        finally:
            upload.events.put(None)


class _Upload:
    """One upload. events: what happens in it, None at its end."""

    def __init__(
        self, library: Library, model: str, settings: Settings, limits: Limits, replaces: bool, files: int
    ) -> None:
        self.events: SimpleQueue[Event | None] = SimpleQueue()
        self._library = library
        self._model = model
        self._settings = settings
        self._limits = limits
        self._replaces = replaces
        self._files = files
        self._open: dict[str, None] = {}  # names of files of which no result has been told, in their order
        self._before: dict[str, str] = {}

    def taken(self, given: list[tuple[str, Path]], folder: Path) -> list[FoundFile]:
        """The files that keep to the limits, linked into a folder of ours: the browser's copies may go meanwhile."""
        files = []
        total = 0
        for place, (sent, path) in enumerate(given):
            name = sent_name(sent)
            mine = folder / str(place)
            try:
                size = path.stat().st_size
                link(path, mine)
            except FileNotFoundError:  # the page has thrown it away, after another upload of the same file
                self._fail(name, messages.UPLOAD_FAILED)
                continue
            except OSError as error:
                self._fail(name, messages.UNOPENABLE.format(reason=error.strerror))
                continue
            if place >= self._limits.files:
                self._fail(name, messages.TOO_MANY_FILES.format(limit=self._limits.files))
            elif size > self._limits.size:
                self._fail(name, messages.UPLOAD_TOO_LARGE.format(limit=f"{self._limits.size / 1_000_000:g}"))
            elif total + size > self._limits.total:
                self._fail(name, messages.UPLOAD_TOTAL.format(limit=f"{self._limits.total / 1_000_000:g}"))
            else:
                total += size
                self._open[name] = None
                files += [replace(file, name=name) for file in find_files([mine])]
        return files

    def wait(self) -> None:
        """Tell that others go first."""
        self._progress("", 0, 0)

    def bring(self, files: list[FoundFile]) -> None:
        """Bring files into the library, as soon as no other process writes it."""
        for _ in range(_WAITS):
            try:
                with self._library.writing():
                    self._before = self._library.digests()
                    options = Options.of(
                        self._settings, keep_all=True, remember=False, on_page=self._progress,
                        kinds=frozenset(map(Kind, self._limits.kinds)), replaces=self._replaces,
                    )  # fmt: skip
                    ingest(files, self._library, self._model, self._tell, options)
                return
            except LibraryBusy as error:
                reason = str(error)
                self.wait()
            except LibraryError as error:
                reason = str(error)
                break
        self.give_up(reason)

    def give_up(self, reason: str) -> None:
        """Tell of every file that is left that it failed."""
        for name in list(self._open):
            self._fail(name, reason)

    def _fail(self, name: str, reason: str) -> None:
        self._tell(Result(name, Outcome.FAILED, reason=reason))

    def _tell(self, result: Result) -> None:
        self._open.pop(result.source, None)
        if result.outcome is Outcome.INGESTED and result.source in self._before:
            result = replace(result, warnings=(messages.REPLACED, *result.warnings))
        self.events.put(result)

    def _progress(self, name: str, done: int, total: int) -> None:
        self.events.put(Progress(name, done, total, self._files - len(self._open), self._files))


def _kinds(settings: Settings) -> tuple[str, ...]:
    named = [one.strip().lower() for one in settings.upload_kinds.split(",") if one.strip()]
    if unknown := [one for one in named if one not in set(Kind)]:
        raise ValueError(messages.UNKNOWN_KIND.format(unknown=", ".join(unknown), known=", ".join(Kind)))
    return tuple(named)
