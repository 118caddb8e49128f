"""The page on the network: nothing is loaded from outside, nothing is reported to anybody."""

import logging
import os
from collections import deque
from pathlib import Path
from threading import Thread

import gradio as gr
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.chain import Assistant
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
# The browser itself keeps the page from loading or sending anything elsewhere. gradio needs inline and evaluated code.
POLICY = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'"
# What is somewhat too large is refused by us, with a sentence; from this many times the limit on gradio takes no file at all.
_WALL = 4


class ContentSecurityPolicy:
    """ASGI middleware that adds POLICY to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"content-security-policy", POLICY.encode())]
            await send(message)

        await self.app(scope, receive, send_with_policy)


def serve(page: gr.Blocks, settings: Settings) -> str:
    """Starts the page in the background and returns its address. Raises OSError where it cannot listen there."""
    _reach_directly(settings.host)
    try:
        _, address, _ = page.launch(
            server_name=settings.host, server_port=settings.port, prevent_thread_lock=True, quiet=True,
            share=False, ssr_mode=False, pwa=False, mcp_server=False, enable_monitoring=False, run_history=False,
            footer_links=[], max_file_size=max(_WALL * settings.verify_bytes, settings.upload_bytes + 1), favicon_path=HERE / "favicon.svg", theme=_theme(), head=_style(),
            app_kwargs={"middleware": [Middleware(ContentSecurityPolicy)]},
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


def _style() -> str:
    sheets = sorted(HERE.glob("*.css"), key=lambda sheet: (sheet.name != "style.css", sheet.name))
    return f"<style>{''.join(sheet.read_text('utf-8') for sheet in sheets)}</style>"


def _reach_directly(host: str) -> None:
    """gradio asks its own address whether it is up: a proxy, common in schools, must not be asked for that."""
    for name in ("NO_PROXY", "no_proxy"):
        known = [entry for entry in os.environ.get(name, "").split(",") if entry]
        os.environ[name] = ",".join(dict.fromkeys([*known, "localhost", "127.0.0.1", host]))


def _theme() -> gr.themes.Base:
    return gr.themes.Base(primary_hue="teal", neutral_hue="slate", font=FONTS, font_mono=MONOSPACE, radius_size="md")
