"""Claims over the policy passages, written by hand under training/claims: what the judge of claims is to learn from.

A file names a file of passages, `@ rows-01.txt`, then a passage of it by its first line, then claims: `S[kind] claim`,
which the passage bears out, `C[kind] claim`, which it contradicts by the words in braces, and `N[kind] claim`, of which
it says nothing where braces stand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rag.text import simplify
from training.passages import FOLDER as PASSAGES
from training.passages import Passage, names_of, read_passages

FOLDER = Path(__file__).parent / "claims"

_LINE = re.compile(r"([SCN])\[([a-z+-]+)\] +(.+)")
_BRACED = re.compile(r"\{([^{}]+)\}")


class Label(StrEnum):
    """What a passage says of a claim."""

    SUPPORTED = "S"
    CONTRADICTED = "C"
    NOT_SAID = "N"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim over a passage. wrong: (start, end) in its text of the words that the passage does not bear out."""

    passage: Passage
    label: Label
    kind: str
    text: str
    wrong: tuple[tuple[int, int], ...]


def _claim(passage: Passage, match: re.Match[str]) -> Claim:
    label, kind, written = match.groups()
    wrong = tuple(
        (found.start() - 2 * n, found.end() - 2 * (n + 1)) for n, found in enumerate(_BRACED.finditer(written))
    )
    return Claim(passage, Label(label), kind, _BRACED.sub(r"\1", written), wrong)


def read_claims(path: Path, passages: Path = PASSAGES) -> Iterator[Claim]:
    """The claims of a file. Raises ValueError, naming the line, where it is not a claim or its passage is not there."""
    known: dict[tuple[str, ...], Passage] = {}
    passage = None
    for number, line in enumerate(simplify(path.read_text("utf-8")).splitlines(), 1):
        if line.startswith("@ "):
            known = {each.names: each for each in read_passages(passages / line.removeprefix("@ ").strip())}
        elif line.startswith("# "):
            passage = known.get(names_of(line))
        elif line.strip():
            match = _LINE.fullmatch(line.strip())
            if not match or not passage or (match[1] == Label.SUPPORTED) == bool(_BRACED.search(match[3])):
                raise ValueError(f"{path.name}:{number}: not a claim over a passage: {line}")
            yield _claim(passage, match)


def load(folder: Path = FOLDER) -> list[Claim]:
    """All claims, in the order of files."""
    return [claim for path in sorted(folder.glob("*.txt")) for claim in read_claims(path)]
