"""The trained reader: what it is shown, what it answers, and that its graph is the network that was trained."""

from pathlib import Path

import numpy as np
import pytest

from rag.model.layers import load_layers, save_layers
from rag.reader.encode import LENGTH, Encoder
from rag.reader.model import TrainedReader, Unit
from rag.reader.spans import best_spans
from rag.reader.weights import FILE
from rag.reader.window import LONGEST, make_context, windows_around

SENTENCES = (
    "全县现有小学14所，在校学生6230人。",
    "2022年投入校舍维修资金1860万元，改造运动场5块。",
    "教师发展中心负责骨干教师的选拔和培训。",
    "初中体育教师缺额较大，结构有待優化。",
)


def test_each_part_of_a_window_is_its_sentence_in_simplified_characters() -> None:
    window, *others = windows_around(SENTENCES, [1], make_context(("清源县2022年工作总结", "一、办学条件")))
    assert not others
    assert window.context == "清源县2022年工作总结 一、办学条件"
    assert [window.text[start:end] for _, start, end, _ in window.parts] == [
        *SENTENCES[:3],
        SENTENCES[3].replace("優", "优"),
    ]


def test_sentences_that_fit_together_share_a_window_and_others_do_not() -> None:
    long = [
        f"第{number}项工作由各学校按年初计划组织实施，" + "逐校落实责任并按月报送进度，" * 5 + "年底验收。"
        for number in range(6)
    ]
    windows = windows_around(long, [0, 1, 5], "")
    shown = [{part[0] for part in window.parts} for window in windows]
    assert {0, 1} <= shown[0] and 5 in shown[-1] and all(len(window.text) <= LONGEST for window in windows)
    assert sum(map(len, shown)) == len(set.union(*shown)), "no sentence is read twice"


def test_a_sentence_longer_than_a_window_is_read_in_pieces() -> None:
    sentence = "各校要" + "、".join(f"落实第{number}条措施" for number in range(60)) + "。"
    pieces = [(part, window.text) for window in windows_around([sentence], [0], "") for part in window.parts]
    assert all(len(text) <= LONGEST for _, text in pieces)
    assert "".join(text for _, text in pieces) == sentence
    assert all(sentence[offset : offset + len(text)] == text for (_, _, _, offset), text in pieces)


def test_a_span_stays_within_its_sentence_and_knows_its_place() -> None:
    offsets = [(0, 2), (2, 4), (4, 6), (6, 8)]
    start = np.array([0.0, -9, 5.0, 1.0, 0.0, 4.0], np.float32)
    end = np.array([1.0, -9, 0.0, 2.0, 6.0, 3.0], np.float32)
    tags = np.array([0.0, 0.0, -5.0, -5.0, 5.0, -5.0], np.float32)
    first, second = best_spans(np.stack([start, end, tags], axis=1), 2, offsets, [(7, 0, 4, 0), (8, 4, 8, 30)])
    assert (first.ordinal, first.start, first.end, first.score) == (7, 0, 4, 6.0)
    # The best end lies in the first half of the second sentence, before its best start.
    assert (second.ordinal, second.start, second.end, second.score) == (8, 32, 34, 6.0)
    assert first.share == 0 and first.belongs < 0.01, "none of its tokens belongs to the answer"
    assert second.share == 0.5 and second.belongs > 0.99


def _told(trained: TrainedReader, question: str) -> tuple[float, str, int]:
    """Logit of the best sentence, the words marked in it, its number."""
    (window,) = windows_around(SENTENCES, [0], make_context(("清源县2022年工作总结", "一、办学条件")))
    (marked,) = trained.mark(question, [window])
    best = max(marked.spans, key=lambda span: span.score)
    return (marked.answerable + best.score) / 2, SENTENCES[best.ordinal][best.start : best.end], best.ordinal


@pytest.mark.parametrize(
    ("question", "words", "ordinal"),
    [
        ("全县有多少所小学？", "14所", 0),
        ("修校舍花了多少錢", "1860万元", 1),
        ("谁负责骨干教师的选拔", "教师发展中心", 2),
    ],
)
def test_it_marks_the_words_that_answer(trained: TrainedReader, question: str, words: str, ordinal: int) -> None:
    _, told, at = _told(trained, question)
    assert at == ordinal and words in told and len(told) <= len(words) + 6


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("全县有多少所小学？", Unit.SHORT),
        ("修校舍花了多少钱", Unit.SHORT),
        ("申请公租房要满足哪些条件", Unit.WHOLE),
        ("转学手续怎么办？", Unit.WHOLE),
    ],
)
def test_it_tells_what_would_answer(trained: TrainedReader, question: str, unit: Unit) -> None:
    (window,) = windows_around(SENTENCES, [0], make_context(("清源县2022年工作总结", "一、办学条件")))
    (marked,) = trained.mark(question, [window])
    assert marked.unit is unit


def test_a_long_title_keeps_its_place_and_its_matter() -> None:
    title = "临江市人力资源和社会保障局临江市财政局临江市教育局关于印发临江市高校毕业生就业见习基地管理办法的通知"
    context = make_context((title, "第三章 见习待遇", "第十二条"))
    assert context.startswith("临江市人力资源") and "见习基地管理办法的通知 第三章 见习待遇 第十二条" in context


def test_what_a_passage_does_not_say_ranks_below_what_it_says(trained: TrainedReader) -> None:
    said = [
        _told(trained, question)[0] for question in ("全县有多少所小学？", "校舍维修投入多少资金？", "改造了几块运动场")
    ]
    unsaid = [
        _told(trained, question)[0]
        for question in (
            "全县有多少所高中？",
            "校舍维修是哪家公司做的？",
            "运动场改造花了多少钱",
            "教师发展中心主任叫什么名字",
        )
    ]
    assert min(said) > max(unsaid)


def test_a_question_or_window_of_any_length_can_be_read(trained: TrainedReader) -> None:
    (window,) = windows_around(["县" * LONGEST], [0], "县" * 80)
    assert len(trained.mark("多少" * 400, [window])) == 1
    encoder: Encoder = trained._encoder
    assert len(encoder.encode(encoder.question("多少" * 400), window).ids) <= LENGTH
    assert trained.mark("", [window]) and trained.mark("？", []) == []


def test_weights_come_back_as_they_were_written(tmp_path: Path) -> None:
    tensors = load_layers(FILE)
    save_layers(tensors, tmp_path / "again.safetensors")
    again = load_layers(tmp_path / "again.safetensors")
    assert tensors.keys() == again.keys()
    assert all(np.allclose(tensors[name], again[name], rtol=1e-5, atol=1e-7) for name in tensors)
