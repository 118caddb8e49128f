"""Sentences cut short where a phrase ends, and how the items of a list begin."""

import re

LABEL = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．](?!\d)|[①-⑳]|第[一二三四五六七八九十百零\d ]+[条條款项]|[-*•·○●□☐]"
)
PHRASE_ENDS = "，,；;。：:！？"
_GAP = "……"
_HEAD = 4  # characters that the head of a step has at least, label and all


def beginning(text: str) -> str:
    """The first phrase of a sentence, label and all; what follows it is left out."""
    cut = next((n for n, char in enumerate(text) if n >= _HEAD and char in PHRASE_ENDS), len(text))
    return text[:cut] + _GAP


def excerpt(text: str, run: tuple[int, int] | None, limit: int) -> str:
    """At most limit characters of a text, whole phrases around a run of it, or from its beginning; the whole if it is
    short."""
    if len(text) <= limit:
        return text
    start, end = run or (0, 1)
    cuts = [0, *(n + 1 for n, char in enumerate(text) if char in PHRASE_ENDS), len(text)]
    first = max(cut for cut in cuts if cut <= start)
    last = min(cut for cut in cuts if cut >= end)
    for cut in cuts:
        if last < cut <= first + limit:
            last = cut
    for cut in sorted(cuts, reverse=True):
        if cut < first and last - cut <= limit:
            first = cut
    last = min(last, first + limit)
    return (_GAP if first else "") + text[first:last] + (_GAP if last < len(text) else "")
