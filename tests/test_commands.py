"""The commands: python -m ingest and python -m rag, in this process and, once each, in one of their own."""

import dataclasses
import gc
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import app
import ingest.__main__ as ingest_command
import rag.__main__ as rag_command
import rag.fingerprint
from rag.embedding import SentenceEmbeddings
from rag.feedback import Verdict, keep_verdict
from rag.schema import Citation
from rag.settings import ROOT, load_settings

PLAN = "海云县教育局2022年工作要点\n一、扩大学位\n1.新建幼儿园。全年新建公办幼儿园6所，新增学位1800个。\n2.改造食堂。改造农村学校食堂14个。\n二、保障\n县财政安排专项资金2400万元。\n"
RULES = "海云县校车安全管理办法\n第一条 为了保障学生乘车安全，制定本办法。\n第二条 校车驾驶人每年体检一次。\n第三条 本办法自2022年5月1日起施行。\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model_folder: Path) -> Path:
    """A folder with two documents, and a library of its own beside it."""
    monkeypatch.setenv("YOUJU_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("YOUJU_EMBEDDING_MODEL", str(model_folder))
    load_settings.cache_clear()
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "要点.txt").write_text(PLAN, "utf-8")
    (docs / "办法.md").write_text(RULES, "utf-8")
    yield docs
    load_settings.cache_clear()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def command(main: Callable[[], int], *arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["command", *map(str, arguments)])
        capsys.readouterr()
        status = main()
        gc.collect()  # a command is a process of its own and leaves its models in cycles: 0.4 GB each in this one
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return command


def line_of(out: str, name: str) -> list[str]:
    """The cells of a file's line in the report."""
    return next(re.split(r" {2,}", line) for line in out.splitlines() if line.endswith(f"  {name}"))


def test_ingest_says_what_became_of_each_file(home: Path, run: Run, tmp_path: Path) -> None:
    (home / "空.txt").write_bytes(b"")
    (home / ".隐藏").write_bytes(b"")
    status, out, err = run(ingest_command.main, home)
    assert status == 1
    *told, kept, removed, _ = line_of(out, "要点.txt")
    assert told == ["导入 ingested", "txt", "-", "-", "3"] and int(kept) + int(removed) == len(PLAN)
    assert line_of(out, "办法.md")[4] == "3"
    assert line_of(out, "空.txt")[0] == "失败 failed" and "\n      文件是空的" in out
    assert line_of(out, ".隐藏")[0] == "略过 passed over"
    assert "导入 2, 未变 0, 失败 1, 略过 1; 资料库共 2 份文件" in out
    assert "空.txt: 失败 (failed): 文件是空的" in err
    (report,) = (tmp_path / "library" / "reports").iterdir()
    assert report.name in out and str(tmp_path) not in out
    assert len(report.read_text("utf-8-sig").splitlines()) == 5
    run(ingest_command.main, "--report", tmp_path / "报告.csv", home)
    assert len((tmp_path / "报告.csv").read_text("utf-8-sig").splitlines()) == 5
    assert list((tmp_path / "library" / "reports").iterdir()) == [report]


def test_unchanged_files_are_skipped_and_changed_ones_replaced_whole(home: Path, run: Run) -> None:
    assert run(ingest_command.main, home)[0] == 0
    (home / "要点.txt").write_text(PLAN.replace("6所", "9所"), "utf-8")
    _, out, _ = run(ingest_command.main, home)
    assert line_of(out, "办法.md")[0] == "未变 unchanged"
    assert line_of(out, "要点.txt")[0] == "导入 ingested"
    _, out, _ = run(rag_command.main, "ask", "全年新建公办幼儿园多少所？")
    assert "9所" in out and "6所" not in out


