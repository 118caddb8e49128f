"""How many bytes are uploaded in one request and in a day: gradio writes them to disk before anybody has looked at them."""

from collections.abc import Callable
from datetime import date

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.page.door_words import MUCH_AT_ONCE, MUCH_TODAY, NO_LENGTH
from rag.settings import Settings

PATH = "/gradio_api/upload"
_FORM = 1_000_000  # bytes of a form around its files, at most
_GIGABYTE = 1_000_000_000


class UploadBounds:
    """ASGI middleware between the door and gradio. settings: bytes of an upload and of a day; today: the day it is.

    The server reads no more of a body than the length that it states, so what is too much is refused before it is read. A request
    that is turned away unread, as without the password, uses up nothing of the day.
    """

    def __init__(self, app: ASGIApp, settings: Settings, today: Callable[[], date] = date.today) -> None:
        self._app = app
        self._at_once = settings.upload_total
        self._a_day = settings.upload_day
        self._today = today
        self._day = today()
        self._taken = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"] != PATH:
            await self._app(scope, receive, send)
            return
        stated = Headers(scope=scope).get("content-length", "")
        length = int(stated) if stated.isdecimal() else 0
        if refused := self._refusal(length):
            await JSONResponse({"detail": refused[1]}, refused[0])(scope, receive, send)
            return
        day, read = self._day, False
        self._taken += length

        async def reading() -> Message:
            nonlocal read
            read = True
            return await receive()

        try:
            await self._app(scope, reading, send)
        finally:
            if not read and day == self._day:
                self._taken -= length

    def _refusal(self, length: int) -> tuple[int, str] | None:
        """The status and the sentence for a body of so many bytes; None where there is room for it."""
        if self._day != (today := self._today()):
            self._day, self._taken = today, 0
        if not length:
            return 411, NO_LENGTH
        if length > self._at_once + _FORM:
            return 413, MUCH_AT_ONCE.format(limit=f"{self._at_once / _GIGABYTE:g}")
        if self._taken + length > self._a_day:
            return 413, MUCH_TODAY.format(limit=f"{self._a_day / _GIGABYTE:g}")
        return None
