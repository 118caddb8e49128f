"""Questions and answers as rows of JSON: the machine interface of `rag ask`."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rag.chain import Assistant
from rag.jsonl import read_rows
from rag.schema import Answer, Citation, Turn


def read_questions(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of questions. Raises ValueError, naming the line, where one is not as it should be."""
    return read_rows(path, ["question"])


def turns(history: Sequence[Mapping[str, str]] | None) -> tuple[Turn, ...]:
    """A row's history as turns."""
    return tuple(Turn("user" if turn["role"] == "user" else "assistant", turn["content"]) for turn in history or ())


def as_row(answer: Answer, identifier: str | None = None) -> dict[str, Any]:
    """An answer as a row."""
    row: dict[str, Any] = {} if identifier is None else {"id": identifier}
    row["answer"] = answer.text
    row["refused"] = answer.refused
    row["citations"] = [citation_row(each) for each in answer.citations]
    row["retrieved"] = [citation_row(each) for each in answer.retrieved[:10]]
    row["ms"] = answer.ms
    return row


def citation_row(citation: Citation) -> dict[str, Any]:
    """A citation as part of a row."""
    return {
        "source": citation.source,
        "section": list(citation.section),
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
    }


def answer_row(row: dict[str, Any], assistant: Assistant) -> dict[str, Any]:
    """The answer to a row of a file of questions."""
    return as_row(assistant.ask(row["question"], turns(row.get("history"))), row.get("id", ""))


def as_text(answer: Answer) -> Iterator[str]:
    """An answer for a terminal: its text, its note, its citations."""
    yield answer.text
    if answer.note:
        yield answer.note
    for number, citation in enumerate(answer.citations, 1):
        yield f"[{number}] {citation.source} {citation.start}:{citation.end} " + " > ".join(citation.section)
