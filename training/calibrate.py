"""Fit the policy's coefficients, those that rank passages and those that say whether the first one answers:
`python -m training.calibrate LIBRARY=GOLD.jsonl [LIBRARY=GOLD.jsonl …] [--only dev]`.

Each passage read for a question is an example: it answers where it overlaps the question's evidence. Rows of a part
other than --only are left out, so that blind ones are not learnt from. Prints the coefficients, and at which floor
how many questions are refused, when due and wrongly.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rag.assistant import open_assistant
from rag.chain import Asked, Assistant
from rag.evaluation.rows import turns
from rag.jsonl import read_rows
from rag.judge.judge import Judged
from rag.library import Library
from rag.settings import load_settings
from rag.text import fold

_FLOORS = (0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
_RIDGE = 1e-3


@dataclass(frozen=True, slots=True)
class Seen:
    """A question as read. features: (passages, features); answers: which of them do."""

    answerable: bool
    features: np.ndarray
    answers: np.ndarray


def evidence_spans(library: Library, row: dict[str, Any]) -> list[tuple[str, int, int]]:
    """Where the evidence of a gold row stands in the library's texts, white space and the like aside."""
    named = row.get("doc") or []
    found = []
    for source in [named] if isinstance(named, str) else named:
        try:
            text = library.document(source).text
        except KeyError:
            continue
        places = [n for n, char in enumerate(text) for _ in fold(char)]
        plain = fold(text)
        for evidence in row.get("evidence", []):
            wanted = fold(evidence)
            at = plain.find(wanted)
            while wanted and at >= 0:
                found.append((source, places[at], places[at + len(wanted) - 1] + 1))
                at = plain.find(wanted, at + 1)
    return found


def _answers(judged: Judged, spans: Sequence[tuple[str, int, int]]) -> bool:
    sentences = judged.passage.section.sentences
    shown = [sentences[part[0]] for part in judged.passage.window.parts]
    return any(
        judged.source == source and sentence.start < end and sentence.end > start
        for source, start, end in spans
        for sentence in shown
    )


def read_all(assistant: Assistant, rows: Sequence[dict[str, Any]]) -> list[Seen]:
    """The rows' questions as read; those that are answered without reading are left out."""
    seen = []
    for row in rows:
        found = assistant.found(Asked(row["question"], turns(row.get("history"))))
        if found.answer or found.parts:
            continue
        judged = assistant.reader.judged(found.query, found.hits, found.naming, assistant.catalogue)
        spans = evidence_spans(assistant.library, row)
        answers = np.array([_answers(each, spans) for each in judged], float)
        values = np.array([each.features.values() for each in judged])
        if len(answers):
            seen.append(Seen(row.get("answerable", True), values, answers))
    return seen


def fit(seen: Sequence[Seen]) -> np.ndarray:
    """Coefficients of a logistic regression by Newton's method, the constant last."""
    features = np.concatenate([each.features for each in seen])
    truth = np.concatenate([each.answers for each in seen])
    middle, spread = features.mean(axis=0), features.std(axis=0)
    rows = np.column_stack([(features - middle) / spread, np.ones(len(features))])
    weights = np.zeros(rows.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (truth - chance) - _RIDGE * len(rows) * weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + _RIDGE * len(rows) * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    scaled = weights[:-1] / spread
    return np.append(scaled, weights[-1] - scaled @ middle)


def _chance(features: np.ndarray, coefficients: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-(features @ coefficients[:-1] + coefficients[-1])))


def firsts(seen: Sequence[Seen], ranking: np.ndarray) -> list[Seen]:
    """Of each question the passage that ranks first."""
    found = []
    for each in seen:
        best = [int(_chance(each.features, ranking).argmax())]
        found.append(Seen(each.answerable, each.features[best], each.answers[best]))
    return found


def report(seen: Sequence[Seen], coefficients: np.ndarray) -> None:
    """Prints how often the first passage answers and what floors refuse. seen: with their first passages alone."""
    scores = np.array([_chance(each.features, coefficients)[0] for each in seen])
    due = np.array([not each.answerable for each in seen])
    first = np.array([each.answers[0] for each in seen])
    print(f"{len(seen)} questions; evidence first {np.mean(first[~due]):.1%}")
    for floor in _FLOORS:
        print(
            f"  below {floor:.2f}: refused when due {np.mean(scores[due] < floor):.1%}, wrongly {np.mean(scores[~due] < floor):.1%}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", metavar="LIBRARY=GOLD.jsonl", nargs="+")
    parser.add_argument("--only", default="dev", help="part that may be read, where rows have one")
    options = parser.parse_args()
    sets: dict[str, list[Seen]] = {}
    for pair in options.pairs:
        folder, _, gold = pair.partition("=")
        assistant = open_assistant(load_settings().model_copy(update={"library": Path(folder)}))
        rows = read_rows(Path(gold), ["question"])
        with assistant.library:
            sets[gold] = read_all(assistant, [row for row in rows if row.get("part", options.only) == options.only])
    seen = [each for found in sets.values() for each in found]
    ranking = fit(seen)
    answering = fit(firsts(seen, ranking))
    for name, coefficients in (("_RANKING", ranking), ("_ANSWERING", answering)):
        print(name, "= (" + ", ".join(f"{value:.2f}" for value in coefficients) + ")")
    for gold, found in sets.items():
        print(gold)
        report(firsts(found, ranking), answering)


if __name__ == "__main__":
    main()
