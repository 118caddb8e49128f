"""Sections: the short clauses under one heading, which are read and told together, as the steps or items of one
provision."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rag.provisions import provision_of
from rag.reader.window import LONGEST
from rag.schema import Clause, Document, Sentence


@dataclass(frozen=True)
class Section:
    """Clauses that follow one another. first: the number of the first in its document; ordinals count the sentences
    of all."""

    source: str
    first: int
    clauses: tuple[Clause, ...]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Those of its clauses, in order."""
        return tuple(sentence for clause in self.clauses for sentence in clause.sentences)

    def place(self, ordinal: int) -> tuple[int, int]:
        """The number of the clause in which a sentence stands, and its ordinal there."""
        for number, clause in enumerate(self.clauses, self.first):
            if ordinal < len(clause.sentences):
                return number, ordinal
            ordinal -= len(clause.sentences)
        raise IndexError(ordinal)

    def ordinal(self, number: int, ordinal: int) -> int:
        """Where a sentence of the clause of that number stands among those of the section."""
        return sum(len(clause.sentences) for clause in self.clauses[: number - self.first]) + ordinal

    def path(self, low: int, high: int) -> tuple[str, ...]:
        """The headings over the sentences of two ordinals and what stands between them."""
        first, last = (self.clauses[self.place(each)[0] - self.first].path for each in (low, high))
        shared = next((n for n, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), None)
        return min(first, last, key=len) if shared is None else first[:shared]

    def length(self, ordinals: Iterable[int]) -> int:
        """The characters of some of its sentences."""
        return sum(len(self.sentences[ordinal].text) for ordinal in ordinals)

    def clause_of(self, ordinal: int) -> range:
        """The ordinals of the clause in which a sentence stands."""
        number, within = self.place(ordinal)
        start = ordinal - within
        return range(start, start + len(self.clauses[number - self.first].sentences))


def _heads(document: Document, number: int) -> bool:
    """Whether a clause is what stands before those below its heading."""
    path = document.clauses[number].path
    return number + 1 < len(document.clauses) and document.clauses[number + 1].path[: len(path)] == path != ()


def _length(clause: Clause) -> int:
    return sum(len(sentence.text) for sentence in clause.sentences)


def section_of(document: Document, number: int) -> Section:
    """The section of a clause: with the clauses beside it under the same heading as far as they fit a window of the
    reader together, from the first on; an article, and what has no heading above it, stands for itself."""
    clauses = document.clauses
    path = clauses[number].path
    parent = path if _heads(document, number) else path[:-1]
    if not parent or provision_of(path):
        return Section(document.source, number, (clauses[number],))

    def beside(at: int) -> bool:
        other = clauses[at].path
        return other == parent or (other[:-1] == parent and not _heads(document, at) and provision_of(other) is None)

    first = last = number
    while first > 0 and clauses[first].path != parent and beside(first - 1):
        first -= 1
    while last + 1 < len(clauses) and clauses[last + 1].path != parent and beside(last + 1):
        last += 1
    return Section(document.source, first, clauses[first : last + 1])


def packs(section: Section, longest: int = LONGEST) -> list[range]:
    """The ordinals of a section in stretches of whole clauses, as many each as fit so many characters."""
    found: list[range] = []
    length = 0
    start = 0
    for clause in section.clauses:
        end = start + len(clause.sentences)
        size = _length(clause)
        if found and length + size <= longest:
            found[-1] = range(found[-1].start, end)
            length += size
        else:
            found.append(range(start, end))
            length = size
        start = end
    return found
