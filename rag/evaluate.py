"""Evaluation: questions with known answers, asked and scored."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rag.chain import Assistant
from rag.jsonl import read_rows
from rag.schema import Answer, Turn
from rag.scoring import Item, evidence_spans, is_right, overlaps, rank


@dataclass(slots=True)
class Tally:
    """Counts over a gold file: each figure as [hits, of how many]."""

    figures: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    types: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    misses: list[tuple[Item, Answer, str]] = field(default_factory=list)

    def count(self, name: str, hit: bool, of: int = 1) -> None:
        self.figures[name][0] += hit
        self.figures[name][1] += of


FIGURES = {
    "right": "right answers",
    "grounded": "grounded answers",
    "precision": "citation precision",
    "verbatim": "verbatim citations",
    "refused": "refused when due",
    "wrongly": "refused wrongly",
    "top1": "evidence in top 1",
    "top5": "evidence in top 5",
    "top10": "evidence in top 10",
}


def read_gold(path: Path) -> list[Item]:
    """The items of a gold file. Raises ValueError, naming the line, where one is not as it should be."""
    return list(read_rows(path, ["question", "answerable"]))


def turns(history: Sequence[dict[str, str]] | None) -> tuple[Turn, ...]:
    """A gold item's history as turns."""
    return tuple(Turn("user" if turn["role"] == "user" else "assistant", turn["content"]) for turn in history or ())


def _score(item: Item, answer: Answer, sources: dict[str, str], tally: Tally) -> None:
    kind = tally.types[item.get("type", "")]
    kind[1] += 1
    for citation in answer.citations:
        tally.count(
            "verbatim",
            sources.get(citation.source, "")[citation.start : citation.end] == citation.quote and bool(citation.quote),
        )
    if not item["answerable"]:
        good = answer.refused and is_right(answer.text, {"must_not": item.get("must_not")})[0]
        tally.count("refused", good)
        kind[0] += good
        if not good:
            tally.misses.append((item, answer, "answered"))
        return
    spans = evidence_spans(item, sources)
    named = {name for name, _, _ in spans}
    hit = {
        name
        for name in named
        if any(overlaps(citation, [span for span in spans if span[0] == name]) for citation in answer.citations)
    }
    whole = hit == named or (bool(item.get("any_doc")) and bool(hit))
    by_citation = not item.get("answers") and not item.get("answers_all")
    right, why = (whole, "the evidence is not cited") if by_citation else is_right(answer.text, item)
    if answer.refused:
        right, why = False, "refused"
    exact = not item.get("docs_exact") or {citation.source for citation in answer.citations} == named
    tally.count("wrongly", answer.refused)
    tally.count("right", right)
    tally.count("grounded", right and whole and exact)
    kind[0] += right
    for citation in answer.citations:
        tally.count("precision", overlaps(citation, spans))
    if spans and answer.retrieved:
        place = rank(answer.retrieved, spans)
        for top in (1, 5, 10):
            tally.count(f"top{top}", 0 < place <= top)
    if not (right and whole and exact):
        tally.misses.append((item, answer, why if not right else "right, but the evidence is not cited"))


def evaluate(assistant: Assistant, items: Sequence[Item]) -> Tally:
    """The figures of an assistant over gold items."""
    sources = {
        summary.source: assistant.library.document(summary.source).text for summary in assistant.library.summaries()
    }
    tally = Tally()
    for item in items:
        answer = assistant.ask(item["question"], turns(item.get("history")))
        _score(item, answer, sources, tally)
    return tally


def report(tally: Tally) -> Iterator[str]:
    """The figures, a line each."""
    for name, label in FIGURES.items():
        hits, of = tally.figures[name]
        yield f"{label:20s}" + (f"{100 * hits / of:5.1f}% ({hits}/{of})" if of else "  n/a")
    for kind, (hits, of) in sorted(tally.types.items()):
        yield f"  {kind:20s}{100 * hits / of:5.1f}% ({hits}/{of})"
