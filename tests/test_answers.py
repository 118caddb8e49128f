"""Questions to answers over our own samples, with the real model and a real library."""

import dataclasses
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from rag.chain import Assistant
from rag.embedding import SentenceEmbeddings
from rag.evaluation.evaluate import evaluate, read_gold
from rag.library import Library
from rag.retrieve import PolicyRetriever
from rag.schema import Turn
from rag.settings import ROOT
from rag.text import fold
from tests.sound import assert_sound

GOLD = ROOT / "tests" / "gold" / "samples_qa.jsonl"


@pytest.mark.parametrize(
    ("question", "source", "holds"),
    [
        ("岱山县中小学生体质健康优良率要达到多少？", "岱山", "70%"),
        ("岱山 近視率 下降", "岱山", "1%"),
        ("东丽区中小学教师信息技术培训管理办法第八条", "东丽", "50学时"),
        ("东丽区的培训办法什么时候开始施行", "东丽", "2021年4月1日"),
        ("2013年那个市新建了多少所幼儿园？", "2013", "37"),
        pytest.param(
            "教育名城那个区今年安排几项教育惠民工程",
            "全区",
            "11",
            marks=pytest.mark.xfail(
                strict=True, reason="The reader doubts a figure in a report's long enumeration (below 0.5)."
            ),
        ),
        ("岱山县2024年教育工作要点的索引号是多少", "岱山", "11330900MB0000001/2024-05012"),
        ("南长区小学教师的学历比例", "南长", "86%"),
    ],
)
def test_answers_quote_the_right_document(samples: Assistant, question: str, source: str, holds: str) -> None:
    answer = samples.ask(question)
    assert_sound(samples, answer)
    assert not answer.refused
    assert source in answer.citations[0].source
    assert fold(holds) in fold(answer.text)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("嵊泗县中小学生体质健康优良率的目标是多少？", "嵊泗"),
        ("What is Putuo County's target for the myopia rate?", "Putuo"),
        ("岱山县2019年的近视率要降多少", "2019"),
        ("校外培训机构管理条例第三条怎么规定", "条例"),
        ("东丽区中小学教师信息技术培训管理办法第九十九条是什么", "没有这一条"),
        ("红烧肉怎么做才好吃", "没有说到"),
        ("岱山县教育局局长的手机号码是多少", ""),
        ("", "请输入"),
    ],
)
def test_refusals_say_why_and_list_no_sources(samples: Assistant, question: str, reason: str) -> None:
    answer = samples.ask(question)
    assert_sound(samples, answer)
    assert answer.refused
    assert reason in answer.text


def test_a_follow_up_goes_on_from_the_turn_before(samples: Assistant) -> None:
    history = (Turn("user", "南长区初中教师高一层次学历占多少？"), Turn("assistant", "初中教师占71%。"))
    answer = samples.ask("那小学呢？", history)
    assert_sound(samples, answer)
    assert "86%" in answer.text
    assert "南长" in answer.understood


def test_a_new_topic_is_not_dragged_back_to_the_last(samples: Assistant) -> None:
    history = (Turn("user", "南长区初中教师高一层次学历占多少？"), Turn("assistant", "初中教师占71%。"))
    answer = samples.ask("岱山县校园安全智慧平台由几个模块组成？", history)
    assert "岱山" in answer.citations[0].source
    assert "7" in answer.text


def test_a_new_topic_without_a_place_is_found_elsewhere(samples: Assistant) -> None:
    history = (Turn("user", "南长区初中教师高一层次学历占多少？"), Turn("assistant", "初中教师占71%。"))
    answer = samples.ask("校园安全智慧平台由几个模块组成？", history)
    assert not answer.refused
    assert "岱山" in answer.citations[0].source


def test_several_documents_that_are_named_each_answer(samples: Assistant) -> None:
    answer = samples.ask("2013年那个市和东丽区各新建几所幼儿园？")
    assert_sound(samples, answer)
    assert {citation.source[:2] for citation in answer.citations} >= {"东丽"}
    assert "37" in answer.text and "两所" in answer.text


def test_documents_that_give_other_figures_are_said_to_differ(samples: Assistant) -> None:
    answer = samples.ask("新建幼儿园几所")
    assert_sound(samples, answer)
    assert len({citation.source for citation in answer.citations}) > 1
    assert "说法不同" in answer.text


def test_a_pasted_statement_with_another_figure_is_not_passed_in_silence(samples: Assistant) -> None:
    wrong = samples.ask("岱山县学生近视率要比上年再降3%以上。")
    assert "3" in wrong.note and "引文里没有" in wrong.note
    assert "引文里没有" not in samples.ask("岱山县学生近视率要比上年再降1%以上。").note


