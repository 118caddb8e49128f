"""Claims and verdicts as rows of JSON: the machine interface of `rag verify`; and a verdict for a terminal."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rag.evaluation.rows import citation_row
from rag.jsonl import read_rows
from rag.verifying.telling import absence_of, difference_of, differences_of, label_of, manner_of
from rag.verifying.verdict import Passage, Verdict
from rag.verifying.words import Words


def read_claims(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of claims. Raises ValueError, naming the line, where one is not as it should be."""
    rows = read_rows(path, ["claim"])
    for row in rows:
        row["claim"] = str(row["claim"])
    return rows


def as_row(verdict: Verdict, identifier: object = None) -> dict[str, Any]:
    """A verdict as a row: {"id", "verdict", "differences", "citations", "ms"}; no "id" where there is none."""
    row: dict[str, Any] = {} if identifier is None else {"id": identifier}
    row["verdict"] = verdict.label.value
    row["differences"] = [
        {"kind": each.kind.value, "claim": each.claim, "source": each.source} for each in verdict.differences
    ]
    row["citations"] = [citation_row(each.citation) for each in verdict.passages]
    row["ms"] = verdict.ms
    return row


def as_text(verdict: Verdict, words: Words) -> Iterator[str]:
    """A verdict for a terminal: sign and word, each clause that it rests on with its path, and what differs."""
    yield label_of(verdict.label, words)
    if absence := absence_of(verdict, words):
        yield absence
    if verdict.disagree:
        yield words.disagree
    for passage in verdict.passages:
        said = [manner_of(passage, words), *(difference_of(each, words) for each in differences_of(passage))]
        if verdict.disagree:
            said.insert(0, label_of(passage.label, words))
        yield from _passage(passage, filter(None, said))
    if verdict.nearby:
        yield "\n" + words.nearby
        for passage in verdict.nearby:
            yield from _passage(passage, ())


def _passage(passage: Passage, said: Iterable[str]) -> Iterator[str]:
    cited = passage.citation
    yield "\n" + " > ".join((passage.title, *cited.section))
    yield f"  “{passage.text}”"
    yield from (f"  {line}" for line in said)
    yield f"  {cited.source} {cited.start}:{cited.end}"
