"""Who does what to whom: names that change places, unless they only stand in another order in a list."""

import re
from collections import Counter
from collections.abc import Sequence

from rag.verifying.align import Parting
from rag.verifying.lexicon import is_light
from rag.verifying.parting import Part, part
from rag.verifying.phrases import Token, is_verb
from rag.verifying.scene import Scene
from rag.verifying.verdict import Kind

_SEPARATOR = re.compile("、|和|与|及|以及|或者?")
_IN_TURN = re.compile("分别|依次|先.{1,6}后|之比|比为")
_MOST_SHARED = 8  # characters of the words before and after a list that may also be of its items


def roles(partings: Sequence[Parting], scene: Scene) -> list[Part]:
    """The first pair of names that have changed places."""
    if not partings:
        return []
    if swapped := _swapped(partings):
        return [swapped]
    ours, theirs = scene.phrase.tokens, scene.tokens
    twice = {word for side in (ours, theirs) for word, times in Counter(t.text for t in side).items() if times > 1}
    place = {token.text: at for at, token in enumerate(theirs)}
    names = [(at, token) for at, token in enumerate(ours) if token.text in place.keys() - twice and _is_name(token)]
    moved = {token.text for parting in partings for token in parting.claim}
    for first, (a, one) in enumerate(names):
        for b, other in names[first + 1 :]:
            crossed = place[one.text] > place[other.text] and (one.text in moved or other.text in moved)
            if crossed and (
                scene.near
                or _IN_TURN.search(scene.said)
                or _same_verb(ours[a:b], theirs[place[other.text] : place[one.text]])
            ):
                return [part(Kind.ORDER, partings[0], ours[a : b + 1], theirs[place[other.text] : place[one.text] + 1])]
    return []


def _swapped(partings: Sequence[Parting]) -> Part | None:
    """Two partings of which each has the other's words: 薄弱教师向骨干学校 for 骨干教师向薄弱学校."""
    for first, one in enumerate(partings):
        for other in partings[first + 1 :]:
            mine = [token.text for token in one.claim if _is_word(token) and token.text in _text(other.source)]
            others = [token.text for token in other.claim if _is_word(token) and token.text in _text(one.source)]
            if set(mine) - set(others) and set(others) - set(mine):
                return part(Kind.ORDER, one, [*one.claim, *other.claim], [*one.source, *other.source])
    return None


def _text(tokens: Sequence[Token]) -> str:
    return "".join(token.text for token in tokens)


def _is_word(token: Token) -> bool:
    return len(token.text) > 1 and not token.figure and not is_light(token.text)


def _is_name(token: Token) -> bool:
    return len(token.text) > 1 and not token.figure and not is_light(token.text) and not is_verb(token.text)


def _same_verb(ours: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Whether one verb or word of direction stands between two names on both sides."""
    between = {token.text for token in ours} & {token.text for token in theirs}
    return any((is_verb(word) and not is_light(word)) or word in "对向比给归由" for word in between)


def is_permuted(said: str, run: str) -> bool:
    """Whether two canonical texts are the same but for the order of one list in them."""
    if said == run or len(said) != len(run) or sorted(said) != sorted(run) or _IN_TURN.search(said):
        return False
    before = next(at for at in range(len(said)) if said[at] != run[at])
    after = next(at for at in range(len(said)) if said[-1 - at] != run[-1 - at])
    # What stands before and after the list may share characters with its items.
    for start in range(before, max(-1, before - _MOST_SHARED), -1):
        for end in range(after, max(-1, after - _MOST_SHARED), -1):
            ours, theirs = (_SEPARATOR.split(text[start : len(text) - end]) for text in (said, run))
            if len(ours) > 1 and "" not in ours and sorted(ours) == sorted(theirs):
                return True
    return False
