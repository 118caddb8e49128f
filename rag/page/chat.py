"""What happens when somebody asks: the question joins the conversation, the answer grows beneath it."""

import logging
from collections.abc import Callable, Iterator
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
from rag.page.words import Words, words_for
from rag.schema import Turn

log = logging.getLogger(__name__)
Messages = list[dict[str, Any]]


def responder(assistant: Assistant, library: Library) -> Callable[..., Iterator[tuple[gr.Textbox, Messages]]]:
    """The listener for a question typed, an example chosen and a retry; yields the text box and the conversation.

    It keeps nothing between calls: the conversation comes from the browser and goes back to it.
    """

    def respond(
        typed: str, messages: Messages | None, event: gr.EventData, request: gr.Request
    ) -> Iterator[tuple[gr.Textbox, Messages]]:
        question, earlier = _asked(typed, messages or [], event)
        if not question:
            yield ready_to_ask(), earlier
            return
        words = words_for(request)
        shown = [*earlier, {"role": "user", "content": render_question(question)}]
        # A retry or an example leaves alone what is being typed.
        box = {"value": ""} if question == typed.strip() else {}
        yield gr.Textbox(**box, submit_btn=False, stop_btn=True), [*shown, _says(render_waiting(words))]
        for html, finished in _answers(assistant, library, question, turns(earlier), words):
            yield ready_to_ask() if finished else gr.Textbox(), [*shown, _says(html)]

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


def _asked(typed: str, messages: Messages, event: gr.EventData) -> tuple[str, Messages]:
    """The question of this event, and the conversation before it."""
    data = event._data if isinstance(event._data, dict) else {}
    example, index = data.get("value"), data.get("index")
    if isinstance(example, dict) and "text" in example:
        return plain(example), messages
    if isinstance(index, int) and 0 <= index < len(messages):
        return plain(messages[index]["content"]), messages[:index]
    return typed.strip(), messages


def _answers(
    assistant: Assistant, library: Library, question: str, history: list[Turn], words: Words
) -> Iterator[tuple[str, bool]]:
    """The growing answer as HTML, and whether it is finished. What goes wrong is logged and shown as a failure."""
    answer = None
    try:
        names = {summary.source: summary.name for summary in library.summaries()}
        for answer in assistant.stream(question, history):
            yield render_answer(answer, names, words, finished=False), False
    except Exception:
        log.exception("No answer to: %s", question)
        answer = None
    yield render_answer(answer, names, words) if answer else render_failure(words), True