def test_remove_and_prune(home: Path, run: Run) -> None:
    run(ingest_command.main, home)
    status, out, _ = run(ingest_command.main, "--remove", "办法.md")
    assert (status, "已移除 办法.md" in out) == (0, True)
    status, out, _ = run(ingest_command.main, "--remove", "办法.md")
    assert (status, "没有 办法.md" in out) == (1, True)
    (home / "要点.txt").rename(home / "新要点.txt")
    status, out, _ = run(ingest_command.main, "--prune", home)
    assert status == 0
    assert line_of(out, "要点.txt")[0] == "移除 removed"
    assert "资料库共 2 份文件" in out


def test_prune_with_a_mistyped_path_removes_nothing(home: Path, run: Run) -> None:
    run(ingest_command.main, home)
    status, _, err = run(ingest_command.main, "--prune", home.with_name("dosc"))
    assert (status, "什么也没有移除" in err) == (1, True)
    assert "2 份文件" in run(rag_command.main, "doctor")[1]


def test_a_file_of_no_known_kind_gets_its_sentence(home: Path, run: Run) -> None:
    (home / "通知.docx").write_bytes(b"PK")
    (home / "录像.mp4").write_bytes(b"\0\0\0\x20ftypisom" + bytes(range(256)) * 9)
    status, out, _ = run(ingest_command.main, home)
    assert status == 1
    assert line_of(out, "通知.docx")[0] == line_of(out, "录像.mp4")[0] == "失败 failed"
    assert "导入 2, 未变 0, 失败 2" in out


def test_two_files_of_one_name_are_told_apart_by_their_folders(home: Path, run: Run) -> None:
    (home / "另一处").mkdir()
    (home / "另一处" / "要点.txt").write_text(PLAN.replace("2400万元", "2500万元"), "utf-8")
    assert run(ingest_command.main, home)[0] == 0
    assert "2500万元" in run(rag_command.main, "show", "另一处/要点.txt")[1]
    assert "2400万元" in run(rag_command.main, "show", "要点.txt")[1]
    # Given by themselves, both would be 要点.txt.
    status, out, _ = run(ingest_command.main, home / "要点.txt", home / "另一处" / "要点.txt")
    assert status == 1
    assert "同名文件" in out


def test_what_failed_is_remembered_and_can_be_tried_again(home: Path, run: Run) -> None:
    packed = {"决算.txt": "", "预算.txt": "海云县教育局2022年预算\n一、收入\n财政拨款收入3100万元。\n"}
    with zipfile.ZipFile(home / "来文.zip", "w") as archive:
        for name, text in packed.items():
            archive.writestr(name, text)
    (home / "空.txt").write_bytes(b"")
    run(ingest_command.main, home)
    status, out, _ = run(ingest_command.main, "--retry-failed")
    assert status == 1
    assert line_of(out, "空.txt")[0] == line_of(out, "来文.zip/决算.txt")[0] == "失败 failed"
    assert "预算.txt" not in out and "要点.txt" not in out
    (home / "空.txt").write_text(PLAN.replace("海云县", "山阳县").replace("6所", "8所"), "utf-8")
    with zipfile.ZipFile(home / "来文.zip", "w") as archive:
        for name, text in packed.items():
            archive.writestr(name, text or "海云县教育局2022年决算\n一、支出\n教育支出2900万元。\n")
    status, out, _ = run(ingest_command.main, "--retry-failed")
    assert (status, line_of(out, "空.txt")[0], line_of(out, "来文.zip/决算.txt")[0]) == (0, *["导入 ingested"] * 2)
    assert "没有失败过的文件" in run(ingest_command.main, "--retry-failed")[1]
    assert "资料库共 5 份文件" in run(ingest_command.main, home)[1]


def test_ask_in_words_and_in_json(home: Path, run: Run) -> None:
    run(ingest_command.main, home)
    status, out, _ = run(rag_command.main, "ask", "改造了多少个农村学校食堂？")
    assert status == 0
    assert "14个" in out and "[1] 要点.txt" in out
    row = json.loads(run(rag_command.main, "ask", "--json", "校车驾驶人多久体检一次？")[1])
    assert list(row) == ["answer", "refused", "citations", "retrieved", "ms"]
    citation = row["citations"][0]
    assert list(citation) == ["source", "section", "quote", "start", "end"]
    assert RULES[citation["start"] : citation["end"]] == citation["quote"]
    assert citation["section"] == ["第二条"]


