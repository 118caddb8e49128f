"""What the trained judge of claims says of the passages where a claim may stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.judge.passages import Passage, passages_of
from rag.library import Library
from rag.reader.claims import ClaimReader, Held
from rag.schema import Hit

READ = 6  # passages that a claim is held against
_LONGEST = 400  # characters of a passage: a claim may join what several sentences say


@dataclass(frozen=True, slots=True)
class HeldPassage:
    """A claim as held against a passage."""

    passage: Passage
    held: Held

    @property
    def places(self) -> frozenset[tuple[str, int]]:
        """The clauses of which it shows sentences: their documents and numbers."""
        section = self.passage.section
        return frozenset((section.source, section.place(part[0])[0]) for part in self.passage.window.parts)


class ClaimJudge:
    """Holds claims against passages of a library."""

    def __init__(self, library: Library, reader: ClaimReader) -> None:
        self._library = library
        self._reader = reader

    def hold(self, claim: str, hits: Sequence[Hit]) -> list[HeldPassage]:
        """A claim against the passages of hits, in the order of these, best first."""
        passages = passages_of(self._library, hits, READ, _LONGEST)
        marks = self._reader.hold(claim, [passage.window for passage in passages])
        return [HeldPassage(passage, held) for passage, held in zip(passages, marks, strict=True)]
