"""What happens when somebody asks: the question joins the conversation, the answer grows beneath it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from operator import itemgetter
from typing import Any

import gradio as gr

from rag.chain import Assistant
from rag.library import Library
from rag.page.answer import (
    is_waiting,
    render_answer,
    render_failure,
    render_question,
    render_stopped,
    render_waiting,
)
from rag.page.history import plain, turns
from rag.page.picture_words import picture_words
from rag.page.queue import render_queue, waiting
from rag.page.rate import sender
from rag.page.shares import Shares
from rag.page.verdict import Judging, Thumbs, thumbs
from rag.page.words import Words, words_for
from rag.schema import Answer, Citation, Turn
from rag.where import where

log = logging.getLogger(__name__)
Messages = list[dict[str, Any]]
# Updates of the text box, the conversation, how many questions have been taken up, the queue's line, what asks for a reason, and
# the questions sent.
Updates = tuple[Any, Any, Any, Any, Any, Any]


def responder(
    assistant: Assistant, library: Library, judging: Judging, shares: Shares
) -> Callable[..., Iterator[Updates]]:
    """The listener for questions sent, an example chosen and a retry: it answers one, the browser asks for the next.

    It keeps nothing between calls but that it answered: the conversation comes from the browser and goes back to it.
    shares: in which it works.
    """

    def respond(
        sent: Any, taken: Any, messages: Messages | None, given: Thumbs, event: gr.EventData, request: gr.Request
    ) -> Iterator[Updates]:
        words = words_for(request)
        queue, left = waiting(sent, taken)
        # What was deferred comes back with the event that it was deferred for: the queue goes first.
        question, shown = (queue[0], list(messages or [])) if queue else _chosen(messages or [], event)
        if not (queue or question):
            yield ready_to_ask(), gr.skip(), gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        count = max(0, int(taken)) if queue else 0
        earlier = turns(shown)
        shown = [*shown, {"role": "user", "content": render_question(question)}]
        chat = gr.Chatbot(
            value=[*shown, _says(render_waiting(words))],
            feedback_value=[*thumbs(shown, given, request.session_hash or ""), None],
        )
        yield (
            gr.Textbox(submit_btn=False, stop_btn=True), chat, count + 1 if queue else gr.skip(),
            render_queue(queue[1:], left, words), gr.Column(visible=False),
            sent[: count + len(queue)] if left else gr.skip(),
        )  # fmt: skip
        answers = _answers(assistant, library, question, earlier, words)
        for html, whole in shares.paced(sender(request), answers, itemgetter(1)):
            told = [*shown, _says(html)]
            if whole:
                judging.gave(told, request.session_hash or "")
            yield ready_to_ask() if whole else gr.skip(), told, gr.skip(), gr.skip(), gr.skip(), gr.skip()

    return respond


def ready_to_ask() -> gr.Textbox:
    """The text box as it is while nothing is being answered."""
    return gr.Textbox(submit_btn=True, stop_btn=False)


def stopped(messages: Messages | None, request: gr.Request) -> tuple[gr.Textbox, Messages]:
    """The text box and the conversation after a stop: what was waited for is said to be stopped, what had come stays."""
    shown = list(messages or [])
    if shown and shown[-1]["role"] == "assistant" and is_waiting(str(shown[-1]["content"])):
        shown[-1] = _says(render_stopped(words_for(request)))
    return ready_to_ask(), shown


def _says(html: str) -> dict[str, Any]:
    return {"role": "assistant", "content": html}


def _chosen(messages: Messages, event: gr.EventData) -> tuple[str, Messages]:
    """The example chosen or the question asked again, "" for neither, and the conversation before it."""
    data = event._data if isinstance(event._data, dict) else {}
    example, index = data.get("value"), data.get("index")
    if isinstance(example, dict) and "text" in example:
        return plain(example), messages
    if isinstance(index, int) and 0 <= index < len(messages):
        return plain(messages[index]["content"]), messages[:index]
    return "", messages


def _answers(
    assistant: Assistant, library: Library, question: str, history: list[Turn], words: Words
) -> Iterator[tuple[str, bool]]:
    """The growing answer as HTML, and whether it is whole, as the last is. What goes wrong is logged and shown as a failure."""
    answer = None
    try:
        names = {summary.source: summary.name for summary in library.summaries()}
        for answer in assistant.stream(question, history):
            if assistant.writer:
                yield render_answer(answer, names, words, finished=False), False
    except Exception:
        log.exception("No answer to: %s", question)
        answer = None
    if answer:
        yield render_answer(answer, names, words, places=_places(answer, library, words)), True
    else:
        yield render_failure(words), True


def _places(answer: Answer, library: Library, words: Words) -> dict[Citation, str]:
    """Where in their files the citations of an answer stand; nothing of a document that has gone meanwhile."""
    said = picture_words(words).where
    found = {}
    for citation in answer.citations:
        with suppress(KeyError):
            found[citation] = where(library.document(citation.source).layout, citation.start, citation.end, said)
    return found
