"""The pipeline: a folder as it is, read by several processes; whatever one file does, the others are ingested and all is told."""

import csv
import hashlib
import io
import itertools
import os
import re
import sys
import time
import zipfile
from pathlib import Path

import pytest

from ingest import feed as feed_module
from ingest import memory, workers
from ingest.display import Display
from ingest.document import make_document
from ingest.feed import Feed
from ingest.files import FoundFile, find_files, sent_name
from ingest.job import Job
from ingest.kinds import Kind
from ingest.pipeline import Options, Outcome, ingest, prune
from ingest.report import table, write_csv
from ingest.source import SourceText
from ingest.workers import Workers
from rag import originals
from rag.intake import Result
from rag.library import Library

NOTICE = "青山县教育局关于做好{0}工作的通知\n一、工作目标\n全年安排{0}资金{1}万元，惠及学校{1}所。\n二、工作要求\n各校要在9月底前报送{0}方案。\n"


def notice(matter: str, figure: int = 30) -> bytes:
    return NOTICE.format(matter, figure).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def run(library: Library, *paths: Path, **options: object) -> dict[str, Result]:
    with library.writing():
        results = ingest(find_files(paths), library, "hashing", lambda result: None, Options(**options))
    assert len({result.source for result in results}) == len(results)
    return {result.source: result for result in results}


def outcomes(results: dict[str, Result]) -> dict[str, str]:
    return {source: result.outcome.value for source, result in results.items()}


def sources(library: Library) -> list[str]:
    return [summary.source for summary in library.summaries()]


# A folder as it is


def test_a_folder_with_equal_names_and_litter(docs: Path, library: Library) -> None:
    for name in ("通知.txt", "2019/通知.txt", "2019/下半年/通知.txt"):
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_bytes(notice(name.replace("/", "")))
    (docs / "~$通知.docx").write_bytes(b"lock")
    (docs / "2019" / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0")
    (docs / "desktop.ini").write_bytes(b"[x]")
    (docs / ".git").mkdir()
    (docs / ".git" / "config").write_bytes(b"x")
    os.mkfifo(docs / "管道.txt")
    results = run(library, docs)
    assert outcomes(results) == {
        ".git/": "passed_over", "2019/Thumbs.db": "passed_over", "2019/下半年/通知.txt": "ingested",
        "2019/通知.txt": "ingested", "desktop.ini": "passed_over", "~$通知.docx": "passed_over",
        "管道.txt": "passed_over", "通知.txt": "ingested",
    }  # fmt: skip
    assert all(result.reason for result in results.values() if result.outcome is Outcome.PASSED_OVER)
    assert sources(library) == ["2019/下半年/通知.txt", "2019/通知.txt", "通知.txt"]


def test_links_lead_nowhere_twice(docs: Path, library: Library) -> None:
    (docs / "甲").mkdir()
    (docs / "甲" / "通知.txt").write_bytes(notice("校舍"))
    (docs / "甲" / "回去").symlink_to(docs)
    (docs / "乙").symlink_to(docs / "甲")
    (docs / "同一份.txt").symlink_to(docs / "甲" / "通知.txt")
    (docs / "断了.txt").symlink_to(docs / "没有.txt")
    (docs / "绕圈.txt").symlink_to(docs / "绕圈.txt")
    results = run(library, docs, docs)
    assert sources(library) == ["甲/通知.txt"]
    assert results["乙/"].outcome is results["甲/回去/"].outcome is results["同一份.txt"].outcome is Outcome.PASSED_OVER
    assert results["断了.txt"].outcome is results["绕圈.txt"].outcome is Outcome.FAILED
    assert results["docs/"].outcome is Outcome.PASSED_OVER  # given a second time


@pytest.mark.skipif(os.geteuid() == 0, reason="for root no folder is shut")
def test_a_shut_folder_is_told(docs: Path, library: Library) -> None:
    (docs / "内部").mkdir(mode=0)
    (docs / "通知.txt").write_bytes(notice("校舍"))
    results = run(library, docs)
    (docs / "内部").chmod(0o700)
    assert outcomes(results) == {"内部/": "failed", "通知.txt": "ingested"}


def test_names_that_are_no_unicode(docs: Path, library: Library) -> None:
    with open(os.fsencode(docs) + b"/" + "校车.txt".encode("gb18030"), "wb") as file:
        file.write(notice("校车"))
    (docs / "换\n行.txt").write_bytes(notice("食堂"))
    run(library, docs)
    assert sources(library) == ["换_行.txt", "校车.txt"]


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("通知.docx", "通知.docx"),
        ("../../etc/通知.docx", "通知.docx"),
        ("C:\\公文\\通知.docx", "通知.docx"),
        ("..", "未命名"),
        ("", "未命名"),
        ("/", "未命名"),
        (".bashrc", "bashrc"),
        ("a\x00b\r\n.txt", "a_b__.txt"),
        ("\u202e通知.txt", "通知.txt"),
        ("关于" * 200 + ".pdf", "关于" * 41 + "关.pdf"),
    ],
)
def test_a_name_from_a_browser_is_only_a_name(sent: str, name: str) -> None:
    assert sent_name(sent) == name


