"""Measure reading on a part of the reading sets: `python -m training.measure --part "held out" --library DIR`.

Every passage is a document of a library, searched as Youju searches. A sentence is judged by the rules, by the trained reader, and by
both (rag.reading.read). Two figures each: how often the answering sentence is first among all of its passage, and how often
a question whose passage is withheld would be refused at the score that refuses 5% of the questions whose passage is there.
"""

import argparse
import hashlib
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from ingest.sentences import split_sentences
from rag.embedding import load_embeddings
from rag.library import Fingerprint, Library
from rag.question.catalogue import Catalogue
from rag.question.understand import understand
from rag.reader.model import TrainedReader
from rag.reading.evidence import Evidence
from rag.reading.read import Reader
from rag.schema import Clause, Document, Metadata, Proven, Sentence
from rag.search import search
from rag.settings import load_settings
from rag.text import fold, grams
from training import reading

_HITS = 60
_UNREAD = -99.0  # for a sentence that the trained reader was not shown

# What orders the sentences and says how well the best one answers.
JUDGES: dict[str, Callable[[Evidence], float]] = {
    "rules": lambda item: item.rules,
    "reader": lambda item: _UNREAD if item.marked is None else item.marked,
    "both": lambda item: item.score,
}


def fill(folder: Path, passages: Sequence[reading.Passage]) -> Library:
    """A library of the passages, a document each; as it was where the folder holds one."""
    embeddings = load_embeddings(load_settings())
    library = Library.open(folder, embeddings)
    known = {summary.source for summary in library.summaries()}
    now = Fingerprint(embeddings.fingerprint, "reading", "reading")
    with library.writing() as writer:
        for passage in passages:
            if passage.id not in known:
                writer.replace(_document(passage), now)
    return library


def _document(passage: reading.Passage) -> Document:
    text = f"{passage.title}\n{passage.text}"
    offset = len(passage.title) + 1
    sentences = tuple(
        Sentence(text[a + offset : b + offset], fold(text[a + offset : b + offset]), a + offset, b + offset)
        for a, b in split_sentences(passage.text, 0, len(passage.text))
    )
    clause = Clause((passage.title,), offset, len(text), sentences)
    title = Proven(passage.title, 0, len(passage.title))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(passage.id, digest, text, Metadata(title=title), (), (clause,))


def measure(
    library: Library, reader: Reader, passages: dict[str, reading.Passage], questions: Sequence[reading.Question]
) -> None:
    """Print the figures of each judge over the questions."""
    catalogue = Catalogue(())
    first = {name: 0 for name in JUDGES}
    several = 0
    present: dict[str, list[float]] = {name: [] for name in JUDGES}
    withheld: dict[str, list[float]] = {name: [] for name in JUDGES}
    started = time.monotonic()
    for question in questions:
        query = understand(question.text, (), catalogue, lambda phrase: {})
        terms = grams(" ".join(query.terms))
        own = passages[question.passage]
        several += sum(any(answer in sentence for answer in question.answers) for sentence in own.sentences) > 1
        within = reader.weigh(query, search(library, query.text, terms, _HITS, {own.id}), len(own.sentences))
        hits = search(library, query.text, terms, _HITS)
        there = reader.weigh(query, hits)
        elsewhere = reader.weigh(query, [hit for hit in hits if hit.source != own.id])
        for name, judge in JUDGES.items():
            first[name] += max(within, key=judge).hit.ordinal == question.ordinal
            present[name].append(max(map(judge, there)))
            withheld[name].append(max(map(judge, elsewhere)))
    count = len(questions)
    print(
        f"{count} questions, {several} of them with their answer in several sentences of the passage; {time.monotonic() - started:.0f} s"
    )
    for name in JUDGES:
        refused = [
            100 * float(np.mean(np.array(withheld[name]) < np.percentile(present[name], wrongly)))
            for wrongly in (2, 5, 10)
        ]
        figures = " / ".join(f"{share:.1f}" for share in refused)
        print(
            f"{name:7} answering sentence first {100 * first[name] / count:.1f}%; refused when withheld, at 2 / 5 / 10% wrong refusals: {figures}%"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", default="held out", choices=("held out", "development"))
    parser.add_argument(
        "--library", type=Path, required=True, help="a folder for the library of passages, filled when empty"
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--reader", type=Path, default=load_settings().reader_model)
    parser.add_argument("--sample", type=int, default=0, help="so many questions, drawn; all where 0")
    options = parser.parse_args()
    passages, questions = reading.load(options.shared / "reading")
    library = fill(options.library, list(passages.values()))
    asked = list(reading.of_part(passages, questions, options.part))
    if options.sample:
        asked = random.Random(0).sample(asked, options.sample)
    measure(library, Reader(library, TrainedReader(options.reader)), passages, asked)


if __name__ == "__main__":
    main()
