"""The policy passages kept from training as documents and gold questions: `python -m training.passage_gold DIR`, then `python -m ingest DIR/documents
--library DIR/library` and `python -m training.calibrate DIR/library=DIR/gold.jsonl …`.

Every question names its document's place or year where it does not say so itself, as people do who know which document they mean; near misses are
questions that no document answers.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from training.policy import Policy, is_held_out, read_passages, sentences_of

_PASSAGES = Path(__file__).parent / "passages"


def as_document(policy: Policy) -> str:
    """A passage as the text of a document: title, numbered headings, text."""
    return "\n".join((policy.names[0], *policy.names[1:], policy.text)) + "\n"


def gold(policy: Policy, name: str) -> Iterator[dict[str, object]]:
    """The gold rows of a passage whose document is a file of that name."""
    for question, answer in policy.asked:
        evidence = next(sentence for sentence in sentences_of(policy) if answer in sentence)
        yield {
            "question": _named(policy, question),
            "type": "policy",
            "answerable": True,
            "doc": name,
            "answers": [answer],
            "evidence": [evidence],
        }
    for question in policy.lacking:
        yield {
            "question": _named(policy, question),
            "type": "near_miss",
            "answerable": False,
            "doc": None,
            "answers": [],
            "evidence": [],
        }


def _named(policy: Policy, question: str) -> str:
    year = "" if policy.year[:4] in question or "年" in question else policy.year
    place = "" if not policy.place or policy.place[:2] in question else policy.place
    return f"{place}{year}{question}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    documents = folder / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    rows: list[dict[str, object]] = []
    for path in sorted(_PASSAGES.glob("*.txt")):
        for number, policy in enumerate(filter(is_held_out, read_passages(path))):
            name = f"{path.stem}-{number}.txt"
            (documents / name).write_text(as_document(policy), "utf-8")
            rows += gold(policy, name)
    with (folder / "gold.jsonl").open("w", encoding="utf-8") as out:
        out.writelines(
            json.dumps({"id": f"pas-{number}", **row}, ensure_ascii=False) + "\n" for number, row in enumerate(rows)
        )
    print(f"{len(list(documents.iterdir()))} documents, {len(rows)} questions in {folder}")


if __name__ == "__main__":
    main()
