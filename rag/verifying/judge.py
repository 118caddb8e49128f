"""Judging: what a clause says to a claim, phrase by phrase."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rag.statements.traced import Traced
from rag.tables.said import Says
from rag.verifying.align import Parting, align
from rag.verifying.counts import full_year
from rag.verifying.ground import Ground
from rag.verifying.lexicon import is_light
from rag.verifying.parting import Part, part
from rag.verifying.partings import Weighed, weigh
from rag.verifying.phrases import Phrase, phrases_of
from rag.verifying.roles import is_permuted
from rag.verifying.scene import Scene, beside, is_near, says
from rag.verifying.verdict import Kind

_CONDITION = re.compile(
    "^(?:除.{1,30}外|未经|非经|如|若|经.{1,24}(?:同意|批准|审批|核准|备案|许可|认定|合格))|经.{1,24}(?:同意|批准|审批|核准|备案|许可)(?:的|后)?$"
)
_EXCEPTION = re.compile("(?:但|除|.{1,20}除外)")
_WINDOW = 4  # phrases of the source that one phrase of a claim may say together
_SAID = 0.2  # share of its pairs of characters that a further phrase of a window must have in common with the claim's
# What a table's form makes a row say: the last word of a column's name, the first of a task.
_CALLED = frozenset("单位 部门 科室 处室 时限 时间 日期 存在问题 问题 情况 数".split())
_BEGUN = frozenset("组织 开展 推进 做好 加强 进行 落实 抓好 实施".split())
_CELL = 2  # pairs of characters up to which a phrase is a cell of a table that goes with the one before
_ALIGNED = 5  # windows that are looked at closely for a phrase
_WORSE = 0.8  # share of a phrase's pairs of characters by which a window may fall behind the first
_NEIGHBOUR = 0.1  # what it adds to stand in the sentence that the phrase before was found in
_GOOD = 0.3  # cost under which no other window is looked at
_PART = 0.5  # what a difference costs
_SPARE = 0.06  # what a character of the window costs that the claim does not say
_UNSAID = 3.0  # what a window of several phrases costs of which the claim says less than it leaves out
_UNSHARED = 0.15  # what a character of the claim costs that the window has not, or not in its place
_BESIDE = 0.35  # the same of a word that the source says beside the window only
_LACKING = 0.35  # what a character of the source that the claim leaves out costs


@dataclass(frozen=True)
class Matched:
    """A phrase of a claim with the run of the source that says it best: first and last phrase of the clause."""

    phrase: Phrase
    first: int
    last: int
    weighed: Weighed
    shared: int  # characters of it that the run has in its order
    unshared: int  # and those that it has not
    own: int  # characters of its own words, besides those that carry nothing or name the document

    @property
    def serious(self) -> tuple[Part, ...]:
        return tuple(part for part in self.weighed.parts if part.kind is not Kind.WORDING)


@dataclass(frozen=True)
class Judged:
    """A claim as held against a clause. covered: share of its own words that the source says, between 0 and 1."""

    ground: Ground
    matched: tuple[Matched, ...]
    word_for_word: bool
    end: int  # of the claim

    @cached_property
    def conditions(self) -> tuple[Phrase, ...]:
        """Conditions and exceptions of the source's sentences that the claim leaves out."""
        phrases = self.ground.phrases
        taken = {number for each in self.matched if each.own for number in range(each.first, each.last + 1)}
        left = []
        for number in sorted(taken):
            before = number - 1
            while before >= 0 and before not in taken and phrases[before].sentence == phrases[number].sentence:
                if _CONDITION.search(phrases[before].text):
                    left.append(phrases[before])
                before -= 1
            after = number + 1
            follows = after < len(phrases) and phrases[after].sentence == phrases[number].sentence
            if follows and after not in taken and _EXCEPTION.match(phrases[after].text):
                left.append(phrases[after])
        return tuple(dict.fromkeys(left))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        left = [
            Part(Kind.LEFT_OUT, (), phrase.tokens, self.end, phrase.start)
            for phrase in self.conditions
            if phrase.tokens
        ]
        found = (*(part for each in self.matched for part in each.weighed.parts), *left)
        return tuple(replace(each, kind=Kind.WORDING) if self._is_form(each) else each for each in found)

    @cached_property
    def serious(self) -> tuple[Part, ...]:
        return tuple(each for each in self.parts if each.kind is not Kind.WORDING)

    def _is_form(self, each: Part) -> bool:
        """Whether a claim leaves out only what a table's form makes it say: 单位 of 牵头单位, 组织 at the head of a task."""
        if each.kind is not Kind.LEFT_OUT or each.claim or not each.source:
            return False
        said = "".join(token.text for token in each.source)
        says = self.ground.says(*each.source_span)
        if says is Says.OF:
            return said in _BEGUN and not self.ground.is_of_names(each.source_at)
        return says is Says.COLUMN and said in _CALLED

    @cached_property
    def of_another(self) -> bool:
        """Whether it differs from a row of a table in what the row is of: then the row is of another thing than the claim.
        A task may be named by fewer words than it has, or more, where it is told of it what is not so."""
        differing = [each for each in self.serious if self.ground.says(*each.source_span) is Says.OF]
        if not differing:
            return False
        named = self.ground.is_of_names(differing[0].source_span[0])
        replaced = any(each.claim and each.source for each in differing)
        return named or replaced or len(differing) == len(self.serious)

    @cached_property
    def covered(self) -> float:
        own = sum(each.own for each in self.matched)
        strange = sum(min(each.own, each.weighed.strange) for each in self.matched)
        return 1 - strange / own if own else 0.0

    @cached_property
    def shared(self) -> float:
        """The share of its characters that its source has too, in their order."""
        shared = sum(each.shared for each in self.matched)
        unshared = sum(each.unshared for each in self.matched)
        return shared / (shared + unshared) if shared else 0.0

    @property
    def masked(self) -> bool:
        return any(each.weighed.masked for each in self.matched)

    @cached_property
    def sentences(self) -> tuple[int, int]:
        """The first and the last sentence of the clause that it rests on."""
        ordinals = [
            self.ground.ordinal(self.ground.phrases[number].start)
            for each in self.matched
            if each.own
            for number in (each.first, each.last)
        ] or [0]
        return min(ordinals), max(ordinals)