def test_a_batch_of_questions(home: Path, run: Run, tmp_path: Path) -> None:
    run(ingest_command.main, home)
    questions = [
        {"id": "a", "question": "县财政安排专项资金多少万元？", "history": []},
        {
            "id": "b",
            "question": "食堂呢？改造几个",
            "history": [{"role": "user", "content": "新建幼儿园几所？"}, {"role": "assistant", "content": "6所。"}],
        },
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in questions), "utf-8")
    assert run(rag_command.main, "ask", "--batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl")[0] == 0
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["a", "b"]
    assert "2400万元" in rows[0]["answer"] and "14个" in rows[1]["answer"]
    assert all(len(row["retrieved"]) <= 10 and row["ms"] > 0 for row in rows)


def test_a_bad_batch_says_which_line(home: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"question": "好"}\n{"q": 1}\n', "utf-8")
    status, _, err = run(rag_command.main, "ask", "--batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl")
    assert (status, "第 2 行缺少 question" in err) == (1, True)


def test_a_missing_file_says_so(home: Path, run: Run, tmp_path: Path) -> None:
    status, _, err = run(rag_command.main, "evaluate", tmp_path / "gone.jsonl")
    assert (status, "打不开" in err, "gone.jsonl" in err) == (1, True, True)
    status, out, _ = run(ingest_command.main, tmp_path / "gone")
    assert (status, "没有这个文件或文件夹" in out) == (1, True)


def test_an_empty_library_says_so(home: Path, run: Run) -> None:
    assert "资料库是空的" in run(rag_command.main, "ask", "新建幼儿园几所？")[1]


def test_show_prints_text_and_outline(home: Path, run: Run) -> None:
    run(ingest_command.main, home)
    status, out, _ = run(rag_command.main, "show", "要点.txt")
    assert status == 0
    assert PLAN in out
    assert "一、扩大学位 > 1.新建幼儿园" in out
    status, _, err = run(rag_command.main, "show", "没有.txt")
    assert (status, "没有 没有.txt" in err) == (1, True)


