"""Where in a message a further question begins, learnt from marked messages (training/boundaries.py).

A convolution over characters; its strongest responses in what stands before and after a place, near and whole, and its
response at the place go through one hidden layer (Kim, Convolutional Neural Networks for Sentence Classification, 2014).
"""

import re
import zlib
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from safetensors.numpy import load_file

from rag.text import simplify

FILE = Path(__file__).parent / "boundaries.safetensors"
BUCKETS = 6_000  # of characters, 0 for none
REACH = 2  # characters on either side that a response depends on

# Within quotation marks and titles nothing begins.
_PART = re.compile('(?:“[^”]*”|"[^"]*"|「[^」]*」|《[^》]*》|[^，,、。；;！!？?\\s])+|[，,、。；;！!？?\\s]+')


def places(message: str) -> list[int]:
    """The offsets at which a further question may begin: after punctuation or white space."""
    found = [match.start() for match in _PART.finditer(message)]
    return [at for at in found if at and re.match('[\\w“"「《]', message[at]) and re.search("\\w", message[:at])]


def numbers(message: str) -> list[int]:
    """The bucket of each character."""
    return [1 + zlib.crc32(char.encode()) % (BUCKETS - 1) for char in simplify(message).lower()]


@cache
def _weights() -> dict[str, np.ndarray]:
    return {name: values.astype(np.float32) for name, values in load_file(FILE).items()}


def likely(message: str) -> dict[int, float]:
    """For each place how likely a further question begins there."""
    among = places(message)
    if not among:
        return {}
    weights = _weights()
    characters = np.pad(weights["table"][numbers(message)] * weights["scale"], ((REACH, REACH), (0, 0)))
    around = sliding_window_view(characters, 2 * REACH + 1, axis=0)  # (characters, width, reach)
    said = np.maximum(np.einsum("nwr,fwr->nf", around, weights["kernel"]) + weights["kernel_bias"], 0)
    until = np.maximum.accumulate(said)
    since = np.maximum.accumulate(said[::-1])[::-1]
    seen = [
        [said[before:at].max(0), said[at:after].max(0), until[at - 1], since[at], said[at]]
        for (before, at), (_, after) in pairwise(pairwise((0, *among, len(message))))
    ]
    hidden = np.maximum(np.reshape(seen, (len(among), -1)) @ weights["hidden"].T + weights["hidden_bias"], 0)
    odds = hidden @ weights["out"].T + weights["out_bias"]
    return dict(zip(among, (1 / (1 + np.exp(-odds[:, 0]))).tolist(), strict=True))
