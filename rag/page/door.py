"""The door of the page: who may ask, for what and how often. Everything that gradio serves and the page does not need stays shut."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import PurePath

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.page.door_words import FOREIGN_HOST, FOREIGN_ORIGIN, NO_ROAD, TOO_LARGE, TOO_MANY_REQUESTS, TOO_MANY_WAIT
from rag.page.rate import Buckets, client
from rag.settings import Settings

# The browser itself keeps the page from loading or sending anything elsewhere, and others from framing it. gradio needs
# inline and evaluated code.
POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
_API = "/gradio_api/"
_FILE = f"{_API}file="
# What never changes and costs nothing: a page that opens asks for a hundred of these at once.
_ASSETS = re.compile(r"/(assets|static|svelte)/.+|/theme\.css|/favicon\.ico")
# What the page asks for. gradio serves more: listeners run outside the queue, other addresses fetched by the server.
_ROADS = {
    "GET": re.compile(
        rf"/|/config|/logout|/robots\.txt|{_ASSETS.pattern}|{_FILE}.+"
        rf"|{_API}(startup-events|upload_progress|queue/data|heartbeat/[^/]+)"
    ),
    "POST": re.compile(rf"/login|{_API}(queue/join|cancel|upload)"),
}
_JOIN = f"{_API}queue/join"
# Uploads are written to disk as they come and have a limit of their own; any other body is held in memory.
_UPLOAD = f"{_API}upload"
# Times the bytes that may be verified that such a body may have: a text to verify, or a conversation.
WALL = 4
# Seconds after which a request is refused: who sends one after the other waits that long each time, at no cost.
PATIENCE = 1.0
# Passwords that one address may try in a minute, where it sends nothing else.
_TRIES = 60


class Door:
    """ASGI middleware around all of gradio. settings: names the page goes by, requests a minute from one address; has_room: whether
    an address may have one more event wait, asked here since it costs a hundredth of what gradio does before it refuses.

    The address is what uvicorn says: of whoever connects, and for a proxy on this machine what it says in X-Forwarded-For.
    """

    def __init__(self, app: ASGIApp, settings: Settings, has_room: Callable[[str], bool]) -> None:
        self._app = app
        self._has_room = has_room
        self._buckets = Buckets(settings.requests)
        self._try = settings.requests / _TRIES
        self._largest = WALL * settings.verify_bytes
        self._names = {name.strip().lower() for name in settings.names.split(",") if name.strip()}
        ours = {settings.host.strip("[]").lower(), "localhost", "127.0.0.1", "::1"}
        self._names |= {_netloc(host, settings.port) for host in ours}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            refused = self._refusal(scope)
            if refused:
                await asyncio.sleep(PATIENCE)
            await (_says(scope, *refused) if refused else self._app)(scope, receive, _guarded(send))

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """The status and the sentence with which a request is turned away; None for one that may enter."""
        headers, path = Headers(scope=scope), scope["path"]
        host = headers.get("host", "").lower()
        if len(headers.getlist("host")) != 1 or not self._is_ours(host, scope):
            return 403, FOREIGN_HOST.format(host=host)
        if any(origin.partition("://")[2].lower() != host for origin in headers.getlist("origin")):
            return 403, FOREIGN_ORIGIN
        road = _ROADS.get("GET" if scope["method"] == "HEAD" else scope["method"])
        if not road or not road.fullmatch(path) or not _is_local(path):
            return 404, NO_ROAD
        if not _ASSETS.fullmatch(path) and not self._buckets.take(
            _address(scope), self._try if path == "/login" else 1
        ):
            return 429, TOO_MANY_REQUESTS
        if scope["method"] == "POST" and path != _UPLOAD and not self._fits(headers.get("content-length", "")):
            return 413, TOO_LARGE
        if path == _JOIN and not self._has_room(client(_address(scope))):
            return 503, TOO_MANY_WAIT
        return None

    def _fits(self, length: str) -> bool:
        """Whether a body has a length and is small enough; browsers always say it."""
        return length.isdecimal() and int(length) <= self._largest

    def _is_ours(self, host: str, scope: Scope) -> bool:
        """Whether a page asked for under this host is ours: another name may lead here by what its owner says of it."""
        reached = _netloc(*scope["server"]) if scope.get("server") else ""
        return host in self._names | {reached} or host.rpartition(":")[0] in self._names


def _is_local(path: str) -> bool:
    """False for an address in place of a file: gradio fetches it."""
    return not path.startswith(_FILE) or PurePath(path.removeprefix(_FILE)).is_absolute()


def _address(scope: Scope) -> str:
    return scope["client"][0] if scope.get("client") else ""


def _netloc(host: str, port: int | None) -> str:
    """Host and port as a browser sends them."""
    shown = f"[{host}]" if ":" in host else host
    return shown if port == 80 else f"{shown}:{port}"


def _says(scope: Scope, status: int, sentence: str) -> ASGIApp:
    """A sentence as the answer: gradio's script reads it out of JSON, a person reads it as it is."""
    headers = {"Retry-After": "60"} if status == 429 else None
    if scope["path"].startswith(_API):
        return JSONResponse({"detail": sentence}, status, headers)
    return PlainTextResponse(sentence, status, headers)


def _guarded(send: Send) -> Callable[[Message], Awaitable[None]]:
    """Sends with the headers that bind the browser, and without any that let other pages read what is sent."""

    async def send_guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name in [name for name in headers if name.startswith("access-control-")]:
                del headers[name]
            headers["Content-Security-Policy"] = POLICY
            headers["X-Content-Type-Options"] = "nosniff"
        await send(message)

    return send_guarded
