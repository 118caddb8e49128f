"""A library whose files were damaged: it is told, nothing takes the process down, and the next writer makes the vectors anew."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rag.doctor import examine
from rag.library import Library, LibraryError, VectorsUnreachable
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
    """Cut a file off in the middle, or fill its middle with other bytes."""
    data = path.read_bytes()
    half = len(data) // 2
    if how == "cut off":
        path.write_bytes(data[:half])
    else:
        path.write_bytes(data[: half // 2] + b"\xa5" * half + data[half // 2 + half :])


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
