"""What became of one gold item: right or not, grounded or not, and why not."""

from collections.abc import Mapping
from dataclasses import dataclass

from rag.evaluation.gold import Item, evidence_spans
from rag.evaluation.scoring import Fault, fault_in, forbidden, overlaps, rank
from rag.schema import Answer, Citation


@dataclass(frozen=True, slots=True)
class Outcome:
    """A gold item with the answer that came, scored.

    good: right where it is answerable, refused where it is not. grounded, borne, rank: None where no evidence is known.
    citations, verbatim, borne: how many, how many slices of their source, how many overlapping the evidence.
    rank: the place, from 1, of the evidence among what was retrieved, 0 for none. fault, detail: why it is a miss, None if it is none.
    """

    id: str
    type: str
    question: str
    answerable: bool
    answer: str
    refused: bool
    good: bool
    grounded: bool | None
    citations: int
    verbatim: int
    borne: int | None
    rank: int | None
    fault: Fault | None
    detail: str
    ms: float


def _verbatim(citation: Citation, sources: Mapping[str, str]) -> bool:
    return bool(citation.quote) and sources.get(citation.source, "")[citation.start : citation.end] == citation.quote


def score(item: Item, answer: Answer, sources: Mapping[str, str]) -> Outcome:
    """The outcome of an item. sources: each document's text by its name."""
    grounded: bool | None = None
    borne = place = None
    fault, detail = None, ""
    if item["answerable"]:
        spans = evidence_spans(item, sources)
        named = {name for name, _, _ in spans}
        cited = {citation.source for citation in answer.citations}
        hit = {
            name
            for name in named
            if any(overlaps(citation, [span for span in spans if span[0] == name]) for citation in answer.citations)
        }
        whole = hit == named or (bool(item.get("any_doc")) and bool(hit))
        if answer.refused:
            fault = Fault.REFUSED
        elif item["answers"] or item["answers_all"]:
            fault, detail = fault_in(answer.text, item)
        elif not whole:
            fault = Fault.UNCITED
        good = fault is None
        if spans:
            grounded = good and whole and (not item.get("docs_exact") or cited == named)
            borne = sum(overlaps(citation, spans) for citation in answer.citations)
            place = rank(answer.retrieved, spans) if answer.retrieved else None
            fault = fault if grounded or fault else Fault.UNGROUNDED
    else:
        detail = forbidden(answer.text, item)
        if detail or not answer.refused:
            fault = Fault.FORBIDDEN if detail else Fault.ANSWERED
        good = fault is None
    return Outcome(
        item["id"], item["type"], item["question"], item["answerable"], answer.text, answer.refused, good, grounded,
        len(answer.citations), sum(_verbatim(citation, sources) for citation in answer.citations), borne, place,
        fault, detail, answer.ms,
    )  # fmt: skip
