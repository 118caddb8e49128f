"""The two public reading-comprehension sets under shared/reading, cut into sentences and split by article.

cmrc2018 (Simplified, CC BY-SA 4.0) and drcd (Traditional, CC BY-SA 3.0): questions whose answer is a run of a
Wikipedia passage. A third of the articles is held out: no passage of theirs is trained on. The split hangs on the
article's title alone; the ids of the held-out questions are in held_out.json.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.sentences import split_sentences
from rag.jsonl import read_rows
from rag.text import fold, grams, simplify

SETS = ("cmrc2018", "drcd")
Part = Literal["held out", "training"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: its sentences in order, each a slice of text."""

    id: str
    title: str
    text: str
    sentences: tuple[str, ...]
    part: Part


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its passage. ordinal: the sentence that answers; start:end: the answer in it."""

    id: str
    text: str
    passage: str
    answers: tuple[str, ...]
    ordinal: int
    start: int
    end: int


def part_of(title: str) -> Part:
    """Which part an article is in."""
    return "held out" if int(hashlib.sha256(simplify(title).encode()).hexdigest(), 16) % 300 < 100 else "training"


def load(folder: Path) -> tuple[dict[str, Passage], list[Question]]:
    """The passages by id and the questions of both sets under shared/reading. Of several sentences that hold the
    answer, the one that shares most with the question counts as the one that answers; questions with none are left
    out."""
    passages: dict[str, Passage] = {}
    questions: list[Question] = []
    for name in SETS:
        for row in read_rows(folder / name / "corpus.jsonl", ("id", "title", "text")):
            text = row["text"]
            sentences = tuple(text[start:end] for start, end in split_sentences(text, 0, len(text)))
            key = f"{name}/{row['id']}"
            passages[key] = Passage(key, row["title"], text, sentences, part_of(row["title"]))
        for row in read_rows(folder / name / "queries.jsonl", ("id", "question", "answers", "context_id")):
            key = f"{name}/{row['context_id']}"
            question = _locate(f"{name}/{row['id']}", row["question"], tuple(row["answers"]), passages[key])
            if question:
                questions.append(question)
    return passages, questions


def _locate(key: str, question: str, answers: tuple[str, ...], passage: Passage) -> Question | None:
    asked = set(grams(fold(question)))
    best: tuple[int, int, str] | None = None
    for ordinal, sentence in enumerate(passage.sentences):
        for answer in answers:
            if answer in sentence:
                shared = len(asked & set(grams(fold(sentence))))
                if best is None or shared > best[0]:
                    best = (shared, ordinal, answer)
    if best is None:
        return None
    _, ordinal, answer = best
    start = passage.sentences[ordinal].index(answer)
    return Question(key, question, passage.id, answers, ordinal, start, start + len(answer))


def of_part(passages: dict[str, Passage], questions: list[Question], part: Part) -> Iterator[Question]:
    """The questions whose passage is in a part."""
    return (question for question in questions if passages[question.passage].part == part)
