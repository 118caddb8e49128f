"""Refusals: the reason, the sections that come near, and questions that these answer."""

from collections.abc import Sequence

from rag.answering.naming import section_name
from rag.answering.offers import offers
from rag.answering.quote import cite
from rag.library import Library
from rag.question.catalogue import Catalogue
from rag.question.query import Query
from rag.reading.evidence import Reading
from rag.reading.reasons import Reason
from rag.schema import Answer, Citation, Hit
from rag.words import Words

_NEAREST = 3  # sections that a refusal names


class Refusals:
    """Composes refusals; they list no sources."""

    def __init__(self, library: Library, catalogue: Catalogue) -> None:
        self.library = library
        self.catalogue = catalogue

    def of(self, query: Query, reading: Reading, retrieved: Sequence[Citation]) -> Answer:
        """The refusal of a reading, with what was retrieved for it."""
        near = [judged.hit for judged in reading.nearest]
        return self.because(query, reading.reason or Reason.NOTHING, reading.names, near, retrieved)

    def because(
        self,
        query: Query,
        reason: Reason,
        names: str = "",
        nearest: Sequence[Hit] = (),
        retrieved: Sequence[Citation] = (),
    ) -> Answer:
        """A refusal for a reason. names: what the reason is about; nearest: what comes near, best first."""
        words = Words(query.question)
        near: dict[str, Hit] = {}
        for hit in nearest:
            near.setdefault(section_name(self.catalogue.entry(hit.source), hit.path, words), hit)
        shown = list(near)[:_NEAREST]
        lines = [words.refusal(reason, names), *([words.nearby(shown)] if shown else [])]
        return Answer(
            "\n".join(lines),
            refused=True,
            retrieved=tuple(retrieved),
            understood=words.understood(query.understood),
            nearby=tuple(shown),
            near=tuple(cite(near[name], self.library.document(near[name].source)) for name in shown),
            offers=offers([near[name] for name in shown], self.catalogue),
            note=words.year_read(*query.year) if query.year else "",
        )
