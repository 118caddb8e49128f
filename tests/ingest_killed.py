"""Run as a program: ingests folders and kills itself at a given step, or asks itself to stop.

For each point a process is forked, before Chroma has been opened, so that Python's imports are paid for once.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import chromadb

from ingest import failures, feed, pipeline, workers
from ingest.files import find_files
from ingest.interrupt import Interrupt
from ingest.pipeline import Options, ingest
from rag import originals
from rag.library import Library, writer
from tests.hashing_embeddings import HashingEmbeddings

# Where to die: before or after the nth call of a function.
POINTS: dict[str, tuple[Any, str, str, int]] = {
    "nothing read": (feed.Feed, "_read", "before", 1),
    "reader started": (workers.Workers, "give", "after", 1),
    "second original kept": (originals, "keep", "after", 2),
    "before the second swap": (writer.Writer, "_swap", "before", 2),
    "second document written": (writer.Writer, "_swap", "after", 2),
    "failure noted": (failures.Failures, "note", "after", 1),
    "originals dropped": (pipeline, "drop_originals", "before", 1),
}


def at(point: str, act: Callable[[], None]) -> None:
    """Has act called when the point is reached."""
    owner, name, when, which = POINTS[point]
    original: Callable[..., Any] = getattr(owner, name)
    calls = 0

    def deadly(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        mine = calls
        if when == "before" and mine == which:
            act()
        result = original(*args, **kwargs)
        if when == "after" and mine == which:
            act()
        return result

    setattr(owner, name, deadly)


def bring(task: dict[str, Any]) -> None:
    """Ingests the documents of a task; prints the outcomes unless it is killed."""
    if task.get("slow"):  # every file goes to a process, where it may be held up
        workers._COMMAND = (sys.executable, "-m", "tests.faulty_worker")
        feed._SMALL = 0
    if task.get("point"):
        at(task["point"], lambda: os.kill(os.getpid(), task["signal"]))
    said: list[str] = []
    with (
        Library.open(Path(task["library"]), HashingEmbeddings()) as library,
        library.writing(),
        Interrupt(lambda: said.append("stopping")) as interrupt,
    ):
        options = Options(workers=1, keep_all=True, stopping=interrupt.stopping)
        results = ingest(find_files([Path(task["docs"])]), library, "hashing", lambda result: None, options)
    print(json.dumps({"said": said, "outcomes": {result.source: result.outcome for result in results}}), flush=True)


def main() -> None:
    """Reads tasks, one a line; after each prints the signal that ended its process, 0 for none."""
    for line in sys.stdin:
        task = json.loads(line)
        child = os.fork()
        if child == 0:
            bring(task)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
            sys.exit("a child failed by itself")
        print(os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, flush=True)


if __name__ == "__main__":
    assert chromadb.__version__
    main()
