"""A library whose vectors are on a Chroma server: a real `chroma run`."""

import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from rag.library import Library, LibraryError, VectorsUnreachable, vectors
from rag.library.home import EMBEDDED, home_of
from rag.text import grams
from tests.documents import campus, numbered, plan, swapped
from tests.hashing_embeddings import HashingEmbeddings
from tests.library_checks import FINGERPRINT, assert_whole, put, vector_folders, vector_ids
from tests.test_library_killed import AFTER, BEFORE, assert_readable, run_killed

STEPS = [
    "intent noted",
    "first rows added",
    "rows added to the server",
    "staged",
    "half of the swap",
    "swap not committed",
    "committed",
    "old rows on the server found",
    "old rows on the server deleted",
    "settled",
]
COMMITTED = STEPS.index("committed")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def chroma_server(folder: Path, port: int):
    """A Chroma server of its own, ready to answer."""
    program = Path(sys.executable).with_name("chroma")
    with (folder.parent / f"{folder.name}.log").open("w") as log:
        process = subprocess.Popen(
            [program, "run", "--path", folder, "--host", "127.0.0.1", "--port", str(port)], stdout=log, stderr=log
        )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                httpx.get(f"{url}/api/v2/heartbeat").raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        else:
            pytest.fail("chroma run did not start")
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    with chroma_server(tmp_path_factory.mktemp("chroma") / "server", free_port()) as url:
        yield url


def collections(library):
    return {one.name: one.count() for one in library.vectors._client.list_collections()}


def test_it_works_as_in_the_folder(tmp_path, url):
    with (
        Library.open(tmp_path / "here", HashingEmbeddings()) as here,
        Library.open(tmp_path / "there", HashingEmbeddings(), url) as there,
    ):
        for library in (here, there):
            assert library.vectors.similarity_search("学位", 2) == []
            put(library, plan(), campus(), swapped(), numbered("long.txt", 40))
            put(library, numbered("long.txt", 30, "乙"))
            assert_whole(library, [plan(), campus(), swapped(), numbered("long.txt", 30, "乙")])
        assert vector_folders(there.folder) == []
        assert vector_ids(here) == vector_ids(there)
        for question in ("每年培训骨干教师多少人", "校车驾驶人体检", "教育发展的基础"):
            for sources in (None, {"campus.txt"}, {"long.txt", "plan.txt"}):
                first, second = (library.search_dense(question, 6, sources) for library in (here, there))
                assert [hit.score for hit in first] == pytest.approx([hit.score for hit in second], abs=1e-5)
                assert first[0].id == second[0].id
        with there.writing():
            assert there.remove("long.txt")
        assert_whole(there, [plan(), campus(), swapped()])


def test_two_libraries_share_a_server_and_nothing_else(tmp_path, url):
    with (
        Library.open(tmp_path / "first", HashingEmbeddings(), url) as first,
        Library.open(tmp_path / "second", HashingEmbeddings(), f"{url}/") as second,
    ):
        before = collections(first)
        put(first, plan())
        put(second, plan(), campus())
        assert_whole(first, [plan()])
        assert_whole(second, [plan(), campus()])
        made = {name: number for name, number in collections(second).items() if name not in before}
        assert sorted(made.values()) == [8, 12]
        assert all(name.isascii() and name.startswith("youju-") for name in made)
        with first.writing():
            first.remove("plan.txt")
        assert_whole(second, [plan(), campus()])


def test_another_reader_sees_each_change(tmp_path, url):
    with (
        Library.open(tmp_path, HashingEmbeddings(), url) as writer,
        Library.open(tmp_path, HashingEmbeddings(), url) as reader,
    ):
        for edition in "甲乙丙":
            put(writer, numbered("a.txt", 12, edition))
            hits = reader.search_dense("a.txt的版第3项指标", 12)
            assert len(hits) == 12 and {hit.sentence.text[6] for hit in hits} == {edition}


def test_old_and_uncommitted_rows_are_no_hits(tmp_path, url, monkeypatch):
    with Library.open(tmp_path, HashingEmbeddings(), url) as library:
        put(library, numbered("a.txt", 12, "甲"), campus())

        def fail(*_):
            raise OSError("cut off")

        with monkeypatch.context() as patch, pytest.raises(LibraryError, match="cut off"):
            patch.setattr("rag.library.lexical.insert", fail)
            put(library, numbered("a.txt", 12, "乙"))
        assert len(vector_ids(library)) == 28
        for sources in (None, {"a.txt"}):
            hits = library.search_dense("a.txt的乙版第3项指标", 12, sources)
            assert len(hits) == 12 and {hit.sentence.text[6] for hit in hits if hit.source == "a.txt"} == {"甲"}
        with library.writing():
            pass
        assert_whole(library, [numbered("a.txt", 12, "甲"), campus()])