def judge(claim: Traced, ground: Ground, within: frozenset[int] | None = None) -> Judged | None:
    """A claim, canonical and without its lead, as held against a clause; None where the clause or the claim has no words.

    within: the sentences to look in, all where None.
    """
    phrases = phrases_of(claim.text)
    theirs = [
        number
        for number, phrase in enumerate(ground.phrases)
        if within is None or ground.ordinal(phrase.start) in within
    ]
    if not phrases or not theirs:
        return None
    matched: list[Matched] = []
    at = -1
    for phrase in phrases:
        best = _best(claim.text, phrase, ground, theirs, at)
        matched.append(best)
        at = ground.phrases[best.first].sentence if best.own else at
    return Judged(ground, tuple(matched), _to_the_letter(ground, phrases), len(claim.text))


def _best(claim: str, phrase: Phrase, ground: Ground, theirs: Sequence[int], at: int) -> Matched:
    """The window of phrases that says most of a phrase and least besides."""
    windows: list[tuple[float, int, int]] = []
    for first in theirs:
        grams: set[str] = set()
        for last in range(first, min(first + _WINDOW, len(ground.phrases))):
            other = ground.phrases[last]
            if other.sentence != ground.phrases[first].sentence or last not in theirs:
                break
            if last > first and len(other.grams & phrase.grams) < _SAID * len(other.grams) and len(other.grams) > _CELL:
                break
            grams |= other.grams
            shared = len(grams & phrase.grams)
            near = _NEIGHBOUR * len(phrase.grams) if other.sentence == at else 0.0
            windows.append((shared - _LACKING * 0.5 * (len(grams) - shared) + near, first, last))
    windows.sort(key=lambda window: (-window[0], window[2] - window[1], window[1]))
    best: Matched | None = None
    for score, first, last in windows[:_ALIGNED]:
        if best and score < windows[0][0] - _WORSE * len(phrase.grams):
            break
        found = _matched(claim, phrase, ground, first, last)
        if best is None or _cost(found, ground, at) < _cost(best, ground, at):
            best = found
        if _cost(best, ground, at) < _GOOD:
            break
    assert best
    return best


