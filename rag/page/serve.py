"""The page on the network: nothing is loaded from outside, nothing is reported to anybody."""

import logging
import os
import secrets
import sys
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from threading import Thread

import gradio as gr
from gradio import processing_utils, state_holder

from rag.chain import Assistant
from rag.page import session
from rag.page.door import WALL, Door
from rag.page.door_words import SIGN_IN
from rag.page.turns import Turns
from rag.page.upload_bounds import UploadBounds
from rag.page.words import CANNOT_OPEN
from rag.settings import Settings

log = logging.getLogger(__name__)
HERE = Path(__file__).parent
FONTS = [
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "system-ui",
    "sans-serif",
]
MONOSPACE = ["ui-monospace", "Consolas", "monospace"]


def serve(page: gr.Blocks, settings: Settings) -> str:
    """Starts the page in the background and returns its address. Raises OSError where it cannot listen there."""
    _reach_directly(settings.host)
    processing_utils.async_ssrf_protected_download = _fetch_nothing
    state_holder.SessionState = session.Session
    sys.modules.setdefault("matplotlib", None)  # type: ignore[arg-type]  # gradio looks for it on disk with every event
    page._queue.__class__ = Turns  # gradio has no way of being handed one
    # A file that is somewhat too large is refused by us, with a sentence; gradio takes none that is much larger.
    most = max(WALL * settings.verify_bytes, settings.upload_bytes + 1)
    try:
        _, address, _ = page.launch(
            server_name=settings.host, server_port=settings.port, prevent_thread_lock=True, quiet=True,
            share=False, ssr_mode=False, pwa=False, mcp_server=False, enable_monitoring=False, run_history=False,
            footer_links=[], max_file_size=most, favicon_path=HERE / "favicon.svg", theme=_theme(), head=_style(settings),
            auth=_auth(settings), auth_message=SIGN_IN, app_kwargs={"lifespan": _door(settings, page._queue)}, state_session_capacity=session.MOST_SESSIONS,
        )  # fmt: skip
    except OSError as error:
        raise OSError(CANNOT_OPEN.format(host=settings.host, port=settings.port)) from error
    return address


def warm(assistant: Assistant) -> None:
    """Asks one question in the background, so that the models are loaded when the first user asks."""
    Thread(target=_ask_one, args=(assistant,), daemon=True).start()


def _ask_one(assistant: Assistant) -> None:
    try:
        for question in assistant.examples()[:1]:
            deque(assistant.stream(question, []), maxlen=0)
    except Exception:
        log.exception("The models could not be loaded ahead")


def _door(settings: Settings, queue: Turns) -> Callable[[gr.routes.App], AbstractAsyncContextManager[None]]:
    """Puts the door in place before the first request: middleware that gradio is given stands inside gradio's own."""

    @asynccontextmanager
    async def lifespan(app: gr.routes.App) -> AsyncIterator[None]:
        app.middleware_stack = Door(UploadBounds(app.middleware_stack, settings), settings, queue.has_room)
        yield

    return lifespan


def _auth(settings: Settings) -> Callable[[str, str], bool] | None:
    """What tells whether a password is the right one; None where there is none."""
    secret = settings.password.get_secret_value().encode() if settings.password else b""
    return (lambda _, given: secrets.compare_digest(given.encode(), secret)) if secret else None


async def _fetch_nothing(url: str, **_: object) -> str:
    """In place of what fetches the files that a browser names by address: the page takes uploads only."""
    raise ValueError(f"Not fetched: {url}")


def _style(settings: Settings) -> str:
    sheets = sorted(HERE.glob("*.css"), key=lambda sheet: (sheet.name != "style.css", sheet.name))
    if not settings.read_only:
        sheets.remove(HERE / "read_only.css")
    return f"<style>{''.join(sheet.read_text('utf-8') for sheet in sheets)}</style>"


def _reach_directly(host: str) -> None:
    """gradio asks its own address whether it is up: a proxy, common in schools, must not be asked for that."""
    for name in ("NO_PROXY", "no_proxy"):
        known = [entry for entry in os.environ.get(name, "").split(",") if entry]
        os.environ[name] = ",".join(dict.fromkeys([*known, "localhost", "127.0.0.1", host]))


def _theme() -> gr.themes.Base:
    return gr.themes.Base(primary_hue="teal", neutral_hue="slate", font=FONTS, font_mono=MONOSPACE, radius_size="md")
