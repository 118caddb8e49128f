"""How far an ingest is: a bar in a terminal, else a line now and then."""

import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Self, TextIO

from tqdm import tqdm

from ingest import words
from ingest.files import FoundFile
from rag.intake import Outcome, Result

_EVERY = 15.0  # seconds between lines where there is no terminal
_EACH = 100_000  # bytes that the work on a file is worth besides its own, however small it is: embedding and writing
_SOON = 5.0  # seconds after which the time left can be told
_ENOUGH = 0.04  # share of the work after which it can
_READ = 0.5  # share of a file's work that is done when its pages are read; the rest is embedding and writing


class Display:
    """Files, pages and time left on a stream. The time is told by files and bytes: a small file takes its time too, a
    scan more.

    page may be called from another thread than the rest.
    """

    def __init__(self, files: Sequence[FoundFile], stream: TextIO | None = None) -> None:
        """stream: stderr where none is given."""
        self._sizes = {file.name: _EACH + file.size for file in files}
        self._stream = stream or sys.stderr
        self._done: dict[str, float] = {}
        self._pages: dict[str, int] = {}
        self._reading = ""
        self._said = time.monotonic()
        self._began: tuple[float, float] | None = None
        self._bar = tqdm(
            total=sum(self._sizes.values()), file=self._stream, disable=not self._stream.isatty(),
            bar_format="{percentage:3.0f}%|{bar:20}| {desc}",
        )  # fmt: skip

    def page(self, name: str, done: int, total: int) -> None:
        """A page of a file has been read."""
        self._pages[name] = done
        self._reading = name
        if total and name in self._sizes:
            self._done[name] = _READ * done / total
        self._show()

    def finished(self, result: Result) -> None:
        """A file is done."""
        if result.outcome is Outcome.FAILED:
            self.say(words.failed(result))
        if result.pages:
            self._pages[result.source] = result.pages
        if result.source in self._sizes:
            self._done[result.source] = 1.0
        self._show()

    def say(self, text: str) -> None:
        """A line of its own, above the bar."""
        self._bar.write(text, file=self._stream)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bar.close()

    def _show(self) -> None:
        shares = dict(self._done)
        files = sum(share == 1.0 for share in shares.values())
        done = sum(share * self._sizes[name] for name, share in shares.items())
        said = words.progress(files, len(self._sizes), sum(list(self._pages.values())), self._left(done))
        if not self._bar.disable:
            self._bar.set_description_str(f"{said} {self._reading[-24:]}", False)
            self._bar.update(done - self._bar.n)
        elif (now := time.monotonic()) - self._said >= _EVERY:
            self._said = now
            print(said, file=self._stream, flush=True)

    def _left(self, done: float) -> str:
        """How long it will still take, "" while that cannot be told: counted from the first progress on, since what
        comes before is the loading of the model."""
        now = time.monotonic()
        if self._began is None:
            self._began = now, done
        began, before = self._began
        if now - began < _SOON or done - before < _ENOUGH * self._bar.total:
            return ""
        return tqdm.format_interval((now - began) * (self._bar.total - done) / (done - before))
