"""The page on a real server on loopback, driven by plain HTTP as a stranger's program would drive it."""

import json
import secrets
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import gradio as gr
import httpx

from ingest.intake import LibraryIntake
from rag.library import Library
from rag.page import build_page, door, serve
from rag.schema import Answer, Turn
from rag.settings import Settings
from tests.hashing_embeddings import HashingEmbeddings


class Echo:
    """Answers every question with itself, and remembers what it was asked."""

    writer = object()  # it answers as slowly as one

    def __init__(self, library: Library) -> None:
        self.library = library
        self.asked: list[str] = []

    def examples(self) -> list[str]:
        return []

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        self.asked.append(question)
        yield Answer(f"答：{question}")


def events(
    http: httpx.Client, session: str, number: int, data: list[Any], event: Any = None
) -> Iterator[dict[str, Any]]:
    """What comes of an event of a listener, message by message. session: of the page; number: of the listener."""
    body = {"fn_index": number, "data": data, "event_data": event, "session_hash": session}
    http.post("/gradio_api/queue/join", json=body).raise_for_status()
    with http.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
        yield from (json.loads(line[6:]) for line in stream.iter_lines() if line.startswith("data: "))


@dataclass
class Client:
    """One open page. address: of the server; http: its connections; page: what it serves."""

    address: str
    http: httpx.Client
    page: gr.Blocks
    assistant: Echo
    session: str = field(default_factory=lambda: secrets.token_hex(6))

    def again(self) -> "Client":
        """Another page of the same server."""
        return Client(self.address, self.http, self.page, self.assistant)

    def join(self, number: int, data: list[Any], event: Any = None) -> list[dict[str, Any]]:
        """What comes of an event of a listener."""
        return list(events(self.http, self.session, number, data, event))

    def listener(self, name: str) -> int | None:
        """The number of the listener of a function, by its name; None where there is no such listener."""
        return next((number for number, fn in self.page.fns.items() if fn.name == name), None)


@contextmanager
def served(folder: Path, patience: float = 0, **settings: Any) -> Iterator[Client]:
    """The page over an empty library in a folder, answered by Echo. patience: seconds after which it refuses; settings: besides
    the library and the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    known = Settings(library=folder / "library", port=port, _env_file=None, **settings)
    with Library.open(known.library, HashingEmbeddings()) as library, patch.object(door, "PATIENCE", patience):
        assistant = Echo(library)
        page = build_page(assistant, library, known, LibraryIntake(library, "hashing", known))  # type: ignore[arg-type]
        serve(page, known)
        address = f"http://127.0.0.1:{port}"
        try:
            with httpx.Client(base_url=address, trust_env=False, timeout=20) as http:
                yield Client(address, http, page, assistant)
        finally:
            page.close()
