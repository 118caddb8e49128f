"""All that the reader is trained on, drawn anew for each pass."""

import random
from collections.abc import Iterator
from pathlib import Path

from ingest.document import make_document
from ingest.read import read
from training import articles, policy, reading
from training.example import Example
from training.examples import ReadingExamples

_PASSAGES = Path(__file__).parent / "passages"
_ARTICLES = 500  # examples from laws in each draw


class Draw:
    """Draws the examples of one pass: reading sets, policy passages, laws. The held-out third and the development part are left out.

    policy_draws: draws of the policy passages in each; reading_share: how much of the reading sets' draw.
    """

    def __init__(self, shared: Path, policy_draws: int = 2, reading_share: float = 1.0) -> None:
        self._policy_draws = policy_draws
        self._reading_share = reading_share
        passages, questions = reading.load(shared / "reading")
        trained = [passage for passage in passages.values() if passage.part == "training"]
        self.reading = ReadingExamples(trained, list(reading.of_part(passages, questions, "training")))
        self.policies: list[policy.Policy] = []
        self.articles: list[articles.Article] = []
        for path in sorted(_PASSAGES.glob("*.txt")):
            self.policies += [each for each in policy.read_passages(path) if not policy.is_held_out(each)]
        for path in sorted((shared / "laws").glob("*.md")):
            self.articles += articles.articles_of(make_document(read(path)))

    def __call__(self, rng: random.Random) -> Iterator[Example]:
        yield from (example for example in self.reading.draw(rng) if rng.random() < self._reading_share)
        for _ in range(self._policy_draws):
            yield from policy.examples(self.policies, rng)
        yield from articles.examples(self.articles, rng, _ARTICLES)
