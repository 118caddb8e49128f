"""What the words in which a phrase parts from its source amount to: another figure, a denial, a name, or nothing but wording."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.question.twins import required
from rag.statements.duties import denials, modes
from rag.verifying.align import Parting
from rag.verifying.counts import MISSING, Counting
from rag.verifying.duty import duties
from rag.verifying.lexicon import alike, is_light, is_weak, opposite
from rag.verifying.parting import Part, part
from rag.verifying.phrases import Token, is_verb
from rag.verifying.roles import roles
from rag.verifying.scene import Scene
from rag.verifying.scope import SCOPED, of_another, reaches
from rag.verifying.verdict import Kind

_PLACE = re.compile("(?:[省市县区州旗镇乡]|街道|社区)$")
_AGENCY = re.compile("(?:局|厅|部|委|委员会|办公室|政府|党委|法院|检察院|部门|机关|科|处)$")
_NAME = re.compile(
    "(?:学校|小学|中学|大学|学院|幼儿园|公司|集团|中心|医院|基地|协会|工程|项目|行动|计划|大赛|活动|杯|法|条例|办法|规定|方案|通知|意见)$"
)
_LINKING = re.compile("[到至于在为从自向对由把被将给得着了过的地]")
# A short form that leaves one of these out says another thing.
_TELLING = re.compile("[副非总准先后前不上下一二三四五六七八九十百千\\d]|[中小大]学|初中|高中")
_SUBJECT = 5  # characters from which a run of words is taken for what a sentence is about
_ALTERNATIVES = re.compile("或者?.{1,20}的$")


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the partings of a phrase amount to.

    strange: characters of the claim's own words that nothing about its source says; beside: those said beside the run only; spare: characters of
    the run that the claim does not say.
    """

    parts: tuple[Part, ...]
    strange: int = 0
    beside: int = 0
    spare: int = 0
    masked: bool = False


def weigh(partings: Sequence[Parting], scene: Scene) -> Weighed:
    """What the partings of a phrase from its run amount to."""
    counting = Counting(partings, scene)
    found = counting.parts()
    words = [_words(parting, scene) for parting in partings]
    found += [each for word in words for each in word.parts]
    if not any(each.kind is Kind.NEGATION for each in found):
        found += duties(partings, scene)
    found += roles(partings, scene)
    return Weighed(
        tuple(sorted(found, key=lambda each: (each.claim_at, each.source_at))),
        sum(word.strange for word in words) + MISSING * counting.missing,
        sum(word.beside for word in words),
        sum(len(token.text) for parting in partings for token in parting.source if not _is_masked(token.text)),
        counting.masked,
    )


def _words(parting: Parting, scene: Scene) -> Weighed:
    """The same of one parting's words."""
    claim = [token for token in parting.claim if not token.figure]
    source = [token for token in parting.source if not token.figure]
    if not claim and not source:
        return Weighed(())
    all_claim, all_source = claim, source
    found: list[Part] = []
    ours, theirs = of_another(claim, source)
    if ours:
        kind = (
            Kind.DATE
            if any("年" in token.text for token in ours)
            else Kind.PLACE
            if _PLACE.search(ours[0].text[:2])
            else Kind.SCOPE
        )
        found.append(part(kind, parting, ours, theirs))
        claim, source = ([token for token in side if token not in (*ours, *theirs)] for side in (claim, source))
    if _is_short_for(claim, source) or _same_letters(claim, source):
        claim, source = [], []
    claim, source = _unlike(claim, source)
    source = _needed(source, scene)
    # What stands in the place of another word says another thing, whatever is said beside it.
    ours, theirs = (
        {is_verb(token.text) for token in side if scene.is_own(token.text, other)}
        for side, other in ((claim, scene.run), (source, scene.said))
    )
    contested = bool(ours & theirs)
    subject = _subject(claim, scene)
    own = [token for token in claim if token not in subject]
    strange = [token for token in own if not _is_explained(token.text, scene, contested)]
    lacking = [token for token in source if not _may_go(token.text, scene, contested)]
    if _turns(parting, scene):
        found.append(part(Kind.NEGATION, parting, claim or parting.claim, source or parting.source))
    elif strange or lacking:
        found.append(part(_sort(strange, lacking), parting, strange, lacking))
    elif not found:
        found.append(part(Kind.WORDING, parting, all_claim, all_source))
    explained = set(own).difference(strange)
    said = [token for token in own if token in explained and not is_light(token.text) and token.text not in scene.run]
    return Weighed(
        tuple(found),
        sum(len(token.text) for token in strange if token.text not in SCOPED and not modes(token.text)),
        sum(len(token.text) for token in said),
    )


