"""What stays on the server: no work for a page that has been left, no objects for questions that have been answered."""

import gc
import threading
import weakref
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from gradio.blocks import BlocksConfig

from rag.page import session
from rag.schema import Answer, Turn
from rag.verifying.verdict import Absence, Claim, Label, Verdict
from rag.verifying.verifier import Verifier
from tests.page_client import Client, served

STEPS = 20_000
CLAIMS = 1_000
ASKED = 100


class Work:
    """Steps that go on unless they are stopped; ended: once they do not go on any more."""

    def __init__(self) -> None:
        self.steps = 0
        self.ended = threading.Event()

    def go_on(self) -> Iterator[int]:
        try:
            for self.steps in range(1, STEPS + 1):
                yield self.steps
        finally:
            self.ended.set()


def leave(client: Client, number: int, data: list[object]) -> None:
    """Start the work of a listener and leave once some of it is there."""
    body = {"fn_index": number, "data": data, "event_data": None, "session_hash": client.session}
    client.http.post("/gradio_api/queue/join", json=body).raise_for_status()
    with client.http.stream("GET", "/gradio_api/queue/data", params={"session_hash": client.session}) as stream:
        lines = (line for line in stream.iter_lines() if "process_generating" in line)
        assert all(next(lines) for _ in range(3))


def test_an_answer_ends_when_the_page_has_been_left(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        work = Work()

        def stream(question: str, history: Sequence[Turn] = ()) -> Iterator[Answer]:
            yield from (Answer(f"第{step}步") for step in work.go_on())

        client.assistant.stream = stream  # type: ignore[method-assign]
        leave(client, client.listener("respond"), [["几所？"], 0, [], None])
        assert work.ended.wait(60) and 3 <= work.steps < STEPS


def test_verifying_ends_when_the_page_has_been_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = Work()
    pause = threading.Event()  # never set: all verdicts take longer than to notice that a page has been left

    def verify_all(self: Verifier, text: str) -> Iterator[Verdict]:
        for step in work.go_on():
            pause.wait(0.05)
            yield Verdict(Claim(f"第{step}项", 0, 3), Label.NOT_FOUND, absence=Absence.TOO_LONG)

    monkeypatch.setattr(Verifier, "verify_all", verify_all)
    with served(tmp_path) as client:
        leave(client, client.listener("verify"), ["全县新建公办幼儿园7所。" * CLAIMS, None])
        assert work.ended.wait(300) and 3 <= work.steps < CLAIMS


def test_a_page_keeps_nothing_of_a_question_once_it_is_answered(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        for _ in range(10):
            ask(client)
        before = objects()
        for _ in range(ASKED):
            ask(client)
        kept = objects() - before
    assert {kind: count for kind, count in kept.items() if count >= ASKED} == {}


def test_the_components_are_not_described_anew_for_each_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(tmp_path) as client:
        described: list[int] = []
        monkeypatch.setattr(BlocksConfig, "config_for_block", lambda number, *_: described.append(number))
        for _ in range(5):
            ask(client.again())
        assert described == []


def test_the_pages_remembered_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "MOST_SESSIONS", 5)
    with served(tmp_path) as client:
        ask(client)
        kept = client.page.app.state_holder.session_data
        first = weakref.ref(kept[client.session])
        for _ in range(8):
            ask(client.again())
        gc.collect()
        assert len(kept) == 5 and first() is None
        # A page that was forgotten asks on.
        assert client.join(client.listener("respond"), [["几所？"], 0, [], None])[-1]["msg"] == "close_stream"


def ask(client: Client) -> None:
    client.join(client.listener("respond"), [["几所？"], 0, [], None])


def objects() -> Counter[str]:
    """How many objects there are, by the name of their type."""
    gc.collect()
    return Counter(type(each).__name__ for each in gc.get_objects())