def test_killed_at_any_step(tmp_path, url):
    points = [("replace", step) for step in STEPS]
    points += [("add", "rows added to the server"), ("add", "committed")]
    points += [("remove", "staged"), ("remove", "committed"), ("remove", "old rows on the server deleted")]
    folders = [tmp_path / f"{operation} {step}" for operation, step in points]
    signals = run_killed(
        [
            {"folder": str(folder), "operation": operation, "url": url, "point": step}
            for folder, (operation, step) in zip(folders, points, strict=True)
        ]
    )
    assert signals == [signal.SIGKILL] * len(points)
    for folder, (operation, step) in zip(folders, points, strict=True):
        now = AFTER[operation] if STEPS.index(step) >= COMMITTED else BEFORE
        with Library.open(folder, HashingEmbeddings(), url) as library:
            assert_readable(library, now)
            with library.writing():
                pass
            assert_whole(library, now)


def test_a_server_that_lost_its_data_is_noticed(tmp_path, url):
    with Library.open(tmp_path, HashingEmbeddings(), url) as library:
        put(library, plan(), campus())
        library.vectors._collection.delete(where={"source": "plan.txt"})
        with library.writing():
            assert not library.up_to_date("plan.txt", plan().sha256, FINGERPRINT)
            assert library.up_to_date("campus.txt", campus().sha256, FINGERPRINT)
            library.replace(plan(), FINGERPRINT)
            assert library.up_to_date("plan.txt", plan().sha256, FINGERPRINT)
        assert_whole(library, [plan(), campus()])
        client = library.vectors._client
        client.delete_collection(library.vectors._collection_name)
        with pytest.raises(VectorsUnreachable):
            library.search_dense("学位", 3)
        put(library, plan(), campus())
        assert_whole(library, [plan(), campus()])


def test_moving_to_a_server_and_back(tmp_path, url):
    with Library.open(tmp_path, HashingEmbeddings()) as library:
        put(library, plan(), campus())
    with Library.open(tmp_path, HashingEmbeddings(), url) as library:
        assert library.stale(FINGERPRINT) == ["campus.txt", "plan.txt"]
        assert library.search_dense("学位", 3) == [] and library.search_lexical(grams("学位"), 3)
        put(library, plan())
        assert library.stale(FINGERPRINT) == ["campus.txt"]
        put(library, campus())
        assert_whole(library, [plan(), campus()])
    with Library.open(tmp_path, HashingEmbeddings()) as library:
        assert not library.up_to_date("plan.txt", plan().sha256, FINGERPRINT)
        put(library, plan(), campus())
        assert_whole(library, [plan(), campus()])


@pytest.mark.parametrize("address", ["http://127.0.0.1:{port}", "127.0.0.1:{port}", "https://127.0.0.1:{port}/"])
def test_no_server_is_said_in_one_sentence(tmp_path, address):
    address = address.format(port=free_port())
    with Library.open(tmp_path, HashingEmbeddings(), address) as library:
        assert library.search_dense("学位", 3) == []
        with pytest.raises(VectorsUnreachable, match="连不上 Chroma 服务器") as error, library.writing():
            pass
        assert "\n" not in str(error.value)
        assert library.summaries() == []


def test_a_server_that_never_answers(tmp_path, monkeypatch):
    monkeypatch.setattr("rag.library.server._SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        address = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        with Library.open(tmp_path, HashingEmbeddings(), address) as library, pytest.raises(VectorsUnreachable):
            _ = library.vectors


def test_a_server_that_goes_away_and_comes_back(tmp_path):
    port = free_port()
    with chroma_server(tmp_path / "server", port) as url:
        library = Library.open(tmp_path / "library", HashingEmbeddings(), url)
        put(library, plan())
    with pytest.raises(VectorsUnreachable, match=str(port)):
        library.search_dense("学位", 3)
    with pytest.raises(VectorsUnreachable), library.writing():
        pass
    assert library.search_lexical(grams("学位"), 3)
    with chroma_server(tmp_path / "server", port):
        assert library.search_dense("学位", 3)
        put(library, campus())
        assert_whole(library, [plan(), campus()])
        library.close()


def test_addresses():
    assert home_of(None) == EMBEDDED == home_of("")
    assert home_of("localhost:8000") == home_of("http://localhost:8000/") == "http://localhost:8000"
    assert home_of("https://host/chroma/") == "https://host/chroma"
    for wrong in ("ftp://host", "http://", "://"):
        with pytest.raises(LibraryError, match="地址"):
            home_of(wrong)


def test_collections_of_a_library_have_its_name():
    name = vectors.collection_name("0123456789abcdef", "模型/multilingual-e5-small")
    assert name.isascii() and len(name) < 63 and name.startswith(vectors.collection_prefix("0123456789abcdef"))
