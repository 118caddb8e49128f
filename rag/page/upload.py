"""Bringing files in from the page: the place to drop them, what goes on, the report; removing and replacing documents."""

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import normalize

import gradio as gr
from gradio.utils import get_upload_folder

from rag.intake import Intake
from rag.library import Library
from rag.page.door_words import READ_ONLY
from rag.page.markup import escape, tag
from rag.page.upload_report import write_report
from rag.page.upload_runs import Given, Runs, discard
from rag.page.upload_view import render_drop, render_question, render_runs
from rag.page.verify import FETCH
from rag.page.words import CHINESE, Words, in_language, words_for

HERE = Path(__file__).parent
_TICK = 0.8  # seconds between looks at runs that go on

# What a page has been shown: the version of the runs, and those of them that are over.
Seen = tuple[int, frozenset[str]]
# Files that somebody was asked about: those of which the library has another document, and the others.
Offered = tuple[list[Given], list[Given]]
# Updates of the runs, the timer, what was seen, and of whatever shows the library's documents.
Look = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Documents:
    """What on the page shows the library's documents. outputs: its components; listed: their values in the browser's language."""

    outputs: list[Any]
    listed: Callable[[Words], list[Any]]


class UploadArea:
    """The part of the tab, made where it is called. read_only: nothing is brought in, replaced or removed.
    outputs: what depends on the language or on what goes on; `greet` gives the values."""

    def __init__(self, intake: Intake, library: Library, read_only: bool) -> None:
        self._read_only = read_only
        self._runs = Runs(intake, library)
        self._exports = tempfile.TemporaryDirectory(prefix="youju-report-")
        script = None if read_only else (HERE / "upload.js").read_text("utf-8")
        self._drop = gr.HTML(self._dropped(CHINESE), elem_id="y-upload", apply_default_css=False, js_on_load=script)
        self._question = gr.HTML(elem_id="y-upload-asked", apply_default_css=False)
        self._board = gr.HTML(elem_id="y-runs", apply_default_css=False)
        self._file = gr.DownloadButton(elem_id="y-report-file", visible="hidden")
        self._timer = gr.Timer(_TICK, active=False)
        self._seen, self._offered = gr.State((0, frozenset())), gr.State()
        self.outputs = [self._drop, self._board, self._timer, self._seen]

    def listen(self, documents: Documents) -> None:
        """Connect the events. documents: what is to be drawn anew when the library has changed."""
        if self._read_only:
            return
        self._documents = documents
        quiet = {"show_progress": "hidden", "api_visibility": "private"}
        look = [self._board, self._timer, self._seen, *documents.outputs]
        asked = [self._question, self._offered]
        self._drop.offer(self._offer, self._seen, [*asked, *look], **quiet)
        self._drop.decide(self._decide, [self._offered, self._seen], [*asked, *look], **quiet)
        self._drop.remove(self._remove, self._seen, look, **quiet)
        self._drop.report(self._report, None, self._file, **quiet).then(None, self._file, None, js=FETCH, **quiet)
        self._timer.tick(self._look, self._seen, look, **quiet)

    def greet(self, words: Words) -> tuple[Any, ...]:
        """The values of outputs in the browser's language, as the page opens."""
        seen = (self._runs.version, self._runs.ended)
        runs = self._runs.all()
        return self._dropped(words), render_runs(runs, words), gr.Timer(active=self._runs.going), seen

    def _dropped(self, words: Words) -> str:
        if self._read_only:
            return tag("p", escape(in_language(READ_ONLY, words)), class_="y-label")
        return render_drop(self._runs.intake.limits, words)

    def _offer(self, seen: Seen, event: gr.EventData, request: gr.Request) -> Look:
        """Files have come: what the library has another document of is asked about, everything else starts."""
        data = event._data if isinstance(event._data, dict) else {}
        files, source = _given(data), str(data.get("source") or "")
        if not files:
            return gr.skip(), gr.skip(), *self._looked(seen, words_for(request))
        if source:
            self._runs.upload(files, files[0][0] == source, source)
            return "", None, *self._looked(seen, words_for(request))
        names = set(self._runs.taken(files))
        if not names:
            self._runs.upload(files, False)
            return "", None, *self._looked(seen, words_for(request))
        taken = [each for each in files if each[0] in names]
        others = [each for each in files if each[0] not in names]
        question = render_question([name for name, _ in taken], len(others), words_for(request))
        return question, (taken, others), *self._looked(seen, words_for(request))

    def _decide(self, offered: Offered | None, seen: Seen, event: gr.EventData, request: gr.Request) -> Look:
        """What was asked about is replaced, left alone, or nothing is brought in at all."""
        choice = str((event._data if isinstance(event._data, dict) else {}).get("choice"))
        taken, others = offered or ([], [])
        if choice == "replace" and taken:
            self._runs.upload([*taken, *others], True)
        elif choice == "skip" and others:
            self._runs.upload(others, False)
            discard(taken)
        else:
            discard([*taken, *others])
        return "", None, *self._looked(seen, words_for(request))

    def _remove(self, seen: Seen, event: gr.EventData, request: gr.Request) -> Look:
        """Somebody has confirmed that a document is to go."""
        source = (event._data if isinstance(event._data, dict) else {}).get("source")
        if isinstance(source, str) and source:
            self._runs.remove(source)
        return self._looked(seen, words_for(request))

    def _report(self, event: gr.EventData, request: gr.Request) -> Any:
        """The report of a run as a file."""
        run = self._runs.get(str((event._data if isinstance(event._data, dict) else {}).get("run")))
        if run is None or not run.over:
            return gr.skip()
        return gr.DownloadButton(value=str(write_report(run, Path(self._exports.name), words_for(request))))

    def _look(self, seen: Seen, request: gr.Request) -> Look:
        return self._looked(seen, words_for(request))

    def _looked(self, seen: Seen, words: Words) -> Look:
        """What has changed since it was last seen."""
        version, ended, going = self._runs.version, self._runs.ended, self._runs.going
        changed = ended - seen[1]
        documents = self._documents.listed(words) if changed else [gr.skip()] * len(self._documents.outputs)
        # The time left goes by though nothing happens.
        board = render_runs(self._runs.all(), words) if going or version != seen[0] else gr.skip()
        return board, gr.Timer(active=going), (version, ended), *documents


def _given(data: dict[str, Any]) -> list[Given]:
    """The uploaded files that the browser names: only such as lie where gradio puts uploads."""
    folder = Path(get_upload_folder()).resolve()
    found = []
    files = data.get("files")
    for each in files if isinstance(files, list) else []:
        name, path = (each.get("name"), each.get("path")) if isinstance(each, dict) else (None, None)
        if not isinstance(name, str) or not isinstance(path, str) or "\0" in path:
            continue
        place = Path(path).resolve()
        if place.is_relative_to(folder) and place.is_file():
            found.append((re.split(r"[/\\]", normalize("NFC", name))[-1], place))
    return found
