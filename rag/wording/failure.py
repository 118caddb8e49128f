"""Why a language model was of no help, told from what its server or its client threw."""

import re
from enum import StrEnum

_CONTEXT = re.compile(r"context|too (?:long|large)|maximum.{0,20}(?:length|tokens)|n_ctx|上下文|超长|过长", re.I)
_STATUS_CONTEXT = (400, 413, 422, 500)


class Failure(StrEnum):
    """One reason, each with its own sentence in rag.words."""

    KEY = "key"
    ADDRESS = "address"
    BUSY = "busy"
    SERVER = "server"
    UNREACHABLE = "unreachable"
    SLOW = "slow"
    LONG = "long"
    BROKEN_OFF = "broken off"
    UNUSABLE = "unusable"
    UNFOUNDED = "unfounded"
    DECLINED = "declined"


class ReplyError(Exception):
    """The model gave no whole reply."""

    def __init__(self, failure: Failure, detail: object = "") -> None:
        super().__init__(f"{failure}: {detail}" if detail else str(failure))
        self.failure = failure


def failure_of(error: Exception) -> Failure:
    """What an exception of the client says about the server."""
    import httpx
    import openai

    if isinstance(error, openai.APITimeoutError | httpx.TimeoutException | TimeoutError):
        return Failure.SLOW
    if isinstance(error, openai.APIStatusError):
        return _of_status(error.status_code, str(error))
    # Before a reply begins its client says that it cannot connect; once it has begun, the connection's own error comes through.
    if isinstance(error, openai.APIConnectionError | httpx.ConnectError):
        return Failure.UNREACHABLE
    if isinstance(error, httpx.TransportError | OSError):
        return Failure.BROKEN_OFF
    if isinstance(error, openai.APIError):  # an error that comes as an event of the stream
        return Failure.LONG if _CONTEXT.search(str(error)) else Failure.SERVER
    return Failure.UNUSABLE


def _of_status(status: int, message: str) -> Failure:
    if status in _STATUS_CONTEXT and _CONTEXT.search(message):
        return Failure.LONG
    if status in (401, 403):
        return Failure.KEY
    if status == 404:
        return Failure.ADDRESS
    if status in (402, 429):
        return Failure.BUSY
    return Failure.SERVER
