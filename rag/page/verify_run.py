"""What happens when somebody verifies: verdicts come one by one, are signed off and exported."""

import hashlib
import logging
import secrets
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gradio as gr

from rag.exporting.docx import write_docx
from rag.exporting.table import Table
from rag.exporting.xlsx import write_xlsx
from rag.library import Library
from rag.page.markup import escape, tag
from rag.page.rate import sender
from rag.page.shares import Shares
from rag.page.verify_rows import render_head, render_row
from rag.page.verify_signed import render_signed
from rag.page.verify_words import VerifyWords, verify_words
from rag.page.words import in_language, words_for
from rag.settings import Settings
from rag.verifying.bulk import gather, verdicts
from rag.verifying.pasted import UnreadableUpload
from rag.verifying.report import Row, as_table, signed_table
from rag.verifying.signoff import Outdated, SignOff, read_signoffs, sign_off, signed_for
from rag.verifying.verifier import Verifier

log = logging.getLogger(__name__)
# Seconds between two pictures of a run that goes on.
_PICTURES = 0.3
_WRITERS = {"xlsx": write_xlsx, "docx": write_docx}
# Updates of the two buttons, the progress, the verdicts and the run.
Updates = tuple[Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """What one press of the button has brought so far."""

    id: str
    total: int
    rows: tuple[Row, ...] = ()


class Verifying:
    """The listeners of the tab. A run is kept for the page that it was started on. shares: in which claims are verified."""

    def __init__(self, verifier: Verifier, library: Library, settings: Settings, shares: Shares) -> None:
        self.verifier = verifier
        self.library = library
        self._settings = settings
        self._shares = shares
        self._exports = tempfile.TemporaryDirectory(prefix="youju-verify-")

    def verify(self, text: str, files: list[str] | None, request: gr.Request) -> Iterator[Updates]:
        """The verdicts as they come, the buttons changed while they do."""
        words = verify_words(words_for(request))
        yield *_busy(), _status(words.reading), gr.skip(), gr.skip()
        try:
            found = self._found(text or "", [(Path(file), Path(file).name) for file in files or ()])
            yield from self._run(self._shares.paced(sender(request), found, _is_last), words)
        except UnreadableUpload as error:
            yield *_ready(), _trouble(words, str(error), error.name), gr.skip(), gr.skip()
        except Exception:
            log.exception("A text could not be verified")
            yield *_ready(), tag("p", escape(words.failed), class_="y-note", role="alert"), gr.skip(), gr.skip()

    def _found(self, text: str, files: list[tuple[Path, str]]) -> Iterator[tuple[int, Row]]:
        """How many claims there are, and the verdict on each. The first piece of work reads them, too: whoever has one
        claim waits once."""
        batch = gather(text, files, self._settings)
        for row in verdicts(self.verifier, batch):
            yield batch.total, row

    def _run(self, found: Iterator[tuple[int, Row]], words: VerifyWords) -> Iterator[Updates]:
        head, shown, signed = render_head(words), [], self._signed()
        run, seen = Run(secrets.token_hex(8), 0), 0.0
        for total, row in found:
            run = replace(run, total=total, rows=(*run.rows, row))
            shown.append(render_row(row, self.library, signed_for(row.verdict, signed), words))
            if not _is_last((total, row)) and time.monotonic() - seen > _PICTURES:
                seen = time.monotonic()
                picture = {"run": run.id, "head": head, "rows": shown.copy()}
                yield gr.Button(visible=False), gr.Button(visible=True), _progress(run, words.progress), picture, run
        yield *_ready(), _progress(run, words.finished), {"run": run.id, "head": head, "rows": shown}, run

    def stopped(self, run: Run | None, request: gr.Request) -> tuple[Any, Any, Any]:
        """The buttons and the progress after a stop."""
        words = verify_words(words_for(request))
        going = run is not None and len(run.rows) < run.total
        return *_ready(), _progress(run, words.stopped) if run and going else ""

    def sign(self, run: Run | None, event: gr.EventData, request: gr.Request) -> tuple[Any, Any]:
        """A sign-off: the row that it is of, and the list of all."""
        words = verify_words(words_for(request))
        data = event._data if isinstance(event._data, dict) else {}
        row = _row(run, data)
        if run is None or row is None:
            return gr.skip(), gr.skip()
        trouble = ""
        try:
            sign_off(self.library, row.verdict, str(data.get("who", "")), str(data.get("note", "")))
        except Outdated:
            trouble = words.outdated
        except ValueError:
            trouble = words.no_name
        except OSError:
            log.exception("A sign-off was not kept")
            trouble = words.not_kept
        signed = signed_for(row.verdict, self._signed())
        again = {"run": run.id, "number": row.number, "html": render_row(row, self.library, signed, words, trouble)}
        return gr.HTML(again=again), gr.skip() if trouble else self.signed_list(words)

    def listed(self, request: gr.Request) -> str:
        """The list of sign-offs."""
        return self.signed_list(verify_words(words_for(request)))

    def signed_list(self, words: VerifyWords) -> str:
        """The list of sign-offs in a language."""
        return render_signed(list(self._signed().values()), self.library, words)

    def export(self, run: Run | None, event: gr.EventData, request: gr.Request) -> Any:
        """The verdicts as a file."""
        words = verify_words(words_for(request))
        if run is None:
            return gr.skip()
        return self._file(as_table(run.rows, self.library, self._signed(), words.report), event)

    def export_signed(self, event: gr.EventData, request: gr.Request) -> Any:
        """The sign-offs as a file."""
        words = verify_words(words_for(request))
        return self._file(signed_table(self._signed().values(), self.library, words.report), event)

    def _signed(self) -> dict[str, SignOff]:
        try:
            return read_signoffs(self.library.folder)
        except OSError:
            log.exception("The sign-offs could not be read")
            return {}

    def _file(self, table: Table, event: gr.EventData) -> Any:
        """A file of the kind that the browser asks for. A name for each state, since several people may ask at once."""
        kind = str((event._data if isinstance(event._data, dict) else {}).get("kind"))
        if kind not in _WRITERS:
            return gr.skip()
        mark = hashlib.sha256(repr(table).encode("utf-8", "surrogatepass")).hexdigest()[:8]
        path = Path(self._exports.name) / f"{table.title}-{mark}.{kind}"
        _WRITERS[kind](table, path)
        return gr.DownloadButton(value=str(path))


def _is_last(found: tuple[int, Row]) -> bool:
    """Whether a verdict is that on the last of so many claims."""
    total, row = found
    return row.number == total


def _row(run: Run | None, data: dict[str, Any]) -> Row | None:
    if run is None or data.get("run") != run.id:
        return None
    return next((row for row in run.rows if str(row.number) == str(data.get("row"))), None)


def _ready() -> tuple[gr.Button, gr.Button]:
    """The buttons while nothing is being verified."""
    return gr.Button(visible=True), gr.Button(visible=False)


def _busy() -> tuple[gr.Button, gr.Button]:
    """The buttons while something is."""
    return gr.Button(visible=False), gr.Button(visible=True)


def _status(text: str) -> str:
    return tag("p", escape(text), class_="y-label", role="status")


def _progress(run: Run, form: str) -> str:
    """How far a run is, as a bar and in figures."""
    told = form.format(done=len(run.rows), total=run.total)
    bar = tag("progress", max=str(run.total), value=str(len(run.rows)), aria_label=told)
    return tag("div", bar, tag("p", escape(told), role="status"), class_="y-progress")


def _trouble(words: VerifyWords, message: str, name: str) -> str:
    text = in_language(message, words.page)
    return tag("p", escape(f"{name}{words.report.colon}{text}" if name else text), class_="y-note", role="alert")
