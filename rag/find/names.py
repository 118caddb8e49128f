"""How far a question names a document: by the words of its title, its file's name, its place and its agency."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath

from rag.schema import Metadata, Proven
from rag.text import fold, grams, has_han

_PARTS = re.compile(r"(?:19|20)\d\d|[一-龥]+")  # of a file's name: years, and runs of characters


def stem(source: str) -> str:
    """A file's name without folders and ending, as people see it where a document has no title."""
    return PurePosixPath(source).stem


def naming_values(metadata: Metadata) -> list[Proven]:
    """What of a document's metadata names it."""
    return [each for each in (metadata.title, metadata.place, metadata.agency, metadata.year) if each]


def _terms(text: str) -> set[str]:
    """Pairs of characters, words and years; single characters say too little."""
    return {term for term in grams(fold(text)) if len(term) > 1 or not has_han(term)}


class DocumentNames:
    """An index of what documents are called. entries: (source, metadata)."""

    def __init__(self, entries: Iterable[tuple[str, Metadata]]) -> None:
        self._holding: dict[str, list[str]] = defaultdict(list)
        count = 0
        for source, metadata in entries:
            count += 1
            for term in _terms(" ".join([stem(source), *(each.value for each in naming_values(metadata))])):
                self._holding[term].append(source)
        self._weights = {term: math.log(1 + count / len(held)) for term, held in self._holding.items()}

    def scores(self, question: str) -> dict[str, float]:
        """For each document that shares a word with a question, the share of the question's naming words that it
        bears, weighed by how few documents bear them; between 0 and 1."""
        known = {term: self._weights[term] for term in _terms(question) if term in self._weights}
        total = sum(known.values())
        found: Counter[str] = Counter()
        for term, weight in known.items():
            for source in self._holding[term]:
                found[source] += weight / total
        return dict(found)


def shown_name(source: str, metadata: Metadata) -> str:
    """A document's name as models are shown it: its title, or its file's name where none is proven; its place, its
    year and the words of its file's name where the title does not say them."""
    title = metadata.title.value if metadata.title else ""
    said = [title] if title else []
    plain = fold(title)
    for part in (
        *_PARTS.findall(fold(stem(source))),
        *(each.value for each in (metadata.place, metadata.year) if each),
    ):
        if fold(part) not in plain:
            said.append(part)
            plain += fold(part)
    return " ".join(said)
