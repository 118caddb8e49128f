"""Killed with SIGKILL anywhere, a library is as before the change or as after it, and the next writer leaves no trace."""

import json
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rag.library import Library
from rag.text import fold, grams
from tests.documents import campus, numbered
from tests.hashing_embeddings import HashingEmbeddings
from tests.library_checks import assert_whole, put, vector_folders
from tests.library_killed import POINTS, SENTENCES

BEFORE = [numbered("a.txt", SENTENCES, "甲"), campus()]
AFTER = {
    "replace": [numbered("a.txt", SENTENCES + 3, "乙"), campus()],
    "add": [*BEFORE, numbered("b.txt", SENTENCES, "甲")],
    "remove": [campus()],
}
EMBEDDED = [
    "intent noted",
    "folder copied",
    "first rows added",
    "all rows added",
    "old rows deleted in the copy",
    "copy on the disk",
    "staged",
    "half of the swap",
    "swap not committed",
    "committed",
    "old folder half deleted",
    "old folder deleted",
    "settled",
]
COMMITTED = EMBEDDED.index("committed")
STEPS = {
    "replace": EMBEDDED,
    "add": ["first rows added", "staged", "swap not committed", "committed", "old folder deleted"],
    "remove": ["old rows deleted in the copy", "half of the swap", "committed", "old folder half deleted"],
}


def run_killed(tasks):
    """The signals that ended the processes of these tasks."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.library_killed"],
        input=json.dumps(tasks),
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent.parent,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def assert_readable(library, documents):
    """Readers see these documents and no trace of another, before anybody has cleaned up."""
    assert sorted((library.document(s.source) for s in library.summaries()), key=lambda d: d.source) == sorted(
        documents, key=lambda d: d.source
    )
    known = {sentence.text for document in documents for clause in document.clauses for sentence in clause.sentences}
    total = len([s for document in documents for clause in document.clauses for s in clause.sentences])
    for question in ("a.txt的版第3项指标为万元", "b.txt第项指标", "学校应当配备专职保安员"):
        dense = library.search_dense(question, total + 20)
        assert len(dense) == total and {hit.sentence.text for hit in dense} == known
        assert {hit.sentence.text for hit in library.search_lexical(grams(fold(question)), total + 20)} <= known


@pytest.mark.parametrize("operation", AFTER)
def test_killed_at_any_step(tmp_path, operation):
    points = STEPS[operation]
    signals = run_killed(
        [{"folder": str(tmp_path / point), "operation": operation, "url": None, "point": point} for point in points]
    )
    assert signals == [signal.SIGKILL] * len(points)
    for point in points:
        now = AFTER[operation] if EMBEDDED.index(point) >= COMMITTED else BEFORE
        with Library.open(tmp_path / point, HashingEmbeddings()) as library:
            assert_readable(library, now)
            with library.writing():
                pass
            assert_whole(library, now)
            assert len(vector_folders(library.folder)) == 1
            # And the work that was cut short can be done.
            if operation == "remove":
                with library.writing():
                    library.remove("a.txt")
            else:
                put(library, *AFTER[operation])
            assert_whole(library, AFTER[operation])


def test_killed_at_random(tmp_path):
    """Over and over in the same library, also in the middle of what Chroma and SQLite write."""
    chance = random.Random(7)
    folder = tmp_path / "library"
    for _ in range(6):
        seconds = [chance.uniform(0.05, 0.9) for _ in range(3)]
        tasks = [{"folder": str(folder), "url": None, "seconds": some} for some in seconds]
        assert run_killed(tasks) == [signal.SIGKILL] * len(tasks)
        with Library.open(folder, HashingEmbeddings()) as library:
            editions = {}
            for summary in library.summaries():
                text = library.document(summary.source).clauses[0].sentences[0].text
                editions[summary.source] = text[6]
            lengths = {"a.txt": 30, "b.txt": 7, "c.txt": 90}
            now = [numbered(source, lengths[source], edition) for source, edition in editions.items()]
            if now:
                assert_readable(library, now)
            with library.writing():
                pass
            assert_whole(library, now)


def test_every_point_is_used():
    assert set(POINTS) - set(EMBEDDED) == {
        "rows added to the server",
        "old rows on the server found",
        "old rows on the server deleted",
    }
