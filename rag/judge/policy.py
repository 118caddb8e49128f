"""The one policy: from features of a passage to the probability that it answers, and what is refused.

A logistic regression, fitted by training.calibrate over gold questions that may be read; the blind ones are not among them.
"""

import math
from dataclasses import dataclass, fields

# The constant last.
_COEFFICIENTS = (0.12, 0.18, 0.47, 6.11, -0.71, -5.83)
REFUSE = 0.18  # probability below which no passage counts as an answer
_MOST = 4.0  # beyond which half the logit of a span says no more


@dataclass(frozen=True, slots=True)
class Features:
    """answerable: the reader's logit for the passage; span: half of that of its best run; belongs: the likeliest token's probability of
    belonging to the answer; found: search's score, naming aside; named: how much less than another document the question names its document."""

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


def probability(seen: Features) -> float:
    """That the passage answers."""
    logit = sum(weight * value for weight, value in zip(_COEFFICIENTS, (*seen.values(), 1.0), strict=True))
    return 1 / (1 + math.exp(-logit))
