"""Answers over tables: the cell asked for, cited; nothing of another row, column or year; no sums of our own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.readers.builder import Builder
from rag.chain import Assistant
from rag.embedding import SentenceEmbeddings
from rag.library import Library
from rag.library.records import Fingerprint
from rag.reader.model import TrainedReader
from rag.schema import Answer, Turn
from rag.verifying.verdict import Label
from rag.verifying.verifier import Verifier
from tests.sound import assert_sound
from tests.tables import admission, enrolment, grid, statistics, tasks, written


@pytest.fixture(scope="module")
def assistant(
    embeddings: SentenceEmbeddings, trained: TrainedReader, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Assistant]:
    library = Library.open(tmp_path_factory.mktemp("tables"), embeddings)
    fingerprint = Fingerprint(embeddings.fingerprint, "", "")
    with library.writing():
        for document in (enrolment(), tasks(), statistics(), admission()):
            library.replace(document, fingerprint)
    with library:
        yield Assistant(library, trained=trained)


def asked(assistant: Assistant, question: str, *before: Turn) -> Answer:
    answer = assistant.ask(question, before)
    assert_sound(assistant, answer, long=True)
    assert "\t" not in answer.text
    return answer


@pytest.mark.parametrize(
    ("question", "said", "quotes"),
    [
        ("城关小学有多少学生？", "城关小学：学生数“812”人[1]", ["812"]),
        ("东门小学有几个班", "东门小学：班数“4”[1]", ["4"]),
        ("育才学校的校长是谁", "育才学校：校长“郑洁”[1]", ["郑洁"]),
        ("育才学校有多少住宿生", "育才学校：其中住宿生“300”人[1]", ["300"]),
        ("陆明是哪所学校的校长", "城关小学：校长“陆明”[1]", ["陆明"]),
        ("临江县小学今年一共招多少学生", "合计：学生数“1871”人[1]", ["1871"]),
        ("临江县学生最多的是哪所学校", "城关小学：学生数“812”人[1]", ["812"]),
        ("临江县学生最少的是哪所学校", "育才学校：学生数“455”人[1]", ["455"]),
        ("青禾县2022年初中在校生多少人", "初中：在校生·2022年“15803”[1]", ["15803"]),
        ("青禾县普通高中专任老师有多少", "普通高中：专任教师数“692”[1]", ["692"]),
        ("青禾县义务教育巩固率2023年是多少", "义务教育巩固率：2023年“99.1%”[1]", ["99.1%"]),
        ("食堂食品安全自查由哪个科室负责", "牵头单位“安全管理科”[1]", ["安全管理科"]),
        ("新教师岗前培训由哪个单位配合", "组织新入职教师岗前培训：配合单位“教师发展中心”[1]", ["教师发展中心"]),
        ("校舍隐患排查什么时候完成", "完成时限“8月20日前”[1]", ["8月20日前"]),
        ("云岭区第二实验小学计划招几个班", "云岭区第二实验小学：计划班数“6”[1]", ["6"]),
        ("实验小学招多少人", "云岭区实验小学：计划人数“361”[1]", ["361"]),
        ("滨河小学的招生范围是哪里", "滨河小学：招生范围“滨河路以东各社区”[1]", ["滨河路以东各社区"]),
        ("滨河小学的咨询电话是多少", "咨询电话“0571-5550123”[1]", ["0571-5550123"]),
        ("云岭区什么时候公布录取名单", "公布录取名单：时间“6月20日”[1]", ["6月20日"]),
    ],
)
def test_a_cell_is_told_with_its_row_and_column_and_cited(
    assistant: Assistant, question: str, said: str, quotes: list[str]
) -> None:
    answer = asked(assistant, question)
    assert not answer.refused and said in answer.text
    assert [citation.quote for citation in answer.citations] == quotes


@pytest.mark.parametrize(
    "question",
    [
        "西门小学有多少学生",
        "第二城关小学有多少学生",
        "城关中学有多少学生",
        "城关小学有多少教师",
        "城关小学的占地面积是多少",
        "东门小学有多少住宿生",
        "2023年城关小学有多少学生",
        "青禾县2021年初中在校生多少人",
        "青禾县2023年特殊教育学校在校生多少人",
        "青禾县2020年义务教育巩固率是多少",
        "校车检查由哪个科室负责",
        "云岭区第三实验小学招多少人",
        "云岭小学招多少学生",
        "云岭中学有多少教师",
        "云岭区家长会是什么时候",
        pytest.param(
            "滨河小学的操场面积是多少",
            marks=pytest.mark.xfail(
                strict=True, reason="The reader takes the row of the school for the answer (0.64)."
            ),
        ),
        pytest.param(
            "城关小学学生超过1000人吗",
            marks=pytest.mark.xfail(
                strict=True, reason="The reader takes a sentence about plans for the answer (0.56)."
            ),
        ),
    ],
)
def test_what_the_table_does_not_have_is_refused(assistant: Assistant, question: str) -> None:
    assert asked(assistant, question).refused


def test_every_row_is_told_in_a_table_each_value_cited(assistant: Assistant) -> None:
    answer = asked(assistant, "临江县各校学生数分别是多少？")
    assert [citation.quote for citation in answer.citations] == ["812", "604", "455"]
    assert "| 学校 | 学生数（人） |" in answer.text and "| 东门小学 | “604”[2] |" in answer.text
    named = asked(assistant, "城关小学和育才学校分别有多少学生")
    assert [citation.quote for citation in named.citations] == ["812", "455"]
    listed = asked(assistant, "临江县公办学校有哪些")
    assert [citation.quote for citation in listed.citations] == ["城关小学", "东门小学"]


def test_no_sum_is_made_where_the_table_has_none(assistant: Assistant) -> None:
    answer = asked(assistant, "临江县公办学校一共多少学生")
    assert "没有合计" in answer.text and "1416" not in answer.text
    assert [citation.quote for citation in answer.citations] == ["812", "604"]
    answer = asked(assistant, "青禾县专任教师一共多少人")
    assert answer.refused or "没有合计" in answer.text
    assert "3923" not in answer.text


def test_a_row_asked_for_whole_is_cited_whole(assistant: Assistant) -> None:
    answer = asked(assistant, "介绍一下城关小学的情况")
    assert [citation.quote for citation in answer.citations] == ["1\t城关小学\t公办\t6\t812\t120\t陆明"]
    assert "学生数“812”人，其中住宿生“120”人" in answer.text


def test_a_follow_up_goes_on_in_the_table(assistant: Assistant) -> None:
    first = Turn("user", "城关小学有多少学生？"), Turn("assistant", "城关小学：学生数“812”人[1]")
    answer = asked(assistant, "东门小学呢？", *first)
    assert not answer.refused and "604" in answer.text and "812" not in answer.text


@pytest.mark.parametrize(
    ("claim", "label"),
    [
        ("城关小学有学生812人。", Label.SUPPORTED),
        ("城关小学有学生810人。", Label.CONTRADICTED),
        ("育才学校的校长是郑洁。", Label.SUPPORTED),
        ("西门小学有学生812人。", Label.NOT_FOUND),
        ("第二城关小学有学生812人。", Label.NOT_FOUND),
        ("小学计划人数361人。", Label.NOT_FOUND),
        ("食堂食品安全自查由安全管理科牵头。", Label.TO_READ),
        ("校园食堂食品安全自查由安全管理科牵头。", Label.SUPPORTED),
        ("校舍隐患排查由安全管理科牵头。", Label.CONTRADICTED),
        ("排查校舍隐患9月20日前完成。", Label.CONTRADICTED),
    ],
)
def test_a_claim_is_held_against_the_row(assistant: Assistant, claim: str, label: Label) -> None:
    verdict = Verifier(assistant).verify(claim)
    assert verdict.label is label
    assert all("\t" not in passage.text for passage in verdict.passages)


def test_the_tables_of_two_counties_are_compared_cell_by_cell(
    embeddings: SentenceEmbeddings, trained: TrainedReader, tmp_path: Path
) -> None:
    library = Library.open(tmp_path, embeddings)
    with library.writing():
        for county, count in (("临江县", "812"), ("白石县", "655")):
            rows = [["学校", "班数", "学生数"], ["城关小学", "6", count], ["东门小学", "4", "604"]]

            def write(builder: Builder, county: str = county, rows: list[list[str]] = rows) -> None:
                builder.line(f"{county}2024年秋季小学在校生情况表", level=0)
                builder.table(grid(rows))

            library.replace(written(write, f"{county}在校生.docx"), Fingerprint(embeddings.fingerprint, "", ""))
    with library:
        compared = Assistant(library, trained=trained)
        answer = compared.ask("临江县和白石县的城关小学各有多少学生")
        assert_sound(compared, answer, long=True)
    assert {citation.quote for citation in answer.citations} == {"812", "655"}
