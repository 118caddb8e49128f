"""The questions of tests/gold/tables_qa.jsonl over files with tables of the makes that offices have."""

from collections.abc import Iterator

import pytest

from ingest.pipeline import ingest
from rag.chain import Assistant
from rag.embedding import SentenceEmbeddings
from rag.evaluation.evaluate import evaluate, read_gold
from rag.library import Library
from rag.reader.model import TrainedReader
from rag.settings import ROOT
from tests.sound import assert_sound
from tests.table_files import write_all


@pytest.fixture(scope="module")
def tabled(
    embeddings: SentenceEmbeddings, trained: TrainedReader, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Assistant]:
    files = write_all(tmp_path_factory.mktemp("files"))
    library = Library.open(tmp_path_factory.mktemp("tabled"), embeddings)
    with library.writing():
        ingest(files, library, embeddings.fingerprint, lambda result: None)
    with library:
        yield Assistant(library, trained=trained)


def test_questions_over_tables_are_answered_or_refused(tabled: Assistant) -> None:
    tally = evaluate(tabled, read_gold(ROOT / "tests" / "gold" / "tables_qa.jsonl"))
    missed = [item["id"] for item, _ in tally.misses]
    assert len(missed) <= 0.12 * len(tally.answers), missed
    assert not any("\t" in answer.text for answer in tally.answers)


def test_sheets_of_several_years_are_told_apart(tabled: Assistant) -> None:
    metadata = tabled.catalogue.entry("石桥县教育局部门预算.xlsx").metadata
    assert metadata.year is None and metadata.title is not None
    answer = tabled.ask("石桥县教师培训费预算是多少")
    assert_sound(tabled, answer)
    assert "2023年 › " in answer.text and "2024年 › " in answer.text
    assert [citation.section[0] for citation in answer.citations] == ["2023年", "2024年"]


def test_rows_of_one_name_in_two_tables_are_told_with_their_table(tabled: Assistant) -> None:
    answer = tabled.ask("东岭市小学2022年是多少")
    assert_sound(tabled, answer)
    assert {citation.quote for citation in answer.citations} == {"48.9%", "34.2%"}
    assert "表1" in answer.text and "表2" in answer.text


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("禾丰县第一小学和第二小学，哪个学校学生多", "1652"),
        ("石浦县小学招生计划是1700人吗", "1634"),
        ("国庆节10月6号谁值班", "蒋文"),
        ("谢家俊国庆在哪几天带班", "10月3日"),
        ("柳河初中有多少寄宿生", "386"),
        ("谁负责食堂留样", "孙桂兰"),
    ],
)
def test_a_table_is_asked_in_every_day_words(tabled: Assistant, question: str, holds: str) -> None:
    answer = tabled.ask(question)
    assert_sound(tabled, answer, long=True)
    assert not answer.refused and holds in answer.text
    assert "没有合计" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "禾丰三小有几个班",
        "澄湖区体育科牵头哪些工作",
        "石桥县2023年教育信息化建设预算是多少",
        "柳河镇中心小学走读生有多少",
        "清河中学七年级1班星期三第七节是什么课",
    ],
)
def test_what_a_table_does_not_say_is_refused(tabled: Assistant, question: str) -> None:
    assert tabled.ask(question).refused
