"""What people thought of answers: verdicts, kept beside the library, one JSON object a line, only ever added to.

A verdict is given again by a line with the same id; the last one holds. Nothing in a line says who gave it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from rag import journal, messages
from rag.schema import Citation, Turn

_FILE = "feedback.jsonl"
# Bytes of a row, and of all of them.
LARGEST_ROW = 100_000
LARGEST_FILE = 20_000_000


class Complaint(StrEnum):
    """What was wrong with an answer, as the person chose it."""

    OFF = "答非所问"
    MISSED = "文件里有却没找到"
    MISQUOTED = "引文不对"
    NOT_THERE = "文件里没有"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer as it was given and what somebody thought of it. "none": a verdict that was taken back.

    time: UTC, ISO 8601; library: the library's digest (Library.digest) at that time.
    """

    id: str
    time: str
    verdict: Literal["up", "down", "none"]
    question: str
    history: tuple[Turn, ...]
    answer: str
    refused: bool
    citations: tuple[Citation, ...]
    library: str
    complaint: Complaint | None = None
    note: str = ""


_VERDICT = TypeAdapter(Verdict)


def keep_verdict(folder: Path, verdict: Verdict) -> None:
    """Add a verdict to those of the library in a folder; safe with several processes. The oldest turns of a conversation too
    long for a row are left out. Raises OSError, also where there is no room for more."""
    path, row = folder / _FILE, _VERDICT.dump_json(verdict)
    while len(row) > LARGEST_ROW and verdict.history:
        verdict = replace(verdict, history=verdict.history[(len(verdict.history) + 1) // 2 :])
        row = _VERDICT.dump_json(verdict)
    if len(row) > LARGEST_ROW:
        raise OSError(messages.LONG_VERDICT.format(bytes=LARGEST_ROW))
    if path.exists() and path.stat().st_size + len(row) > LARGEST_FILE:
        raise OSError(messages.MANY_VERDICTS.format(file=path, bytes=LARGEST_FILE))
    journal.append(path, row)


def read_verdicts(folder: Path) -> list[Verdict]:
    """The verdicts that hold, in the order in which they were first given; half a line is passed over. Raises OSError."""
    return list(_last(folder / _FILE).values())


def _last(path: Path) -> dict[str, Verdict]:
    found: dict[str, Verdict] = {}
    for verdict in _every(path):
        found[verdict.id] = verdict
    return {key: verdict for key, verdict in found.items() if verdict.verdict != "none"}


def _every(path: Path) -> Iterator[Verdict]:
    for line in journal.lines(path):
        try:
            yield _VERDICT.validate_json(line)
        except ValidationError:
            continue


def as_gold(verdict: Verdict) -> dict[str, Any]:
    """A verdict as a row of a gold file (rag.evaluation.gold).

    A liked answer is its own gold: its citations are the evidence, a refusal is due. Of a disliked one only the question is
    known, unless the person said that the documents do not hold the answer; the rest is for somebody to fill in.
    """
    liked = verdict.verdict == "up"
    row: dict[str, Any] = {
        "id": f"feedback-{verdict.id}",
        "type": "feedback",
        "question": verdict.question,
        "history": [{"role": turn.role, "content": turn.content} for turn in verdict.history],
        "answerable": not verdict.refused if liked else verdict.complaint is not Complaint.NOT_THERE,
    }
    if liked and verdict.citations:
        row["doc"] = list(dict.fromkeys(citation.source for citation in verdict.citations))
        row["evidence"] = list(dict.fromkeys(citation.quote for citation in verdict.citations))
    row |= {"given": verdict.answer, "verdict": verdict.verdict}
    if not liked:
        row |= {"complaint": verdict.complaint, "note": verdict.note}
    return row
