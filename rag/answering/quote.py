"""Quotations: the part of a sentence that tells, and the citation that proves it."""

import re
from collections.abc import Mapping

from rag.question.query import Query
from rag.reading.fit import holds
from rag.schema import Citation, Clause, Document, Hit, Sentence
from rag.text import fold, grams

SHORT, LONGEST = 150, 420  # characters of a quotation in an answer to a plain question, and to one for a list
_PHRASE = re.compile("[^，,；;。！？]*[，,；;。！？”〞」』）)]*")
# Words to show and the slice of a source that they are.
Quoted = tuple[str, Citation]
_GAP = "……"


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


def cite(hit: Hit, document: Document) -> Citation:
    """The sentence of a hit as a slice of its source."""
    start, end = hit.sentence.start, hit.sentence.end
    return Citation(hit.source, hit.path, document.text[start:end], start, end)


def quoted_sentence(document: Document, clause: Clause, sentence: Sentence) -> Quoted:
    """A sentence of a document, without the glosses and furniture that its slice may hold."""
    quote = document.text[sentence.start : sentence.end]
    return sentence.text, Citation(document.source, clause.path, quote, sentence.start, sentence.end)
