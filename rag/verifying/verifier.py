"""The verifier: a claim in, a verdict with its passages out."""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.chain import Assistant
from rag.statements.traced import Traced, trace
from rag.steady import steadily
from rag.verifying.ground import Ground
from rag.verifying.judge import Judged, judge
from rag.verifying.lead import lead_of
from rag.verifying.locate import Located, locate
from rag.verifying.parting import Part
from rag.verifying.split import split_claims, states_nothing
from rag.verifying.verdict import LONGEST, Absence, Claim, Difference, Kind, Label, Passage, Verdict

_SUPPORTED = 0.6  # share of a claim's words that its source must say, where nothing differs
_CONTRADICTED = 0.65  # share from which a claim speaks of the same matter as its source, and differs
_NEARBY = 3  # passages that are offered where nothing was found
_SENTENCE = re.compile("[。!?\n]")
_INNER = str.maketrans("《》", "〈〉")
_READ = 8  # clauses that a claim is held against


class Verifier:
    """Verifies claims over the library of an assistant. Thread-safe."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant

    def verify(self, text: str) -> Verdict:
        """The verdict on one claim, which may be of several sentences."""
        if len(text) <= LONGEST and states_nothing(text):
            return Verdict(Claim(text, 0, len(text)), Label.NOT_FOUND, absence=Absence.NO_CLAIM)
        return self._verdict(Claim(text, 0, len(text), lead_of(text[:LONGEST])), None)[0]

    def verify_all(self, text: str) -> Iterator[Verdict]:
        """The verdicts on the claims of a pasted text, in order."""
        before: Located | None = None
        for claim in split_claims(text):
            verdict, before = self._verdict(claim, before)
            yield verdict

    def _verdict(self, claim: Claim, before: Located | None) -> tuple[Verdict, Located]:
        if len(claim.text) > LONGEST:
            return Verdict(claim, Label.NOT_FOUND, absence=Absence.TOO_LONG), before or Located()
        started = time.perf_counter()

        def judged() -> tuple[Verdict, Located]:
            located = locate(self.assistant, claim, before)
            return self._judge(claim, located), located

        verdict, located = steadily(self.assistant.library, judged)
        return replace(verdict, ms=round(1000 * (time.perf_counter() - started), 1)), located

    def _judge(self, claim: Claim, located: Located) -> Verdict:
        if not self.assistant.catalogue.entries:
            return Verdict(claim, Label.NOT_FOUND, absence=Absence.NO_LIBRARY)
        if located.absence is Absence.ARTICLE:
            return Verdict(
                claim, Label.NOT_FOUND, absence=located.absence, names=(*self._title(claim, located), *located.names)
            )
        if located.absence and not located.candidates:
            return Verdict(claim, Label.NOT_FOUND, absence=located.absence, names=located.names)
        said = _said(claim, located)
        judged = self._held(said, located)
        named = {(each.source, each.clause) for each in located.candidates if each.ordinal is None}
        if named:
            return _of_article(claim, judged, named, said)
        best = _one_a_document(judged)
        supported = [each for each in best if _label(each) is Label.SUPPORTED]
        contradicted = [each for each in best if _label(each) is Label.CONTRADICTED]
        passages = tuple(_passage(each, said) for each in (*supported, *contradicted))
        if supported:
            close = tuple(each for each in passages if each.label is Label.SUPPORTED or _is_rival(each))
            return Verdict(claim, Label.SUPPORTED, close)
        if contradicted:
            # Documents that disagree with each other are all shown.
            rivals = (each for each in passages[1:] if _is_rival(each))
            return Verdict(claim, Label.CONTRADICTED, (*passages[:1], *rivals))
        nearby = tuple(_passage(each, said) for each in best[:_NEARBY] if each.covered > 0.3)
        masked = bool(best) and best[0].masked and best[0].covered >= _CONTRADICTED
        absence = located.absence or (Absence.MASKED if masked else Absence.SILENT)
        return Verdict(claim, Label.NOT_FOUND, nearby=nearby, absence=absence, names=located.names)

    def _title(self, claim: Claim, located: Located) -> tuple[str, ...]:
        """The name of the one document that a claim can mean, where it does not say it itself."""
        titles = [self.assistant.library.document(source).name for source in located.sources or ()]
        said = "《" in claim.text or len(titles) != 1
        return () if said else (f"《{titles[0].translate(_INNER)}》",)

    def _held(self, said: Traced, located: Located) -> list[Judged]:
        """The claim as held against each place where it may stand, best first."""
        judged: list[Judged] = []
        several = len(_SENTENCE.findall(said.text.rstrip("。!?\n"))) > 0
        seen: set[tuple[str, int]] = set()
        for candidate in located.candidates[:_READ]:
            document = self.assistant.library.document(candidate.source)
            whole = several or candidate.ordinal is None
            if (candidate.source, candidate.clause) in seen:
                continue
            if whole:
                seen.add((candidate.source, candidate.clause))
            within = None if whole else frozenset((candidate.ordinal,))
            for restored in (False, True):
                ground = Ground(document, candidate.clause, restored)
                if restored and not any(sentence.reading for sentence in ground.sentences):
                    continue
                if found := judge(said, ground, within):
                    judged.append(found)
        return sorted(judged, key=_rank)


def _of_article(claim: Claim, judged: Sequence[Judged], named: set[tuple[str, int]], said: Traced) -> Verdict:
    """The verdict on a claim about an article: what the article says counts; what another one says, it does not say."""
    here = [each for each in judged if (each.ground.document.source, each.ground.clause) in named]
    elsewhere = [each for each in judged if each not in here and _label(each) is Label.SUPPORTED]
    if here and _label(here[0]) is Label.SUPPORTED:
        return Verdict(claim, Label.SUPPORTED, (_passage(here[0], said),))
    if elsewhere:
        return Verdict(claim, Label.CONTRADICTED, (_misplaced(elsewhere[0], claim, said),))
    if here and _label(here[0]) is Label.CONTRADICTED:
        return Verdict(claim, Label.CONTRADICTED, (_passage(here[0], said),))
    other = [each for each in judged if each not in here and _label(each) is Label.CONTRADICTED]
    if other:
        return Verdict(claim, Label.CONTRADICTED, (_misplaced(other[0], claim, said),))
    return Verdict(
        claim, Label.NOT_FOUND, nearby=tuple(_passage(each, said) for each in here[:1]), absence=Absence.SILENT
    )


def _misplaced(judged: Judged, claim: Claim, said: Traced) -> Passage:
    """A passage of another article than the claim names."""
    passage = _passage(judged, said)
    start, end = claim.lead
    wrong = Difference(
        Kind.ARTICLE,
        claim.text[start:end].rstrip("：:，, "),
        " ".join(passage.citation.section[-1:]),
        (start, end),
        (0, 0),
    )
    return replace(passage, label=Label.CONTRADICTED, differences=(wrong, *passage.differences), word_for_word=False)


def _said(claim: Claim, located: Located) -> Traced:
    """What is claimed, without what only names its document: canonical, with its places in the claim's text."""
    parts = [(start, end) for start, end in located.own]
    whole = trace(claim.text)
    kept = [
        at
        for at in range(len(whole.text))
        if any(start <= whole.starts[at] and whole.ends[at] <= end for start, end in parts)
    ]
    return Traced(
        "".join(whole.text[at] for at in kept),
        tuple(whole.starts[at] for at in kept),
        tuple(whole.ends[at] for at in kept),
    )


