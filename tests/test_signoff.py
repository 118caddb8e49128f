"""Sign-offs: kept beside the library with what they rest on, and flagged once that has changed."""

import json
import multiprocessing
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.pipeline import find_files, ingest
from rag.library import Library
from rag.schema import Citation
from rag.verifying import words
from rag.verifying.report import signature, signed_table
from rag.verifying.signoff import (
    FILE,
    LONGEST_NAME,
    Outdated,
    SignOff,
    Standing,
    identify,
    read_signoffs,
    sign_off,
    signed_for,
    standing,
)
from rag.verifying.verdict import Absence, Claim, Label, Passage, Verdict
from tests.hashing_embeddings import HashingEmbeddings

PLAN = "望川县2023年教育要点.txt"
RULES = "望川县课后服务办法.txt"
FILES = {
    PLAN: "望川县2023年教育工作要点\n望教发〔2023〕8号\n\n一、扩大资源\n全县新建公办幼儿园7所，新增学位2310个。\n\n二、保障\n县财政安排经费800万元。\n",
    RULES: "望川县课后服务管理办法\n\n第一条 课后服务每周开展5天。\n第二条 课后服务费每生每月不超过120元。\n",
}
SAYS = "全县新建公办幼儿园7所，新增学位2310个。"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", HashingEmbeddings()) as library:
        put(library, tmp_path, FILES)
        yield library


def put(library: Library, folder: Path, files: dict[str, str]) -> None:
    """Put documents in, each in the place of the one of the same name."""
    docs = folder / "docs"
    docs.mkdir(exist_ok=True)
    for name, text in files.items():
        (docs / name).write_text(text, "utf-8")
    with library.writing():
        ingest(find_files([docs]), library, "hashing", lambda result: None)


def passage(library: Library, source: str, quote: str, label: Label = Label.SUPPORTED) -> Passage:
    document = library.document(source)
    start = document.text.index(quote)
    section = next(clause.path for clause in document.clauses if clause.start <= start < clause.end)
    return Passage(Citation(source, section, quote, start, start + len(quote)), quote, document.name, label)


@pytest.fixture
def verdict(library: Library) -> Verdict:
    found = passage(library, PLAN, SAYS)
    return Verdict(Claim("今年新建公办幼儿园7所", 0, 11), Label.SUPPORTED, (found,))


def nothing() -> Verdict:
    return Verdict(Claim("望川县修了地铁", 0, 7), Label.NOT_FOUND, absence=Absence.SILENT)


def test_a_sign_off_is_kept_with_what_it_rests_on(library: Library, verdict: Verdict) -> None:
    signed = sign_off(library, verdict, "  王建国 ", "已核对原件")
    assert read_signoffs(library.folder) == {signed.id: signed}
    row = json.loads((library.folder / FILE).read_text("utf-8"))
    assert (row["who"], row["note"], row["label"], row["library"]) == (
        "王建国",
        "已核对原件",
        "supported",
        library.digest,
    )
    [cited] = row["cited"]
    assert cited["sha256"] == library.document(PLAN).sha256 and cited["citation"]["quote"] == SAYS
    assert cited["text"] == f"《望川县2023年教育工作要点》（望教发〔2023〕8号）一：“{SAYS}”"
    assert signed.time.endswith("+00:00")


def test_the_same_claim_is_signed_once_however_it_is_written(library: Library, verdict: Verdict) -> None:
    first = sign_off(library, verdict, "甲")
    again = replace(verdict, claim=Claim("今年新建公辦幼兒園７所", 0, 11))
    second = sign_off(library, again, "乙", "改签")
    assert first.id == second.id == identify(verdict.claim.text)
    assert [each.who for each in read_signoffs(library.folder).values()] == ["乙"]
    assert len((library.folder / FILE).read_text("utf-8").splitlines()) == 2
    assert identify("今年新建公办幼儿园8所") != first.id


def test_a_sign_off_holds_for_the_verdict_that_was_signed_only(library: Library, verdict: Verdict) -> None:
    signed = {signed.id: signed for signed in [sign_off(library, verdict, "甲")]}
    assert signed_for(verdict, signed)
    assert signed_for(replace(verdict, label=Label.CONTRADICTED), signed) is None


