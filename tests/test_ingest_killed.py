"""Killed anywhere, an ingest loses nothing, and the same command goes on; asked to stop, it stops in good order."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.failures import Failures
from rag.chain import Assistant
from rag.library import Library
from tests.hashing_embeddings import HashingEmbeddings
from tests.ingest_killed import POINTS
from tests.test_pipeline import notice, zipped

ROOT = Path(__file__).parent.parent
DOCUMENTS = ["乙.txt", "来文.zip/丙.txt", "来文.zip/丁.txt", "甲.txt"]
# What is written when a process dies there: the files come in the order of their names, 乙 before 坏 before 来文 before 甲.
WRITTEN = {
    "nothing read": 0,
    "reader started": 0,
    "second original kept": 1,
    "before the second swap": 1,
    "second document written": 2,
    "failure noted": 1,
    "originals dropped": 4,
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "甲.txt").write_bytes(notice("校车"))
    (folder / "乙.txt").write_bytes(notice("校舍"))
    (folder / "坏.txt").write_bytes(b"")
    (folder / "来文.zip").write_bytes(zipped({"丙.txt": notice("食堂"), "丁.txt": notice("体检")}))
    return folder


@pytest.fixture(scope="module")
def other() -> Iterator[subprocess.Popen[str]]:
    """Another process, which ingests what it is told to."""
    command = [sys.executable, "-m", "tests.ingest_killed"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        yield process


def start(other: subprocess.Popen[str], task: dict[str, object]) -> None:
    other.stdin.write(json.dumps(task) + "\n")
    other.stdin.flush()


def run(other: subprocess.Popen[str], task: dict[str, object]) -> dict[str, object]:
    """What the process that does a task prints; "signal" is what ended it."""
    start(other, task)
    printed = json.loads(other.stdout.readline())
    if isinstance(printed, int):
        return {"signal": printed}
    return {**printed, "signal": json.loads(other.stdout.readline())}


def task(docs: Path, library: str, **more: object) -> dict[str, object]:
    return {"docs": str(docs), "library": str(docs.parent / library), **more}


def test_killed_at_any_step_nothing_is_lost(docs: Path, other: subprocess.Popen[str]) -> None:
    run(other, task(docs, "whole"))
    with Library.open(docs.parent / "whole", HashingEmbeddings()) as whole:
        expected = [whole.document(source) for source in sorted(whole.digests())]
    assert [document.source for document in expected] == sorted(DOCUMENTS)
    for point in POINTS:
        slow = point == "reader started"
        killed = run(other, task(docs, point, point=point, signal=signal.SIGKILL, slow=slow))
        assert killed == {"signal": signal.SIGKILL}, point
        outcomes = run(other, task(docs, point))["outcomes"]
        assert [outcomes[source] for source in DOCUMENTS].count("unchanged") == WRITTEN[point], point
        assert (
            set(outcomes.values()) <= {"ingested", "unchanged", "failed", "opened"} and outcomes["坏.txt"] == "failed"
        )
        with Library.open(docs.parent / point, HashingEmbeddings()) as library:
            assert [library.document(source) for source in sorted(library.digests())] == expected
            kept = {path.name for path in (library.folder / "originals").glob("??/*")}
            assert kept == set(library.digests().values())
            assert [failure.source for failure in Failures(library.folder).all()] == ["坏.txt"]


def test_asked_to_stop_it_writes_the_document_and_goes_on_next_time(docs: Path, other: subprocess.Popen[str]) -> None:
    first = run(other, task(docs, "library", point="before the second swap", signal=signal.SIGINT))
    second = run(other, task(docs, "library"))
    assert (first["said"], first["signal"]) == (["stopping"], 0)
    done = {source for source, outcome in first["outcomes"].items() if outcome == "ingested"}
    assert len(done) == 2
    assert {source for source, outcome in second["outcomes"].items() if outcome == "unchanged"} == done
    assert {source for source, outcome in second["outcomes"].items() if outcome == "ingested"} == {*DOCUMENTS} - done


def test_a_reader_does_not_outlive_who_started_it(docs: Path, other: subprocess.Popen[str]) -> None:
    (docs / "乙.txt").write_bytes(notice("卡住"))
    start(other, task(docs, "library", slow=True))
    readers = until(lambda: readers_below(other.pid))
    (parent,) = {parent for parent, _ in readers}
    os.kill(parent, signal.SIGKILL)
    assert json.loads(other.stdout.readline()) == signal.SIGKILL
    assert until(lambda: not any(Path(f"/proc/{reader}/cmdline").exists() for _, reader in readers))


def test_an_open_assistant_answers_from_what_another_process_ingests(docs: Path, other: subprocess.Popen[str]) -> None:
    with Library.open(docs.parent / "library", HashingEmbeddings()) as library:
        assistant = Assistant(library)
        question = "青山县全年安排校车资金多少万元？"
        assert assistant.ask(question).refused
        run(other, task(docs, "library"))
        answer = assistant.ask(question)
        assert not answer.refused and "30万元" in answer.text
        assert answer.citations[0].source == "甲.txt"


def readers_below(pid: int) -> set[tuple[int, int]]:
    """Processes that read for a child of pid, each with that child."""
    found = set()
    for child in children(pid):
        for below in children(child):
            if "faulty_worker" in Path(f"/proc/{below}/cmdline").read_text():
                found.add((child, below))
    return found


def children(pid: int) -> list[int]:
    return [int(number) for path in Path(f"/proc/{pid}/task").glob("*/children") for number in path.read_text().split()]


def until(look):
    """What look returns, once it is true."""
    end = time.monotonic() + 30
    while not (found := look()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return found
