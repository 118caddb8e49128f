"""Hostile files: each fails alone, with its sentence; what reads it takes no more memory than it may, and the rest goes on."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ingest import memory, workers
from ingest.containers import archive
from ingest.files import plain_name
from ingest.job import Job
from ingest.kinds import Kind
from ingest.priority import NICENESS
from ingest.readers.pdf import marks, read_pdf
from ingest.source import UnreadableFile
from rag.intake import Outcome
from rag.library import Library
from tests import hostile_files
from tests.hostile_corpus import CORPUS
from tests.test_pipeline import notice, outcomes, run, sources
from tests.test_slow_input import calls

_INGESTS = """
import json, resource, sys
from pathlib import Path
from ingest.pipeline import find_files, ingest
from rag.library import Library
from tests.hashing_embeddings import HashingEmbeddings
with Library.open(Path(sys.argv[2]), HashingEmbeddings()) as library, library.writing():
    told = ingest(find_files([Path(sys.argv[1])]), library, "hashing", lambda result: None)
height = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
print(json.dumps([[(result.source, result.outcome.value, result.reason) for result in told], height]))
"""


def test_the_whole_corpus_at_once_harms_no_good_file_and_leaves_nothing(tmp_path: Path, docs: Path) -> None:
    for name, (make, _) in CORPUS.items():
        (docs / name).write_bytes(make())
    (docs / "一、通知.txt").write_bytes(notice("校车"))
    (docs / "终、通知.txt").write_bytes(notice("食堂"))
    (tmp_path / "名单.txt").write_bytes(notice("名单"))
    (docs / "名单.txt").symlink_to(tmp_path / "名单.txt")
    kept = tmp_path / "临时"
    kept.mkdir()
    command = [sys.executable, "-c", _INGESTS, str(docs), str(tmp_path / "library")]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | {"TMPDIR": str(kept)})
    told, height = json.loads(ran.stdout)
    outcome = {source: (outcome, reason) for source, outcome, reason in told}
    for name, (_, says) in CORPUS.items():
        name = plain_name(name)
        of_it = [reason for source, _, reason in told if source == name or source.startswith(f"{name}/")]
        assert any(says in reason for reason in of_it) if says else outcome[name] == ("ingested", ""), (name, of_it)
        assert all(reason.count("。") == (1 if reason else 0) for reason in of_it), (name, of_it)
        assert not any("读取时出错" in reason or "崩溃" in reason for reason in of_it), (name, of_it)
    assert outcome["一、通知.txt"][0] == outcome["终、通知.txt"][0] == "ingested"
    assert outcome["名单.txt"][0] == "passed_over" and "文件夹外面" in outcome["名单.txt"][1]
    assert not any(char < " " for source in outcome for char in source)
    assert height < memory.PER_READER + 300_000_000  # the program itself and stacks are not counted
    assert list(kept.iterdir()) == []
    assert not [
        path for path in (tmp_path, Path("/tmp")) if list(path.glob("**/逃出.txt" if path == tmp_path else "逃出.txt"))
    ]


@pytest.mark.parametrize("make", [hostile_files.forms_within_forms, hostile_files.form_that_draws_itself])
def test_a_pdf_that_grows_without_end_fails_for_want_of_memory(
    docs: Path, library: Library, make: Callable[[], bytes]
) -> None:
    (docs / "炸弹.pdf").write_bytes(make())
    (docs / "通知.txt").write_bytes(notice("校车"))
    results = run(library, docs, workers=1)
    assert outcomes(results) == {"炸弹.pdf": "failed", "通知.txt": "ingested"}
    assert "内存不够" in results["炸弹.pdf"].reason
    # A process begins with the height of who started it: one stands between.
    program = (
        "import resource, subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]], stderr=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    reads = (
        "from ingest import memory; from tests import hostile_files; from ingest.readers.pdf import read_pdf\n"
        f"memory.limit(); read_pdf(hostile_files.{make.__name__}())"
    )
    took = subprocess.run([sys.executable, "-c", program, reads], capture_output=True, text=True, check=True)
    assert int(took.stdout) * 1024 < memory.PER_READER + 300_000_000  # the program itself and stacks are not counted


def test_objects_in_forms_are_counted_over_the_whole_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks, "_MOST", 50)
    work = partial(read_pdf, hostile_files.forms_within_forms(3, 12))
    assert calls(monkeypatch, marks, "_inside", partial(pytest.raises, UnreadableFile, work)) <= 1 + 50


def test_pages_are_read_by_ocr_within_the_limit() -> None:
    program = (
        "from ingest import memory; from tests.bench.pages import scanned; from ingest.readers.pdf import read_pdf\n"
        "memory.limit(); print(len(read_pdf(scanned(1)).text))"
    )
    read = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert int(read.stdout) > 100


def test_a_mail_in_hundreds_of_mails_stops_no_other_file(docs: Path, library: Library) -> None:
    (docs / "套娃.eml").write_bytes(hostile_files.mail_in_mails())
    (docs / "来信.eml").write_bytes(hostile_files.mail_that_says("校舍"))
    (docs / "通知.txt").write_bytes(notice("校车"))
    results = run(library, docs)
    assert results["套娃.eml"].outcome is Outcome.FAILED and "套得太深" in results["套娃.eml"].reason
    assert sources(library) == ["来信.eml/邮件正文.txt", "通知.txt"]


def test_archives_in_archives_are_counted_together(
    docs: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST", 20)
    (docs / "套娃.zip").write_bytes(hostile_files.archive_of_archives(3, 9))
    (docs / "通知.txt").write_bytes(notice("校车"))
    results = run(library, docs)
    assert results["通知.txt"].outcome is Outcome.INGESTED
    assert 20 < len(results) <= 20 + 3 + 2
    assert sum("20 个文件" in result.reason for result in results.values()) == 3  # one for each archive that is open


def test_what_kills_its_opener_takes_no_other_container_with_it(
    docs: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_COMMAND", (sys.executable, "-m", "tests.faulty_worker"))
    for matter in ("校车", "崩溃", "校舍", "终止", "卡住", "内存", "意外", "食堂"):
        (docs / f"{matter}.eml").write_bytes(hostile_files.mail_that_says(matter))
    results = run(library, docs, seconds=1.0)
    assert sources(library) == sorted(f"{matter}.eml/邮件正文.txt" for matter in ("校车", "校舍", "食堂"))
    reasons = {source: result.reason for source, result in results.items() if result.outcome is Outcome.FAILED}
    assert "崩溃了（-11）" in reasons["崩溃.eml"]
    assert "内存不够" in reasons["终止.eml"] and "内存不够" in reasons["内存.eml"]
    assert "连续 1 秒" in reasons["卡住.eml"]
    assert "KeyError" in reasons["意外.eml"]


def test_what_reads_gives_way_to_what_answers() -> None:
    before = os.getpriority(os.PRIO_PROCESS, 0)
    started = workers.Workers(1, 60.0, lambda *_: None)
    try:
        started.give(Job("通知.txt", Kind.TEXT, "", notice("校车")))
        while not list(started.take(1.0)):
            pass
        [worker] = started._all
        assert os.getpriority(os.PRIO_PROCESS, worker.process.pid) >= NICENESS
    finally:
        started.close()
    assert os.getpriority(os.PRIO_PROCESS, 0) == before


def test_an_archive_of_more_entries_than_can_be_held_is_not_opened(docs: Path, library: Library) -> None:
    (docs / "满.zip").write_bytes(b"PK\x03\x04" + b"PK\x01\x02" * 100_001)
    results = run(library, docs)
    assert "条目" in results["满.zip"].reason


def test_links_lead_out_of_no_given_folder(docs: Path, library: Library, tmp_path: Path) -> None:
    secret = tmp_path / "内部"
    secret.mkdir()
    (secret / "名单.txt").write_bytes(notice("名单"))
    (docs / "名单.txt").symlink_to(secret / "名单.txt")
    (docs / "内部").symlink_to(secret)
    (docs / "上级").symlink_to(tmp_path)
    (docs / "甲").mkdir()
    (docs / "甲" / "通知.txt").write_bytes(notice("校车"))
    (docs / "乙.txt").symlink_to(docs / "甲" / "通知.txt")
    results = run(library, docs)
    assert sources(library) == ["甲/通知.txt"]
    for name in ("名单.txt", "内部/", "上级/"):
        assert results[name].outcome is Outcome.PASSED_OVER and "文件夹外面" in results[name].reason
    assert outcomes(run(library, docs / "名单.txt")) == {"名单.txt": "ingested"}  # named itself
