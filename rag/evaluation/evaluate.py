"""Evaluation: questions with known answers, asked and scored."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.chain import Assistant
from rag.evaluation.gold import Item, read_gold, survey
from rag.evaluation.outcome import Outcome, score
from rag.evaluation.rows import turns
from rag.library import Library
from rag.schema import Answer

__all__ = ["Tally", "evaluate", "read_gold", "source_texts"]

FIGURES = ("right", "grounded", "precision", "verbatim", "refused", "wrongly", "top1", "top5", "top10")


@dataclass(frozen=True, slots=True)
class Tally:
    """Items with their answers and outcomes, in the order of the gold file."""

    outcomes: list[Outcome]
    items: list[Item]
    answers: list[Answer]

    @property
    def figures(self) -> dict[str, tuple[int, int]]:
        """Each of FIGURES as (hits, of how many)."""
        return figures(self.outcomes)

    @property
    def misses(self) -> list[tuple[Item, Outcome]]:
        """The items that fell short."""
        pairs = zip(self.items, self.outcomes, strict=True)
        return [(item, outcome) for item, outcome in pairs if outcome.fault]


def figures(outcomes: Sequence[Outcome]) -> dict[str, tuple[int, int]]:
    """Each of FIGURES over outcomes as (hits, of how many). Questions without known evidence do not count where it is needed."""
    hits: Counter[str] = Counter()
    of: Counter[str] = Counter()

    def count(name: str, hit: int, total: int = 1) -> None:
        hits[name] += hit
        of[name] += total

    for each in outcomes:
        count("verbatim", each.verbatim, each.citations)
        if not each.answerable:
            count("refused", each.good)
            continue
        count("right", each.good)
        count("wrongly", each.refused)
        if each.grounded is not None:
            count("grounded", each.grounded)
        if each.borne is not None:
            count("precision", each.borne, each.citations)
        if each.rank is not None:
            for top in (1, 5, 10):
                count(f"top{top}", 0 < each.rank <= top)
    return {name: (hits[name], of[name]) for name in FIGURES}


def by_type(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """The outcomes of each type of question, types in alphabetical order."""
    kinds: dict[str, list[Outcome]] = {name: [] for name in sorted({each.type for each in outcomes})}
    for each in outcomes:
        kinds[each.type].append(each)
    return kinds


def percentile(outcomes: Sequence[Outcome], share: float) -> float:
    """The milliseconds within which that share of the questions was answered (nearest rank)."""
    times = sorted(each.ms for each in outcomes)
    return times[max(0, math.ceil(share * len(times)) - 1)] if times else 0.0


def source_texts(library: Library) -> dict[str, str]:
    """The source text of every document by its name."""
    return {summary.source: library.document(summary.source).text for summary in library.summaries()}


def evaluate(assistant: Assistant, items: Sequence[Item], sources: Mapping[str, str] | None = None) -> Tally:
    """The outcome of each gold item that can be scored. sources: source_texts of the library, where they are at hand."""
    sources = source_texts(assistant.library) if sources is None else sources
    kept = survey(items, sources).items
    answers = [assistant.ask(item["question"], turns(item["history"])) for item in kept]
    outcomes = [score(item, answer, sources) for item, answer in zip(kept, answers, strict=True)]
    return Tally(outcomes, kept, answers)
