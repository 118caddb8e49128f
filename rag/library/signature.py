"""The signature of a text by which its copies are found without comparing it with every other.

MinHash over runs of characters, cut into bands (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4):
texts that share 80% of their runs agree in at least one of the 16 bands with probability 0.9998, texts that share 30% with 0.12.
"""

import hashlib
from dataclasses import dataclass

import numpy as np

from rag.schema import Document

_RUN = 5  # characters
_BANDS, _ROWS = 16, 4
_STOPS = "。；"  # kept when texts are compared, since they end sentences; not in what is hashed
_MASK = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Signature:
    """exact: the same for texts of the same characters, punctuation apart. minima: 64 minima of hashes, as bytes; empty for a
    text shorter than a run. bands: a number for each band of them."""

    exact: str
    minima: bytes
    bands: tuple[int, ...]


def _mix(value: int) -> int:
    """Splitmix64: the same numbers on every machine."""
    value = (value + 0x9E3779B97F4A7C15) & _MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
    return value ^ (value >> 31)


_FACTORS = np.array([_mix(2 * at) | 1 for at in range(_BANDS * _ROWS)], dtype=np.uint64)
_ADDED = np.array([_mix(2 * at + 1) for at in range(_BANDS * _ROWS)], dtype=np.uint64)


def comparable(document: Document) -> str:
    """What copies of a document have in common: the characters of its sentences, normalised, without white space and
    punctuation other than what ends sentences."""
    return plain("".join(sentence.search for clause in document.clauses for sentence in clause.sentences))


def plain(folded: str) -> str:
    """The letters, digits and sentence ends of a folded text."""
    return "".join(char for char in folded if char.isalnum() or char in _STOPS or char == ";").replace(";", "；")


def letters(text: str) -> str:
    """A comparable text without sentence ends."""
    return text.translate({ord(char): None for char in _STOPS})


def signature(text: str) -> Signature:
    """The signature of a comparable text."""
    text = letters(text)
    exact = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
    if len(text) < _RUN:
        return Signature(exact, b"", ())
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    runs = np.zeros(len(codes) - _RUN + 1, dtype=np.uint64)
    for at in range(_RUN):
        runs = runs * np.uint64(0x100000001B3) + codes[at : at + len(runs)]
    runs = np.unique(runs ^ (runs >> np.uint64(29)))
    least = [int((runs * a + b).min() >> np.uint64(32)) for a, b in zip(_FACTORS, _ADDED, strict=True)]
    minima = np.array(least, dtype="<u4").tobytes()
    width = 4 * _ROWS
    bands = [hashlib.blake2b(minima[at : at + width], digest_size=7).digest() for at in range(0, len(minima), width)]
    return Signature(exact, minima, tuple(int.from_bytes(band, "big") for band in bands))


def likeness(left: bytes, right: bytes) -> float:
    """The share of runs that two texts have in common, estimated from their minima."""
    if not left or len(left) != len(right):
        return 0.0
    same = np.frombuffer(left, dtype="<u4") == np.frombuffer(right, dtype="<u4")
    return float(same.mean())