def test_doctor_says_what_to_do(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    status, out, _ = run(rag_command.main, "doctor")
    assert (status, "资料库是空的" in out) == (1, True)
    run(ingest_command.main, home)
    status, out, _ = run(rag_command.main, "doctor")
    assert (status, "2 份文件" in out, "✗" in out) == (0, True, False)
    monkeypatch.setenv("YOUJU_EMBEDDING_MODEL", str(tmp_path / "gone"))
    load_settings.cache_clear()
    status, out, _ = run(rag_command.main, "doctor")
    assert (status, "make setup" in out) == (1, True)


def test_a_stale_library_says_so(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run(ingest_command.main, home)
    monkeypatch.setattr(rag.fingerprint, "_CHUNKING", ("clauses", "outline"))  # as if the code had changed
    status, out, _ = run(rag_command.main, "doctor")
    assert (status, "2 份文件是用别的向量模型或旧版程序导入的" in out) == (1, True)
    _, out, _ = run(ingest_command.main, home)
    assert "导入 2, 未变 0" in out
    assert run(rag_command.main, "doctor")[0] == 0


@pytest.mark.parametrize(
    "command",
    [
        ("ask", "校车驾驶人每年体检几次？"), ("show", "要点.txt"), ("verify", "校车驾驶人每年体检一次。"),
        ("compare", "要点.txt", "办法.md"), ("doctor",), ("evaluate", "问题.jsonl"), ("ingest", "新.txt"), ("page",),
    ],
    ids=lambda command: command[0],
)  # fmt: skip
def test_another_model_than_the_librarys_is_named(
    home: Path, run: Run, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    run(ingest_command.main, home)
    monkeypatch.chdir(home)
    (home / "问题.jsonl").write_text(json.dumps({"id": "1", "question": "体检几次？", "answerable": False}), "utf-8")
    (home / "新.txt").write_text(RULES.replace("海云县", "青石县"), "utf-8")
    monkeypatch.setattr(SentenceEmbeddings, "fingerprint", "another")

    def unbuilt(*_: object) -> str:
        raise OSError("not built")

    monkeypatch.setattr(app, "build_page", unbuilt)
    name, *arguments = command
    mains = {"ingest": (ingest_command.main, *arguments), "page": (app.main,)}
    _, out, err = run(*mains.get(name, (rag_command.main, *command)))
    told = "2 份文件是用另一个向量模型导入的"
    assert out.count(told) + err.count(told) + caplog.text.count(told) == 1


def test_what_commands_make_is_its_owners_alone(home: Path, run: Run, tmp_path: Path) -> None:
    (home / "空.txt").write_bytes(b"")
    (home / "图.csv").write_text("学校,人数\n第一小学,12\n第二小学,9\n", "utf-8")
    usual = os.umask(0)
    try:
        run(ingest_command.main, home)
        os.umask(0)
        run(rag_command.main, "verify", "校车驾驶人每年体检一次。")
    finally:
        os.umask(usual)
    made = [tmp_path / "library", *(tmp_path / "library").rglob("*")]
    assert {path.name for path in made} >= {"library.sqlite3", "failures.sqlite3", "writer.lock", "reports"}
    for path in made:
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_an_unknown_setting_is_an_error(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_LIBARY", "somewhere")
    load_settings.cache_clear()
    status, _, err = run(rag_command.main, "doctor")
    assert (status, "YOUJU_LIBARY" in err) == (1, True)
    monkeypatch.delenv("YOUJU_LIBARY")
    monkeypatch.setenv("YOUJU_PORT", "abc")
    status, _, err = run(rag_command.main, "doctor")
    assert (status, "YOUJU_PORT" in err, "pydantic" in err) == (1, True, False)


def test_evaluate_prints_the_figures(home: Path, run: Run, tmp_path: Path) -> None:
    run(ingest_command.main, home)
    gold = [
        {
            "id": "1",
            "type": "number",
            "question": "新建公办幼儿园几所",
            "doc": "要点.txt",
            "evidence": ["全年新建公办幼儿园6所"],
            "answers": ["6所"],
            "answerable": True,
        },
        {
            "id": "2",
            "type": "none",
            "question": "红烧肉怎么做",
            "doc": None,
            "evidence": [],
            "answers": [],
            "answerable": False,
        },
    ]
    (tmp_path / "gold.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in gold), "utf-8")
    status, out, _ = run(rag_command.main, "evaluate", tmp_path / "gold.jsonl")
    assert status == 0
    assert "right answers       100.0% (1/1)" in out
    assert "refused when due    100.0% (1/1)" in out


def write_gold(path: Path, *rows: object) -> Path:
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines), "utf-8")
    return path


SEATS = {
    "id": "seats",
    "question": "全年新增学位多少个？",
    "doc": "要点.txt",
    "evidence": "新增学位1800个",
    "answers": "1800个",
}


def test_evaluate_takes_a_rough_gold_file_and_says_what_it_left_out(home: Path, run: Run, tmp_path: Path) -> None:
    run(ingest_command.main, home)
    gold = write_gold(
        tmp_path / "gold.jsonl",
        SEATS,
        "not json",
        {"question": "改造食堂几个？", "answers": ["15个"], "type": "number"},
        {"id": "bare", "question": "驾驶人几年体检一次？"},
        {
            "id": "astray",
            "question": "专项资金多少？",
            "doc": "没有.txt",
            "evidence": ["2400万元"],
            "answers": ["2400万元"],
        },
    )
    status, out, err = run(rag_command.main, "evaluate", gold, "--misses")
    assert status == 0
    assert "第 2 行" in err and "bare 还不完整" in err and "没有文件 没有.txt" in err
    assert "(2/3)" in out.splitlines()[0]
    assert "答错，缺少：15个" in out and "改造食堂几个？" in out and "14个" in out
    write_gold(gold, {"question": "几个？"})
    status, _, err = run(rag_command.main, "evaluate", gold)
    assert (status, "没有一道题可以计分" in err) == (1, True)


def test_evaluate_keeps_a_run_and_compares_with_it(home: Path, run: Run, tmp_path: Path) -> None:
    run(ingest_command.main, home)
    food = {"id": "food", "question": "改造农村学校食堂多少个？", "answers": ["14个"]}
    gold = write_gold(tmp_path / "gold.jsonl", SEATS, food)
    assert run(rag_command.main, "evaluate", gold, "--out", tmp_path / "run.jsonl")[0] == 0
    (home / "要点.txt").write_text(PLAN.replace("14个", "41个"), "utf-8")
    run(ingest_command.main, home)
    status, out, _ = run(rag_command.main, "evaluate", gold, "--compare", tmp_path / "run.jsonl")
    assert status == 0
    assert "变差 lost: 1" in out and "变好 gained: 0" in out and "100.0% (2/2)" in out and "-50.0" in out
    write_gold(gold, food)
    status, out, err = run(rag_command.main, "evaluate", gold, "--compare", tmp_path / "run.jsonl")
    assert (status, out) == (1, "")
    assert "不能比较" in err and "seats" in err


def test_feedback_is_exported_and_evaluated_as_it_is(home: Path, run: Run, tmp_path: Path) -> None:
    run(ingest_command.main, home)
    status, _, err = run(rag_command.main, "feedback", "--out", tmp_path / "gold.jsonl")
    assert (status, "还没有人评价过" in err) == (1, True)
    start = PLAN.index("全年新建")
    quote = PLAN[start : PLAN.index("\n", start)]
    liked = Verdict(
        "a", "2026-01-02T03:04:05+00:00", "up", "新建公办幼儿园几所？", (), f"“{quote}”[1]", False,
        (Citation("要点.txt", (), quote, start, start + len(quote)),), "",
    )  # fmt: skip
    library = load_settings().library
    keep_verdict(library, liked)
    keep_verdict(library, dataclasses.replace(liked, id="b", verdict="down", question="食堂几个？"))
    status, out, _ = run(rag_command.main, "feedback", "--library", library, "--out", tmp_path / "gold.jsonl")
    assert status == 0 and "导出 2 条" in out and "其中 1 条" in out
    status, out, err = run(rag_command.main, "evaluate", tmp_path / "gold.jsonl")
    assert status == 0 and "feedback-b 还不完整" in err
    assert "right answers       100.0% (1/1)" in out


def test_the_modules_run_by_themselves(home: Path) -> None:
    environment = {**os.environ, "YOUJU_LIBRARY": str(home / "own")}
    done = subprocess.run(
        [sys.executable, "-m", "ingest", str(home / "办法.md")],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert line_of(done.stdout, "办法.md")[4] == "3"
    done = subprocess.run(
        [sys.executable, "-m", "rag", "ask", "校车办法何时施行？"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "2022年5月1日" in done.stdout
    assert "Warning" not in done.stderr


def test_a_torn_vector_index_is_one_sentence_and_the_next_ingest_makes_it_anew(
    home: Path, run: Run, tmp_path: Path
) -> None:
    run(ingest_command.main, home)
    (index,) = (tmp_path / "library").rglob("data_level0.bin")
    index.write_bytes(b"")
    status, _, err = run(rag_command.main, "ask", "全年新建公办幼儿园多少所？")
    assert status == 1 and "向量索引" in err and "重新导入" in err and len(err.splitlines()) == 1
    status, out, _ = run(rag_command.main, "doctor")
    assert status == 1 and "向量索引" in out and "重新导入" in out
    status, out, _ = run(ingest_command.main, home)
    assert status == 0 and "未变 2" in out
    assert run(rag_command.main, "doctor")[0] == 0
    assert "6所" in run(rag_command.main, "ask", "全年新建公办幼儿园多少所？")[1]
