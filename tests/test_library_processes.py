"""A reader in this process while another process writes."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from rag.chain import Assistant
from rag.library import Library, LibraryBusy, dense, writer
from rag.text import fold, grams
from rag.verifying.verifier import Verifier
from tests.documents import campus, numbered
from tests.hashing_embeddings import HashingEmbeddings
from tests.library_checks import assert_whole, put, vector_folders

ROOT = Path(__file__).parent.parent

WRITE = """
import sys
from pathlib import Path
from rag.library import Library
from tests.documents import numbered
from tests.hashing_embeddings import HashingEmbeddings
from tests.library_checks import FINGERPRINT
with Library.open(Path(sys.argv[1]), HashingEmbeddings()) as library, library.writing():
    print("writing", flush=True)
    for line in sys.stdin:
        source, length, edition = line.split()
        if edition == "-":
            library.remove(source)
        else:
            library.replace(numbered(source, int(length), edition), FINGERPRINT)
        print(library.generation, flush=True)
"""


@pytest.fixture
def other(tmp_path):
    """Another process that holds the library for writing; call it to have it write."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITE, tmp_path / "library"],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )

    def tell(source, length, edition):
        process.stdin.write(f"{source} {length} {edition}\n")
        process.stdin.flush()
        return process.stdout

    assert process.stdout.readline() == "writing\n"
    tell.process = process
    yield tell
    process.stdin.close()
    process.wait(20)
    process.stdout.close()


def test_a_reader_sees_what_another_process_ingests(tmp_path, other):
    with Library.open(tmp_path / "library", HashingEmbeddings()) as library:
        store = library.vectors if library.generation else None
        assert library.search_dense("第3项指标", 50) == []
        for step, edition in enumerate("甲乙丙"):
            assert other("a.txt", 12 + step, edition).readline() == f"{step + 1}\n"
            assert library.generation == step + 1
            dense = library.search_dense("a.txt的版第3项指标", 50)
            assert {hit.sentence.text[6] for hit in dense} == {edition} and len(dense) == 12 + step
            store = store or library.vectors
            assert len(store.get(include=[])["ids"]) == 12 + step
        assert other("a.txt", 0, "-").readline() == "4\n"
        assert library.search_dense("第3项指标", 50) == [] == library.summaries()


def test_the_lock_is_between_processes_and_ends_with_them(tmp_path, other, monkeypatch):
    monkeypatch.setattr(writer, "_LOCK_SECONDS", 0.2)
    with Library.open(tmp_path / "library", HashingEmbeddings()) as library:
        with pytest.raises(LibraryBusy), library.writing():
            pass
        other.process.kill()
        other.process.wait(10)
        put(library, campus())
        assert_whole(library, [campus()])


def test_readers_never_fail_nor_mix_while_another_process_writes(tmp_path, other):
    for source in ("a.txt", "b.txt"):
        other(source, 60, "甲").readline()
    with Library.open(tmp_path / "library", HashingEmbeddings()) as library:
        changes = [("a.txt", 60, edition) for edition in "乙丙丁戊己庚辛壬癸"] + [
            ("b.txt", 20, "乙"),
            ("a.txt", 40, "子"),
        ]
        for change in changes:
            answers = other(*change)
        seen, until = set(), time.monotonic() + 60
        while library.generation < 2 + len(changes) and time.monotonic() < until:
            dense = library.search_dense("a.txt的版第3项指标为万元", 200, {"a.txt"})
            both = library.search_dense("a.txt的版第3项指标为万元", 200)
            lexical = library.search_lexical(grams(fold("a.txt版第3项")), 200, {"a.txt"})
            for hits in (dense, lexical, [hit for hit in both if hit.source == "a.txt"]):
                editions = {hit.sentence.text[6] for hit in hits}
                assert len(editions) == 1
                assert len(hits) == (40 if editions == {"子"} else 60)
                seen |= editions
        assert len(seen) > 1
        for _ in changes:
            answers.readline()
        other.process.stdin.close()
        other.process.wait(20)
        assert_whole(library, [numbered("a.txt", 40, "子"), numbered("b.txt", 20, "乙")])
        assert len(vector_folders(library.folder)) == 1


