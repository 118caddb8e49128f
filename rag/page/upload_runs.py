"""Uploads and removals as they go on: kept by the server, so that they outlive the page that they were started on."""

import hashlib
import logging
import secrets
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock, Thread

from rag.intake import Intake, Outcome, Progress, Result
from rag.library import Library, LibraryError

log = logging.getLogger(__name__)

Given = tuple[str, Path]
_KEPT = 5  # runs that are over and still shown
_READING = 0.7  # share of a file's work that is done when its pages are read; the rest is embedding and writing
_SOON = 5.0  # seconds after which the time left can be told
_ENOUGH = 0.04  # share of the work after which it can
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Run:
    """An upload or a removal as it stands. source: of the document to be removed, or that the upload takes the place of; pages: of
    the files that are being read, done and in all; share: of the work that is done, 0 to 1; begun: when its turn came, as
    time.monotonic has it, 0 while it waits; busy: another program holds the library; trouble: why it failed as a whole, BROKEN
    where nobody foresaw it."""

    id: str
    files: int = 0
    source: str = ""
    results: tuple[Result, ...] = ()
    pages: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    done: int = 0
    share: float = 0.0
    begun: float = 0.0
    busy: bool = False
    over: bool = False
    trouble: str = ""

    @property
    def is_removal(self) -> bool:
        """Whether a document is removed, and nothing uploaded."""
        return not self.files

    @property
    def seconds_left(self) -> float | None:
        """The time left; None while it cannot be told."""
        spent = time.monotonic() - self.begun
        if self.over or self.busy or not self.begun or spent < _SOON or self.share < _ENOUGH:
            return None
        return spent * (1 - self.share) / self.share


BROKEN = "broken"


class Runs:
    """The uploads and removals of a server. Safe to use from several threads."""

    def __init__(self, intake: Intake, library: Library) -> None:
        self.intake = intake
        self._library = library
        self._lock = Lock()
        self._runs: dict[str, Run] = {}
        self._version = 0

    @property
    def version(self) -> int:
        """Grows with every change of a run."""
        return self._version

    @property
    def going(self) -> bool:
        """Whether any run is not over."""
        return any(not run.over for run in self.all())

    @property
    def ended(self) -> frozenset[str]:
        """The runs that are over."""
        return frozenset(run.id for run in self.all() if run.over)

    def all(self) -> list[Run]:
        """The runs that go on and the last ones that are over, the newest first."""
        with self._lock:
            return list(reversed(self._runs.values()))

    def get(self, key: str) -> Run | None:
        """A run; None when there is no such run, or no longer."""
        with self._lock:
            return self._runs.get(key)

    def taken(self, files: Sequence[Given]) -> list[str]:
        """The names of files of which the library has another document, or what an archive of that name held."""
        known = self._library.digests()
        tops = {source.partition("/")[0] for source in known if "/" in source}
        names = []
        for name, path in files:
            digest = known.get(name)
            if name in tops or (digest is not None and digest != _digest(path)):
                names.append(name)
        return names

    def upload(self, files: Sequence[Given], replaces: bool, source: str = "") -> str:
        """Start bringing files in; returns the run's id. source: of the document that one file takes the place of."""
        run = self._new(Run(secrets.token_hex(8), files=len(files), source=source))
        Thread(target=self._upload, args=(run.id, list(files), replaces, source), name="run", daemon=True).start()
        return run.id

    def remove(self, source: str) -> str:
        """Start removing a document; returns the run's id."""
        run = self._new(Run(secrets.token_hex(8), source=source))
        Thread(target=self._remove, args=(run.id, source), name="run", daemon=True).start()
        return run.id

    def _upload(self, key: str, files: list[Given], replaces: bool, source: str) -> None:
        try:
            sizes = {name: 1 + (path.stat().st_size if path.exists() else 0) for name, path in files}
            for event in self.intake.add(files, replaces):
                run = self._told(key, event)
                whole = sum(sizes.values()) or 1
                parts = sum(_part(run, name) * size for name, size in sizes.items()) / whole
                self._change(key, share=max(run.share, parts))
            self._change(key, results=self._results(key) + self._give_way(key, source), pages={}, share=1.0)
        except Exception:
            log.exception("An upload failed")
            self._change(key, trouble=BROKEN)
        finally:
            discard(files)
            self._change(key, over=True, busy=False, pages={})

    def _told(self, key: str, event: Progress | Result) -> Run:
        """The run after an event of its upload."""
        run = self._runs[key]
        if isinstance(event, Result):
            pages = {name: at for name, at in run.pages.items() if name != event.source}
            return self._change(key, results=(*run.results, event), pages=pages, busy=False, begun=run.begun or _now())
        if not event.source:
            return self._change(key, busy=True, done=event.files_done)
        pages = {**run.pages, event.source: (event.done, event.total)}
        return self._change(key, pages=pages, busy=False, done=event.files_done, begun=run.begun or _now())

    def _give_way(self, key: str, source: str) -> tuple[Result, ...]:
        """What became of the document whose place an upload takes: removed once something else stands there."""
        names = {
            result.source for result in self._results(key) if result.outcome in (Outcome.INGESTED, Outcome.UNCHANGED)
        }
        if not source or source in names or not names:
            return ()
        try:
            return (Result(source, Outcome.REMOVED),) if self.intake.remove(source) else ()
        except LibraryError as error:
            return (Result(source, Outcome.FAILED, reason=str(error)),)

    def _results(self, key: str) -> tuple[Result, ...]:
        return self._runs[key].results

    def _remove(self, key: str, source: str) -> None:
        try:
            removed = self.intake.remove(source)
            self._change(key, results=(Result(source, Outcome.REMOVED),) if removed else ())
        except LibraryError as error:
            self._change(key, trouble=str(error))
        except Exception:
            log.exception("A document was not removed")
            self._change(key, trouble=BROKEN)
        finally:
            self._change(key, over=True)

    def _new(self, run: Run) -> Run:
        with self._lock:
            self._runs[run.id] = run
            over = [key for key, each in self._runs.items() if each.over]
            for key in over[:-_KEPT]:
                del self._runs[key]
            self._version += 1
        return run

    def _change(self, key: str, **fields: object) -> Run:
        with self._lock:
            self._runs[key] = replace(self._runs[key], **fields)  # type: ignore[arg-type]
            self._version += 1
            return self._runs[key]


def discard(files: Sequence[Given]) -> None:
    """Delete the browser's copies, of which the library keeps its own."""
    for _, path in files:
        with suppress(OSError):  # what stays goes at the next start
            path.unlink()


def _part(run: Run, name: str) -> float:
    """How much of a file is done: of an archive, how far what it holds is written cannot be told."""
    for result in run.results:
        if result.source == name:
            return _READING if result.outcome is Outcome.OPENED else 1.0
    done, total = run.pages.get(name, (0, 0))
    return _READING * done / total if total else 0.0


def _now() -> float:
    return time.monotonic()


def _digest(path: Path) -> str:
    """The sha256 of a file; "" where it cannot be read: the intake says why."""
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                found.update(block)
    except OSError:
        return ""
    return found.hexdigest()
