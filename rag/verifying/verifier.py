"""The verifier: a claim in, a verdict with its passages out."""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from rag.chain import Assistant
from rag.checkpoints import checkpoint
from rag.judge.claims import ClaimJudge, HeldPassage
from rag.statements.traced import Traced, trace
from rag.steady import steadily
from rag.verifying.ground import Ground
from rag.verifying.judge import Judged, judge
from rag.verifying.lead import lead_of
from rag.verifying.locate import Located, locate
from rag.verifying.shown import is_rival, misplaced, passage_of
from rag.verifying.split import split_claims, states_nothing
from rag.verifying.verdict import LONGEST, Absence, Claim, Label, Verdict
from rag.verifying.weighed import Weighed, weigh_all

_MASKED = 0.65  # share of a claim's words from which a source that blots something out speaks of the same matter
_NEARBY = 3  # passages that are offered where nothing was found
_SENTENCE = re.compile("[。!?\n]")
_INNER = str.maketrans("《》", "〈〉")
_READ = 8  # clauses that a claim is held against


class Verifier:
    """Verifies claims over the library of an assistant. Thread-safe."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant

    @cached_property
    def _judge_of_claims(self) -> ClaimJudge:
        return ClaimJudge(self.assistant.library, self.assistant.reader.judge.reader.claims)

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
        found = self._weighed(claim, located, said)
        named = {(each.source, each.clause) for each in located.candidates if each.ordinal is None}
        if named:
            return _of_article(claim, found, named)
        best = _one_a_document(found)
        supported, contradicted, near = (
            [each for each in best if each.label is label]
            for label in (Label.SUPPORTED, Label.CONTRADICTED, Label.TO_READ)
        )
        passages = tuple(passage_of(each, claim) for each in (*supported, *contradicted))
        if supported:
            close = tuple(each for each in passages if each.label is Label.SUPPORTED or is_rival(each))
            return Verdict(claim, Label.SUPPORTED, close)
        if contradicted:
            # Documents that disagree with each other are all shown.
            rivals = (each for each in passages[1:] if is_rival(each))
            return Verdict(claim, Label.CONTRADICTED, (*passages[:1], *rivals))
        if near and not located.absence:
            return Verdict(claim, Label.TO_READ, (passage_of(near[0], claim),))
        nearby = tuple(passage_of(each, claim) for each in best[:_NEARBY] if each.judged.covered > 0.3)
        masked = any(each.judged.masked and each.judged.covered >= _MASKED for each in best[:1])
        absence = located.absence or (Absence.MASKED if masked else Absence.SILENT)
        return Verdict(claim, Label.NOT_FOUND, nearby=nearby, absence=absence, names=located.names)

    def _title(self, claim: Claim, located: Located) -> tuple[str, ...]:
        """The name of the one document that a claim can mean, where it does not say it itself."""
        titles = [self.assistant.library.document(source).name for source in located.sources or ()]
        said = "《" in claim.text or len(titles) != 1
        return () if said else (f"《{titles[0].translate(_INNER)}》",)

    def places(self, text: str) -> list[Weighed]:
        """A single claim against each place where it may stand, best first."""
        claim = Claim(text, 0, len(text), lead_of(text[:LONGEST]))
        located = locate(self.assistant, claim)
        return self._weighed(claim, located, _said(claim, located)) if located.candidates else []

    def _weighed(self, claim: Claim, located: Located, said: Traced) -> list[Weighed]:
        """The claim against each place where it may stand, best first. said: the claim without what only names its
        document."""

        def hold() -> list[HeldPassage]:
            return self._judge_of_claims.hold(claim.text, located.hits)

        return sorted(weigh_all(self._aligned(said, located), said, hold), key=_rank)

    def _aligned(self, said: Traced, located: Located) -> list[Judged]:
        """The claim as it is held by rule against each place."""
        judged: list[Judged] = []
        several = len(_SENTENCE.findall(said.text.rstrip("。!?\n"))) > 0
        seen: set[tuple[str, int]] = set()
        for candidate in located.candidates[:_READ]:
            document = self.assistant.library.document(candidate.source)
            whole = several or candidate.ordinal is None
            if (candidate.source, candidate.clause) in seen:
                continue
            checkpoint()
            if whole:
                seen.add((candidate.source, candidate.clause))
            within = None if whole else frozenset((candidate.ordinal,))
            for restored in (False, True):
                ground = Ground(document, candidate.clause, restored)
                if restored and not any(sentence.reading for sentence in ground.sentences):
                    continue
                if found := judge(said, ground, within):
                    judged.append(found)
        return judged


def _of_article(claim: Claim, found: Sequence[Weighed], named: set[tuple[str, int]]) -> Verdict:
    """The verdict on a claim about an article: what the article says counts; what another one says, it does not say."""
    here = [each for each in found if each.place in named]
    elsewhere = [each for each in found if each not in here and each.label is Label.SUPPORTED]
    if here and here[0].label is Label.SUPPORTED:
        return Verdict(claim, Label.SUPPORTED, (passage_of(here[0], claim),))
    if elsewhere:
        return Verdict(claim, Label.CONTRADICTED, (misplaced(elsewhere[0], claim),))
    if here and here[0].label in (Label.CONTRADICTED, Label.TO_READ):
        return Verdict(claim, here[0].label, (passage_of(here[0], claim),))
    return Verdict(
        claim, Label.NOT_FOUND, nearby=tuple(passage_of(each, claim) for each in here[:1]), absence=Absence.SILENT
    )


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


def _rank(found: Weighed) -> tuple[int, int, float, int]:
    judged, order = found.judged, (Label.SUPPORTED, Label.CONTRADICTED, Label.TO_READ, Label.NOT_FOUND)
    sure = {Label.SUPPORTED: found.borne_out, Label.CONTRADICTED: found.contradicted}
    near = sure.get(found.label, max(found.borne_out, found.contradicted))
    return order.index(found.label), not judged.word_for_word, -near - judged.covered, len(judged.serious)


def _one_a_document(found: Sequence[Weighed]) -> list[Weighed]:
    first: dict[str, Weighed] = {}
    for each in found:
        first.setdefault(each.judged.ground.document.source, each)
    return list(first.values())
