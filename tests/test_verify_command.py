"""python -m rag verify: one claim, a file of claims, what it prints and writes."""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import ingest.__main__ as ingest_command
import rag.__main__ as rag_command
from rag.settings import ROOT, load_settings

PLAN = "海云县教育局2022年工作要点\n一、扩大学位\n1.新建幼儿园。全年新建公办幼儿园6所，新增学位1800个。\n2.改造食堂。改造农村学校食堂14个。\n二、保障\n县财政安排专项资金2400万元。\n"
RULES = "海云县校车安全管理办法\n第一条 为了保障学生乘车安全，制定本办法。\n第二条 校车驾驶人应当每年体检一次。\n第三条 本办法自2022年5月1日起施行。\n"
TRUE, FALSE = "海云县2022年全年新建公办幼儿园6所。", "海云县2022年全年新建公办幼儿园9所。"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, model_folder: Path) -> Path:
    """A folder with a library of two documents."""
    folder = tmp_path_factory.mktemp("verify")
    (folder / "要点.txt").write_text(PLAN, "utf-8")
    (folder / "办法.md").write_text(RULES, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YOUJU_LIBRARY", str(folder / "library"))
        patch.setenv("YOUJU_EMBEDDING_MODEL", str(model_folder))
        load_settings.cache_clear()
        patch.setattr(sys, "argv", ["ingest", str(folder / "要点.txt"), str(folder / "办法.md")])
        assert ingest_command.main() == 0
        yield folder
    load_settings.cache_clear()


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def command(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["rag", "verify", *map(str, arguments)])
        capsys.readouterr()
        status = rag_command.main()
        gc.collect()  # a command leaves its models in cycles: it is a process of its own otherwise
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return command


def rows_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_claim_is_told_by_sign_word_clause_path_and_differences(run: Run) -> None:
    status, out, _ = run(TRUE)
    assert status == 0
    assert out.startswith("✓ 有原文依据\n")
    assert "全年新建公办幼儿园6所" in out and "一、扩大学位 > 1.新建幼儿园" in out and "要点.txt " in out
    status, out, _ = run(FALSE)
    assert status == 0
    assert out.startswith("≠ 与原文不符\n")
    assert "数字：所称“9" in out and "原文“6" in out
    _, out, _ = run("海云县2022年选派教师30人出国进修。")
    assert out.startswith("○ 未找到依据\n")


def test_json_is_one_line_and_says_where(run: Run) -> None:
    status, out, _ = run("--json", FALSE)
    row = json.loads(out)
    assert (status, out.count("\n")) == (0, 1)
    assert list(row) == ["verdict", "differences", "citations", "ms"]
    assert row["verdict"] == "contradicted"
    assert [each["kind"] for each in row["differences"]] == ["number"]
    assert "9" in row["differences"][0]["claim"] and "6" in row["differences"][0]["source"]
    cited = row["citations"][0]
    assert list(cited) == ["source", "section", "quote", "start", "end"]
    assert PLAN[cited["start"] : cited["end"]] == cited["quote"] and "6所" in cited["quote"]


def test_an_article_that_is_not_there_is_said_to_be_missing(run: Run) -> None:
    _, out, _ = run("《海云县校车安全管理办法》第九条规定：校车驾驶人应当每年体检一次。")
    assert "第九条" in out and "✓" not in out


def test_a_file_of_claims_row_by_row(run: Run, tmp_path: Path) -> None:
    claims = [
        {"id": "a", "claim": TRUE},
        {"id": "b", "claim": FALSE},
        {"id": 3, "claim": "校车驾驶人不得每年体检一次。"},
        {"claim": "海云县为每位教师发放住房补贴。"},
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in claims), "utf-8")
    status, out, _ = run("--batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl")
    assert (status, out) == (0, "")
    rows = rows_of(tmp_path / "out.jsonl")
    assert [row["id"] for row in rows] == ["a", "b", 3, ""]
    assert [row["verdict"] for row in rows] == ["supported", "contradicted", "contradicted", "not_found"]
    assert all(list(row) == ["id", "verdict", "differences", "citations", "ms"] for row in rows)
    assert all(row["ms"] > 0 for row in rows)
    assert not rows[-1]["citations"] and not rows[-1]["differences"]
    for row in rows:
        for cited in row["citations"]:
            text = {"要点.txt": PLAN, "办法.md": RULES}[cited["source"]]
            assert text[cited["start"] : cited["end"]] == cited["quote"]


def test_what_cannot_work_is_said(run: Run, tmp_path: Path) -> None:
    for arguments in ((), ("--batch", tmp_path / "in.jsonl"), (TRUE, "--batch", "a", "--out", "b"), ("--out", "b")):
        status, _, err = run(*arguments)
        assert (status, "--batch" in err) == (2, True)
    (tmp_path / "in.jsonl").write_text('{"id": "a"}\n', "utf-8")
    status, _, err = run("--batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl")
    assert (status, "第 1 行缺少 claim" in err) == (1, True)
    assert not (tmp_path / "out.jsonl").exists()
    (tmp_path / "in.jsonl").write_text("\n", "utf-8")
    status, _, err = run("--batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl")
    assert (status, "in.jsonl" in err) == (1, True)


def test_an_empty_library_is_said_to_be_empty(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("--library", tmp_path / "nothing", TRUE)
    assert status == 0
    assert "资料库还是空的" in out


def test_the_command_by_itself(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rag", "verify", "--json", TRUE],
        cwd=ROOT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["verdict"] == "supported"
    assert "Warning" not in done.stderr
