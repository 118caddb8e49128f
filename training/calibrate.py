"""Fit how rag.reading.weighing joins the rules and the trained reader: `python -m training.calibrate LIBRARY=GOLD.jsonl …`.

For every question that has to be read, each sentence that the reader was shown is a case: it overlaps the gold evidence or it does not. A logistic
regression over what rag.reading.weighing looks at gives the probability that a sentence answers. Prints the coefficients, and by five-fold cross-validation
over questions how often the best sentence is one that answers and the curve of wrong answers against wrong refusals.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rag.chain import Asked, Assistant
from rag.embedding import load_embeddings
from rag.library import Library
from rag.reader.model import TrainedReader
from rag.reading.read import Reader
from rag.reading.weighing import FEATURES, features
from rag.schema import Turn
from rag.settings import load_settings

_FOLDS = 5
_RIDGE = 1.0


@dataclass(frozen=True, slots=True)
class Case:
    """A question that was read. rows: (sentences, features); answers: whether each sentence answers; answerable: whether any document does."""

    rows: np.ndarray
    answers: np.ndarray
    answerable: bool


def cases(folder: Path, gold: Path, trained: TrainedReader) -> Iterator[Case]:
    """The questions of a gold file over a library that are answered by reading; those looked up or refused before are left out."""
    with Library.open(folder, load_embeddings(load_settings())) as library:
        assistant = Assistant(library)
        reader = Reader(library, trained)
        for line in gold.read_text("utf-8").splitlines():
            row = json.loads(line)
            turns = tuple(Turn(turn["role"], turn["content"]) for turn in row.get("history", ()))
            found = assistant.found(Asked(row["question"], turns))
            if found.answer or found.parts or not found.hits:
                continue
            spans = [] if not row["answerable"] else list(_evidence(library, row))
            read = [item for item in reader.weigh(found.query, found.hits) if item.marked is not None]
            answers = [
                any(
                    item.hit.source == source and item.hit.sentence.start < end and item.hit.sentence.end > start
                    for source, start, end in spans
                )
                for item in read
            ]
            yield Case(np.array([features(item) for item in read]), np.array(answers), row["answerable"])


def _evidence(library: Library, row: dict[str, object]) -> Iterator[tuple[str, int, int]]:
    sources = row.get("doc") or []
    for source in sources if isinstance(sources, list) else [sources]:
        text = library.document(source).text
        for quote in row.get("evidence", ()):
            at = text.find(quote)
            while at >= 0:
                yield source, at, at + len(quote)
                at = text.find(quote, at + 1)


def fit(cases: Sequence[Case], steps: int = 60) -> np.ndarray:
    """Coefficients by Newton's method, the constant last; every question weighs the same."""
    rows = np.vstack([case.rows for case in cases])
    rows = np.hstack([rows, np.ones((len(rows), 1))])
    answers = np.concatenate([case.answers for case in cases]).astype(float)
    weights = np.concatenate([np.full(len(case.rows), 16 / max(len(case.rows), 1)) for case in cases])
    found = np.zeros(rows.shape[1])
    ridge = _RIDGE * np.eye(len(found))
    ridge[-1, -1] = 0.0
    for _ in range(steps):
        chance = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (weights * (answers - chance)) - ridge @ found
        bend = (rows * (weights * chance * (1 - chance))[:, None]).T @ rows + ridge
        found += np.linalg.solve(bend, slope)
    return found


def _chances(case: Case, coefficients: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-(case.rows @ coefficients[:-1] + coefficients[-1])))


def report(every: Sequence[Case]) -> None:
    """Print the coefficients and the cross-validated curve."""
    print("coefficients", dict(zip((*FEATURES, "constant"), np.round(fit(every), 3).tolist(), strict=True)))
    best: list[tuple[float, bool, bool]] = []
    for fold in range(_FOLDS):
        found = fit([case for number, case in enumerate(every) if number % _FOLDS != fold])
        for case in every[fold::_FOLDS]:
            chances = _chances(case, found)
            top = int(np.argmax(chances))
            best.append((float(chances[top]), bool(case.answers[top]), case.answerable))
    answerable = [each for each in best if each[2]]
    absent = [each for each in best if not each[2]]
    print(f"{len(best)} questions; the best sentence answers: {np.mean([right for _, right, _ in answerable]):.1%}")
    print("refuse below | answered wrongly or not due | refused when due | refused wrongly")
    for floor in (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7):
        wrong = np.mean([chance >= floor and not right for chance, right, _ in best])
        due = np.mean([chance < floor for chance, _, _ in absent]) if absent else 0.0
        wrongly = np.mean([chance < floor for chance, _, _ in answerable])
        print(f"{floor:.2f} | {wrong:.1%} | {due:.1%} | {wrongly:.1%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", help="LIBRARY=GOLD.jsonl")
    parser.add_argument("--reader", type=Path, default=load_settings().reader_model)
    options = parser.parse_args()
    trained = TrainedReader(options.reader)
    every: list[Case] = []
    for pair in options.sets:
        folder, _, gold = pair.partition("=")
        every += cases(Path(folder), Path(gold), trained)
    report(every)


if __name__ == "__main__":
    main()
