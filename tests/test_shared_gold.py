"""The shared gold questions over the five documents: the issue's figures, and our evaluation beside the scorer."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.pipeline import find_files, ingest
from rag.chain import Assistant
from rag.embedding import SentenceEmbeddings
from rag.evaluation.evaluate import evaluate, read_gold
from rag.evaluation.rows import answer_row, read_questions
from rag.library import Library
from rag.reader.model import TrainedReader
from tests.shared import SHARED, needs_seeds

pytestmark = needs_seeds

GOLD = SHARED / "eval" / "qa.jsonl"


@pytest.fixture(scope="module")
def seeds(embeddings: SentenceEmbeddings, trained: TrainedReader, tmp_path_factory: pytest.TempPathFactory):
    library = Library.open(tmp_path_factory.mktemp("seeds"), embeddings)
    with library.writing():
        ingest(find_files([SHARED / "seeds"]), library, embeddings.fingerprint, lambda result: None)
    with library:
        yield Assistant(library, trained=trained)


def test_figures_and_the_scorer_agree(seeds: Assistant, tmp_path: Path) -> None:
    rows = [answer_row(row, seeds) for row in read_questions(GOLD)]
    (tmp_path / "answers.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    command = [
        sys.executable,
        str(SHARED / "eval" / "score.py"),
        "qa",
        str(GOLD),
        str(tmp_path / "answers.jsonl"),
        "--json",
        str(tmp_path / "figures.json"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    scored = json.loads((tmp_path / "figures.json").read_text())
    figures = evaluate(seeds, read_gold(GOLD)).figures
    ours = {name: hits / of for name, (hits, of) in figures.items()}
    assert {name: round(scored[theirs], 4) for name, theirs in {
        "right": "right", "grounded": "grounded", "refused": "refused", "wrongly": "false_refusal", "precision": "cite_precision",
        "verbatim": "verbatim", "top5": "recall5",
    }.items()} == {name: round(ours[name], 4) for name in ("right", "grounded", "refused", "wrongly", "precision", "verbatim", "top5")}  # fmt: skip
    assert scored["recall5"] >= 0.96
    assert scored["right"] >= 0.78
    assert scored["verbatim"] == 1
