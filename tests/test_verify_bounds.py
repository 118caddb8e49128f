"""What a claim may cost and what is none: the work grows with a claim's length and ends, a question states nothing."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from rag.chain import Assistant
from rag.verifying.empty import is_empty
from rag.verifying.split import split_claims
from rag.verifying.telling import absence_of
from rag.verifying.verdict import LONGEST, Absence, Label
from rag.verifying.verifier import Verifier
from rag.verifying.words import CHINESE, ENGLISH


@pytest.fixture(scope="module")
def verifier(samples: Assistant) -> Verifier:
    return Verifier(samples)


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of rag.verifying a piece of work runs."""
    count = 0

    def within(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return within

    def entered(frame: FrameType, event: str, arg: Any) -> Any:
        return within if "/rag/verifying/" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("word", ["不", "学校应当", "5%、"])
def test_the_work_on_a_claim_grows_with_its_length(verifier: Verifier, word: str) -> None:
    verifier.verify("预热")
    short, long = (word * (length // len(word)) for length in (LONGEST // 4, LONGEST))
    few = lines_run(lambda: verifier.verify(short))
    assert lines_run(lambda: verifier.verify(long)) <= max(8 * few, 100_000)


def test_a_claim_that_is_too_long_is_told_and_the_others_are_verified(
    verifier: Verifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    search = verifier.assistant.library.search_dense
    monkeypatch.setattr(
        type(verifier.assistant.library),
        "search_dense",
        lambda library, query, *rest: asked.append(query) or search(query, *rest),
    )
    long = "不" * (LONGEST + 1)
    verdicts = list(verifier.verify_all(f"今年新建幼儿园六所。{long}。今年新建小学六所。"))
    assert [verdict.absence is Absence.TOO_LONG for verdict in verdicts] == [False, True, False]
    assert asked and not any("不不" in query for query in asked)
    for words in (CHINESE, ENGLISH):
        assert str(LONGEST) in absence_of(verdicts[1], words)
    assert verifier.verify(long).absence is Absence.TOO_LONG


def test_nothing_is_verified_before_it_is_asked_for(verifier: Verifier, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[object] = []
    known = Verifier._verdict
    monkeypatch.setattr(Verifier, "_verdict", lambda self, *given: done.append(given) or known(self, *given))
    verdicts = verifier.verify_all("今年新建幼儿园六所。" * 50)
    next(verdicts)
    next(verdicts)
    verdicts.close()
    assert len(done) == 2


@pytest.mark.parametrize("part", ["我就", "就", "我代表", "值此之际", "受委托", "我就，", "受的委托"])
def test_words_that_open_a_speech_over_and_over_are_read_at_once(part: str) -> None:
    is_empty(part * 500)
    assert split_claims(part * 500)


@pytest.mark.parametrize(
    "text",
    [
        "首先，我代表县教育局，向大家表示衷心的感谢",
        "值此新春之际，我代表县委向同志们致以节日的问候",
        "受县政府委托，我就教育工作作如下报告",
        "下面，我就今年的工作讲三点意见",
        "最后，就安全工作，我强调几点要求",
    ],
)
def test_what_opens_a_speech_still_claims_nothing(text: str) -> None:
    assert is_empty(text)


@pytest.mark.parametrize(
    "text", ["第九十九条说什么？", "？？", "……", "！", "《义务教育法》第三条规定什么？", "有几所？在哪里？"]
)
def test_a_question_or_nothing_is_no_claim(verifier: Verifier, text: str) -> None:
    verdict = verifier.verify(text)
    assert (verdict.label, verdict.absence, verdict.passages) == (Label.NOT_FOUND, Absence.NO_CLAIM, ())
    assert "没有可以核对的话" in absence_of(verdict, CHINESE)
    assert list(verifier.verify_all(text)) == []


def test_a_question_and_its_answer_are_a_claim(verifier: Verifier) -> None:
    assert verifier.verify("新建几所？今年新建幼儿园六所。").absence is not Absence.NO_CLAIM
