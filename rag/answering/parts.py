"""Several questions answered in one message, each under its own line."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from rag.schema import Answer, Citation

_MARKER = re.compile(r"\[(\d+)\]")
_END = re.compile("[，,；;。？?！! ]+$")


def join(asks: Sequence[str], answers: Sequence[Answer], retrieved: int) -> Answer:
    """One answer of several, refused where all are. What is quoted for several questions is cited once, and what answers
    two alike, one after the other, is told once. retrieved: how many of what was retrieved it reports."""
    citations: list[Citation] = list(dict.fromkeys(each for answer in answers for each in answer.citations))
    told: list[tuple[str, str]] = []
    for ask, answer in zip(asks, answers, strict=True):
        # What comes near a question that is not answered would read as an answer to the next.
        text = answer.text.split("\n")[0] if answer.refused else _renumbered(answer, citations)
        before = told.pop()[0] if told and told[-1][1] == text else ""
        told.append((before + ask, text))
    if len(told) == 1:
        return answers[0]
    lines = [f"{number}. {_END.sub('', ask.strip())}\n{text}" for number, (ask, text) in enumerate(told, 1)]
    ranked = chain.from_iterable(zip_longest(*(answer.retrieved for answer in answers)))
    return replace(
        answers[0],
        text="\n".join(lines),
        refused=all(answer.refused for answer in answers),
        citations=tuple(citations),
        retrieved=tuple(dict.fromkeys(each for each in ranked if each))[:retrieved],
        understood="",
        score=min((answer.score for answer in answers if not answer.refused), default=0.0),
        note=" ".join(dict.fromkeys(answer.note for answer in answers if answer.note)),
        nearby=(),
        near=(),
        offers=(),
        alone="",
    )


def _renumbered(answer: Answer, citations: Sequence[Citation]) -> str:
    """The text of an answer with the markers of these citations, which hold its own."""
    return _MARKER.sub(lambda found: f"[{citations.index(answer.citations[int(found[1]) - 1]) + 1}]", answer.text)
