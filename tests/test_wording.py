"""Wording by a language model, over a real HTTP server: the promises hold whatever it says."""

from collections.abc import Iterator

import pytest

from rag.schema import Answer, Citation
from rag.settings import Settings
from rag.wording import borne_out, chat_model, reword
from tests.chat_server import ChatServer, chat_server

QUOTE = "全区新建幼儿园12所，扩建3所，收费标准不得高于每月800元。"
ANSWER = Answer(
    f"《海云区总结》 一、学前：\n“{QUOTE}”[1]", citations=(Citation("总结.txt", ("一、学前",), QUOTE, 0, len(QUOTE)),)
)
QUESTION = "新建了几所幼儿园？"


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with chat_server() as running:
        yield running


def ask(server: ChatServer, answer: Answer = ANSWER) -> Answer:
    model = chat_model(Settings(llm_base_url=server.url, llm_model="test", llm_timeout=5, _env_file=None))
    assert model is not None
    return reword(answer, QUESTION, {"总结.txt": "《海云区总结》"}, model)


def test_no_model_is_set_by_default() -> None:
    assert chat_model(Settings(_env_file=None)) is None


def test_a_sentence_that_holds_is_kept_with_its_citation(server: ChatServer) -> None:
    server.reply = "全区一共新建了12所幼儿园。[c1]"
    answer = ask(server)
    assert answer.text == "全区一共新建了12所幼儿园。[1]"
    assert answer.citations == ANSWER.citations
    assert QUOTE in server.requests[0]["messages"][-1]["content"]


@pytest.mark.parametrize(
    "reply",
    [
        "全区新建了15所幼儿园。[c1]",  # another figure
        "收费可以高于每月800元。[c1]",  # another duty
        "全区新建了12所幼儿园。[c7]",  # a clause that there is not
        "全区新建了12所幼儿园。",  # no clause
        "NO_ANSWER",
        "",
        "％＃＠",
    ],
)
def test_what_does_not_hold_gives_way_to_the_quotation(server: ChatServer, reply: str) -> None:
    server.reply = reply
    answer = ask(server)
    assert answer.text == ANSWER.text
    assert "语言模型没有给出可用的回答" in answer.note


def test_one_bad_sentence_is_replaced_and_the_good_one_stays(server: ChatServer) -> None:
    server.reply = "全区新建了12所幼儿园。[c1]另外扩建了30所。[c1]"
    assert ask(server).text == f"全区新建了12所幼儿园。[1]\n“{QUOTE}”[1]"


@pytest.mark.parametrize("status", [401, 404, 500])
def test_a_server_that_fails_costs_nothing(server: ChatServer, status: int) -> None:
    server.status = status
    assert ask(server).text == ANSWER.text


def test_a_server_that_is_not_there_costs_nothing() -> None:
    with chat_server() as gone:
        pass
    assert ask(gone).text == ANSWER.text


def test_a_refusal_never_reaches_the_model(server: ChatServer) -> None:
    refusal = Answer("没有找到答案", refused=True)
    assert ask(server, refusal) == refusal
    assert server.requests == []


def test_a_figure_must_stand_in_the_quotation() -> None:
    assert borne_out("共十二所，占百分之六十", ["共12所，占60%"])
    assert not borne_out("共64所", ["共62所"])
    assert not borne_out("不得收费", ["可以收费"])