def test_altered_wording_is_noted(samples: Assistant) -> None:
    answer = samples.ask("教育名城那个区学前教育按什么意见办？办园标准呢")
    assert any("全区" in citation.source for citation in answer.citations)
    assert "替换" in answer.note


def test_a_line_of_its_own_that_looks_like_a_heading_answers(embeddings: SentenceEmbeddings, tmp_path: Path) -> None:
    file = tmp_path / "要求.txt"
    file.write_text(
        "海云县校车驾驶人培训要求\n一、新聘驾驶人培训不少于16学时。\n二、照管员年龄不超过55周岁。\n", "utf-8"
    )
    with Library.open(tmp_path / "library", embeddings) as library:
        with library.writing():
            ingest([file], library, embeddings.fingerprint, lambda result: None)
        assistant = Assistant(library)
        assert "16学时" in assistant.ask("海云县新聘校车驾驶人要培训多少学时？").text
        assert "55周岁" in assistant.ask("照管员年龄不能超过多少岁？").text


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("东丽区教师信息技术培训办法第八条", "培训办法"),
        ("信息技术培训管理办法第八条是什么", "培训办法"),
        pytest.param(
            "How many teachers were rotated in Nanchang District?",
            "南长",
            marks=pytest.mark.xfail(
                strict=True, reason="Read as likely by 0.42: English is thin in the training data."
            ),
        ),
    ],
)
def test_a_document_answers_to_its_short_names(samples: Assistant, question: str, source: str) -> None:
    answer = samples.ask(question)
    assert not answer.refused
    assert source in answer.citations[0].source


def test_a_heading_is_not_quoted_in_the_place_of_its_text(samples: Assistant) -> None:
    answer = samples.ask("校车管理有哪些要求")
    assert not answer.refused
    assert len(answer.citations[0].quote) > 8


def test_an_answer_that_quotes_is_there_at_once(samples: Assistant) -> None:
    question = "岱山县残疾儿童入学率是多少"
    [answer] = samples.stream(question)
    assert dataclasses.replace(answer, ms=0) == dataclasses.replace(samples.ask(question), ms=0)


def test_examples_are_questions_that_are_answered(samples: Assistant) -> None:
    examples = samples.examples()
    assert 2 <= len(examples) <= 4
    assert not any(samples.ask(example).refused for example in examples)


def test_the_search_is_a_langchain_retriever(samples: Assistant) -> None:
    found = PolicyRetriever(library=samples.library, k=5).invoke("校园安全智慧平台")
    assert len(found) == 5
    assert "平台" in found[0].page_content
    text = samples.library.document(found[0].metadata["source"]).text
    assert fold(text[found[0].metadata["start"] : found[0].metadata["end"]]) == fold(found[0].page_content)


def test_another_retriever_can_take_its_place(samples: Assistant) -> None:
    plain = samples.library.vectors.as_retriever(search_kwargs={"k": 8})
    answer = Assistant(samples.library, retriever=plain).ask("岱山县校园安全智慧平台由几个模块组成？")
    assert_sound(samples, answer)
    assert "7" in answer.text


def test_the_vectors_are_a_langchain_store(samples: Assistant) -> None:
    found = samples.library.vectors.similarity_search("校园安全智慧平台", k=3)
    assert any("平台" in document.page_content for document in found)


def test_the_samples_gold_stays_answered(samples: Assistant) -> None:
    """A floor under the figures of EVALUATION.md: a change that falls through it made answers worse."""
    figures = evaluate(samples, read_gold(GOLD)).figures
    share = {name: hits / of for name, (hits, of) in figures.items()}
    assert share["verbatim"] == 1
    assert share["right"] >= 0.8
    assert share["top5"] >= 0.92
    assert share["wrongly"] <= 0.14
    assert share["refused"] >= 0.6


@pytest.mark.parametrize("question", ["青石县新建幼儿园多少所", "石桥县有多少学生", "2024年青石县要新建几所幼儿园？"])
def test_a_county_of_which_there_is_no_document_is_refused_whatever_its_name_is_made_of(
    samples: Assistant, question: str
) -> None:
    answer = samples.ask(question)
    assert answer.refused and not answer.citations
    assert "县" in answer.text


def test_a_place_that_has_documents_is_not_denied(samples: Assistant) -> None:
    """What comes nearest is of another place; the place asked about has documents, which say nothing of it."""
    answer = samples.ask("岱山县中小学教师轮岗交流有多少人？")
    assert not answer.refused or "资料库里没有岱山" not in answer.text
