"""The tab in which pasted or uploaded text is verified: claim by claim, with what the documents say beside it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from rag.library import Library
from rag.page.shares import Shares
from rag.page.verify_rows import render_intro
from rag.page.verify_run import Verifying
from rag.page.verify_words import CHINESE, verify_words
from rag.page.words import Words
from rag.settings import Settings
from rag.verifying.pasted import KINDS
from rag.verifying.verifier import Verifier

HERE = Path(__file__).parent
# What the browser does with an export once it is there.
FETCH = "(file) => window.youju.fetch(file)"


@dataclass(frozen=True, slots=True)
class VerifyTab:
    """The tab as the page greets it. outputs: what `greet` gives values for, in the browser's language."""

    outputs: list[Any]
    verifying: Verifying

    def greet(self, words: Words) -> list[Any]:
        """The labels, and the sign-offs."""
        said = verify_words(words)
        return [
            gr.Tab(label=said.tab),
            gr.Textbox(label=said.box, placeholder=said.box_more),
            gr.File(label=said.files),
            render_intro(said),
            gr.Button(said.check),
            gr.Button(said.stop),
            self.verifying.signed_list(said),
        ]


def verify_tab(verifier: Verifier, library: Library, settings: Settings, shares: Shares) -> VerifyTab:
    """Builds the tab inside `gr.Tabs`, with its events. shares: in which it works."""
    verifying = Verifying(verifier, library, settings, shares)
    with gr.Tab(CHINESE.tab, elem_id="y-verify-tab") as tab:
        box = gr.Textbox(
            elem_id="y-claims", label=CHINESE.box, placeholder=CHINESE.box_more, lines=4, max_lines=10,
            show_label=False, container=False,
        )  # fmt: skip
        with gr.Row(elem_id="y-verify-do"):
            files = gr.File(elem_id="y-claim-files", label=CHINESE.files, file_count="multiple", file_types=list(KINDS))
            with gr.Column(elem_id="y-verify-go", min_width=0):
                check = gr.Button(CHINESE.check, variant="primary", elem_id="y-check")
                stop = gr.Button(CHINESE.stop, visible=False, elem_id="y-check-stop")
        progress = gr.HTML(elem_id="y-progress", apply_default_css=False)
        found = gr.HTML(
            elem_id="y-found", apply_default_css=False, html_template='<div class="y-verdict-list"></div>',
            js_on_load=(HERE / "verify.js").read_text("utf-8"), again=None,
        )  # fmt: skip
        signed = gr.HTML(
            elem_id="y-signed", apply_default_css=False, js_on_load=(HERE / "verify_signed.js").read_text("utf-8")
        )
        file = gr.DownloadButton(elem_id="y-verify-file", visible="hidden")
        run = gr.State()  # in the tab: as a child of gr.Tabs it would count as one
    quiet = {"show_progress": "hidden", "api_visibility": "private"}
    checking = check.click(verifying.verify, [box, files], [check, stop, progress, found, run], **quiet)
    stop.click(verifying.stopped, run, [check, stop, progress], cancels=[checking], **quiet)
    if not settings.read_only:
        found.sign(verifying.sign, run, [found, signed], **quiet)
    found.export(verifying.export, run, file, **quiet).then(None, file, None, js=FETCH, **quiet)
    signed.export(verifying.export_signed, None, file, **quiet).then(None, file, None, js=FETCH, **quiet)
    tab.select(verifying.listed, None, signed, **quiet)
    return VerifyTab([tab, box, files, progress, check, stop, signed], verifying)
