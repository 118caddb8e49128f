"""Windows: the stretch of a section that the reader sees around a sentence, under the names of its document and
section."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.text import simplify

LONGEST = 260  # characters of a window's text
_TITLE, _TITLE_HEAD = 44, 12  # characters of the document's name in its context, and of them at its beginning
_HEADING = 20  # characters of a heading there
_PHRASE_ENDS = "，,；;、：:。 "


@dataclass(frozen=True, slots=True)
class Window:
    """context: names of document and sections; text: what is read; parts: (ordinal, start, end, offset) of its
    sentences.

    start:end is the slice of text that shows the sentence of that ordinal from its character offset on. Both context
    and text are in Simplified characters, one for one, so that offsets in text are offsets in the sentences.
    """

    context: str
    text: str
    parts: tuple[tuple[int, int, int, int], ...]


def make_context(names: Sequence[str]) -> str:
    """The names above a passage, outermost first, as one short line. Of a long title the ends are kept, where place
    and matter are; of a long heading the beginning."""
    kept = [" ".join(name.split()) for name in names if name.strip()]
    if kept and len(kept[0]) > _TITLE:
        kept[0] = f"{kept[0][:_TITLE_HEAD]}…{kept[0][_TITLE_HEAD - _TITLE :]}"
    return simplify(" ".join([*kept[:1], *(name[:_HEADING] for name in kept[1:])]))


def _pieces(text: str) -> list[tuple[int, int]]:
    """Spans of at most LONGEST characters that cover a sentence, cut after a phrase where one ends."""
    spans = []
    start = 0
    while len(text) - start > LONGEST:
        end = start + LONGEST
        cut = max(text.rfind(mark, start + LONGEST // 2, end) for mark in _PHRASE_ENDS) + 1
        end = cut or end
        spans.append((start, end))
        start = end
    return [*spans, (start, len(text))]


def windows_around(
    sentences: Sequence[str], wanted: Sequence[int], context: str, longest: int = LONGEST
) -> list[Window]:
    """Windows over sentences that follow one another such that each wanted ordinal stands in one, with its neighbours where
    they fit.

    Wanted sentences that fit into one window share it. A sentence longer than a window makes several.
    """
    made: list[Window] = []
    seen: set[int] = set()
    for ordinal in sorted(wanted):
        if ordinal in seen:
            continue
        if len(sentences[ordinal]) > longest:
            text = simplify(sentences[ordinal])
            made += [Window(context, text[a:b], ((ordinal, 0, b - a, a),)) for a, b in _pieces(text)]
            seen.add(ordinal)
            continue
        first = last = ordinal
        length = len(sentences[ordinal])
        # What goes before explains it, what comes after is often wanted too: grow by turns.
        growing = True
        while growing:
            growing = False
            if last + 1 < len(sentences) and length + len(sentences[last + 1]) <= longest:
                last += 1
                length += len(sentences[last])
                growing = True
            if first > 0 and first - 1 not in seen and length + len(sentences[first - 1]) <= longest:
                first -= 1
                length += len(sentences[first])
                growing = True
        parts, text = [], ""
        for each in range(first, last + 1):
            parts.append((each, len(text), len(text) + len(sentences[each]), 0))
            text += sentences[each]
        made.append(Window(context, simplify(text), tuple(parts)))
        seen.update(range(first, last + 1))
    return made
