"""The tab that compares two documents: which ones, the result, and its files."""

import logging
import tempfile
from pathlib import Path
from typing import Any

import gradio as gr

from rag.comparing.change import Comparison
from rag.comparing.compare import compare
from rag.comparing.report import as_table
from rag.exporting.docx import write_docx
from rag.exporting.xlsx import write_xlsx
from rag.library import Library
from rag.page.compare_words import ViewWords, view_words
from rag.page.compared import render_comparison, render_message
from rag.page.rate import sender
from rag.page.shares import Shares
from rag.page.words import CHINESE, Words, words_for

log = logging.getLogger(__name__)
_LONGEST_STEM = 24  # characters of a document's file name that an exported file's name takes over


class CompareTab:
    """The tab, made inside gr.Tabs. outputs: what depends on the browser's language or on the library; greet gives their values.

    shares: in which documents are compared.
    """

    def __init__(self, library: Library, shares: Shares) -> None:
        self._library = library
        self._shares = shares
        self._exports = tempfile.TemporaryDirectory(prefix="youju-compare-")
        words = view_words(CHINESE)
        with gr.Tab(words.tab, elem_id="y-compare-tab") as self._tab:
            with gr.Row(elem_id="y-compare-choice"):
                self._first = gr.Dropdown([], value=None, label=words.first, elem_id="y-compare-a")
                self._second = gr.Dropdown([], value=None, label=words.second, elem_id="y-compare-b")
                self._button = gr.Button(words.compare, elem_id="y-compare-start", variant="primary")
            with gr.Row(elem_id="y-compare-files", visible=False) as self._files:
                self._xlsx = gr.DownloadButton(words.spreadsheet, elem_id="y-compare-xlsx", size="sm")
                self._docx = gr.DownloadButton(words.document, elem_id="y-compare-docx", size="sm")
            comparison = gr.State()  # in the tab: as a child of gr.Tabs it would count as one
            self._result = gr.HTML(render_message(words.invitation), elem_id="y-compare", apply_default_css=False)
        self.outputs = [
            self._tab, self._first, self._second, self._button, self._files, self._xlsx, self._docx, self._result,
        ]  # fmt: skip
        quiet = {"show_progress": "hidden", "api_visibility": "private"}
        chosen = [self._first, self._second]
        self._tab.select(self._choices, chosen, chosen, **quiet)
        compared = self._button.click(
            self._compare, chosen, [self._result, self._files, comparison],
            show_progress="minimal", show_progress_on=[self._result], api_visibility="private", trigger_mode="once",
        )  # fmt: skip
        # A long comparison is there to be read before its files are written.
        compared.then(self._export, comparison, [self._files, self._xlsx, self._docx], **quiet)

    def greet(self, words: Words) -> tuple[Any, ...]:
        """The values of outputs in the browser's language, as the page opens."""
        view = view_words(words)
        choices = self._documents()
        return (
            gr.Tab(label=view.tab),
            gr.Dropdown(choices=choices, label=view.first),
            gr.Dropdown(choices=choices, label=view.second),
            gr.Button(view.compare),
            gr.Row(visible=False),
            gr.DownloadButton(view.spreadsheet),
            gr.DownloadButton(view.document),
            render_message(view.invitation),
        )

    def _documents(self) -> list[tuple[str, str]]:
        """The documents to choose from: their names, those that several share with their files', and their sources."""
        summaries = self._library.summaries()
        names = [each.name for each in summaries]
        return [
            (each.name if names.count(each.name) == 1 else f"{each.name}（{each.source}）", each.source)
            for each in summaries
        ]

    def _choices(self, first: str | None, second: str | None) -> tuple[Any, Any]:
        """The documents that are there now; what was chosen and is gone is chosen no more."""
        choices = self._documents()
        sources = {source for _, source in choices}
        first, second = (value if value in sources else None for value in (first, second))
        return gr.Dropdown(choices=choices, value=first), gr.Dropdown(choices=choices, value=second)

    def _compare(
        self, first: str | None, second: str | None, request: gr.Request
    ) -> tuple[str, Any, Comparison | None]:
        """The comparison as it is shown, and itself; what is in the way, where it cannot be made."""
        words = view_words(words_for(request))
        found = None
        if not first or not second:
            shown = render_message(words.choose)
        elif first == second:
            shown = render_message(words.same)
        elif not {first, second} <= {each.source for each in self._library.summaries()}:
            shown = render_message(words.gone)
        else:
            try:
                with self._shares.place(sender(request)):
                    found = compare(self._library, first, second)
                shown = render_comparison(found, words)
            except Exception:
                log.exception("Two documents were not compared")
                shown = render_message(words.failed)
        return shown, gr.Row(visible=False), found

    def _export(self, found: Comparison | None, request: gr.Request) -> tuple[Any, Any, Any]:
        """The files of a comparison, to be downloaded; none where none was made."""
        words = view_words(words_for(request))
        if found is None:
            return gr.skip(), gr.skip(), gr.skip()
        spreadsheet, document = self._write(found, words)
        return (
            gr.Row(visible=True),
            gr.DownloadButton(words.spreadsheet, value=spreadsheet),
            gr.DownloadButton(words.document, value=document),
        )

    def _write(self, comparison: Comparison, words: ViewWords) -> tuple[str, str]:
        """The files of a comparison, in a folder of their own, since several people may compare at once."""
        folder = Path(tempfile.mkdtemp(dir=self._exports.name))
        stems = (Path(source).stem[:_LONGEST_STEM] for source in (comparison.a, comparison.b))
        path = folder / "-".join((words.file, *stems))
        table = as_table(comparison, words.compared)
        spreadsheet, document = path.with_name(f"{path.name}.xlsx"), path.with_name(f"{path.name}.docx")
        write_xlsx(table, spreadsheet)
        write_docx(table, document)
        return str(spreadsheet), str(document)


def compare_tab(library: Library, shares: Shares) -> CompareTab:
    """The tab over a library, made where it is called: inside gr.Tabs."""
    return CompareTab(library, shares)
