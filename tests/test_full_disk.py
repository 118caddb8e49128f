"""A full disk: every command and an upload say so in a sentence, and nothing is lost."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from rag.library import Library, LibraryError
from rag.settings import ROOT
from tests.documents import numbered
from tests.hashing_embeddings import HashingEmbeddings
from tests.library_checks import assert_whole, put, vector_folders


def test_commands_and_uploads_tell_of_a_full_disk(tmp_path: Path, model_folder: Path) -> None:
    environment = {**os.environ, "YOUJU_EMBEDDING_MODEL": str(model_folder)}
    try:
        done = subprocess.run(
            ["unshare", "--map-root-user", "--mount", sys.executable, "-m", "tests.full_disk", str(tmp_path)],
            capture_output=True, text=True, cwd=ROOT, env=environment, timeout=500,
        )  # fmt: skip
    except FileNotFoundError:
        pytest.skip("no unshare on this system")
    if "unshare failed" in done.stderr or done.stdout == "null":
        pytest.skip("a small disk cannot be mounted on this system")
    assert done.returncode == 0, done.stderr
    first, *full, added, doctor = json.loads(done.stdout)
    assert first[1] == 0
    for name, status, out, err in full:
        told = out + err
        assert "Traceback" not in told, told
        if name == "ask" and status == 0:
            assert "每年体检一次" in out  # a little room is enough to read
        else:
            assert status == 1 and ("磁盘已满" in told or "请检查磁盘空间" in told), (name, told)
            assert "重新导入" not in told
    assert added[1] == 0 and "导入 1" in added[2] and "2 份文件" in added[2]
    assert doctor[1] == 0


def test_an_index_that_chroma_left_short_is_not_taken(tmp_path: Path) -> None:
    """hnswlib does not look whether its writing worked: SQLite has room left by the first document, the index needs more."""
    old, new = numbered("a.txt", 300), numbered("b.txt", 300)
    with Library.open(tmp_path, HashingEmbeddings(2048)) as library:
        put(library, old)
    largest = max(path.stat().st_size for path in tmp_path.rglob("*")) * 4 // 3
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, before[1]))
    try:
        with Library.open(tmp_path, HashingEmbeddings(2048)) as library:
            with pytest.raises(LibraryError, match=r"b\.txt 没有写入.*没能写完"):
                put(library, new)
            with library.writing():  # which undoes what was left
                pass
            assert_whole(library, [old])
            assert len(vector_folders(tmp_path)) == 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    with Library.open(tmp_path, HashingEmbeddings(2048)) as library:
        put(library, new)
        assert_whole(library, [old, new])