def test_it_is_flagged_when_the_cited_document_changes_and_only_then(
    library: Library, verdict: Verdict, tmp_path: Path
) -> None:
    signed = sign_off(library, verdict, "甲")
    assert standing(signed, library) is Standing.HOLDS
    put(library, tmp_path, {RULES: FILES[RULES].replace("5天", "4天")})
    assert standing(signed, library) is Standing.HOLDS
    put(library, tmp_path, {PLAN: FILES[PLAN].replace("800万元", "900万元")})
    assert standing(signed, library) is Standing.CHANGED
    put(library, tmp_path, {PLAN: FILES[PLAN].replace("7所", "6所")})
    assert standing(signed, library) is Standing.REWORDED
    with library.writing():
        library.remove(PLAN)
    assert standing(signed, library) is Standing.GONE
    put(library, tmp_path, {PLAN: FILES[PLAN]})
    assert standing(signed, library) is Standing.HOLDS


def test_the_worst_of_several_documents_is_told(library: Library, verdict: Verdict, tmp_path: Path) -> None:
    both = replace(
        verdict, passages=(*verdict.passages, passage(library, RULES, "课后服务每周开展5天。", Label.CONTRADICTED))
    )
    signed = sign_off(library, both, "甲")
    put(library, tmp_path, {PLAN: FILES[PLAN] + "\n县财政另有安排。\n", RULES: FILES[RULES].replace("5天", "4天")})
    assert standing(signed, library) is Standing.REWORDED


def test_what_was_not_found_is_flagged_when_the_library_changes(library: Library, tmp_path: Path) -> None:
    signed = sign_off(library, nothing(), "甲", "确无此事")
    assert signed.cited == () and standing(signed, library) is Standing.HOLDS
    put(library, tmp_path, {"望川县地铁规划.txt": "望川县地铁规划\n\n一、线路\n望川县修了地铁一条。\n"})
    assert standing(signed, library) is Standing.LIBRARY


def test_a_verdict_that_is_outdated_cannot_be_signed(library: Library, verdict: Verdict, tmp_path: Path) -> None:
    put(library, tmp_path, {PLAN: FILES[PLAN].replace("一、", "前言有所改动。\n一、")})
    with pytest.raises(Outdated, match=PLAN):
        sign_off(library, verdict, "甲")
    with library.writing():
        library.remove(PLAN)
    with pytest.raises(Outdated):
        sign_off(library, verdict, "甲")
    assert read_signoffs(library.folder) == {}


def test_nobody_signs_without_a_name(library: Library, verdict: Verdict) -> None:
    with pytest.raises(ValueError):
        sign_off(library, verdict, " \n", "备注")
    signed = sign_off(library, verdict, "名" * 99, "注" * 999)
    assert len(signed.who) == LONGEST_NAME and len(signed.note) == 500


def test_half_a_line_of_a_killed_writer_harms_no_other(library: Library, verdict: Verdict) -> None:
    first = sign_off(library, verdict, "甲")
    with (library.folder / FILE).open("a", encoding="utf-8") as file:
        file.write('{"id": "half')
    second = sign_off(library, nothing(), "乙")
    assert list(read_signoffs(library.folder)) == [first.id, second.id]


def _sign_many(folder: Path, who: str) -> None:
    with Library.open(folder, HashingEmbeddings()) as library:
        for number in range(20):
            sign_off(library, Verdict(Claim(f"{who}第{number}句话", 0, 5), Label.NOT_FOUND), who)


def test_several_processes_sign_at_once(library: Library) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_sign_many, args=(library.folder, who)) for who in ("甲", "乙", "丙")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert len(read_signoffs(library.folder)) == 60


def test_the_list_to_export_tells_who_when_and_whether_it_holds(
    library: Library, verdict: Verdict, tmp_path: Path
) -> None:
    signed: list[SignOff] = [sign_off(library, verdict, "王建国", "已核对原件"), sign_off(library, nothing(), "李霞")]
    put(library, tmp_path, {PLAN: FILES[PLAN].replace("800万元", "900万元")})
    table = signed_table(signed, library, words.CHINESE)
    texts = [["".join(run.text for run in place) for place in row] for row in table.rows]
    assert [row[0] for row in texts] == ["今年新建公办幼儿园7所", "望川县修了地铁"]
    assert [row[1] for row in texts] == ["✓ 有原文依据", "○ 未找到依据"]
    assert (
        texts[0][2].startswith("《望川县2023年教育工作要点》")
        and texts[0][3] == "王建国"
        and texts[0][5] == "已核对原件"
    )
    assert [row[6] for row in texts] == ["⚠ 文件已更新，所引的话未变，请复核", "⚠ 资料库已有增减，请重新核对"]
    assert "王建国" in signature(signed[0], library, words.CHINESE) and signature(None, library, words.CHINESE) == ""
    assert "look again" in signature(signed[0], library, words.ENGLISH)
