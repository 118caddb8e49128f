"""Streaming: sentences are let go when they are complete and checked, and nothing that was shown is taken back."""

from collections.abc import Iterator

import pytest

from rag.wording.reply import without_thoughts
from rag.wording.sentences import sentences
from tests.chat_server import ChatServer, chat_server
from tests.wording_case import TWO, stream

REPLY = (
    "<think>c1说12所[c1]。</think>回答：\n海云区：**全区新建幼儿园12所**，扩建3所[c1]。\n扩建了30所。[c1]\n"
    "青禾区：全区新建幼儿园7所。【c2】多出一句。[c8] 青禾区：收费标准由各园自定。[c1][c2]"
)


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with chat_server() as running:
        running.reply = REPLY
        yield running


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 200])
def test_each_answer_begins_with_the_one_before_however_the_pieces_fall(server: ChatServer, size: int) -> None:
    server.size = size
    texts = [answer.text for answer in stream(server, TWO)]
    for before, after in zip(texts, texts[1:], strict=False):
        assert after.startswith(before)
    for text in texts:
        assert "c1" not in text and "[c" not in text and "【" not in text and "think" not in text
    assert texts[0] == "海云区：全区新建幼儿园12所，扩建3所。[1]"
    assert texts[-1].split("\n")[2:] == ["青禾区：全区新建幼儿园7所。[2]", "青禾区：收费标准由各园自定。[2]"]


def test_every_marker_shown_has_its_citation(server: ChatServer) -> None:
    for answer in stream(server, TWO):
        for number in range(1, 4):
            assert (f"[{number}]" in answer.text) == (number <= len(answer.citations))


def test_a_sentence_comes_while_the_model_is_still_speaking(server: ChatServer) -> None:
    server.reply = "海云区：全区新建幼儿园12所。[c1]青禾区：全区新建幼儿园7所。[c2]"
    server.size, server.stall_after = 1, 24
    answers = stream(server, TWO)
    assert next(answers).text == "海云区：全区新建幼儿园12所。[1]"
    server.go_on.set()
    *_, last = answers
    assert last.text.endswith("青禾区：全区新建幼儿园7所。[2]")


@pytest.mark.parametrize("size", [1, 2, 4, 50])
def test_a_sentence_waits_for_the_whole_of_its_handles(size: int) -> None:
    reply = "甲校[c1]。乙校！[c1][c2] 丙校。”【c3】\n丁校？见[c"
    pieces = (reply[at : at + size] for at in range(0, len(reply), size))
    assert list(sentences(pieces)) == ["甲校[c1]。", "乙校！[c1][c2]", "丙校。”【c3】", "丁校？", "见[c"]


@pytest.mark.parametrize("size", [1, 3, 100])
@pytest.mark.parametrize(
    ("reply", "left"),
    [
        ("甲<think>乙</think>丙", "甲\n丙"),
        ("甲</think>丙", "甲\n丙"),
        ("甲<thinking>乙<b>", "甲"),
        ("a<b 甲</p>", "a<b 甲</p>"),
        ("甲<thi", "甲<thi"),
    ],
)
def test_thoughts_are_left_out_however_the_tags_fall(reply: str, left: str, size: int) -> None:
    pieces = (reply[at : at + size] for at in range(0, len(reply), size))
    assert "".join(without_thoughts(pieces)) == left
