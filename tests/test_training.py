"""What the models are trained on: passages whose answers stand in them, edits that do what they say, nothing that is held out."""

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from rag.model.layout import TOKENIZER
from rag.model.source import find_source, read_source
from rag.question import boundaries as found_boundaries
from rag.reader.unit import Unit
from rag.reader.window import make_context, windows_around
from tests.shared import SHARED
from training import boundaries, claims, edits, messages, passages
from training.example import Example
from training.held_out import FILE, held_out_ids
from training.nearest import Nearest
from training.policy import Pair, PolicyExamples
from training.prepare import Pack

needs_reading = pytest.mark.skipif(
    not (SHARED / "reading").is_dir(),
    reason=f"没有共享文件，跳过：请用 YOUJU_SHARED 指明。No shared documents at YOUJU_SHARED={SHARED.name}.",
)
FILES = sorted(passages.FOLDER.glob("*.txt"))
WINDOW = windows_around(
    ["2016年全县投入改造资金320万元，惠及11所小学。"], [0], make_context(("沙溪县2016年工作总结",))
)[0]
OWN = """# 沙溪县公共租赁住房办法2021 | 第三章 退出 > 第九条
第九条 有下列情形之一的，收回住房：
（一）转借、转租的；
（二）连续六个月闲置的。
租金由住房保障中心收取。
Q[list] 哪些事会丢房子 => （一）转借、转租的； || （二）连续六个月闲置的。
Q[who] 房租交给谁 => 住房保障中心
F[number] 会收回吗 >> 空多久算 => 六个月
N[attribute] 每平方米租金多少

# 沙溪县公共租赁住房办法2021 | 第四章 附则 > 第十条
第十条 本办法自2021年3月1日起施行，由县住建局解释。
Q[date] 什么时候施行 => 2021年3月1日
N[year] 2019年的办法谁解释
"""


@pytest.fixture
def own(tmp_path: Path) -> list[passages.Passage]:
    (tmp_path / "own.txt").write_text(OWN, "utf-8")
    return passages.load(tmp_path)


def _example(question: str, answer: str) -> Example:
    at = WINDOW.text.index(answer)
    return Example(question, WINDOW, ((at, at + len(answer)),))


def test_every_answer_stands_in_its_passage_and_all_kinds_of_question_are_there() -> None:
    found = passages.load()
    assert len(found) >= 3000 and len({each.title for each in found}) >= 1500
    assert all(passage.asked or passage.lacking for passage in found)
    units = [asked.unit for passage in found for asked in passage.asked]
    assert all(units.count(unit) > 3000 for unit in (Unit.SHORT, Unit.SENTENCE, Unit.WHOLE))
    assert sum(bool(asked.before) for passage in found for asked in passage.asked) > 2000
    assert sum(len(passage.lacking) for passage in found) > 10_000


def test_a_passage_is_read_with_its_runs_units_and_what_it_follows(own: list[passages.Passage]) -> None:
    first = own[0]
    assert first.names == ("沙溪县公共租赁住房办法2021", "第三章 退出", "第九条") and first.marks == {"沙溪", "2021"}
    listed, who, follow = first.asked
    assert [first.text[start:end] for start, end in listed.runs] == ["（一）转借、转租的；", "（二）连续六个月闲置的。"]
    assert (listed.unit, who.unit, follow.before) == (Unit.WHOLE, Unit.SHORT, "会收回吗")
    assert first.lacking == ("每平方米租金多少",)


def test_an_answer_that_is_not_in_its_passage_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text(
        "# 沙溪县2016年工作总结 | 一、条件\n投入320万元。\nQ 投了多少 => 321万元\n", "utf-8"
    )
    with pytest.raises(ValueError, match=r"own\.txt.*321万元"):
        passages.load(tmp_path)


def test_examples_mark_all_runs_of_the_answer_in_their_window(own: list[passages.Passage]) -> None:
    drawn = PolicyExamples(own)
    made = [example for seed in range(8) for example in drawn.examples(random.Random(seed))]
    told = {
        "|".join(example.window.text[start:end] for start, end in example.runs)
        for example in made
        if example.answerable
    }
    assert "（一）转借、转租的；（二）连续六个月闲置的。" in {each.replace("|", "") for each in told}
    assert any(not example.answerable and "租金多少" in example.question for example in made)
    follows = [example.question for example in made if "空多久算" in example.question]
    assert follows and all(question.endswith("会收回吗 空多久算") for question in follows)


def test_pairs_hold_the_sentence_as_the_library_embeds_it(own: list[passages.Passage]) -> None:
    pairs = list(PolicyExamples(own).pairs(random.Random(0)))
    assert any(pair.positive == "第九条 租金由住房保障中心收取。" for pair in pairs)
    assert all(pair.positive not in pair.negatives and pair.negatives for pair in pairs)


def test_claims_stand_under_their_passages_with_the_words_that_are_not_borne_out(
    own: list[passages.Passage], tmp_path: Path
) -> None:
    found = claims.load()
    assert len(found) > 11_000 and {each.label for each in found} == set(claims.Label)
    assert len({(each.passage.file, each.passage.names, each.text) for each in found}) == len(found)
    path = tmp_path / "claims" / "own.txt"
    path.parent.mkdir()
    path.write_text(
        "@ own.txt\n# 沙溪县公共租赁住房办法2021 | 第三章 退出 > 第九条\n"
        "C[swap] {租客}把房租交给{房管所}。\nS[oral] 房子空上半年，县里就收走。\n",
        "utf-8",
    )
    wrong, right = claims.read_claims(path, tmp_path)
    assert (wrong.passage, wrong.text) == (own[0], "租客把房租交给房管所。")
    assert [wrong.text[start:end] for start, end in wrong.wrong] == ["租客", "房管所"]
    assert right.label is claims.Label.SUPPORTED and not right.wrong
    path.write_text("@ own.txt\n# 别的办法 | 第一条\nS[oral] 没有这一条。\n", "utf-8")
    with pytest.raises(ValueError, match=r"own\.txt:3: not a claim over a passage"):
        list(claims.read_claims(path, tmp_path))


