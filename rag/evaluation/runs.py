"""Runs of an evaluation on disk, and two of them compared item by item.

A line is a row of `rag ask --batch` (rag.evaluation.rows) with type, question, answerable and, under "scored", the rest of the outcome.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

from pydantic import TypeAdapter, ValidationError

from rag.evaluation import report_words as words
from rag.evaluation.evaluate import Tally
from rag.evaluation.outcome import Outcome
from rag.evaluation.rows import as_row
from rag.jsonl import read_rows

_OUTCOME = TypeAdapter(Outcome)
_PLAIN = ("id", "type", "question", "answerable", "answer", "refused", "ms")
_SHOWN = 5  # ids that a refusal to compare names


@dataclass(frozen=True, slots=True)
class Comparison:
    """Pairs of outcomes, earlier and later: gained and lost, and changed where both fall short."""

    gained: list[tuple[Outcome, Outcome]]
    lost: list[tuple[Outcome, Outcome]]
    changed: list[tuple[Outcome, Outcome]]


def write_run(tally: Tally, out: TextIO) -> None:
    """Every answer with its outcome, a line each."""
    for outcome, answer in zip(tally.outcomes, tally.answers, strict=True):
        scored = {name: value for name, value in asdict(outcome).items() if name not in (*_PLAIN, "citations")}
        known = {"type": outcome.type, "question": outcome.question, "answerable": outcome.answerable}
        out.write(json.dumps({**as_row(answer, outcome.id), **known, "scored": scored}, ensure_ascii=False) + "\n")


def read_run(path: Path) -> list[Outcome]:
    """The outcomes of a run. Raises ValueError where the file holds none."""
    return [_outcome(row, path) for row in read_rows(path, ["id", "answer"])]


def _outcome(row: dict[str, Any], path: Path) -> Outcome:
    try:
        plain = {name: row[name] for name in _PLAIN}
        return _OUTCOME.validate_python({**row["scored"], **plain, "citations": len(row["citations"])})
    except (KeyError, TypeError, ValidationError):
        raise ValueError(words.NO_RUN.format(file=path.name)) from None


def check_same(earlier: Sequence[Outcome], questions: dict[str, str]) -> None:
    """Raises ValueError unless a run is of these questions, given by their ids."""
    ran = {each.id: each.question for each in earlier}
    if extra := [key for key in ran if key not in questions]:
        raise ValueError(words.OTHER_GOLD.format(ids=_named(extra), count=len(extra)))
    if lacking := [key for key in questions if key not in ran]:
        raise ValueError(words.LACKS_ITEMS.format(ids=_named(lacking), count=len(lacking)))
    if other := [key for key in questions if questions[key] != ran[key]]:
        raise ValueError(words.OTHER_QUESTIONS.format(ids=_named(other), count=len(other)))


def _named(ids: Collection[str]) -> str:
    return "、".join(list(ids)[:_SHOWN]) + ("……" if len(ids) > _SHOWN else "")


def compare(earlier: Sequence[Outcome], later: Sequence[Outcome]) -> Comparison:
    """Two runs of the same questions. An item is won when it has no fault: right and grounded, or refused as due."""
    before = {each.id: each for each in earlier}
    pairs = [(before[each.id], each) for each in later]
    return Comparison(
        gained=[(old, new) for old, new in pairs if old.fault and not new.fault],
        lost=[(old, new) for old, new in pairs if new.fault and not old.fault],
        changed=[
            (old, new) for old, new in pairs if old.fault and new.fault and (old.answer, old.fault) != (new.answer, new.fault)
        ],
    )  # fmt: skip