def test_a_document_replaced_between_search_and_reading_is_answered_from_as_it_is_now(tmp_path, trained, monkeypatch):
    with Library.open(tmp_path, HashingEmbeddings()) as library:
        put(library, numbered("a.txt", 60))
        assistant = Assistant(library, trained=trained)
        known = assistant.reader.read
        begun = []

        def read(*given):
            begun.append(given)
            if len(begun) == 1:
                put(library, numbered("a.txt", 2, "乙"))
            return known(*given)

        monkeypatch.setattr(assistant.reader, "read", read)
        answer = assistant.ask("第50项指标为多少万元？")
        assert len(begun) == 2 and "甲" not in answer.text
        monkeypatch.setattr(assistant.reader, "read", lambda *_: [][0])  # no change of the library: it is told
        with pytest.raises(IndexError):
            assistant.ask("第50项指标为多少万元？")


def test_a_claim_is_held_against_the_document_as_it_is_now(tmp_path, trained, monkeypatch):
    with Library.open(tmp_path, HashingEmbeddings()) as library:
        put(library, numbered("a.txt", 60))
        verifier = Verifier(Assistant(library, trained=trained))
        known, begun = verifier._judge, []

        def judge(*given):
            begun.append(given)
            if len(begun) == 1:
                put(library, numbered("a.txt", 2, "乙"))
            return known(*given)

        monkeypatch.setattr(verifier, "_judge", judge)
        verdict = verifier.verify(numbered("a.txt", 60).clauses[9].sentences[0].text)
        assert len(begun) == 2 and "甲" not in "".join(passage.text for passage in verdict.passages)


def test_reading_leaves_the_index_as_it_is(tmp_path):
    put(library := Library.open(tmp_path, HashingEmbeddings()), numbered("a.txt", 60), campus())
    library.close()
    (folder,) = tmp_path.glob("chroma-*")

    def files():
        return {path.name: path.read_bytes() for path in folder.glob("*/*")}

    before = files()
    assert {"header.bin", "data_level0.bin", "link_lists.bin", "index_metadata.pickle"} <= set(before)
    with Library.open(tmp_path, HashingEmbeddings()) as library:
        for number in range(60):
            library.search_dense(f"第{number}项指标", 5)
    assert files() == before


def test_a_reader_of_an_older_state_shuts_nobody_out(tmp_path, other, monkeypatch):
    """One thread began before a change and opens what was; another is in the middle of searching what is."""
    assert other("a.txt", 12, "甲").readline() == "1\n"
    with (
        Library.open(tmp_path / "library", HashingEmbeddings()) as earlier,
        Library.open(tmp_path / "library", HashingEmbeddings()) as library,
    ):
        assert len(earlier.search_dense("第3项指标", 50)) == 12
        (before,) = vector_folders(library.folder)
        assert other("a.txt", 14, "乙").readline() == "2\n"
        known, searched = dense.search, []

        def interrupted(db, collection, vector, k, sources):
            searched.append(collection)
            library._index.vectors().open(before)
            return known(db, collection, vector, k, sources)

        monkeypatch.setattr(dense, "search", interrupted)
        for _ in range(3):
            assert len(library.search_dense("第3项指标", 50)) == 14
        assert len(searched) == 3
    assert len(vector_folders(library.folder)) == 1


def test_a_search_that_fails_for_no_known_reason_is_made_once_more(tmp_path, monkeypatch):
    with Library.open(tmp_path, HashingEmbeddings()) as library:
        put(library, campus())
        known, failures = dense.search, [AttributeError("bindings")]

        def failing(*given):
            if failures:
                raise failures.pop()
            return known(*given)

        monkeypatch.setattr(dense, "search", failing)
        assert library.search_dense("保安员", 1)
        failures += [AttributeError("bindings")] * 2
        with pytest.raises(AttributeError):
            library.search_dense("保安员", 1)


def test_a_folder_in_use_is_left_until_its_last_reader_goes(tmp_path, other):
    assert other("a.txt", 12, "甲").readline() == "1\n"
    library = Library.open(tmp_path / "library", HashingEmbeddings())
    collection = library.vectors._client.list_collections()[0]
    (before,) = vector_folders(library.folder)
    assert other("a.txt", 12, "乙").readline() == "2\n"
    assert len(vector_folders(library.folder)) == 2
    assert collection.count() == 12
    library.close()
    assert before not in vector_folders(library.folder) and len(vector_folders(library.folder)) == 1
