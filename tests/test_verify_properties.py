"""Properties of verifying: what our samples state, altered, is never supported; in another dress it still is."""

from collections import Counter

import pytest

from rag.chain import Assistant
from rag.jsonl import read_rows
from rag.settings import ROOT
from rag.verifying.verdict import Label
from rag.verifying.verifier import Verifier
from tests.verify_alterations import alterations
from tests.verify_properties import WANTED, judged, table, told
from tests.verify_rewritings import rewritings

GOLD = ROOT / "tests" / "gold"


@pytest.fixture(scope="module")
def verifier(samples: Assistant) -> Verifier:
    return Verifier(samples)


def test_there_are_enough_and_of_every_kind() -> None:
    kinds = Counter(each.kind for each in alterations())
    assert kinds.total() >= 2000
    assert {"number", "date", "unit", "negation", "modality", "subject", "place", "agency", "bound", "scope", "order", "article"} <= set(kinds)  # fmt: skip
    assert len(rewritings()) >= 500
    assert len({each.claim for each in alterations()}) == kinds.total()


def test_no_alteration_is_supported(samples: Assistant) -> None:
    outcomes = judged(samples.library.folder, alterations())
    print(*table(outcomes), sep="\n")
    passed = [outcome for outcome in outcomes if outcome.supported]
    assert not passed, "\n\n".join(["", *map(told, passed)])


def test_rewritings_stay_supported(samples: Assistant) -> None:
    outcomes = judged(samples.library.folder, rewritings())
    print(*table(outcomes), sep="\n")
    failed = [outcome for outcome in outcomes if not outcome.supported]
    assert len(failed) <= (1 - WANTED) * len(outcomes), "\n\n".join(["", *map(told, failed)])


@pytest.mark.parametrize("name", ["samples_verify.jsonl", "paraphrases_verify.jsonl"])
def test_paraphrases_are_judged_right(verifier: Verifier, name: str) -> None:
    rows = read_rows(GOLD / name, ["claim", "label", "doc", "evidence"])
    wrong, left = [], []
    for row in rows:
        document = verifier.assistant.library.document(row["doc"]) if row["doc"] else None
        spans = [(document.text.index(each), len(each)) for each in row["evidence"]] if document else []
        verdict = verifier.verify(row["claim"])
        cited = [passage.citation for passage in verdict.passages]
        assert (row["label"] == "supported") >= (verdict.label is Label.SUPPORTED), row["claim"]
        found = any(each.source == row["doc"] and each.start < at + length and at < each.end for each in cited for at, length in spans)  # fmt: skip
        if verdict.label is Label.TO_READ:
            left.append(row["claim"])
        elif verdict.label.value != row["label"] or (spans and not found):
            wrong.append(f"{row['claim']} {verdict.label.value}, should be {row['label']}: {row['why']}")
    assert len(wrong) <= 0.05 * len(rows), "\n".join(["", *wrong])
    assert len(left) <= 0.25 * len(rows), "\n".join(["", *left])
