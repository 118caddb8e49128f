"""The short answer before its quotation."""

import pytest

from rag.answering.cut import cut
from rag.chain import Assistant
from rag.question.catalogue import Named
from rag.question.kinds import kind_of, units_of
from rag.question.query import Query
from rag.text import fold, grams
from tests.sound import assert_sound


def run(question: str, text: str, span: tuple[int, int] | None = None) -> str | None:
    """What is cut out of a sentence for a question, each of whose characters and pairs weighs the same."""
    plain = fold(question)
    query = Query(question, plain, plain, kind_of(plain), Named(), (plain,), units=units_of(plain))
    found = cut(text, query, dict.fromkeys(grams(plain), 1.0), span)
    return text[found[0] : found[1]] if found else None


@pytest.mark.parametrize(
    ("question", "text", "short"),
    [
        ("学位增加多少个？", "新建公办幼儿园6所，新增学位不少于1800个。", "新增学位不少于1800个"),
        (
            "近视率要降几个百分点？",
            "力争总体近视率再降1个百分点以上，体育课开齐开足。",
            "力争总体近视率再降1个百分点以上",
        ),
        ("每人补助多少元？", "落实乡村教师补助，每人每月不低于500元。", "每人每月不低于500元"),
        ("最少要选几类？", "课程分为三类，每名学生至少选修2类。", "每名学生至少选修2类"),
        ("最少要选几类？", "课程分为三类，供学生选修。", None),
        ("生机比是多少？", "装备够得上标准，全区生机比为6.5:1。", "全区生机比为6.5:1"),
        ("基本普及是哪一年？", "1996年，全区率先完成基本普及任务，成果巩固。", "1996年，全区率先完成基本普及任务"),
        ("小学和初中各占多少？", "小学、初中教师达标率分别为86%、71%。", None),
        ("培训用几年完成？", "全员培训自2021年起，用三年时间，面向教龄一年以上的教师。", None),
        ("第几届？", "办好第三届应用大赛，组织学生参加。", "办好第三届应用大赛"),
        ("幼儿园建了几所？", "新建幼儿园7所，改建9所。", "新建幼儿园7所"),
        ("谁来定？", "具体分值由教职工大会确定。", None),
    ],
)
def test_a_run_is_cut_only_where_it_is_certain(question: str, text: str, short: str | None) -> None:
    assert run(question, text) == short


def test_a_span_that_a_reader_saw_is_widened_to_its_phrase() -> None:
    text = "名额由人事科分配，农村学校另增一成。"
    start = text.index("人事科")
    assert run("名额由谁分配？", text, (start, start + 3)) == "名额由人事科分配"


def test_the_short_answer_comes_first_and_says_whose_it_is(samples: Assistant) -> None:
    answer = samples.ask("岱山县学生近视率要降多少？")
    assert_sound(samples, answer)
    first = answer.text.split("\n")[0]
    assert first == "岱山县2024年：学生近视率要比上年再降1%以上[1]"
    assert first.partition("：")[2].removesuffix("[1]") in answer.citations[0].quote
    assert len(answer.citations) == 1


def test_a_quotation_that_is_short_itself_has_none_before_it(samples: Assistant) -> None:
    answer = samples.ask("岱山县残疾儿童入学率是多少")
    assert_sound(samples, answer)
    assert answer.text.count("[1]") == 1


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("东丽教龄一年以上的老师必须参加培训吗？", "应当"),
        ("培训经费可以向教师收吗", "不得"),
        ("快退休的老师可不可以不参加东丽的全员培训", "自愿"),
    ],
)
def test_yes_or_no_is_left_to_the_quotation(samples: Assistant, question: str, word: str) -> None:
    answer = samples.ask(question)
    assert_sound(samples, answer)
    assert word in answer.text
    assert not answer.text.startswith(("是", "否", "不", "可以", "能"))


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("代山近视率要降多少", "1%"),
        ("岱山娃娃的近视眼要少多少", "1%"),
        ("私立学校评上双星级的有几所", "20餘所"),
        ("岱山県近視率", "1%"),
        ("13年那会儿新建幼儿园几所", "37所"),
        ("那份学校安全专报里微博办了多少件投诉", "299件"),
    ],
)
def test_everyday_words_typos_and_short_years_are_understood(samples: Assistant, question: str, holds: str) -> None:
    answer = samples.ask(question)
    assert_sound(samples, answer)
    assert holds in answer.text


def test_a_word_that_sounds_like_a_place_is_not_taken_for_it(samples: Assistant) -> None:
    assert not samples.catalogue.named("办学的动力从哪里来", lambda phrase: {}).places
