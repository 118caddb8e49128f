"""From logits over tokens to what of each sentence of a window answers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

LONGEST = 60  # tokens of a short answer at most
_TAGGED = 0.5  # probability from which a token belongs to the answer


@dataclass(frozen=True, slots=True)
class Span:
    """The likeliest answer in one sentence.

    start:end: its characters in the sentence; score: its logit over that of no answer; share: of the sentence's
    tokens, those that belong to the answer; belongs: how likely the likeliest of them does.
    """

    ordinal: int
    start: int
    end: int
    score: float
    share: float
    belongs: float


def best_spans(
    tokens: np.ndarray,
    first: int,
    offsets: Sequence[tuple[int, int]],
    parts: Sequence[tuple[int, int, int, int]],
) -> list[Span]:
    """The best span of each part of a window. tokens: logits (tokens, 3) for start, end and tag, token 0 standing for
    no answer; first: index of the text's first token; offsets: characters of its tokens; parts: as of a Window. Parts
    beyond the last token have none."""
    start, end = tokens[:, 0], tokens[:, 1]
    tags = 1 / (1 + np.exp(-tokens[:, 2]))
    none = float(start[0] + end[0])
    found = []
    for ordinal, begin, stop, offset in parts:
        inside = [n for n, (a, b) in enumerate(offsets) if a >= begin and b <= stop and b > a]
        if not inside:
            continue
        low, high = inside[0], inside[-1] + 1
        starts, ends = start[first + low : first + high], end[first + low : first + high]
        sums = starts[:, None] + ends[None, :]
        places = np.arange(high - low)
        width = places[None, :] - places[:, None]
        sums = np.where((width >= 0) & (width < LONGEST), sums, -np.inf)
        at, to = np.unravel_index(int(np.argmax(sums)), sums.shape)
        a, b = offsets[low + at][0], offsets[low + to][1]
        tagged = tags[first + low : first + high]
        found.append(
            Span(
                ordinal,
                offset + a - begin,
                offset + b - begin,
                float(sums[at, to]) - none,
                float((tagged > _TAGGED).mean()),
                float(tagged.max()),
            )
        )
    return found
