"""What is shown of a place where a claim stands or nearly stands: the quotation, and what differs."""

from collections.abc import Sequence
from dataclasses import replace

from rag.verifying.parting import Part
from rag.verifying.verdict import Claim, Difference, Kind, Label, Passage
from rag.verifying.weighed import Weighed


def passage_of(found: Weighed, claim: Claim) -> Passage:
    """The quotation with its differences."""
    judged, ground = found.judged, found.judged.ground
    first, last = judged.sentences
    text, citation = ground.quote(first, last)
    word_for_word = judged.word_for_word and found.label is Label.SUPPORTED
    differences = () if word_for_word else _differences(found, claim, first, text)
    return Passage(citation, text, ground.document.name, found.label, differences, word_for_word)


def _differences(found: Weighed, claim: Claim, first: int, text: str) -> tuple[Difference, ...]:
    """What differs: of what the rules see, what the judge marks too; else the words that the judge does not find. Where a
    person is to read, only the latter: the rules hold the claim against words that may say something else."""
    by_rule = tuple(_difference(part, found, first, text) for part in found.judged.parts)
    if found.label is Label.SUPPORTED:
        return tuple(each for each in by_rule if each.kind is Kind.WORDING)
    spans = found.unborne
    unplaced = tuple(Difference(Kind.UNPLACED, claim.text[a:b], "", (a, b), (0, 0)) for a, b in spans)
    if found.label is Label.TO_READ:
        return unplaced
    serious = tuple(each for each in by_rule if each.kind is not Kind.WORDING)
    return tuple(each for each in serious if _meets(each.claim_span, spans)) or unplaced or serious


def _meets(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] <= end and start <= span[1] for start, end in others)


def _difference(part: Part, found: Weighed, first: int, text: str) -> Difference:
    said, ground = found.said, found.judged.ground
    mine = said.span(part.claim[0].start, part.claim[-1].end) if part.claim else said.span(part.claim_at, part.claim_at)
    if part.source:
        theirs = ground.place(part.source[0].start, part.source[-1].end, first)
    else:
        theirs = ground.place(part.source_at, part.source_at, first)
    return Difference(
        part.kind,
        "".join(token.text for token in part.claim),
        text[theirs[0] : theirs[1]] if part.source else "",
        mine if part.claim else (mine[0], mine[0]),
        theirs,
    )


def misplaced(found: Weighed, claim: Claim) -> Passage:
    """A passage of another article than the claim names."""
    passage = passage_of(found, claim)
    start, end = claim.lead
    wrong = Difference(
        Kind.ARTICLE,
        claim.text[start:end].rstrip("：:，, "),
        " ".join(passage.citation.section[-1:]),
        (start, end),
        (0, 0),
    )
    return replace(passage, label=Label.CONTRADICTED, differences=(wrong, *passage.differences), word_for_word=False)


def is_rival(passage: Passage) -> bool:
    """Whether a passage of another document gives another figure, date or duty for the same."""
    differing = [part for part in passage.differences if part.kind is not Kind.WORDING]
    return bool(differing) and all(part.claim and part.source for part in differing)
