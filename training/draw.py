"""Examples for the reader and for the embedding, drawn anew for each pass: policy passages, reading sets, laws."""

import random
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from ingest.document import make_document
from ingest.read import read
from rag.text import fold
from training import articles, claims, passages, reading
from training.claim_examples import ClaimExample, ClaimExamples, read_pairs
from training.example import Example
from training.examples import ReadingExamples
from training.policy import Pair, PolicyExamples

_ARTICLES = 500  # examples from laws in each draw


class Draw:
    """Draws the examples of one pass. The held-out third of the reading sets and held-out documents are left out."""

    def __init__(
        self, shared: Path, reading_share: float = 0.5, policy_share: float = 1.0, whole: Sequence[str] = ()
    ) -> None:
        """policy_share: of the policy passages; whole: patterns of the files that are drawn in full all the same."""
        self._share = reading_share
        self._policy_share = policy_share
        self._whole = whole
        texts, questions = reading.load(shared / "reading")
        trained = [passage for passage in texts.values() if passage.part == "training"]
        self.texts = {passage.id: passage for passage in trained}
        self.questions = list(reading.of_part(texts, questions, "training"))
        self.reading = ReadingExamples(trained, self.questions)
        found = passages.load()
        trained_on = [each for each in found if not each.held_out]
        self.policies = PolicyExamples(trained_on)
        self.held_out = PolicyExamples([each for each in found if each.held_out])
        self.articles: list[articles.Article] = []
        for path in sorted((shared / "laws").glob("*.md")):
            self.articles += articles.articles_of(make_document(read(path)))

    def examples(self, rng: random.Random) -> Iterator[Example]:
        """The reader's."""
        yield from self.policies.examples(rng, lambda passage: self._is_drawn(passage, rng))
        yield from (example for example in self.reading.draw(rng) if rng.random() < self._share)
        yield from articles.examples(self.articles, rng, _ARTICLES)

    def _is_drawn(self, passage: passages.Passage, rng: random.Random) -> bool:
        return rng.random() < self._policy_share or any(fnmatch(passage.file, pattern) for pattern in self._whole)

    def pairs(self, rng: random.Random) -> Iterator[Pair]:
        """The embedding's."""
        yield from self.policies.pairs(rng)
        for question in self.questions:
            if rng.random() < self._share:
                sentences = self.texts[question.passage].sentences
                others = [fold(text) for n, text in enumerate(sentences) if n != question.ordinal]
                yield Pair(
                    question.text, fold(sentences[question.ordinal]), tuple(rng.sample(others, min(2, len(others))))
                )


class ClaimDraw:
    """Draws the examples of one pass over the claims. Held-out documents are left out."""

    def __init__(self) -> None:
        found = [*claims.load(), *read_pairs()]
        beside = passages.load()
        self._trained, self._held = (
            ClaimExamples(
                [each for each in found if each.passage.held_out is held],
                [each for each in beside if each.held_out is held],
            )
            for held in (False, True)
        )

    def examples(self, rng: random.Random) -> Iterator[ClaimExample]:
        """Those to train on."""
        yield from self._trained.draw(rng)

    def held_out(self, rng: random.Random) -> Iterator[ClaimExample]:
        """Those to measure by."""
        yield from self._held.draw(rng)