def _label(judged: Judged) -> Label:
    if not judged.serious and judged.covered >= _SUPPORTED:
        return Label.SUPPORTED
    contradicts = judged.covered >= _CONTRADICTED and not judged.masked and not judged.of_another
    return Label.CONTRADICTED if contradicts else Label.NOT_FOUND


def _rank(judged: Judged) -> tuple[int, int, float, int]:
    order = (Label.SUPPORTED, Label.CONTRADICTED, Label.NOT_FOUND)
    return order.index(_label(judged)), not judged.word_for_word, -judged.covered, len(judged.serious)


def _one_a_document(judged: Sequence[Judged]) -> list[Judged]:
    found: dict[str, Judged] = {}
    for each in judged:
        found.setdefault(each.ground.document.source, each)
    return list(found.values())


def _is_rival(passage: Passage) -> bool:
    """Whether a passage of another document gives another figure, date or duty for the same."""
    return all(part.claim and part.source for part in passage.differences if part.kind is not Kind.WORDING)


def _passage(judged: Judged, said: Traced) -> Passage:
    ground = judged.ground
    first, last = judged.sentences
    text, citation = ground.quote(first, last)
    word_for_word = judged.word_for_word and not judged.serious
    return Passage(
        citation,
        text,
        ground.document.name,
        _label(judged),
        () if word_for_word else tuple(_difference(part, judged, said, first, text) for part in judged.parts),
        word_for_word,
    )


def _difference(part: Part, judged: Judged, said: Traced, first: int, text: str) -> Difference:
    mine = said.span(part.claim[0].start, part.claim[-1].end) if part.claim else said.span(part.claim_at, part.claim_at)
    ground = judged.ground
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
