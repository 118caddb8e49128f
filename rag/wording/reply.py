"""A model's reply as it comes, within a time limit, without what a reasoning model thinks aloud."""

import re
import time
from collections.abc import Iterator, Sequence
from queue import Empty, Queue
from threading import Event, Thread

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, BaseMessageChunk

from rag.wording.failure import Failure, ReplyError, failure_of

_OPENING = re.compile(r"<(think|thinking|thought|reasoning)>", re.I)
_CLOSING = re.compile(r"</(?:think|thinking|thought|reasoning)>", re.I)
_HALF_TAG = re.compile(r"<[/a-z]{0,11}$", re.I)


def read_reply(model: BaseChatModel, messages: Sequence[BaseMessage], seconds: float) -> Iterator[str]:
    """The pieces of the model's reply. Raises ReplyError where none comes, or not whole, or not within so many seconds.

    The reading goes on in a thread of its own: a server that stalls holds that thread until its own time limit, but not the caller.
    """
    inbox: Queue[BaseMessageChunk | Exception | None] = Queue()
    gone = Event()
    Thread(target=_fetch, args=(model, messages, inbox, gone), name="youju-reply", daemon=True).start()
    deadline = time.monotonic() + seconds
    finish = ""
    try:
        while True:
            try:
                item = inbox.get(timeout=max(0.0, deadline - time.monotonic()))
            except Empty:
                raise ReplyError(Failure.SLOW, f"{seconds:g} s") from None
            if item is None:
                break
            if isinstance(item, Exception):
                raise ReplyError(failure_of(item), item) from item
            finish = item.response_metadata.get("finish_reason") or finish
            if text := str(item.text):
                yield text
    finally:
        gone.set()
    if finish != "stop":
        raise ReplyError(Failure.BROKEN_OFF, finish)


def _fetch(
    model: BaseChatModel,
    messages: Sequence[BaseMessage],
    inbox: "Queue[BaseMessageChunk | Exception | None]",
    gone: Event,
) -> None:
    """Puts each chunk of the reply into the inbox, then None, or what went wrong; stops, and hangs up, once the reader is gone."""
    try:
        for chunk in model.stream(list(messages)):
            if gone.is_set():
                return
            inbox.put(chunk)
        inbox.put(None)
    except Exception as error:  # whatever a server or its client may throw is the reader's to judge
        inbox.put(error)


def without_thoughts(pieces: Iterator[str]) -> Iterator[str]:
    """The pieces without what stands between <think> and </think>; half a tag waits for its rest.

    A closing tag ends a line, so that thoughts which began in the template, with no opening tag, are no part of the sentence behind it.
    """
    held = ""
    thinking = False
    for piece in pieces:
        held += piece
        while True:
            if thinking:
                if not (end := _CLOSING.search(held)):
                    held = held[-12:]  # as much as half a closing tag takes
                    break
                held, thinking = "\n" + held[end.end() :], False
            begin, end = _OPENING.search(held), _CLOSING.search(held)
            if end and not (begin and begin.start() < end.start()):
                held = held[: end.start()] + "\n" + held[end.end() :]
            elif begin:
                if before := held[: begin.start()]:
                    yield before
                held, thinking = held[begin.end() :], True
            else:
                half = _HALF_TAG.search(held)
                ready, held = (held[: half.start()], half.group()) if half else (held, "")
                if ready:
                    yield ready
                break
    if held and not thinking:
        yield held
