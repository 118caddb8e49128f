"""When an answer counts as right: it holds what the gold asks for, however that is spelled.

Both sides are brought to one form: rag.text.fold without glosses, words that are swapped in altered documents folded together,
small numerals as digits, 百分之 as %.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rag.schema import Citation
from rag.swaps import SWAPS
from rag.text import fold

Item = Mapping[str, Any]
Span = tuple[str, int, int]

# Characters that an answer may have, citation markers and white space left out.
_LIMITS = {
    "list": 1000,
    "cross_document": 1000,
    "provenance": 600,
    "definition": 800,
    "legal_basis": 800,
    "purpose": 800,
}
_LIMIT = 400
_GLOSS = re.compile(
    "[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]*[)）]"
)
_MARKER = re.compile(r"\[\^?\d+(?:\s*[,，]\s*\d+)*\]|【\d+】")
_ENGLISH = "one two three four five six seven eight nine ten".split()
_ENGLISH_NUMBER = re.compile(rf"\b({'|'.join(_ENGLISH)})\b", re.I)
_TENS = re.compile("([一二三四五六七八九]?)十([一二三四五六七八九]?)")
_DIGITS = str.maketrans("零〇一二两三四五六七八九", "001223456789")
_UNITS = {char: value for value, char in enumerate("一二三四五六七八九", 1)}


def _tens(match: re.Match[str]) -> str:
    return str(_UNITS.get(match.group(1), 1) * 10 + _UNITS.get(match.group(2), 0))


def canonical(text: str) -> str:
    """One form of all spellings that count as the same."""
    text = _ENGLISH_NUMBER.sub(lambda match: str(_ENGLISH.index(match.group(1).lower()) + 1), _GLOSS.sub("", text))
    text = fold(text).replace("~", "-")
    for swapped, original in SWAPS:
        text = text.replace(swapped, original)
    text = _TENS.sub(_tens, text).translate(_DIGITS)
    text = re.sub(r"百分之(\d+(?:\.\d+)?)", r"\1%", text)
    return re.sub(r"(?<=\d)多", "余", re.sub(r"(?<=\d)(?:至|到)(?=\d)", "-", text))


def contains(text: str, wanted: str) -> bool:
    """Whether a text holds a wanted string, digits not cut in two: 3所 is not in 13所."""
    found = canonical(wanted)
    if not found:
        return False
    before = r"(?<!\d)(?<!\d\.)" if found[0].isdigit() else ""
    after = r"(?!\d)(?!\.\d)" if found[-1].isdigit() else ""
    return bool(re.search(before + re.escape(found) + after, canonical(text)))


def is_right(answer: str, item: Item) -> tuple[bool, str]:
    """Whether the text of an answer is right by a gold item with accepted answers, and why not."""
    text = _MARKER.sub("", answer)
    for unwanted in item.get("must_not") or ():
        if contains(text, unwanted):
            return False, f"holds {unwanted}"
    for wanted in item.get("answers_all") or ():
        choices = wanted if isinstance(wanted, list) else [wanted]
        if not any(contains(text, choice) for choice in choices):
            return False, f"lacks {' or '.join(choices)}"
    if (
        item.get("answers")
        and not item.get("answers_all")
        and not any(contains(text, choice) for choice in item["answers"])
    ):
        return False, f"lacks {' or '.join(item['answers'])}"
    length = len(re.sub(r"\s", "", text))
    if length > _LIMITS.get(item.get("type", ""), _LIMIT):
        return False, f"{length} characters"
    return True, ""


def evidence_spans(item: Item, sources: Mapping[str, str]) -> list[Span]:
    """Where the gold's evidence stands in its documents."""
    names = item.get("doc") or []
    spans = []
    for name in [names] if isinstance(names, str) else names:
        text = sources.get(name, "")
        spans += [
            (name, match.start(), match.end())
            for quote in item.get("evidence") or ()
            for match in re.finditer(re.escape(quote), text)
        ]
    return spans


def overlaps(citation: Citation, spans: Iterable[Span]) -> bool:
    """Whether a citation shares a character with any of the spans."""
    return any(citation.source == name and citation.start < end and citation.end > start for name, start, end in spans)


def rank(retrieved: Sequence[Citation], spans: Sequence[Span]) -> int:
    """The place, from 1, of the first retrieved citation that overlaps the spans; 0 for none."""
    return next((place for place, citation in enumerate(retrieved, 1) if overlaps(citation, spans)), 0)