def test_an_archive_is_opened_and_its_files_skipped_when_unchanged(
    docs: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = zipped({"附件3.txt": notice("食堂"), "空.txt": b""})
    packed = {"附件1.txt": notice("校车"), "区/附件1.txt": notice("校舍"), "内层.zip": inner, "../逃.txt": notice("x")}
    (docs / "市局来文.zip").write_bytes(zipped(packed))
    results = run(library, docs)
    ingested = ["市局来文.zip/内层.zip/附件3.txt", "市局来文.zip/区/附件1.txt", "市局来文.zip/附件1.txt"]
    assert sources(library) == ingested
    assert results["市局来文.zip"].outcome is results["市局来文.zip/内层.zip"].outcome is Outcome.OPENED
    assert results["市局来文.zip/内层.zip/空.txt"].outcome is Outcome.FAILED
    assert results["市局来文.zip/../逃.txt"].outcome is Outcome.FAILED

    def never(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(feed_module, "document_of", never)
    monkeypatch.setattr(Workers, "give", never)
    again = run(library, docs)
    assert {again[source].outcome for source in ingested} == {Outcome.UNCHANGED}
    assert again[ingested[0]].clauses == results[ingested[0]].clauses > 0
    assert again[ingested[0]].kept == results[ingested[0]].kept > 0


def test_an_archive_is_replaced_whole(docs: Path, library: Library) -> None:
    archive = docs / "来文.zip"
    archive.write_bytes(zipped({"甲.txt": notice("校车"), "乙.txt": notice("校舍")}))
    run(library, docs)
    archive.write_bytes(zipped({"乙.txt": notice("校舍", 31)}))
    results = run(library, docs)
    assert outcomes(results) == {"来文.zip": "opened", "来文.zip/乙.txt": "ingested", "来文.zip/甲.txt": "removed"}
    archive.write_bytes(archive.read_bytes()[:-40])
    files = find_files([docs])
    with library.writing():
        broken = ingest(files, library, "hashing", lambda result: None)
        assert prune(files, broken, library) == []  # what was in it may still be
    assert [result.outcome for result in broken] == [Outcome.FAILED]
    assert sources(library) == ["来文.zip/乙.txt"]


def test_a_failed_file_says_that_its_old_version_is_still_there(docs: Path, library: Library) -> None:
    (docs / "通知.txt").write_bytes(notice("校车"))
    run(library, docs)
    (docs / "通知.txt").write_bytes(b"")
    assert any("原来的版本" in warning for warning in run(library, docs)["通知.txt"].warnings)


# Processes


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file goes to a process, and what its text says happens to it there."""
    monkeypatch.setattr(workers, "_COMMAND", (sys.executable, "-m", "tests.faulty_worker"))
    monkeypatch.setattr(feed_module, "_SMALL", 0)


def test_what_kills_its_reader_takes_no_other_file_with_it(
    docs: Path, library: Library, faulty: None, caplog: pytest.LogCaptureFixture
) -> None:
    matters = ["校车", "崩溃", "校舍", "终止", "食堂", "卡住", "内存", "意外", "逐页"]
    for matter in matters:
        (docs / f"{matter}.txt").write_bytes(notice(matter))
    pages: list[tuple[str, int, int]] = []
    results = run(library, docs, workers=2, seconds=1.0, on_page=lambda *page: pages.append(page))
    assert sources(library) == sorted(f"{matter}.txt" for matter in ("校车", "校舍", "食堂", "逐页"))
    reasons = {source: result.reason for source, result in results.items() if result.outcome is Outcome.FAILED}
    assert "崩溃了（-11）" in reasons["崩溃.txt"]
    assert "内存不够" in reasons["终止.txt"] and "内存不够" in reasons["内存.txt"]
    assert "连续 1 秒没有读完一页" in reasons["卡住.txt"]
    assert "KeyError" in reasons["意外.txt"]
    # It took longer than a file may without a page being read, and was not stopped.
    assert pages == [("逐页.txt", page + 1, 8) for page in range(8)]
    assert [result.source for result in results.values()] == [file.name for file in find_files([docs])]


def test_a_process_reads_as_this_one_does(docs: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    (docs / "通知.txt").write_bytes(notice("校车"))
    monkeypatch.setattr(feed_module, "_SMALL", 0)
    run(library, docs)
    here = make_document(SourceText("通知.txt", notice("校车").decode(), library.digests()["通知.txt"]))
    assert library.document("通知.txt") == here


def test_what_is_read_waits_for_what_is_written(tmp_path: Path) -> None:
    pulled = 0

    def jobs():
        nonlocal pulled
        for number in itertools.count():
            pulled += 1
            yield Job(f"{number}.txt", Kind.TEXT, "", notice("校车"), 300)

    with Feed(jobs(), Workers(1, 60, lambda *page: None), lambda *page: None) as feed:
        items = iter(feed)
        assert next(items) is not None
        time.sleep(0.5)
        assert pulled <= 5
        assert sum(next(items) is not None for _ in range(20)) > 10


def test_as_many_processes_as_memory_and_cores_allow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "cores", lambda: 8)
    for free, processes in ((1, 1), (3, 1), (4, 2), (7, 5), (64, 8)):
        monkeypatch.setattr(memory, "available", lambda free=free: free * 1_000_000_000)
        assert memory.workers() == processes
    monkeypatch.undo()
    assert 100_000_000 < memory.available() < 1 << 50


def test_a_long_text_takes_as_long_as_it_is_long() -> None:
    """Of lines that are looked at most: headings, and marks of a page's foot."""
    for line in (
        "一、校车\n（一）安排资金\n",
        "上一篇\n全县安排资金六百万元，惠及学校三十所，受益学生一千人，切实办好人民满意的教育。\n",
    ):
        seconds = []
        for times in (800, 6400):
            text = "青山县教育局2022年工作要点\n" + NOTICE + line * times
            began = time.process_time()
            make_document(SourceText("a", text, "a"))
            seconds.append(time.process_time() - began)
        assert seconds[1] < 24 * seconds[0]  # eight times the text; 64 times where the time grows with its square


# The report


def test_the_report_names_every_file_and_runs_in_no_spreadsheet(tmp_path: Path) -> None:
    results = [
        Result("=cmd|'/c calc'!A1.txt", Outcome.FAILED, reason="@坏了，请检查"),
        Result("2019/通知.pdf", Outcome.INGESTED, "ab", "pdf", 12, 3, 45, 1200, 30, ("原文在末尾中断。", "有宏。")),
        Result("旧.txt", Outcome.UNCHANGED, "ab", clauses=3, kept=90),
        Result(".git/", Outcome.PASSED_OVER, reason="隐藏文件，略过。"),
    ]
    write_csv(results, tmp_path / "reports" / "报告.csv")
    data = (tmp_path / "reports" / "报告.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert len(head) == 9 and [row[0].lstrip("'") for row in rows] == [result.source for result in results]
    assert rows[0][0].startswith("'=") and rows[0][8].startswith("'@")
    assert rows[1][2:] == ["pdf", "12", "3", "45", "1200", "30", "原文在末尾中断。 有宏。"]
    assert rows[2][3:8] == ["", "", "3", "90", "0"]
    lines = table(results).splitlines()
    assert [line for line in lines if line.endswith("2019/通知.pdf") and "12" in line and "1200" in line]
    assert "      @坏了，请检查" in lines


# Originals


def test_originals_are_kept_as_long_as_a_document_needs_them(docs: Path, library: Library) -> None:
    (docs / "甲.txt").write_bytes(notice("校车"))
    (docs / "来文.zip").write_bytes(zipped({"乙.txt": notice("校舍")}))
    run(library, docs, keep_all=True)
    digests = library.digests()
    assert len(digests) == 2
    for source, data in (("甲.txt", notice("校车")), ("来文.zip/乙.txt", notice("校舍"))):
        kept = originals.find(library.folder, digests[source])
        assert kept and kept.read_bytes() == data
    (docs / "甲.txt").write_bytes(notice("食堂"))
    run(library, docs)
    assert originals.find(library.folder, digests["甲.txt"]) is None
    assert not [path for path in (library.folder / "originals").glob("??/*") if path.name == digests["甲.txt"]]
    assert originals.find(library.folder, digests["来文.zip/乙.txt"])


def test_an_original_that_changed_is_none(tmp_path: Path) -> None:
    first, second = notice("校车"), notice("校舍")
    digest = hashlib.sha256(first).hexdigest()
    with pytest.raises(ValueError):
        originals.keep(tmp_path, digest, second)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    kept = originals.keep(tmp_path, digest, first)
    assert originals.find(tmp_path, digest) == kept
    kept.write_bytes(second)
    assert originals.find(tmp_path, digest) is None
    originals.keep(tmp_path, digest, first)
    assert originals.find(tmp_path, digest) == kept
    assert originals.find(tmp_path, "../../etc/passwd") is None
    assert originals.prune(tmp_path, set()) == 1


def test_a_copy_is_said_to_be_one(docs: Path, library: Library) -> None:
    (docs / "通知.txt").write_bytes(notice("近视防控"))
    (docs / "通知（转载）.txt").write_bytes("下载积分：5\n上传人：某某\n".encode() + notice("近视防控"))
    results = run(library, docs)
    assert "与 通知.txt 相同" in results["通知（转载）.txt"].warnings[-1]
    assert not results["通知.txt"].warnings
    again = run(library, docs)
    for name, first in results.items():
        assert again[name].outcome is Outcome.UNCHANGED
        figures = [(each.clauses, each.kept, each.removed, each.warnings) for each in (first, again[name])]
        assert figures[0] == figures[1] and figures[0][0]
    (docs / "通知（转载）.txt").write_bytes(b"")
    assert any("原来的版本" in warning for warning in run(library, docs)["通知（转载）.txt"].warnings)


def test_the_time_left_is_told_late_enough_to_be_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("ingest.display.time.monotonic", lambda: now)
    files = [FoundFile(tmp_path, f"{number}.txt", size=2000) for number in range(50)]
    files.append(FoundFile(tmp_path, "扫描.bmp", size=4_000_000))
    stream = io.StringIO()
    with Display(files, stream) as display:
        for number in range(25):
            display.finished(Result(f"{number}.txt", Outcome.INGESTED))
            now += 16
    first, *_, last = stream.getvalue().splitlines()
    assert "left" not in first
    hours = re.search(r"约剩 (?:(\d+):)?(\d\d):(\d\d)", last)
    assert hours and not hours[1] and 6 < int(hours[2]) < 30
