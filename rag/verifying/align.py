"""Aligning a phrase of a claim with a run of its source: what they share in order, and the runs of words in which they part."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rag.verifying.phrases import Token

_LIKE_UNITS = str.maketrans("位家", "名所")


@dataclass(frozen=True, slots=True)
class Parting:
    """Words of the claim where the source has others; either may be none. at: where in the source the missing words would stand."""

    claim: tuple[Token, ...]
    source: tuple[Token, ...]
    claim_at: int
    source_at: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """partings in the order of the claim; shared: characters that both say, figures counted as one; ours, theirs: of so many."""

    partings: tuple[Parting, ...]
    shared: int
    ours: int
    theirs: int


@dataclass(frozen=True, slots=True)
class _Element:
    """A character, or a figure whole. token: the number of the token that it is of."""

    key: str
    token: int


def align(claim: Sequence[Token], source: Sequence[Token]) -> Alignment:
    """The alignment of the tokens of a phrase with those of a run of the source."""
    ours, theirs = _elements(claim), _elements(source)
    matcher = SequenceMatcher(None, [each.key for each in ours], [each.key for each in theirs], autojunk=False)
    spans: list[list[int]] = []  # claim and source tokens, first and last + 1
    shared = 0
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            shared += b - a
            continue
        span = [*_tokens(ours, a, b), *_tokens(theirs, c, d)]
        spans.append(span)
    merged = _whole_words(spans, ours, theirs, matcher)
    return Alignment(tuple(_parting(claim, source, span) for span in merged), shared, len(ours), len(theirs))


def _elements(tokens: Sequence[Token]) -> list[_Element]:
    found = []
    for number, token in enumerate(tokens):
        if token.figure:
            figure = token.figure
            found.append(_Element(f"{figure.bound}{figure.value}{figure.unit}", number))
        else:
            found += [_Element(char, number) for char in token.text.translate(_LIKE_UNITS)]
    return found


def _tokens(elements: Sequence[_Element], start: int, end: int) -> tuple[int, int]:
    """The tokens that elements start:end belong to: first and last + 1; between two tokens, or within one, where there are none."""
    if start < end:
        return elements[start].token, elements[end - 1].token + 1
    before = elements[start - 1].token if start else -1
    after = elements[start].token if start < len(elements) else before + 1
    # Nothing between two characters of one word: the word is not the same.
    return (after, after + 1) if before == after else (after, after)


def _whole_words(
    spans: list[list[int]],
    ours: Sequence[_Element],
    theirs: Sequence[_Element],
    matcher: SequenceMatcher[str],
) -> list[list[int]]:
    """The spans, grown until no shared character is of a word that parts on one side and not on the other; those that meet are one."""
    pairs = [
        (ours[a + at].token, theirs[b + at].token) for a, b, size in matcher.get_matching_blocks() for at in range(size)
    ]
    grown = True
    while grown:
        grown = False
        for span in spans:
            for mine, other in pairs:
                inside, beside = span[0] <= mine < span[1], span[2] <= other < span[3]
                if inside == beside:
                    continue
                if inside:
                    span[2], span[3] = (
                        (other, other + 1) if span[2] == span[3] else (min(span[2], other), max(span[3], other + 1))
                    )
                else:
                    span[0], span[1] = (
                        (mine, mine + 1) if span[0] == span[1] else (min(span[0], mine), max(span[1], mine + 1))
                    )
                grown = True
    return _merged(spans)


def _merged(spans: list[list[int]]) -> list[list[int]]:
    merged: list[list[int]] = []
    for span in sorted(spans):
        last = merged[-1] if merged else None
        if last and ((span[0] < last[1] and span[0] < span[1]) or (span[2] < last[3] and span[2] < span[3])):
            last[1], last[2], last[3] = max(last[1], span[1]), min(last[2], span[2]), max(last[3], span[3])
        else:
            merged.append(list(span))
    return merged


def _parting(claim: Sequence[Token], source: Sequence[Token], span: Sequence[int]) -> Parting:
    return Parting(
        tuple(claim[span[0] : span[1]]),
        tuple(source[span[2] : span[3]]),
        _place(claim, span[0]),
        _place(source, span[2]),
    )


def _place(tokens: Sequence[Token], number: int) -> int:
    if number < len(tokens):
        return tokens[number].start
    return tokens[-1].end if tokens else 0
