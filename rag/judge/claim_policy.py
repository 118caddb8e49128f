"""The policy for claims: from what the trained judge and the rules say of a claim and a passage to what is told of it.

Two logistic regressions over the same features, fitted by training.calibrate_claims over claims on documents that the
judge was not trained on; the published documents' are not among them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

# The constant last.
_BEARING_OUT = (0.86, -0.74, -1.02, -2.74, -0.09, -0.01, 0.07, 0.14)
_CONTRADICTING = (-0.50, 0.95, 1.62, -3.19, 1.53, 0.07, -0.24, -2.77)
# Probabilities from which a claim is told to be supported, and to be contradicted by the judge alone: each wrong for one
# held-out claim in a hundred.
BORNE_OUT, CONTRADICTED = 0.89, 0.86
AGREED = 0.7  # from which it is told to be contradicted where the rules see a difference, too
NEAR = 0.5  # probability that a passage says anything of a claim, from which a person is asked to read it


@dataclass(frozen=True, slots=True)
class ClaimFeatures:
    """borne_out, contradicted: the judge's logits over that of silence; unborne: the likeliest token's probability of
    not being borne out; strange: the mean of these; covered: share of the claim's own words that stand in the passage;
    differing: differences in figures, dates, duty, denial and names that the rules see; lacking: figures of the claim
    that stand nowhere in the passage."""

    borne_out: float
    contradicted: float
    unborne: float
    strange: float
    covered: float
    differing: float
    lacking: float

    def values(self) -> tuple[float, ...]:
        """In the order of the coefficients."""
        return tuple(getattr(self, field.name) for field in fields(self))


def bearing_out(seen: ClaimFeatures) -> float:
    """The probability that the passage bears the claim out."""
    return _chance(seen, _BEARING_OUT)


def contradicting(seen: ClaimFeatures) -> float:
    """The probability that it contradicts it."""
    return _chance(seen, _CONTRADICTING)


def _chance(seen: ClaimFeatures, coefficients: Sequence[float]) -> float:
    logit = sum(weight * value for weight, value in zip(coefficients, (*seen.values(), 1.0), strict=True))
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))
