"""Weighing what the rules and the trained reader say of a sentence into one judgement: the probability that it answers.

A logistic regression, fitted by training.calibrate over the gold questions that have been read; the blind sets are not among them.
"""

import math
from dataclasses import replace

from rag.reading.evidence import Evidence

FEATURES = ("rules", "fits", "marked")
_COEFFICIENTS = (7.0, 1.1, 0.2, -6.6)  # the constant last
_RULES_ALONE = (8.8, -7.7)
_MOST = 8.0  # beyond which a logit of the reader says no more


def features(item: Evidence) -> tuple[float, ...]:
    """What is looked at, in the order of FEATURES. The sentence must have been marked."""
    return item.rules, float(item.fits), max(-_MOST, min(_MOST, item.marked or 0.0))


def weighed(item: Evidence) -> Evidence:
    """The sentence with its probability as its score; one that the reader was not shown cannot answer."""
    if item.marked is None:
        return replace(item, score=0.0)
    logit = sum(weight * value for weight, value in zip(_COEFFICIENTS, (*features(item), 1.0), strict=True))
    return replace(item, score=_probability(logit))


def weighed_by_rules(item: Evidence) -> Evidence:
    """The same by the rules alone, where there is no trained reader."""
    slope, constant = _RULES_ALONE
    return replace(item, score=_probability(slope * item.rules + constant))


def _probability(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))
