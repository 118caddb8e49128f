"""Several questions in one message, and greetings."""

import pytest

from rag.chain import Assistant
from rag.question.asks import split
from rag.question.catalogue import Named
from rag.question.greeting import Greeting, greeting_of, without_greeting
from tests.sound import assert_sound, converse


def nowhere(text: str) -> Named:
    """A library whose documents are of 海云 and 江岸 only."""
    places = tuple(place for place in ("海云", "江岸") if place in text)
    return Named(sources=frozenset(places) or None, places=places)


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("海云近视率降多少，入园率要达到多少？", 2),
        ("海云新建几所幼儿园？江岸呢？", 2),
        ("海云近视率降多少，为什么", 2),
        ("海云要补哪个专业的条件，江岸又要办哪类比赛？", 2),
        ("海云新教师第一年有人带吗，怎么安排的？", 1),
        ("普通高中怎么改，海云和江岸各拿出了什么做法？", 1),
        ("重建小学等几所学校，海云要花多少钱？", 1),
        ("新生分班怎么做到公开？家长问起来我好回话", 1),
        ("海云和江岸谁的入园率高，高多少", 1),
        ("海云那份要点谁发的，什么时候发的", 1),
        ("“怎么教，教什么”出自哪份文件？", 1),
    ],
)
def test_a_message_is_split_where_it_asks_for_two_things(question: str, count: int) -> None:
    asks = split(question, nowhere)
    assert len(asks) == count
    assert "".join(asks) == question


def test_each_question_is_answered_under_its_own_line(samples: Assistant) -> None:
    answer = samples.ask("岱山近视率降多少，残疾儿童入学率要达到多少？")
    assert_sound(samples, answer)
    first, second = answer.text.split("2. ")
    assert "1%" in first and "100%" in second
    assert all("岱山" in citation.source for citation in answer.citations)


def test_a_question_that_is_not_answered_does_not_take_the_others_along(samples: Assistant) -> None:
    answer = samples.ask("岱山近视率降多少？嵊泗县呢？")
    assert_sound(samples, answer)
    first, second = answer.text.split("2. ")
    assert "1%" in first
    assert "嵊泗" in second and "没有找到答案" in second


@pytest.mark.parametrize(
    ("said", "greeting"),
    [
        ("你好", Greeting.HELLO),
        ("您好！", Greeting.HELLO),
        ("hello", Greeting.HELLO),
        ("谢谢你", Greeting.THANKS),
        ("Thank you!", Greeting.THANKS),
        ("你是谁？", Greeting.WHO),
        ("你能做什么", Greeting.WHO),
        ("What can you do?", Greeting.WHO),
        ("再见", Greeting.BYE),
        ("近视率要降多少", None),
        ("教师能做什么", None),
    ],
)
def test_greetings_are_told_from_questions(said: str, greeting: Greeting | None) -> None:
    assert greeting_of(said) is greeting


def test_a_greeting_before_a_question_is_passed_over(samples: Assistant) -> None:
    assert without_greeting("你好，岱山近视率要降多少") == "岱山近视率要降多少"
    assert "1%" in converse(samples, "你好，岱山近视率要降多少")[0].text


def test_a_greeting_is_returned_with_examples(samples: Assistant) -> None:
    hello, thanks = converse(samples, "你好", "谢谢")
    assert hello.refused and "没有找到答案" not in hello.text
    assert any(example in hello.text for example in samples.examples())
    assert thanks.refused and "不客气" in thanks.text
