"""Quotations: the part of a sentence that tells, and the citation that proves it."""

import re
from collections.abc import Mapping
from dataclasses import replace

from rag.fit import holds
from rag.schema import Citation, Document, Hit
from rag.text import fold, grams
from rag.understand import Query

SHORT, LONG = 150, 420  # characters of a quotation in an answer to a plain question, and to one for a list
_PHRASE = re.compile("[^，,；;。！？]*[，,；;。！？”〞」』）)]*")
_GAP = "……"
_ITEMS = 15  # items of a list at most
_ITEM = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[①-⑳]|[|｜]|[一二三四五六七八九十]是")


def excerpt(text: str, query: Query, weighed: Mapping[str, float], limit: int) -> str:
    """The run of phrases of a sentence, at most limit characters, that covers most of the question; the whole if it is short."""
    if len(text) <= limit:
        return text
    phrases = [match.group() for match in _PHRASE.finditer(text) if match.group()]
    values = [_value(phrase, query, weighed) for phrase in phrases]
    best, span = -1.0, (0, 1)
    for first in range(len(phrases)):
        length = 0
        for last in range(first, len(phrases)):
            length += len(phrases[last])
            if length > limit and last > first:
                break
            # Of windows that say as much, the shortest: every phrase costs a little.
            value = _value("".join(phrases[first : last + 1]), query, weighed) - 0.01 * (last - first)
            if value > best:
                best, span = value, (first, last + 1)
    first, last = span
    while first > 0 and values[first - 1] > 0 and sum(map(len, phrases[first - 1 : last])) <= limit:
        first -= 1
    chosen = "".join(phrases[first:last])
    return (_GAP if first else "") + chosen + (_GAP if last < len(phrases) else "")


def _value(phrase: str, query: Query, weighed: Mapping[str, float]) -> float:
    plain = fold(phrase)
    found = set(grams(plain))
    total = sum(weighed.values()) or 1.0
    return sum(weight for term, weight in weighed.items() if term in found) / total + 0.3 * holds(
        query.kind, plain, query.units
    )


def items_after(document: Document, hit: Hit) -> list[Hit]:
    """The items of the list that a sentence announces with a colon at its end, in order; none if it announces none."""
    if not hit.sentence.search.endswith(":"):
        return []
    sentences = document.clauses[hit.clause].sentences[hit.ordinal + 1 :]
    items: list[Hit] = []
    for offset, sentence in enumerate(sentences[:_ITEMS], 1):
        going_on = not items or items[-1].sentence.search.endswith(";")
        if not going_on and not _ITEM.match(sentence.search):
            break
        items.append(replace(hit, id="", ordinal=hit.ordinal + offset, sentence=sentence))
    return items


def cite(hit: Hit, document: Document) -> Citation:
    """The sentence of a hit as a slice of its source."""
    start, end = hit.sentence.start, hit.sentence.end
    return Citation(hit.source, hit.path, document.text[start:end], start, end)
