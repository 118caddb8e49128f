"""A library whose files were damaged: it is told, nothing takes the process down, and the next writer makes the vectors anew."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rag.doctor import examine
from rag.library import Library, LibraryError, VectorsUnreachable
from rag.library.trial import trial
from rag.settings import Settings
from tests.documents import campus, numbered, plan, swapped
from tests.hashing_embeddings import HashingEmbeddings
from tests.library_checks import FINGERPRINT, assert_whole, put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Library.open(tmp_path / "library", HashingEmbeddings()) as library:
        put(library, plan(), campus(), swapped(), numbered("a.txt", 60))
    return tmp_path / "library"


def damage(path: Path, how: str) -> None:
    """Cut a file off in the middle, fill its middle with other bytes, empty it or take it away."""
    data = path.read_bytes()
    half = len(data) // 2
    if how == "cut off":
        path.write_bytes(data[:half])
    elif how == "emptied":
        path.write_bytes(b"")
    elif how == "missing":
        path.unlink()
    else:
        filling = b"\0" if how == "zeroed" else b"\xa5"
        path.write_bytes(data[: half // 2] + filling * half + data[half // 2 + half :])


@pytest.mark.parametrize("how", ["cut off", "overwritten"])
def test_damaged_vectors_are_told_and_made_anew(folder: Path, how: str) -> None:
    (path,) = folder.rglob("chroma.sqlite3")
    damage(path, how)
    with Library.open(folder, HashingEmbeddings()) as library:
        with pytest.raises(VectorsUnreachable, match="重新导入"):
            library.check()
        put(library, numbered("b.txt", 10))
        library.check()
        assert_whole(library, [plan(), campus(), swapped(), numbered("a.txt", 60), numbered("b.txt", 10)])
        assert library.search_dense("新增学位", 1)


def test_damaged_vectors_of_another_model_are_ingested_again(folder: Path) -> None:
    (path,) = folder.rglob("chroma.sqlite3")
    damage(path, "cut off")
    with Library.open(folder, HashingEmbeddings(32)) as library:
        with library.writing():
            library.remove("a.txt")
            assert not library.up_to_date("plan.txt", plan().sha256, FINGERPRINT)
        assert library.stale(FINGERPRINT) == ["campus.txt", "plan.txt", "swapped.txt"]
    with Library.open(folder, HashingEmbeddings()) as library:
        put(library, plan(), campus(), swapped())
        assert_whole(library, [plan(), campus(), swapped()])


def test_a_damaged_library_file_is_told_in_one_sentence(folder: Path) -> None:
    path = folder / "library.sqlite3"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 8192) + data[-4096:])
    with pytest.raises(LibraryError, match="损坏") as told, Library.open(folder, HashingEmbeddings()) as library:
        library.check()
    assert "library.sqlite3" in str(told.value) and "\n" not in str(told.value)
    for work in (
        Library.summaries,
        lambda library: library.search_dense("学位", 3),
        lambda library: put(library, plan()),
    ):
        with pytest.raises(LibraryError, match="损坏"), Library.open(folder, HashingEmbeddings()) as library:
            work(library)


def test_the_doctor_tells_what_is_damaged(folder: Path, model_folder: Path) -> None:
    (path,) = folder.rglob("chroma.sqlite3")
    damage(path, "overwritten")
    settings = Settings(library=folder, embedding_model=str(model_folder), _env_file=None)
    told = [finding.text for finding in examine(settings) if not finding.good]
    assert [text for text in told if "向量索引" in text and "重新导入" in text]


TORN = ["cut off", "emptied", "zeroed", "overwritten", "missing"]
INDEX = ["data_level0.bin", "header.bin", "index_metadata.pickle", "length.bin", "link_lists.bin"]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of more than one level of links, so that no file of the index is empty."""
    folder = tmp_path_factory.mktemp("written") / "library"
    with Library.open(folder, HashingEmbeddings()) as library:
        put(library, plan(), numbered("a.txt", 200))
    assert sorted(path.name for path in folder.glob("chroma-*/*/*")) == INDEX
    assert all(path.stat().st_size for path in folder.glob("chroma-*/*/*"))
    return folder


@pytest.mark.parametrize("name", INDEX)
@pytest.mark.parametrize("how", TORN)
def test_torn_index_files_are_told_and_made_anew(written: Path, tmp_path: Path, name: str, how: str) -> None:
    """Chroma itself dies of some of them (see the trial below): the process of this test would, too."""
    folder = shutil.copytree(written, tmp_path / "library")
    (path,) = folder.rglob(name)
    damage(path, how)
    with Library.open(folder, HashingEmbeddings()) as library:
        for work in (lambda: library.search_dense("学位", 3), library.check):
            with pytest.raises(VectorsUnreachable, match="重新导入") as told:
                work()
            assert "\n" not in str(told.value)
        with library.writing():
            assert library.up_to_date("plan.txt", plan().sha256, FINGERPRINT)
        assert_whole(library, [plan(), numbered("a.txt", 200)])
        assert len(library.search_dense("学位", 300)) == library.sentence_count


@pytest.mark.parametrize("rows", [1, 2, 3, 150])
def test_what_chroma_writes_when_it_is_read_is_no_damage(tmp_path: Path, rows: int) -> None:
    """Of an index without anything in it, Chroma makes the files anew whenever it is opened."""
    for _ in range(3):
        with Library.open(tmp_path, HashingEmbeddings()) as library:
            put(library, numbered("a.txt", rows))
        for _ in range(2):
            with Library.open(tmp_path, HashingEmbeddings()) as library:
                assert len(library.search_dense("学位", 200)) == rows
        with Library.open(tmp_path, HashingEmbeddings()) as library:
            library.check()
            with library.writing():
                pass
            assert not library._index.vectors().lost(library._index.place(), {"a.txt": ("", rows)})


@pytest.mark.parametrize("how", TORN)
def test_torn_files_of_an_index_with_nothing_in_it_do_no_harm(tmp_path: Path, how: str) -> None:
    with Library.open(tmp_path, HashingEmbeddings()) as library:
        put(library, numbered("a.txt", 1))
    for name in ("data_level0.bin", "header.bin", "length.bin", "link_lists.bin"):
        (path,) = tmp_path.rglob(name)
        damage(path, how)
    with Library.open(tmp_path, HashingEmbeddings()) as library:
        assert len(library.search_dense("学位", 3)) == 1


@pytest.mark.parametrize("torn", [False, True])
def test_an_index_of_which_no_digest_was_kept_is_tried_in_another_process(
    written: Path, tmp_path: Path, torn: bool
) -> None:
    folder = shutil.copytree(written, tmp_path / "library")
    (lease,) = folder.rglob("lease")
    digest = lease.read_text()
    lease.write_text("")
    if torn:
        (path,) = folder.rglob("data_level0.bin")
        damage(path, "emptied")
    with Library.open(folder, HashingEmbeddings()) as library:
        if torn:
            with pytest.raises(VectorsUnreachable, match="重新导入"):
                library.search_dense("学位", 3)
        else:
            assert library.search_dense("学位", 3)
    assert lease.read_text() == ("" if torn else digest)


def test_a_trial_tells_of_what_kills_chroma(written: Path, tmp_path: Path) -> None:
    place = shutil.copytree(next(written.glob("chroma-*")), tmp_path / "place")
    assert trial(place) == ""
    (path,) = place.rglob("data_level0.bin")
    damage(path, "overwritten")
    assert trial(place)
