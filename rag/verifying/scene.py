"""What is known around a phrase of a claim and the run of the source that it is held against."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.verifying.ground import Ground
from rag.verifying.lexicon import alike, is_light, is_weak, level
from rag.verifying.phrases import Phrase, Token, is_verb

_NEAR = 0.75  # share of both sides that is shared, from which a phrase is a quotation with changes
_JOINED = ("以及", "及", "和", "与")
_STATUTES = frozenset("法 办法 条例 规定 细则 意见 方案 规划 章程".split())


@dataclass(frozen=True)
class Scene:
    """Canonical texts: phrase and run, the two that are compared; claim and sentence, the same with what is said beside them and may be said of
    them too; before, the source's phrases before the run in its sentence; claim_before and run_before, the phrases before them whose duty holds on; whole, the claim's whole sentence.

    year_before: the last year that the source speaks of before the run, "" where it speaks of none. near: the phrase is a quotation with changes.
    """

    phrase: Phrase
    tokens: tuple[Token, ...]  # of the run
    claim: str
    sentence: str
    before: str
    whole: str
    claim_before: str
    run_before: str
    year_before: str
    ground: Ground
    near: bool = False

    @property
    def said(self) -> str:
        return self.phrase.text

    @property
    def run(self) -> str:
        return self.ground.text[self.tokens[0].start : self.tokens[-1].end] if self.tokens else ""

    def tells(self, word: str) -> bool:
        """Whether what stands about the source says a word of the claim."""
        return says(self.ground.about, word)

    def holds(self, word: str) -> bool:
        """Whether the source says a word of the claim in the run or before it."""
        return says(self.sentence, word)

    def says(self, word: str) -> bool:
        """Whether the claim says a word of the source; an item of a list must be said where the list is."""
        return says(self.said if self.near and "、" in self.run else self.claim, word)

    def is_own(self, word: str, other: str) -> bool:
        """Whether a word says something that a text does not say in any way."""
        return not (is_light(word) or is_weak(word) or self.is_named(word) or "xx" in word or says(other, word))

    def is_named(self, word: str) -> bool:
        """Whether a word only names the document's place, agency or year, or the level of its government."""
        if word in _STATUTES and f"本{word}" in self.run:
            return True
        names = self.ground.names
        return (len(word) > 1 and any(word in name for name in names)) or (
            level(word) != "" and self.ground.is_level(level(word), word)
        )


def says(text: str, word: str) -> bool:
    """Whether a canonical text says a word, its two halves, or another word for the same."""
    return (
        word in text
        or any(word[:at] in text and word[at:] in text for at in range(2, len(word) - 1))
        or any(len(other) > 1 and other in text for other in alike(word))
    )


def beside(run: Sequence[Phrase], phrases: Sequence[Phrase]) -> str:
    """A run of phrases and what is said before it in its sentence that may be said of it too: what the phrases before it are about."""
    # A phrase without a verb goes on with the one before: 小学新增300个，初中200个.
    goes_on = run[0].text.startswith(_JOINED) or not any(_acts(token) for each in run for token in each.tokens)
    before = [
        token.text
        for each in phrases
        if each.sentence == run[0].sentence and each.start < run[0].start
        for token in each.tokens
        if not token.figure and (goes_on or not is_verb(token.text))
    ]
    return "\n".join([*before, *(each.text for each in run)])


def _acts(token: Token) -> bool:
    return not token.figure and not is_light(token.text) and is_verb(token.text)


def is_near(shared: int, ours: int, theirs: int) -> bool:
    """Whether so many shared elements of so many on both sides make a quotation with changes."""
    return shared >= _NEAR * ours and shared >= _NEAR * theirs