def test_a_marked_message_tells_where_a_further_question_begins() -> None:
    assert not any(text.startswith(messages.MARK) for text in messages.load())
    message = boundaries.read("几号报名，在哪报，¦带什么？¦What does it cost?")
    assert [(place, begins) for place, begins in zip(message.places, message.begins, strict=True)] == [
        (5, 0.0), (9, 1.0), (13, 1.0), (18, 0.0), (23, 0.0), (26, 0.0)
    ]  # fmt: skip
    assert message.around[:2] == [(0, 9), (5, 13)]
    made = messages.joined(["几号报名？", "带什么？", "谁批？"], random.Random(0))
    assert [part.strip("？，,。；、 ?")[-3:] for part in made.split(messages.MARK)] == ["号报名", "带什么", "谁批"]


def test_the_program_finds_the_boundaries_that_the_network_was_trained_to_find(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same figures but for the eight bits of the table."""
    asked = [
        "学费几月交，¦能分期吗",
        "住校的孩子，一周能用几回手机",
        "Who signs, ¦and by when?",
        "評審費多少，¦誰出",
    ] * 40
    torch.manual_seed(0)
    network = boundaries.train(list(map(boundaries.read, asked)), random.Random(0))
    monkeypatch.setattr(found_boundaries, "FILE", tmp_path / "boundaries.safetensors")
    boundaries.save(network)
    found_boundaries._weights.cache_clear()
    try:
        for text in asked[:4]:
            with torch.no_grad():
                wanted = torch.sigmoid(network([boundaries.read(text)])).tolist()
            assert list(found_boundaries.likely(text.replace("¦", "")).values()) == pytest.approx(wanted, abs=0.02)
            assert [each > 0.5 for each in wanted] == [begins > 0.5 for begins in boundaries.read(text).begins]
    finally:
        found_boundaries._weights.cache_clear()


def test_a_pack_holds_each_text_once_with_tokens_of_its_own(model_folder: Path) -> None:
    tokenizer = Tokenizer.from_file(str(model_folder / TOKENIZER))
    pack = Pack(tokenizer)
    example = _example("投入多少资金", "320万元")
    pack.add_example(0, example)
    pack.add_example(0, replace(example, runs=()))
    pack.add_pair(0, Pair("投入多少", "投入320万元", ("别的",)))
    arrays = pack.arrays(read_source(find_source()))
    ends = np.cumsum(arrays["lengths"])
    assert len(arrays["examples"]) == 2 and arrays["examples"][0][1:4].tolist() == arrays["examples"][1][1:4].tolist()
    text = arrays["examples"][0][3]
    first, last = arrays["runs"][0]
    tokens = arrays["tokens"][ends[text] - arrays["lengths"][text] : ends[text]]
    rows = arrays["embeddings.word_embeddings.weight|scales"]
    assert tokens.max() < len(rows) < 200, "only the pieces that occur travel"
    assert "320" in tokenizer.decode(
        [tokenizer.encode(WINDOW.text, add_special_tokens=False).ids[n] for n in range(first, last + 1)]
    )


def test_another_year_is_one_that_the_window_does_not_speak_of() -> None:
    for seed in range(20):
        edited = edits.other_year("2016年投入多少资金", WINDOW, random.Random(seed))
        assert (
            edited and not edited.answerable and "2016" not in edited.question and "年投入多少资金" in edited.question
        )
    assert edits.other_year("投入多少资金", WINDOW, random.Random(0)) is None
    undated = replace(WINDOW, context="沙溪县工作总结")
    assert edits.other_year("2016年投入多少资金", undated, random.Random(0)) is None


def test_a_masked_figure_is_gone_and_all_else_stays() -> None:
    edited = edits.masked(_example("投入多少资金", "320万元"), random.Random(1))
    assert edited and not edited.answerable and "320" not in edited.window.text
    assert len(edited.window.text) == len(WINDOW.text) and edited.window.text.endswith("惠及11所小学。")
    assert edits.masked(_example("投入什么", "改造资金"), random.Random(1)) is None


def test_swapped_words_leave_the_answer_where_it_is() -> None:
    window = windows_around(["加强教师培训，提高教育质量，完善基础设施。"], [0], "")[0]
    at = window.text.index("提高教育质量")
    for seed in range(20):
        edited = edits.swapped(Example("目标", window, ((at, at + 6),)), random.Random(seed), 1.0)
        assert edited.window.text[at : at + 6] == "提高教育质量" and edited.window.text != window.text


def test_the_nearest_text_shares_the_rare_words() -> None:
    texts = ["全县小学14所", "投入校舍维修资金", "教师培训由发展中心负责"]
    assert Nearest(texts).best("校舍维修花了多少", 2)[0] == 1
    assert Nearest(texts).best("xyz", 2) == []


@needs_reading
def test_the_held_out_questions_are_those_committed_and_none_is_trained_on() -> None:
    from training import reading

    committed = json.loads(FILE.read_text("utf-8"))
    assert committed == held_out_ids(SHARED / "reading") and len(committed) > 2000
    texts, questions = reading.load(SHARED / "reading")
    trained = {question.id for question in reading.of_part(texts, questions, "training")}
    assert not trained & set(committed) and len(trained) > 4000
