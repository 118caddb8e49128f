"""The one policy: from features of a passage to its rank and to the probability that it answers, and what is refused.

Two logistic regressions over the same features, fitted by training.calibrate over gold questions that may be read;
the blind ones are not among them. Which passage comes first hangs much on search; whether it answers hangs on the
reader.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

# The constant last.
_RANKING = (0.18, 0.12, 0.60, 5.81, -0.69, -5.49)
_ANSWERING = (0.30, 0.00, 0.40, 3.02, -1.16, -1.87)
REFUSE = 0.5  # probability below which no passage counts as an answer
_MOST = 4.0  # beyond which half the logit of a span says no more


@dataclass(frozen=True, slots=True)
class Features:
    """answerable: the reader's logit for the passage; span: half of that of its best run; belongs: the likeliest
    token's probability of belonging to the answer; found: search's score, naming aside; named: how much less than
    another document the question names its document."""

    answerable: float
    span: float
    belongs: float
    found: float
    named: float

    def values(self) -> tuple[float, ...]:
        """In the order of the coefficients."""
        return tuple(getattr(self, field.name) for field in fields(self))


def features(answerable: float, span: float, belongs: float, found: float, named: float) -> Features:
    """Features of a passage; span: the whole logit."""
    return Features(answerable, max(-2 * _MOST, min(2 * _MOST, span / 2)), belongs, found, named)


def rank(seen: Features) -> float:
    """The higher, the sooner it is the passage meant."""
    return _chance(seen, _RANKING)


def probability(seen: Features) -> float:
    """That the passage answers, of one that ranks first."""
    return _chance(seen, _ANSWERING)


def _chance(seen: Features, coefficients: Sequence[float]) -> float:
    logit = sum(weight * value for weight, value in zip(coefficients, (*seen.values(), 1.0), strict=True))
    return 1 / (1 + math.exp(-logit))
