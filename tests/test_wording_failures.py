"""A language model that is slow, down, shut or mad: the quoting answer comes in time, whole, and says why."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from rag.wording.words import _FAILURES
from tests.chat_server import ChatServer, chat_server
from tests.wording_case import ANSWER, OTHER, QUOTE, TWO, ask, cite, stream

GOOD = "全区新建幼儿园12所。[c1]扩建3所。[c1]"
KEPT = "全区新建幼儿园12所。[1]"


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with chat_server() as running:
        running.reply = GOOD
        yield running


def play(**traits: object) -> Callable[[ChatServer], None]:
    return lambda server: [setattr(server, name, value) for name, value in traits.items()] and None


FAILURES = {
    "wrong key": (play(key="right"), "不接受密钥"),
    "forbidden": (play(status=403), "不接受密钥"),
    "unknown model": (play(model="another"), "没有这个语言模型"),
    "too many requests": (play(status=429), "正忙"),
    "no money left": (play(status=402), "正忙"),
    "server error": (play(status=500), "服务器出错"),
    "gateway": (play(status=502), "服务器出错"),
    "out of context": (play(context=100), "长度"),
    "out of context, as llama.cpp has it": (
        play(
            status=400,
            error={"error": {"code": 400, "message": "request exceeds the available context size", "type": "exceed_context_size_error"}},
        ),
        "长度",
    ),
    "bad request": (play(status=400), "服务器出错"),
    "stalls at once": (play(stall_after=0), "太慢"),
    "dribbles thoughts": (play(reply="<think>" + "想一想。" * 500, pause=0.05), "太慢"),
    "hangs up at once": (play(drop_after=0), "可用"),
    "error in the stream": (play(error_after=1), "服务器出错"),
    "HTML": (play(page="<html><body>Bad Gateway</body></html>"), "可用"),
    "empty": (play(reply=""), "可用"),
    "endless": (play(reply="请问 " * 3000, size=300), "可用"),
    "the same again and again": (play(reply="好的。" * 50), "可用"),
    "cut off by its length": (play(reply="全区新建", finish="length"), "没有说完"),
    "filtered": (play(reply="", finish="content_filter"), "没有说完"),
    "babble": (play(reply="<unused99>����\x00 lorem ipsum dolor"), "可用"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAILURES)
def test_the_quoting_answer_comes_instead_and_says_why(server: ChatServer, name: str) -> None:
    trouble, reason = FAILURES[name]
    trouble(server)
    # What stalls goes on only once the server is closed: that an answer comes at all is the limit's doing.
    answer = ask(server, replace(ANSWER, note="原有的说明。"), llm_api_key="wrong", llm_timeout=1.5)
    assert (answer.text, answer.citations) == (ANSWER.text, ANSWER.citations)
    assert answer.note.startswith("原有的说明。") and reason in answer.note and "直接引用原文" in answer.note


def test_a_server_that_is_not_there() -> None:
    with chat_server() as gone:
        pass
    answer = ask(gone)
    assert answer.text == ANSWER.text and "连不上" in answer.note


def test_no_room_for_a_single_clause_is_said_without_asking(server: ChatServer) -> None:
    long = "全区新建幼儿园12所，" + "改善办园条件，" * 900 + "见附表。"
    quoted = replace(ANSWER, citations=(cite(long),))
    answer = ask(server, quoted)
    assert answer.text == quoted.text and "YOUJU_LLM_CONTEXT" in answer.note and server.requests == []
    assert ask(server, quoted, llm_context=20000).text.startswith(KEPT)


def test_the_key_is_sent_and_never_said(server: ChatServer, caplog: pytest.LogCaptureFixture) -> None:
    server.key = "sk-right"
    assert ask(server, llm_api_key="sk-right").text.startswith(KEPT)
    with caplog.at_level(logging.DEBUG, "rag"):
        note = ask(server, llm_api_key="sk-secret").note
    assert "sk-secret" not in note + caplog.text


def test_a_server_on_this_machine_is_not_sought_behind_a_proxy(
    server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    assert ask(server).text.startswith(KEPT)


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (play(stall_after=6), "太慢"),
        (play(drop_after=6), "没有说完"),
        (play(error_after=6), "服务器出错"),
        (play(finish="length"), "没有说完"),
        (play(finish=""), "没有说完"),
        (play(reply="全区新建幼儿园12所。[c1]NO_ANSWER"), "语言模型认为"),
        (play(reply="全区新建幼儿园12所。[c1]" * 9), "可用"),
    ],
    ids=["stalls", "hangs up", "error", "cut off", "no word of the end", "declines", "repeats"],
)
def test_what_was_shown_stays_and_quotations_make_it_whole(
    server: ChatServer, trouble: Callable[[ChatServer], None], reason: str
) -> None:
    server.size = 3
    trouble(server)
    *growing, last = stream(server, TWO, llm_timeout=1.5)
    assert growing and growing[0].text == KEPT
    assert last.text.startswith(KEPT)
    assert last.text.endswith(f"“{QUOTE}”[1]\n《青禾区教育要点》 一、学前：“{OTHER}”[2]")
    assert [citation.quote for citation in last.citations] == [QUOTE, OTHER]
    assert reason in last.note


def test_a_reader_who_leaves_lets_go_of_the_server(server: ChatServer) -> None:
    server.reply, server.pause = GOOD + "改善办园条件。" * 400, 0.02
    answers = stream(server)
    assert next(answers).text == KEPT
    answers.close()
    assert server.hung_up.wait(5)


def test_every_failure_has_its_own_sentence_in_both_languages() -> None:
    for language in (0, 1):
        said = [sentences[language] for sentences in _FAILURES.values()]
        assert len(set(said)) == len(said) == 11
