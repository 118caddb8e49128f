"""What the reader is trained on: passages whose answers stand in them, edits that do what they say, nothing that is held out."""

import json
import random
from pathlib import Path

import pytest

from rag.reader.window import make_context, windows_around
from tests.shared import SHARED
from training import edits, policy
from training.example import Example
from training.held_out import FILE, held_out_ids
from training.nearest import Nearest

needs_reading = pytest.mark.skipif(
    not (SHARED / "reading").is_dir(),
    reason=f"没有共享文件，跳过：请用 YOUJU_SHARED 指明。No shared documents at YOUJU_SHARED={SHARED.name}.",
)
PASSAGES = sorted((Path(policy.__file__).parent / "passages").glob("*.txt"))
WINDOW = windows_around(
    ["2016年全县投入改造资金320万元，惠及11所小学。"], [0], make_context(("沙溪县2016年工作总结",))
)[0]


def _example(question: str, answer: str) -> Example:
    at = WINDOW.text.index(answer)
    return Example(question, WINDOW, at, at + len(answer))


@pytest.mark.parametrize("path", PASSAGES, ids=lambda path: path.name)
def test_every_answer_stands_in_its_passage(path: Path) -> None:
    passages = policy.read_passages(path)
    assert len(passages) >= 90
    for passage in passages:
        assert passage.asked and passage.lacking and all(answer for _, answer in passage.asked)


def test_an_answer_that_is_not_in_its_passage_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text(
        "# 沙溪县2016年工作总结 | 一、条件\n投入320万元。\nQ 投了多少 => 321万元\n", "utf-8"
    )
    with pytest.raises(ValueError, match=r"own\.txt.*321万元"):
        policy.read_passages(tmp_path / "own.txt")


def test_examples_mark_the_answer_in_their_window() -> None:
    passages = policy.read_passages(PASSAGES[0])
    asked = {answer for passage in passages for _, answer in passage.asked}
    made = list(policy.examples(passages, random.Random(3)))
    told = [example.window.text[example.start : example.end] for example in made if example.answerable]
    assert set(told) <= asked and len(told) > 400 and len(made) - len(told) > len(told)


def test_another_year_is_one_that_the_window_does_not_speak_of() -> None:
    for seed in range(20):
        edited = edits.other_year("2016年投入多少资金", WINDOW, random.Random(seed))
        assert (
            edited and not edited.answerable and "2016" not in edited.question and "年投入多少资金" in edited.question
        )
    assert edits.other_year("投入多少资金", WINDOW, random.Random(0)) is None


def test_a_masked_figure_is_gone_and_all_else_stays() -> None:
    edited = edits.masked(_example("投入多少资金", "320万元"), random.Random(1))
    assert edited and not edited.answerable and "320" not in edited.window.text
    assert len(edited.window.text) == len(WINDOW.text) and edited.window.text.endswith("惠及11所小学。")
    assert edits.masked(_example("投入什么", "改造资金"), random.Random(1)) is None


def test_swapped_words_leave_the_answer_where_it_is() -> None:
    window = windows_around(["加强教师培训，提高教育质量，完善基础设施。"], [0], "")[0]
    at = window.text.index("提高教育质量")
    for seed in range(20):
        edited = edits.swapped(Example("目标", window, at, at + 6), random.Random(seed), 1.0)
        assert edited.window.text[edited.start : edited.end] == "提高教育质量" and edited.window.text != window.text


def test_the_nearest_text_shares_the_rare_words() -> None:
    texts = ["全县小学14所", "投入校舍维修资金", "教师培训由发展中心负责"]
    assert Nearest(texts).best("校舍维修花了多少", 2)[0] == 1
    assert Nearest(texts).best("xyz", 2) == []


@needs_reading
def test_the_held_out_questions_are_those_committed_and_none_is_trained_on() -> None:
    from training.data import Draw

    committed = json.loads(FILE.read_text("utf-8"))
    assert committed == held_out_ids(SHARED / "reading") and len(committed) > 2000
    trained = {question.id for question in Draw(SHARED).reading.questions}
    assert not trained & set(committed) and len(trained) > 4000
    articles = {passage.title for passage in Draw(SHARED).reading.passages.values()}
    from training import reading

    passages, questions = reading.load(SHARED / "reading")
    assert not articles & {passages[q.passage].title for q in reading.of_part(passages, questions, "held out")}
