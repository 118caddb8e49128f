"""Several questions answered in one message, each under its own line."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from rag.schema import Answer, Citation

_MARKER = re.compile(r"\[(\d+)\]")
_END = re.compile("[，,；;。？?！! ]+$")


def join(asks: Sequence[str], answers: Sequence[Answer], retrieved: int) -> Answer:
    """One answer of several, markers counted through; refused where all are. retrieved: how many of what was
    retrieved it reports."""
    lines: list[str] = []
    citations: list[Citation] = []
    for number, (ask, answer) in enumerate(zip(asks, answers, strict=True), 1):
        text = answer.text if answer.refused else _renumber(answer.text, len(citations))
        # What comes near a question that is not answered would read as an answer to the next.
        kept = text.split("\n")[:1] if answer.refused else [text]
        lines += [f"{number}. {_END.sub('', ask.strip())}", *kept]
        citations += answer.citations
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


def _renumber(text: str, shift: int) -> str:
    return _MARKER.sub(lambda found: f"[{int(found[1]) + shift}]", text)
