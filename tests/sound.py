"""What holds of every answer, and conversations as their turns."""

import re

from rag.chain import Assistant
from rag.schema import Answer, Turn

_PLAIN, _LONG = 400, 1000  # characters of an answer to a plain question, and to one for a list or a comparison


def assert_sound(assistant: Assistant, answer: Answer, long: bool = False) -> None:
    """Quotations are slices, markers point at citations, refusals list no sources, answers are no longer than they may be."""
    for citation in (*answer.citations, *answer.retrieved):
        assert assistant.library.document(citation.source).text[citation.start : citation.end] == citation.quote
    markers = {number for number in range(1, 40) if f"[{number}]" in answer.text}
    assert markers == set(range(1, len(answer.citations) + 1))
    assert answer.refused == (not answer.citations)
    assert len(answer.retrieved) <= 10
    assert len(re.sub(r"\[\d+\]|\s", "", answer.text)) <= (_LONG if long else _PLAIN)


def converse(assistant: Assistant, *questions: str, long: bool = False) -> list[Answer]:
    """The answers to questions asked one after another."""
    history: list[Turn] = []
    answers = []
    for question in questions:
        answers.append(assistant.ask(question, history))
        assert_sound(assistant, answers[-1], long)
        history += [Turn("user", question), Turn("assistant", answers[-1].text)]
    return answers
