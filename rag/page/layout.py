"""The page: conversation, verifying, comparing and documents on one side, the source text on the other."""

import os
from pathlib import Path
from typing import Any

import gradio as gr

from rag.chain import Assistant
from rag.intake import Intake
from rag.library import Library
from rag.page import reference
from rag.page.chat import responder, stopped
from rag.page.compare import compare_tab
from rag.page.documents import render_documents
from rag.page.markup import escape, tag
from rag.page.queue import LONGEST_QUESTION, MORE, NEXT, SEND, STOP, queue_script
from rag.page.shares import Shares
from rag.page.source import render_empty, render_missing, render_source
from rag.page.upload import Documents, UploadArea
from rag.page.verdict import LONGEST_NOTE, Judging
from rag.page.verify import verify_tab
from rag.page.words import CHINESE, Words, words_for
from rag.settings import Settings
from rag.verifying.verifier import Verifier

HERE = Path(__file__).parent
# Events of a listener that run at the same time; most of them wait for a place to work.
AT_ONCE = 24
# Questions answered at the same time in a language model's words; each mostly waits for that model.
WORDED_AT_ONCE = 8
# Seconds after which gradio's copies of downloads are thrown away.
KEPT_COPIES = 3600


def build_page(assistant: Assistant, library: Library, settings: Settings, intake: Intake) -> gr.Blocks:
    """The page over an assistant and its library. settings: how much may be verified at once; intake: brings files into the library."""
    judging = Judging(library)
    working = Shares(len(os.sched_getaffinity(0)))
    answering = Shares(WORDED_AT_ONCE) if assistant.writer else working
    with gr.Blocks(
        title=f"{CHINESE.name} Youju", fill_height=True, fill_width=True,
        delete_cache=(KEPT_COPIES, KEPT_COPIES),
    ) as page:  # fmt: skip
        top = gr.HTML(_top(CHINESE), elem_id="y-top", apply_default_css=False)
        with gr.Row(elem_id="y-work"):
            with gr.Column(elem_id="y-left", min_width=0), gr.Tabs(elem_id="y-tabs"):
                with gr.Tab(CHINESE.chat, elem_id="y-chat-tab") as chat_tab:
                    chat = gr.Chatbot(
                        elem_id="y-chat", show_label=False, container=False, layout="bubble", height="100%",
                        buttons=[], latex_delimiters=[], sanitize_html=True, feedback_options=("Like", "Dislike"),
                        allow_file_downloads=False, group_consecutive_messages=False,
                    )  # fmt: skip
                    with gr.Column(elem_id="y-why", visible=False) as why:
                        complaint = gr.Radio([], label=CHINESE.why, elem_id="y-complaint")
                        note = gr.Textbox(
                            elem_id="y-note", show_label=False, container=False, submit_btn=True, max_lines=2,
                            max_length=LONGEST_NOTE,
                        )  # fmt: skip
                        dismiss = gr.Button("✕", elem_id="y-dismiss", size="sm")
                    queue = gr.HTML(elem_id="y-queue", apply_default_css=False, js_on_load=NEXT)
                    box = gr.Textbox(
                        elem_id="y-ask", show_label=False, container=False, submit_btn=True, autofocus=True,
                        max_lines=6, max_length=LONGEST_QUESTION, placeholder=CHINESE.ask, label=CHINESE.ask,
                    )  # fmt: skip
                verifying = verify_tab(Verifier(assistant), library, settings, working)
                comparing = compare_tab(library, working)
                with gr.Tab(CHINESE.documents, elem_id="y-documents-tab") as documents_tab:
                    uploading = UploadArea(intake, library, settings.read_only)
                    export = gr.DownloadButton(elem_id="y-export", visible=False, size="sm")
                    documents = gr.HTML(elem_id="y-library", apply_default_css=False)
            with gr.Column(elem_id="y-right", min_width=0):
                panel = gr.HTML(
                    render_empty(CHINESE), elem_id="y-panel", apply_default_css=False,
                    js_on_load=queue_script() + (HERE / "script.js").read_text("utf-8"),
                )  # fmt: skip
        sent, taken = gr.JSON([], visible=False), gr.Number(0, visible=False)
        verdict, given = gr.State(), gr.State({})

        def greet(request: gr.Request) -> tuple[Any, ...]:
            words = words_for(request)
            return (
                _top(words),
                invited(words),
                gr.Textbox(placeholder=words.ask, label=words.ask),
                gr.Tab(label=words.chat),
                gr.Tab(label=words.documents),
                render_documents(library.summaries(), words),
                judging.export(words),
                render_empty(words),
                *verifying.greet(words),
                *comparing.greet(words),
                *uploading.greet(words),
            )

        def invited(words: Words) -> gr.Chatbot:
            examples = [{"text": question} for question in assistant.examples()]
            return gr.Chatbot(placeholder=_invitation(words, bool(library.summaries())), examples=examples)

        def changed(words: Words) -> list[Any]:
            return [invited(words), render_documents(library.summaries(), words)]

        def show(event: gr.EventData, request: gr.Request) -> str:
            return _source(library, event._data, words_for(request))

        def listed(request: gr.Request) -> tuple[str, gr.DownloadButton]:
            words = words_for(request)
            return render_documents(library.summaries(), words), judging.export(words)

        quiet = {"show_progress": "hidden", "api_visibility": "private"}
        ours = [top, chat, box, chat_tab, documents_tab, documents, export, panel]
        greeted = [*ours, *verifying.outputs, *comparing.outputs, *uploading.outputs]
        page.load(greet, None, greeted, **quiet)
        # In this order: what the browser does by itself comes first.
        box.submit(None, taken, [sent, queue], js=SEND, **quiet)
        asked = gr.on(
            [box.submit, chat.example_select, chat.retry, queue.submit], responder(assistant, library, judging, answering), [sent, taken, chat, given],
            [box, chat, taken, queue, why, sent], trigger_mode="always_last", **quiet,
        )  # fmt: skip
        asked.success(None, [sent, taken], None, js=MORE, **quiet)
        box.stop(None, [box, taken], [box, taken, queue], js=STOP, **quiet)
        box.stop(stopped, chat, [box, chat], cancels=[asked], **quiet)
        chat.like(judging.judge, [chat, given], [verdict, given, chat, why, complaint, note], **quiet)
        complaint.input(judging.complain, [verdict, complaint, note], verdict, **quiet)
        note.submit(judging.explain, [verdict, complaint, note], [verdict, why, complaint, note], **quiet)
        dismiss.click(lambda: gr.Column(visible=False), None, why, **quiet)
        uploading.listen(Documents([chat, documents], changed))
        documents_tab.select(listed, None, [documents, export], **quiet)
        panel.open(show, None, panel, trigger_mode="always_last", **quiet)
    return page.queue(default_concurrency_limit=AT_ONCE)


def _source(library: Library, data: Any, words: Words) -> str:
    """The panel for the reference that the browser sent."""
    sent = data.get("reference", "") if isinstance(data, dict) else ""
    wanted = reference.decode(sent)
    if wanted is None:
        return render_empty(words)
    try:
        document = library.document(wanted.source)
    except KeyError:
        return render_missing(wanted.source, str(sent), words)
    return render_source(document, wanted, words, library.folder)


def _top(words: Words) -> str:
    return tag("header", tag("h1", escape(words.name)), tag("p", escape(words.promise)), lang=words.lang)


def _invitation(words: Words, has_documents: bool) -> str:
    title, more = words.invitation, words.invitation_more
    if not has_documents:
        title, more = words.library_empty, words.library_empty_more
    return tag("div", tag("h2", escape(title)), tag("p", escape(more)), class_="y-invitation")
