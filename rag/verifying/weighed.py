"""A claim against one place of a document, by rule and by the trained judge: what is told of it there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rag.judge.claim_policy import AGREED, BORNE_OUT, CONTRADICTED, NEAR, ClaimFeatures, bearing_out, contradicting
from rag.judge.claims import HeldPassage
from rag.statements.figures import Figure, figures_of
from rag.statements.traced import Traced, trace
from rag.verifying.judge import Judged
from rag.verifying.parting import Part
from rag.verifying.verdict import Kind, Label

_CERTAIN = frozenset((Kind.NUMBER, Kind.UNIT, Kind.PERCENTAGE, Kind.DATE, Kind.PLACE, Kind.NEGATION, Kind.MODALITY))
_SAID = 0.6  # share of a claim's words from which it stands in its source by rule, where nothing differs
_SAME_MATTER = 0.65  # and from which it speaks of the same matter and differs
_VERBATIM = 0.9  # share of a claim's characters from which the rules need no judge
_MUCH = 0.7  # and from which the judge does not overrule what the rules see to differ
_UNBORNE = 0.5  # probability from which a word is marked as not borne out


@dataclass(frozen=True)
class Weighed:
    """judged: by rule; held: by the judge, with the passage that the place is of; None where it has not read it; elsewhere:
    much of the claim stands at some place in the same words and differs, so that the judge does not bear it out."""

    judged: Judged
    said: Traced
    held: HeldPassage | None = None
    elsewhere: bool = False

    @cached_property
    def features(self) -> ClaimFeatures | None:
        """What the policy goes by; None where the judge has not read it."""
        if self.held is None:
            return None
        marks, unborne = self.held.held, [chance for *_, chance in self.held.held.unborne]
        return ClaimFeatures(
            marks.borne_out - marks.silent,
            marks.contradicted - marks.silent,
            max(unborne, default=0.0),
            sum(unborne) / max(1, len(unborne)),
            self.judged.covered,
            float(sum(part.kind in _CERTAIN for part in self.judged.serious)),
            float(
                sum(
                    not any(each.value == figure.value for each in self._figures)
                    for figure in figures_of(self.said.text)
                )
            ),
        )

    @cached_property
    def _figures(self) -> list[Figure]:
        """The figures of the passage."""
        window = self.held.passage.window if self.held else None
        return figures_of(trace(window.context + window.text).text) if window else []

    @property
    def _has_its_figures(self) -> bool:
        """Whether every figure of the claim stands in the passage, and not as the opposite bound. What the passage's own
        figures come to is not told by the judge: it cannot count."""
        return all(
            any(each.value == figure.value and not _opposed(each.bound, figure.bound) for each in self._figures)
            for figure in figures_of(self.said.text)
        )

    @cached_property
    def borne_out(self) -> float:
        """The probability that it says so."""
        return bearing_out(self.features) if self.features else 0.0

    @cached_property
    def contradicted(self) -> float:
        """The probability that it says otherwise."""
        return contradicting(self.features) if self.features else 0.0

    @property
    def place(self) -> tuple[str, int]:
        """The document and the number of the clause."""
        return self.judged.ground.document.source, self.judged.ground.clause

    @property
    def by_rule(self) -> Label:
        """What the rules alone would tell."""
        if self.judged.covered >= _SAID and not self.judged.serious:
            return Label.SUPPORTED
        differs = self.judged.covered >= _SAME_MATTER and not (self.judged.masked or self.judged.of_another)
        return Label.CONTRADICTED if differs else Label.NOT_FOUND

    def _is_certain(self, part: Part) -> bool:
        """Whether a difference is one of figures, dates, places, duty or denial; of figures, that the claim's stands nowhere
        in the clause, else it may be held against a neighbour of its own."""
        there = {figure.value for phrase in self.judged.ground.phrases for figure in phrase.figures}
        said = {token.figure.value for token in part.claim if token.figure}
        return part.kind in _CERTAIN and bool(part.claim and part.source) and not said & there

    @property
    def is_decided(self) -> bool:
        """Whether the rules need no judge: the claim stands there nearly word for word, or nothing differs but one thing
        that is certain."""
        if self.judged.word_for_word or self.judged.shared >= _VERBATIM:
            return True
        serious = self.judged.serious
        return self.by_rule is Label.CONTRADICTED and len(serious) == 1 and self._is_certain(serious[0])

    @property
    def differs_certainly(self) -> bool:
        """Whether the rules see that it says something else of the same matter."""
        return self.by_rule is Label.CONTRADICTED and any(map(self._is_certain, self.judged.serious))

    @property
    def stands_otherwise(self) -> bool:
        """Whether much of the claim stands there in the same words, and something differs."""
        return self.judged.shared >= _MUCH and bool(self.judged.serious)

    @cached_property
    def label(self) -> Label:
        """What is told of the claim by this place."""
        if self.is_decided or self.by_rule is Label.SUPPORTED:
            return self.by_rule
        if self.borne_out >= BORNE_OUT and self._has_its_figures and not self.elsewhere:
            return Label.SUPPORTED
        if self.judged.masked or self.judged.of_another:
            return Label.NOT_FOUND
        if self.contradicted >= (AGREED if self.differs_certainly else CONTRADICTED):
            return Label.CONTRADICTED
        near = max(self.borne_out, self.contradicted) >= NEAR or self.by_rule is not Label.NOT_FOUND
        return Label.TO_READ if near else Label.NOT_FOUND

    @property
    def unborne(self) -> list[tuple[int, int]]:
        """The spans of the claim's text that the judge finds not borne out."""
        spans: list[tuple[int, int]] = []
        for start, end, chance in self.held.held.unborne if self.held else ():
            if chance < _UNBORNE or start == end:
                continue
            if spans and start <= spans[-1][1]:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        return spans


def _opposed(one: str, other: str) -> bool:
    """Whether one bound is a least and the other a most."""
    return (one[:1], other[:1]) in (("<", ">"), (">", "<"))


def weigh_all(judged: Sequence[Judged], said: Traced, hold: Callable[[], Sequence[HeldPassage]]) -> list[Weighed]:
    """Each place with the passage that it is of. hold: reads the passages; not called where the rules need no judge."""
    found = [Weighed(each, said) for each in judged]
    if any(each.is_decided and each.by_rule is not Label.NOT_FOUND for each in found):
        return found
    elsewhere = any(each.stands_otherwise for each in found)
    of_place = {place: passage for passage in reversed(hold()) for place in passage.places}
    return [replace(each, held=of_place.get(each.place), elsewhere=elsewhere) for each in found]
