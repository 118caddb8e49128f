"""A difference as it is found, in canonical form."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.verifying.align import Parting
from rag.verifying.phrases import Token
from rag.verifying.verdict import Kind


@dataclass(frozen=True, slots=True)
class Part:
    """claim, source: the words that differ; claim_at, source_at: where they stand, or would stand where there are none."""

    kind: Kind
    claim: tuple[Token, ...]
    source: tuple[Token, ...]
    claim_at: int
    source_at: int

    @property
    def source_span(self) -> tuple[int, int]:
        """Where its words stand in the source; of no width where there are none."""
        return (self.source[0].start, self.source[-1].end) if self.source else (self.source_at, self.source_at)


def part(kind: Kind, parting: Parting, claim: Sequence[Token], source: Sequence[Token]) -> Part:
    """A difference of a kind within a parting."""
    return Part(
        kind,
        tuple(claim),
        tuple(source),
        claim[0].start if claim else parting.claim_at,
        source[0].start if source else parting.source_at,
    )
