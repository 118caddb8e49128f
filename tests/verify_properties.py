"""python -m tests.verify_properties [FILE.md]: every alteration and every rewriting of our samples, judged; what fails, in full.

No alteration may be called supported; of the rewritings at least WANTED must be.
"""

import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import cpu_count, get_context
from pathlib import Path
from typing import Protocol

from ingest.pipeline import find_files, ingest
from rag.chain import Assistant
from rag.embedding import load_embeddings
from rag.library import Library
from rag.settings import ROOT, load_settings
from rag.verifying.verdict import Label, Verdict
from rag.verifying.verifier import Verifier
from tests.verify_alterations import alterations
from tests.verify_rewritings import rewritings

WANTED = 0.98
_CHUNK = 25  # claims handed to a process at once


class Item(Protocol):
    """An alteration or a rewriting."""

    @property
    def kind(self) -> str: ...

    @property
    def source(self) -> str: ...

    @property
    def original(self) -> str: ...

    @property
    def claim(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item."""

    item: Item
    verdict: Verdict

    @property
    def supported(self) -> bool:
        return self.verdict.label is Label.SUPPORTED


def judged(folder: Path, items: Sequence[Item]) -> list[Outcome]:
    """Every item with its verdict over the library in a folder, by a process a core."""
    with ProcessPoolExecutor(cpu_count(), get_context("spawn"), _open, (folder,)) as processes:
        verdicts = processes.map(_verify, [item.claim for item in items], chunksize=_CHUNK)
        return [Outcome(item, verdict) for item, verdict in zip(items, verdicts, strict=True)]


_opened: list[Verifier] = []  # a process's own


def _open(folder: Path) -> None:
    _opened.append(Verifier(Assistant(Library.open(folder, load_embeddings(load_settings())))))


def _verify(claim: str) -> Verdict:
    return _opened[0].verify(claim)


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """How many of each kind were supported, contradicted and not found."""
    counts: dict[str, Counter[Label]] = defaultdict(Counter)
    for outcome in outcomes:
        counts[outcome.item.kind][outcome.verdict.label] += 1
        counts["all"][outcome.verdict.label] += 1
    yield f"{'kind':20s}{'items':>7s}" + "".join(f"{label.value:>14s}" for label in Label)
    for kind in sorted(counts, key=lambda kind: (kind == "all", kind)):
        yield f"{kind:20s}{counts[kind].total():7d}" + "".join(f"{counts[kind][label]:14d}" for label in Label)


def told(outcome: Outcome) -> str:
    """An outcome in full."""
    verdict = outcome.verdict
    lines = [
        f"[{outcome.item.kind}] {verdict.label.value}" + (f" ({verdict.absence.value})" if verdict.absence else ""),
        f"  source: {outcome.item.original}",
        f"  claim : {outcome.item.claim}",
    ]
    for passage in (*verdict.passages, *verdict.nearby)[:2]:
        lines.append(f"  on    : {passage.text} ({passage.citation.source})")
        lines += [f"          {each.kind.value}: {each.claim!r} / {each.source!r}" for each in passage.differences]
    return "\n".join(lines)


def main() -> int:
    embeddings = load_embeddings(load_settings())
    parts: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Library.open(folder, embeddings) as library, library.writing():
            ingest(find_files([ROOT / "data" / "policies"]), library, embeddings.fingerprint, lambda result: None)
        for what, items, right in (("alterations", alterations(), False), ("rewritings", rewritings(), True)):
            started = time.perf_counter()
            outcomes = judged(folder, items)
            spent = time.perf_counter() - started
            failed = [outcome for outcome in outcomes if outcome.supported is not right]
            print(f"\n{len(outcomes)} {what}, {spent:.0f} s, {len(failed)} failed", *table(outcomes), sep="\n")
            parts += [f"# {what}: {len(failed)} of {len(outcomes)} failed", *map(told, failed)]
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text("\n\n".join(parts) + "\n", "utf-8")
    else:
        print("", *parts, sep="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
