"""Whose question is answered first, on a real server on loopback that a proxy would stand before."""

import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx
import pytest

from rag.page import turns
from rag.page.layout import AT_ONCE
from rag.schema import Answer, Turn
from tests.page_client import Client, served


@pytest.fixture
def shut(tmp_path: Path) -> Iterator[tuple[Client, threading.Event]]:
    """A page whose questions wait, once taken up, until the event is set."""
    opened = threading.Event()
    with served(tmp_path) as client:
        asked = client.assistant.asked

        def stream(question: str, history: Sequence[Turn] = ()) -> Iterator[Answer]:
            asked.append(question)
            opened.wait(60)
            yield Answer("答")

        client.assistant.stream = stream  # type: ignore[method-assign]
        yield client, opened
        opened.set()


def ask(client: Client, address: str, question: str) -> httpx.Response:
    """Send a question from an address, without waiting for what comes of it."""
    body = {"fn_index": client.listener("respond"), "data": [[question], 0, [], None], "session_hash": question}
    return client.http.post("/gradio_api/queue/join", json=body, headers={"X-Forwarded-For": address})


def crowd(client: Client, count: int) -> None:
    """One address sends so many questions, then another sends one."""
    for number in range(count):
        assert ask(client, "192.0.2.1", f"甲{number}").status_code == 200
    assert ask(client, "192.0.2.2", "乙").status_code == 200


def test_hundreds_of_questions_of_one_address_do_not_keep_another_waiting(
    shut: tuple[Client, threading.Event],
) -> None:
    client, opened = shut
    crowd(client, 100)
    opened.set()
    with client.http.stream("GET", "/gradio_api/queue/data", params={"session_hash": "乙"}) as stream:
        assert "process_completed" in "".join(stream.iter_lines())
    # Those that were taken up before, and those that were along with it.
    assert client.assistant.asked.index("乙") < 3 * AT_ONCE


def test_four_of_one_address_run_at_once_and_the_other_places_are_for_others(
    shut: tuple[Client, threading.Event],
) -> None:
    client, opened = shut
    crowd(client, 20)
    deadline = time.monotonic() + 60
    while "乙" not in client.assistant.asked and time.monotonic() < deadline:
        time.sleep(0.05)  # it runs while those before it, which wait for the event, have not ended
    assert sorted(client.assistant.asked) == ["乙", "甲0", "甲1", "甲2", "甲3"]
    opened.set()


def test_an_address_has_so_many_events_waiting_and_no_more(
    shut: tuple[Client, threading.Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "MOST_EVENTS", 10)
    client, _ = shut
    answers = [ask(client, "192.0.2.1", f"甲{number}") for number in range(turns.MOST_RUNNING + 15)]
    taken = [each.status_code for each in answers].count(200)
    assert 10 <= taken <= turns.MOST_RUNNING + 10
    assert answers[-1].status_code == 503 and "请等前面的做完再试" in answers[-1].json()["detail"]
    assert ask(client, "192.0.2.2", "乙").status_code == 200
