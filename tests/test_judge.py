"""What is certain of a question and its document, how it names one, and what is asked of several."""

import pytest

from rag.find.names import DocumentNames, shown_name
from rag.judge.apart import alternatives
from rag.judge.policy import features, probability
from rag.judge.stated import is_elsewhere, is_of_other_year, places_in, stated, years_in
from rag.schema import Metadata, Proven
from rag.text import fold


def proven(value: str) -> Proven:
    return Proven(value, 0, len(value))


def test_places_and_years_are_told_from_words_that_only_look_like_them() -> None:
    assert places_in("青岛和厦门的幼儿园") == {"青岛", "厦门"}
    assert places_in("入学审核入口的密码") == frozenset()
    assert places_in("桃园中学、城关小学查出了哪些问题") == frozenset()
    assert years_in(fold("2019年和一一〇號、108學年度，12019号")) == {"2019", "108"}


@pytest.mark.parametrize(
    ("question", "names", "text", "elsewhere"),
    [
        ("杭州公租房要等几年", "绍兴市公共租赁住房管理办法", "轮候期不超过五年", True),
        ("绍兴公租房要等几年", "绍兴市公共租赁住房管理办法", "轮候期不超过五年", False),
        ("杭州的孩子能报吗", "绍兴市招生办法", "户籍在杭州的学生可以报名", False),
        ("杭州公租房要等几年", "公共租赁住房管理办法", "轮候期不超过五年", False),
    ],
)
def test_a_document_of_another_place_is_told(question: str, names: str, text: str, elsewhere: bool) -> None:
    assert is_elsewhere(stated(question), fold(names), fold(text)) is elsewhere


@pytest.mark.parametrize(
    ("question", "names", "text", "other"),
    [
        ("2021年低保多少钱", "关于2025年低保标准的通知", "每人每月900元", True),
        ("2025年低保多少钱", "关于2025年低保标准的通知", "每人每月900元", False),
        ("2026年起低保多少钱", "关于2025年低保标准的通知", "2026年起每人每月920元", False),
        ("2021年低保多少钱", "低保办法", "每人每月900元", False),
    ],
)
def test_a_document_of_another_year_is_told(question: str, names: str, text: str, other: bool) -> None:
    assert is_of_other_year(stated(question), fold(names), fold(text)) is other


def test_the_document_that_a_question_names_scores_most() -> None:
    names = DocumentNames(
        [
            ("a/青禾县积分入学办法2021.docx", Metadata(title=proven("青禾县积分入学管理办法"))),
            ("a/青禾县积分入学办法2022.docx", Metadata(title=proven("青禾县积分入学管理办法"))),
            ("b/住房.pdf", Metadata(title=proven("沅水区公共租赁住房办法"), place=proven("沅水区"))),
        ]
    )
    scores = names.scores("青禾2022年积分入学要哪些材料")
    assert max(scores, key=lambda source: scores[source]).endswith("2022.docx")
    assert scores.get("b/住房.pdf", 0) < 0.3
    assert names.scores("今天天气怎么样") == {}


def test_what_models_are_shown_as_a_name_says_place_and_year_once() -> None:
    metadata = Metadata(title=proven("积分入学管理办法"), place=proven("青禾县"), year=proven("2022"))
    assert shown_name("通知/青禾县积分入学2022.docx", metadata) == "积分入学管理办法 青禾县积分入学 2022"
    assert shown_name("通知/青禾县学籍规定.docx", Metadata()) == "青禾县学籍规定"


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "2016年报名，厦门和天津各是什么时候？",
            ["2016年报名，厦门各是什么时候？", "2016年报名，天津各是什么时候？"],
        ),
        ("办法2021年和2022年分别扣几分", ["办法2021年分别扣几分", "办法2022年分别扣几分"]),
        ("从厦门到天津要带什么", []),
        ("厦门的学校和老师有多少", []),
    ],
)
def test_what_a_question_joins_is_asked_of_each(question: str, asked: list[str]) -> None:
    assert [each.question for each in alternatives(question)] == asked


def test_the_reader_and_search_both_count() -> None:
    def chance(answerable: float, found: float) -> float:
        return probability(features(answerable, answerable, 0.5, found, 0.0))

    assert 0 < chance(-5, 0.5) < chance(3, 0.5) < chance(3, 1.0) < 1
