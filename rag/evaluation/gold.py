"""Gold files: anybody's questions with what is known of their answers, one JSON object a line.

An item has id, type, question, history ([{"role", "content"}]), answerable, doc ([file names]), evidence ([verbatim strings]),
answers ([any one suffices]), answers_all ([each needed, a string or a list of spellings]) and must_not; other keys are kept as they are.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.evaluation import report_words as words
from rag.jsonl import Row, numbered_rows

Item = Mapping[str, Any]
Span = tuple[str, int, int]

_LISTS = ("doc", "evidence", "answers", "must_not")


@dataclass(frozen=True, slots=True)
class Survey:
    """items: those that can be scored; remarks: a sentence on each of the others, and on what cannot be scored of an item."""

    items: list[Item]
    remarks: list[str]


def _fail(remark: str) -> None:
    raise ValueError(remark)


def read_gold(path: Path, tell: Callable[[str], None] = _fail) -> list[Item]:
    """The items of a gold file.

    What is missing is filled in: a type, an id made of the question, answerable as true. A line that is no item is told in one
    sentence and left out; by default telling raises ValueError. Raises ValueError, too, where nothing is left.
    """
    items: list[Item] = []
    known: set[str] = set()
    for number, row in numbered_rows(path):
        try:
            if isinstance(row, ValueError):
                raise row
            item = _item(row)
        except ValueError as error:
            tell(str(error) if error is row else words.BAD_LINE.format(line=number, reason=error))
            continue
        if item["id"] in known:
            again = _free(item["id"], known)
            if row.get("id"):
                tell(words.SAME_ID.format(line=number, id=item["id"], again=again))
            item["id"] = again
        known.add(item["id"])
        items.append(item)
    if not items:
        raise ValueError(words.NO_ITEMS.format(file=path.name))
    return items


def _free(identifier: str, known: Collection[str]) -> str:
    count = 2
    while f"{identifier}#{count}" in known:
        count += 1
    return f"{identifier}#{count}"


def _item(row: Row) -> dict[str, Any]:
    """A row as an item. Raises ValueError with what is wrong with it."""
    question = row.get("question")
    if not isinstance(question, str) or not question.strip():
        raise ValueError(words.NO_QUESTION)
    answerable = row.get("answerable", True)
    if not isinstance(answerable, bool):
        raise ValueError(words.NOT_BOOLEAN)
    item = {**row, "question": question, "answerable": answerable, "history": _history(row.get("history"))}
    for name in _LISTS:
        item[name] = _strings(name, row.get(name))
    item["answers_all"] = _alternatives(row.get("answers_all"))
    item["type"] = str(row.get("type") or words.NO_TYPE)
    item["id"] = str(row.get("id") or _made(item))
    return item


def _made(item: Item) -> str:
    """An id that stays the same while question and history do, wherever the line stands."""
    return "q" + hashlib.sha256(json.dumps([item["question"], item["history"]]).encode()).hexdigest()[:8]


def _history(value: object) -> list[dict[str, str]]:
    turns = value or []
    if not isinstance(turns, list) or not all(
        isinstance(turn, dict) and isinstance(turn.get("role"), str) and isinstance(turn.get("content"), str)
        for turn in turns
    ):
        raise ValueError(words.BAD_HISTORY)
    return turns


def _strings(name: str, value: object) -> list[str]:
    """A list of strings that may be given as one string or as nothing; numbers count as they are written."""
    values = [] if value is None else value if isinstance(value, list) else [value]
    if not all(isinstance(each, (str, int, float)) and not isinstance(each, bool) for each in values):
        raise ValueError(words.NO_STRINGS.format(name=name))
    return [str(each) for each in values if str(each).strip()]


def _alternatives(value: object) -> list[str | list[str]]:
    values = [] if value is None else value if isinstance(value, list) else [value]
    return [
        _strings("answers_all", each) if isinstance(each, list) else "".join(_strings("answers_all", each))
        for each in values
    ]


def evidence_spans(item: Item, sources: Mapping[str, str]) -> list[Span]:
    """Where the gold's evidence stands in its documents. sources: each document's text by its name."""
    spans: list[Span] = []
    for name in item["doc"]:
        text = sources.get(name, "")
        for quote in item["evidence"]:
            at = text.find(quote)
            while at >= 0:
                spans.append((name, at, at + len(quote)))
                at = text.find(quote, at + 1)
    return spans


def survey(items: Sequence[Item], sources: Mapping[str, str]) -> Survey:
    """Which items can be scored over these documents, and what cannot be scored."""
    kept: list[Item] = []
    remarks: list[str] = []
    for item in items:
        expected = bool(item["answers"] or item["answers_all"])
        if item["answerable"] and not expected and not item["evidence"]:
            remarks.append(words.INCOMPLETE.format(id=item["id"], question=item["question"]))
            continue
        remarks += _unfound(item, sources)
        if item["answerable"] and not expected and not evidence_spans(item, sources):
            remarks.append(words.LEFT_OUT.format(id=item["id"]))
            continue
        kept.append(item)
    return Survey(kept, remarks)


def _unfound(item: Item, sources: Mapping[str, str]) -> list[str]:
    """What an item names and the library lacks: documents, and evidence in those that are there."""
    there = [name for name in item["doc"] if name in sources]
    remarks = [words.UNKNOWN_DOCUMENT.format(id=item["id"], name=name) for name in item["doc"] if name not in sources]
    if item["evidence"] and not item["doc"]:
        remarks.append(words.NO_DOCUMENT.format(id=item["id"]))
    if there:
        remarks += [
            words.UNKNOWN_EVIDENCE.format(id=item["id"], quote=quote)
            for quote in item["evidence"]
            if not any(quote in sources[name] for name in there)
        ]
    return remarks
