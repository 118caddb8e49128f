"""Uploads: what the page is told, what is refused, and what stands in the way."""

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import intake as intake_module
from ingest.again import stale_files
from ingest.intake import LibraryIntake
from ingest.pipeline import ingest
from rag import originals
from rag.intake import Intake, Outcome, Progress, Result
from rag.library import Library, writer
from rag.settings import Settings
from tests.hashing_embeddings import HashingEmbeddings
from tests.test_pipeline import notice, zipped


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", HashingEmbeddings()) as library:
        yield library


def opened(library: Library, **settings: object) -> Intake:
    return LibraryIntake(library, "hashing", Settings(_env_file=None, **settings))


def sent(folder: Path, files: dict[str, bytes]) -> list[tuple[str, Path]]:
    """Files as a browser sends them: their names, and where the bytes were put."""
    paths = []
    for number, (name, data) in enumerate(files.items()):
        path = folder / f"upload{len(list(folder.iterdir()))}{number}"
        path.write_bytes(data)
        paths.append((name, path))
    return paths


def results(events: Iterator[Progress | Result]) -> dict[str, Result]:
    found = [event for event in events if isinstance(event, Result)]
    assert len({result.source for result in found}) == len(found)
    return {result.source: result for result in found}


def test_an_upload_is_ingested_kept_and_can_be_removed(library: Library, tmp_path: Path) -> None:
    intake = opened(library)
    files = sent(
        tmp_path, {"../../校车.txt": notice("校车"), "来文.zip": zipped({"a/校舍.txt": notice("校舍"), "空": b""})}
    )
    told = results(intake.add(files))
    assert {source: result.outcome.value for source, result in told.items()} == {
        "校车.txt": "ingested", "来文.zip": "opened", "来文.zip/a/校舍.txt": "ingested", "来文.zip/空": "failed",
    }  # fmt: skip
    assert told["校车.txt"].clauses == library.summaries()[0].clauses > 0
    for _, path in files:
        path.unlink()  # the browser's copies go
    kept = {source: originals.find(library.folder, digest) for source, digest in library.digests().items()}
    assert kept["校车.txt"].read_bytes() == notice("校车") and kept["来文.zip/a/校舍.txt"].read_bytes() == notice(
        "校舍"
    )
    assert not intake.remove("没有.txt")
    assert intake.remove("校车.txt")
    assert not kept["校车.txt"].exists() and kept["来文.zip/a/校舍.txt"].exists()


@pytest.mark.parametrize("again", [False, True], ids=["deleted", "deleted and made again"])
def test_a_library_that_was_deleted_takes_nothing_in_silence(library: Library, tmp_path: Path, again: bool) -> None:
    intake = opened(library)
    results(intake.add(sent(tmp_path, {"校车.txt": notice("校车")})))
    shutil.rmtree(library.folder)
    if again:
        Library.open(library.folder, HashingEmbeddings()).close()
    told = results(intake.add(sent(tmp_path, {"校舍.txt": notice("校舍")})))["校舍.txt"]
    assert told.outcome is Outcome.FAILED and "被删除或换掉" in told.reason


def test_an_upload_into_a_library_with_a_torn_index_makes_it_anew(library: Library, tmp_path: Path) -> None:
    intake = opened(library)
    results(intake.add(sent(tmp_path, {"校车.txt": notice("校车")})))
    assert library.search_dense("校车", 3)  # this process has the index open, as the page has
    (index,) = library.folder.rglob("link_lists.bin")
    index.write_bytes(b"\xa5" * index.stat().st_size)
    told = results(intake.add(sent(tmp_path, {"校舍.txt": notice("校舍")})))["校舍.txt"]
    assert told.outcome is Outcome.INGESTED
    library.check()
    assert {hit.source for hit in library.search_dense("校车", 20)} == {"校车.txt", "校舍.txt"}


def test_another_document_of_the_same_name_gives_way_only_when_asked(library: Library, tmp_path: Path) -> None:
    intake = opened(library)
    first = sent(tmp_path, {"通知.txt": notice("校车")})
    results(intake.add(first))
    assert results(intake.add(first))["通知.txt"].outcome is Outcome.UNCHANGED
    second = sent(tmp_path, {"通知.txt": notice("校车", 90)})
    refused = results(intake.add(second))["通知.txt"]
    assert refused.outcome is Outcome.FAILED and "已有同名" in refused.reason
    assert "30万元" in library.document("通知.txt").text
    replaced = results(intake.add(second, replace=True))["通知.txt"]
    assert replaced.outcome is Outcome.INGESTED and any("替换了" in warning for warning in replaced.warnings)
    assert "90万元" in library.document("通知.txt").text
    assert len(list((library.folder / "originals").glob("??/*"))) == 1