def _subject(claim: Sequence[Token], scene: Scene) -> frozenset[Token]:
    """The words of a claim that stand as one run before the source's run, which is about them: 百所学校提升工程."""
    for first, head in enumerate(claim):
        run, last = "", first
        # A run that the source has not is in no longer one either.
        while (
            last < len(claim) and claim[last].start == head.start + len(run) and run + claim[last].text in scene.before
        ):
            run += claim[last].text
            last += 1
        if len(run) >= _SUBJECT:
            return frozenset(claim[first:last])
    return frozenset()


def _turns(parting: Parting, scene: Scene) -> bool:
    """Whether one side denies what the other says."""
    ours, theirs = ("".join(token.text for token in side) for side in (parting.claim, parting.source))
    return denials(ours) != denials(theirs) and denials(scene.said) != denials(scene.run)


def _is_explained(word: str, scene: Scene, contested: bool) -> bool:
    """Whether a word of the claim adds nothing to what the source and what stands about it say."""
    if word in SCOPED:
        return reaches(word, scene.said, scene.run)
    # Duties are compared by themselves.
    if is_light(word) or is_weak(word) or scene.is_named(word) or (modes(word) and not denials(word)):
        return True
    if contested:
        return not scene.is_own(word, scene.run)
    return scene.holds(word) or scene.tells(word)


def _may_go(word: str, scene: Scene, contested: bool) -> bool:
    """Whether a word of the source may be left out: it carries nothing, the claim says it elsewhere, or it only names the document."""
    if word in SCOPED:
        return reaches(word, scene.run, scene.claim)
    if (
        is_light(word)
        or is_weak(word)
        or _is_masked(word)
        or scene.is_named(word)
        or (modes(word) and not denials(word))
    ):
        return True
    if contested:
        return not scene.is_own(word, scene.said)
    return scene.says(word) or _is_implied(word, scene.claim)


def _unlike(claim: Sequence[Token], source: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """Words of both sides without those that the other side says in the same or another word."""
    rest = list(source)
    ours = []
    for token in claim:
        other = next((each for each in rest if each.text == token.text or each.text in alike(token.text)), None)
        if other:
            rest.remove(other)
        else:
            ours.append(token)
    return ours, rest


def _is_short_for(claim: Sequence[Token], source: Sequence[Token]) -> bool:
    """Whether one side says in a short form what the other says: 评出 for 评选出, 参训 for 参加培训."""
    ours, theirs = ([token.text for token in side if not is_light(token.text)] for side in (claim, source))
    if not ours or not theirs:
        return False
    if "".join(ours) in alike("".join(theirs)):
        return True
    (short, words) = ("".join(ours), theirs) if len("".join(ours)) < len("".join(theirs)) else ("".join(theirs), ours)
    long = "".join(words)
    if len(short) < 2 or len(long) > 2 * len(short) or short[0] != long[0] or _TELLING.search(long):
        return False
    if denials(short) != denials(long) or required(short) != required(long):
        return False
    # Every word of the long form has left a character in the short one.
    at = 0
    for word in words:
        taken = 0
        for char in word:
            if at < len(short) and short[at] == char:
                at, taken = at + 1, taken + 1
        if not taken:
            return False
    return at == len(short)


def _same_letters(claim: Sequence[Token], source: Sequence[Token]) -> bool:
    """Whether two runs are the same but for characters that only join: 顺延到, 顺延至."""
    ours, theirs = (_LINKING.sub("", "".join(token.text for token in side)) for side in (claim, source))
    return bool(ours) and ours == theirs


def _needed(source: Sequence[Token], scene: Scene) -> list[Token]:
    """Words of the source without what stands before 等 as examples, and without one of several conditions (代学、代考或者伪造证书的)."""
    end = next((at for at, token in enumerate(source) if token.text == "等"), -1)
    return [] if _ALTERNATIVES.search(scene.run) and not scene.near else list(source[end + 1 :])


def _is_masked(word: str) -> bool:
    """Whether a word of the source is blotted out: xx县, 县区 of one."""
    return "xx" in word


def _is_implied(word: str, claim: str) -> bool:
    """Whether a word of the source says what another of the claim implies: 学前教育 where the claim speaks of 幼儿."""
    told = required(word)
    return bool(told) and all(any(each in claim for each in group) for group in told)


def _sort(strange: Sequence[Token], lacking: Sequence[Token]) -> Kind:
    """The kind of difference that words make."""
    ours, theirs = "".join(t.text for t in strange), "".join(t.text for t in lacking)
    if any(opposite(a.text, b.text) for a in strange for b in lacking):
        return Kind.NEGATION
    if any(word.text in SCOPED for word in (*strange, *lacking)):
        return Kind.SCOPE
    for kind in (_PLACE, _AGENCY):
        if ours and kind.search(ours) and (not theirs or kind.search(theirs)):
            return Kind.PLACE
    if ours and theirs:
        return Kind.NAME if _NAME.search(ours) or _NAME.search(theirs) else Kind.ADDED
    return Kind.ADDED if ours else Kind.LEFT_OUT
