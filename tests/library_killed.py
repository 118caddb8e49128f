"""Run as a program: changes a library and kills itself with SIGKILL at a given step.

For each point a process is forked, before Chroma has been opened, so that Python's imports are paid for once.
"""

import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import chromadb
from chromadb.api.models.Collection import Collection

from rag.library import Library, embedded, lexical, records, server, vectors, writer
from tests.documents import campus, numbered, plan, scanned
from tests.hashing_embeddings import HashingEmbeddings
from tests.library_checks import FINGERPRINT

SENTENCES = 8

# Where to die: before or after the nth call of a function.
POINTS: dict[str, tuple[Any, str, str, int]] = {
    "intent noted": (writer.Writer, "_intend", "after", 1),
    "folder copied": (embedded, "_copy_folder", "after", 1),
    "first rows added": (Collection, "upsert", "after", 1),
    "all rows added": (embedded, "sweep", "before", 1),
    "old rows deleted in the copy": (embedded, "sweep", "after", 1),
    "copy on the disk": (embedded, "make_durable", "after", 1),
    "rows added to the server": (server, "write", "after", 1),
    "staged": (writer.Writer, "_swap", "before", 1),
    "half of the swap": (records, "delete", "after", 1),
    "swap not committed": (lexical, "insert", "after", 1),
    "committed": (writer.Writer, "_swap", "after", 1),
    "old rows on the server found": (server, "sweep", "before", 1),
    "old rows on the server deleted": (Collection, "delete", "after", 1),
    "old folder half deleted": (os, "unlink", "after", 2),
    "old folder deleted": (shutil, "rmtree", "after", 1),
    "settled": (writer.Writer, "_settle", "after", 1),
}


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def kill_at(point: str) -> None:
    owner, name, when, which = POINTS[point]
    original: Callable[..., Any] = getattr(owner, name)
    calls = 0

    def deadly(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        mine = calls
        if when == "before" and mine == which:
            die()
        result = original(*args, **kwargs)
        if when == "after" and mine == which:
            die()
        return result

    setattr(owner, name, deadly)


def change(folder: Path, operation: str, url: str | None, point: str) -> None:
    vectors._BATCH = 3
    with Library.open(folder, HashingEmbeddings(), url) as library, library.writing():
        if not library.summaries():
            if operation == "remove the original":
                library.replace(plan("a.txt"), FINGERPRINT)
                library.replace(plan("b.txt"), FINGERPRINT)
            elif operation == "better than the original":
                library.replace(scanned(plan("b.txt")), FINGERPRINT)
            else:
                library.replace(numbered("a.txt", SENTENCES, "甲"), FINGERPRINT)
            library.replace(campus(), FINGERPRINT)
        if point:
            kill_at(point)
        if operation == "replace":
            library.replace(numbered("a.txt", SENTENCES + 3, "乙"), FINGERPRINT)
        elif operation == "add":
            library.replace(numbered("b.txt", SENTENCES, "甲"), FINGERPRINT)
        elif operation == "better than the original":
            library.replace(plan("a.txt"), FINGERPRINT)
        elif operation.startswith("remove"):
            library.remove("a.txt")


def endlessly(folder: Path, url: str | None) -> None:
    while True:
        for edition in "甲乙":
            with Library.open(folder, HashingEmbeddings(), url) as library, library.writing():
                for source, length in (("a.txt", 30), ("b.txt", 7), ("c.txt", 90)):
                    library.replace(numbered(source, length, edition), FINGERPRINT)


def forked(work: Callable[[], None], seconds: float | None = None) -> int:
    """Runs work in a process of its own, killed after so many seconds; returns the signal that ended it, 0 for none."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException as error:
            print(error, file=sys.stderr)
            os._exit(1)
        os._exit(0)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
        sys.exit("a child failed by itself")
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def main() -> None:
    """Reads [{"folder", "operation", "url", "point"} or {"folder", "url", "seconds"}, …], prints the signals."""
    signals = []
    for task in json.load(sys.stdin):
        folder, url = Path(task["folder"]), task["url"]
        if "seconds" in task:
            signals.append(forked(lambda: endlessly(folder, url), task["seconds"]))  # noqa: B023
        else:
            signals.append(forked(lambda: change(folder, task["operation"], url, task["point"])))  # noqa: B023
    json.dump(signals, sys.stdout)


if __name__ == "__main__":
    assert chromadb.__version__
    main()