def test_limits(library: Library, tmp_path: Path) -> None:
    intake = opened(library, upload_bytes=1000, upload_files=3, upload_kinds="zip, TXT")
    assert (intake.limits.size, intake.limits.files, intake.limits.kinds) == (1000, 3, ("zip", "txt"))
    page = b"<html><body><p>" + notice("食堂") + b"</p></body></html>"
    files = {"大.txt": notice("校车" * 100), "网页.txt": page, "好.txt": notice("校舍"), "多.txt": notice("体检")}
    told = results(intake.add(sent(tmp_path, files)))
    assert "0.001 MB" in told["大.txt"].reason
    assert "不收这类文件（html）" in told["网页.txt"].reason  # by content, whatever its ending says
    assert "最多上传 3 个" in told["多.txt"].reason
    assert list(library.digests()) == ["好.txt"]
    with pytest.raises(ValueError, match="exe"):
        opened(library, upload_kinds="pdf,exe")


def test_the_files_of_an_upload_are_bounded_together(library: Library, tmp_path: Path) -> None:
    files = {"甲.txt": notice("校车"), "大.txt": notice("校舍" * 50), "乙.txt": notice("体检")}
    intake = opened(library, upload_total=len(files["甲.txt"]) + len(files["乙.txt"]))
    told = results(intake.add(sent(tmp_path, files)))
    assert "合计超过" in told["大.txt"].reason
    assert list(library.digests()) == ["乙.txt", "甲.txt"]


def test_it_waits_for_another_writer_and_says_so(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_LOCK_SECONDS", 0.1)
    files = sent(tmp_path, {"通知.txt": notice("校车")})
    with Library.open(library.folder, HashingEmbeddings()) as other:
        with other.writing():
            events = opened(library).add(files)
            assert next(events) == Progress("", 0, 0, 0, 1)
        assert results(events)["通知.txt"].outcome is Outcome.INGESTED
        monkeypatch.setattr(intake_module, "_WAITS", 2)
        with other.writing():
            told = results(opened(library).add(sent(tmp_path, {"乙.txt": notice("校舍")})))
    assert told["乙.txt"].outcome is Outcome.FAILED and "正在被另一个程序写入" in told["乙.txt"].reason


def test_two_uploads_come_one_after_the_other(library: Library, tmp_path: Path) -> None:
    intake = opened(library)
    told: list[dict[str, Result]] = []

    def upload(name: str) -> None:
        told.append(results(intake.add(files[name])))

    files = {
        name: sent(tmp_path, {f"{name}{number}.txt": notice(name, number + 2) for number in range(3)})
        for name in "甲乙"
    }
    threads = [threading.Thread(target=upload, args=(name,)) for name in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(result.outcome is Outcome.INGESTED for one in told for result in one.values())
    assert len(library.digests()) == 6


def test_the_work_goes_on_when_nobody_listens(library: Library, tmp_path: Path) -> None:
    opened(library).add(sent(tmp_path, {"通知.txt": notice("校车")}))
    end = time.monotonic() + 20
    while "通知.txt" not in library.digests():
        assert time.monotonic() < end
        time.sleep(0.05)
    with library.writing():  # and leaves the library free
        pass


def test_what_another_model_made_stale_is_read_again_from_its_original(library: Library, tmp_path: Path) -> None:
    results(opened(library).add(sent(tmp_path, {"上传.txt": notice("校车")})))
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "文件夹里的.txt").write_bytes(notice("校舍"))
    with library.writing():
        ingest([folder / "文件夹里的.txt"], library, "hashing", lambda result: None)
        files, lost = stale_files(library, "another model")
        assert [file.name for file in files] == ["上传.txt"] and lost == ["文件夹里的.txt"]
        ingest(files, library, "another model", lambda result: None)
        assert stale_files(library, "another model") == ([], ["文件夹里的.txt"])
    assert "30万元" in library.document("上传.txt").text
