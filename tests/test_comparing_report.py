"""A comparison as people and programs get it: the command, its JSON, the exported files, the page's HTML."""

import gc
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest

import rag.__main__ as rag_command
from ingest.pipeline import find_files, ingest
from rag.comparing.change import Comparison
from rag.comparing.compare import compare_documents
from rag.comparing.report import as_row, as_table, as_text
from rag.comparing.words import CHINESE, ENGLISH
from rag.exporting.docx import write_docx
from rag.exporting.xlsx import write_xlsx
from rag.library import Library
from rag.page import reference
from rag.page.compare_words import view_words
from rag.page.compared import render_comparison
from rag.page.words import CHINESE as PAGE_CHINESE
from rag.page.words import ENGLISH as PAGE_ENGLISH
from rag.settings import load_settings
from tests import comparing_documents as pairs
from tests.hashing_embeddings import HashingEmbeddings

FILES = {
    "青岭2023.txt": pairs.PLAN_2023,
    "青岭2024.txt": pairs.PLAN_2024,
    "供餐办法2018.txt": pairs.RULES_OLD,
    "供餐办法2024.txt": pairs.RULES_NEW,
}
HARM = '<img src=x onerror="window.__pwned=1">'
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    tmp_path: Path, model_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """python -m rag compare over a library of the pairs, in this process: exit status, output, errors."""
    (tmp_path / "docs").mkdir()
    for name, text in FILES.items():
        (tmp_path / "docs" / name).write_text(text, "utf-8")
    with Library.open(tmp_path / "library", HashingEmbeddings()) as library, library.writing():
        ingest(find_files([tmp_path / "docs"]), library, "hashing", lambda result: None)
    monkeypatch.setenv("YOUJU_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("YOUJU_EMBEDDING_MODEL", str(model_folder))
    load_settings.cache_clear()

    def command(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["command", "compare", *arguments])
        status = rag_command.main()
        gc.collect()  # a command leaves its models in cycles: it is a process of its own otherwise
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    yield command
    load_settings.cache_clear()


def plans() -> Comparison:
    return compare_documents(*pairs.plans())


def test_the_command_prints_json_with_both_sides_cited(run: Run) -> None:
    status, out, _ = run("青岭 2023", "青岭 2024", "--json")
    row = json.loads(out)
    assert status == 0
    assert set(row) == {"a", "b", "changes", "counts", "ms"}
    assert (row["a"], row["b"]) == ("青岭2023.txt", "青岭2024.txt")
    assert row["changes"][0]["kind"] == "figure"
    assert row["changes"][0]["figures"] == [
        {"from": "6所", "to": "八所", "kind": "number"},
        {"from": "1800个", "to": "2160个", "kind": "number"},
    ]
    assert row["ms"] < 5000
    for change in row["changes"]:
        for side in (change["a"], change["b"]):
            if side:
                assert set(side) == {"source", "section", "quote", "start", "end"}
                assert FILES[side["source"]][side["start"] : side["end"]] == side["quote"]
        assert change["a"] or change["b"]
    assert sum(number for kind, number in row["counts"].items() if kind != "unchanged") == len(row["changes"])


def test_the_command_prints_changed_figures_first_for_people(run: Run) -> None:
    status, out, _ = run("供餐办法2018", "供餐办法2024")
    assert status == 0
    heads = [line.split(" ")[0] for line in out.split("\n") if line and line[0] not in " -+"]
    assert heads == ["数字有变", "要求有变", "文字有变", "新增", "换了位置", "没有变化的有"]
    assert "三年 → 二年" in out
    assert "- 第五条 学校应当通过公开招标确定供餐单位，合同期限不得超过【-三年】。" in out
    assert "+ 第六条 学校应当通过公开招标确定供餐单位，合同期限不得超过【+二年】。" in out
    assert "第二章 供餐单位 › 第六条" in out


@pytest.mark.parametrize(
    ("names", "says"),
    [(("青岭", "供餐办法2018"), "不止一份：青岭2023.txt、青岭2024.txt"), (("南江", "青岭2023"), "没有名称含“南江”")],
)
def test_a_name_that_fits_none_or_several_is_said_so(run: Run, names: tuple[str, str], says: str) -> None:
    status, out, err = run(*names)
    assert status == 1 and out == ""
    assert says in err


def test_documents_that_are_the_same_are_said_to_be(run: Run) -> None:
    status, out, _ = run("青岭2023", "青岭2023")
    assert status == 0
    assert "两份文件文字相同" in out


@pytest.mark.parametrize("words", [CHINESE, ENGLISH])
def test_exported_files_hold_every_change_with_its_marks_and_places(tmp_path: Path, words) -> None:
    comparison = plans()
    table = as_table(comparison, words)
    write_xlsx(table, tmp_path / "a.xlsx")
    write_docx(table, tmp_path / "a.docx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx", rich_text=True).worksheets[0]
    cells = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    assert cells[0] == list(table.header)
    assert len(cells) == len(comparison.changes) + 1
    assert cells[1][0] == words.kinds[comparison.changes[0].kind]
    assert "6所 → 八所" in cells[1][1]
    assert cells[1][2] == "新建公办幼儿园【-6所】，新增学位【-1800个】。"
    assert cells[1][3] == "一、扩充学位供给 › （一）推进幼儿园建设"
    assert cells[1][4] == "新建公办幼儿园【+八所】，新增学位【+2160个】。"
    text = "\n".join(
        cell.text for each in docx.Document(str(tmp_path / "a.docx")).tables for row in each.rows for cell in row.cells
    )
    assert "【+考核结果向社会公布】" in text and "每人每月不低于500元 → 每人每月600元" in text


def test_documents_of_one_name_are_told_apart_by_their_files() -> None:
    comparison = compare_documents(*pairs.rules())
    assert comparison.a_name == comparison.b_name
    header = as_table(comparison, CHINESE).header
    assert "供餐办法2018.txt" in header[2] and "供餐办法2024.txt" in header[4]


def test_the_page_marks_by_element_and_sign_and_leads_to_both_sources() -> None:
    comparison = plans()
    html = render_comparison(comparison, view_words(PAGE_CHINESE))
    assert '<del><span class="y-sign">旧</span>6所</del>' in html
    assert '<ins><span class="y-sign">新</span>八所</ins>' in html
    for change in comparison.changes:
        for side in (change.a, change.b):
            assert side is None or f'value="{reference.cited(side.citation).encode()}"' in html
    assert "甲文没有" in html and "乙文没有" in html
    assert "Not in A" in render_comparison(comparison, view_words(PAGE_ENGLISH))


def test_a_hostile_document_stays_text_on_the_page() -> None:
    a = pairs.document("甲.txt", pairs.PLAN_2023.replace("6所", f"6所{HARM}"))
    b = pairs.document("乙.txt", pairs.PLAN_2024)
    html = render_comparison(compare_documents(a, b), view_words(PAGE_CHINESE))
    assert "<img" not in html and "&#60;img" in html


def test_text_and_row_of_a_comparison_without_changes() -> None:
    same = replace(plans(), changes=())
    assert as_row(same)["changes"] == []
    assert any("两份文件文字相同" in line for line in as_text(same))