def _cost(matched: Matched, ground: Ground, at: int) -> float:
    parts = matched.serious
    lacking = sum(len(token.text) for part in parts if not part.claim for token in part.source)
    near = ground.phrases[matched.first].sentence == at
    weighed = matched.weighed
    return (
        2 * weighed.strange
        + _BESIDE * weighed.beside
        + _SPARE * weighed.spare
        + _UNSHARED * matched.unshared
        + _PART * len(parts)
        + _LACKING * lacking
        - _NEIGHBOUR * near
        # Several phrases of which little is said are not what the claim says.
        + _UNSAID * (matched.last > matched.first and weighed.spare > matched.shared)
    )


def _matched(claim: str, phrase: Phrase, ground: Ground, first: int, last: int) -> Matched:
    run = ground.phrases[first : last + 1]
    tokens = tuple(token for each in run for token in each.tokens)
    alignment = align(phrase.tokens, tokens)
    ours = phrases_of(claim)
    whole = "\n".join(each.text for each in ours if each.sentence == phrase.sentence)
    scene = Scene(
        phrase,
        tokens,
        claim=beside([phrase], ours) if last > first else whole,
        sentence=beside(run, ground.phrases),
        before="\n".join(each.text for each in ground.phrases[:first] if each.sentence == run[0].sentence),
        whole=whole,
        claim_before=_before(phrase, ours),
        run_before=_before(run[0], ground.phrases),
        year_before=_year_before(ground, run[0].start),
        ground=ground,
        near=is_near(alignment.shared, alignment.ours, alignment.theirs),
    )
    own = sum(len(token.text) for token in phrase.tokens if not token.figure and _is_own(token.text, scene))
    permuted = is_permuted(phrase.text.rstrip("、"), scene.run.rstrip("、"))
    weighed = Weighed(()) if permuted else weigh(alignment.partings, scene)
    if spliced := [] if permuted else _spliced(alignment.partings, run, phrase.text):
        weighed = replace(weighed, parts=(*weighed.parts, *spliced))
    if not own and not any(not figure.date for figure in phrase.figures):
        # A phrase without words or figures of its own claims nothing but its date.
        weighed = Weighed(tuple(each for each in weighed.parts if each.kind is Kind.DATE))
    unshared = 0 if permuted else alignment.ours - alignment.shared
    return Matched(phrase, first, last, weighed, alignment.shared, unshared, own)


def _spliced(partings: Sequence[Parting], run: Sequence[Phrase], said: str) -> list[Part]:
    """Where a claim goes from one phrase of the source over into the next, and leaves out the end of the one and the beginning of the other."""
    found = []
    for parting in partings:
        words = [
            token
            for token in parting.source
            if len(token.text) > 1
            and not token.figure
            and not is_light(token.text)
            and "xx" not in token.text
            and token.text not in said
        ]
        crossed = sum(any(each.start <= token.start < each.end for token in words) for each in run)
        if crossed > 1 and all(is_light(token.text) for token in parting.claim):
            found.append(part(Kind.LEFT_OUT, parting, [], words))
    return found


def _is_own(word: str, scene: Scene) -> bool:
    """Whether a word of the claim says more than the document's name does."""
    return not is_light(word) and not scene.is_named(word) and (word in scene.run or not says(scene.ground.title, word))


def _before(phrase: Phrase, phrases: Sequence[Phrase]) -> str:
    """The nearest phrase before one in its sentence that sets a duty."""
    earlier = [
        each for each in phrases if each.sentence == phrase.sentence and each.start < phrase.start and each.modes
    ]
    return earlier[-1].text if earlier else ""


def _year_before(ground: Ground, at: int) -> str:
    """The last year that a clause speaks of before a place, "" where it speaks of none: it holds on."""
    years = [
        figure.value
        for phrase in ground.phrases
        if phrase.start < at
        for figure in phrase.figures
        if figure.date and figure.unit == "年"
    ]
    return full_year(years[-1]) if years else ""


def _to_the_letter(ground: Ground, phrases: Sequence[Phrase]) -> bool:
    """Whether the claim's characters stand in the clause one after the other, punctuation aside."""
    said = "".join(token.text for phrase in phrases for token in phrase.tokens)
    return said in "".join(token.text for phrase in ground.phrases for token in phrase.tokens)
