"""When an answer counts as right: it holds what the gold asks for, however that is spelled.

Both sides are brought to one form: rag.text.fold without glosses, words that are swapped in altered documents folded together,
small numerals as digits, 百分之 as %.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from rag.evaluation.gold import Item, Span
from rag.schema import Citation
from rag.swaps import SWAPS
from rag.text import fold


class Fault(StrEnum):
    """What an answer lacks of being right and grounded, or a refusal of being due."""

    WRONG = "wrong answer"
    FORBIDDEN = "must not"
    LONG = "too long"
    UNCITED = "evidence not cited"
    UNGROUNDED = "right but not grounded"
    REFUSED = "refused wrongly"
    ANSWERED = "not refused"


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


def fault_in(answer: str, item: Item) -> tuple[Fault | None, str]:
    """What is wrong with the text of an answer by a gold item with accepted answers, None if nothing, and with what."""
    text = _MARKER.sub("", answer)
    if unwanted := forbidden(text, item):
        return Fault.FORBIDDEN, unwanted
    for wanted in item.get("answers_all") or ():
        choices = wanted if isinstance(wanted, list) else [wanted]
        if not any(contains(text, choice) for choice in choices):
            return Fault.WRONG, " / ".join(choices)
    accepted = item.get("answers") or ()
    if accepted and not item.get("answers_all") and not any(contains(text, choice) for choice in accepted):
        return Fault.WRONG, " / ".join(accepted)
    length = len(re.sub(r"\s", "", text))
    if length > _LIMITS.get(item.get("type", ""), _LIMIT):
        return Fault.LONG, str(length)
    return None, ""


def forbidden(text: str, item: Item) -> str:
    """The first string of must_not that a text holds, "" for none."""
    return next((unwanted for unwanted in item.get("must_not") or () if contains(text, unwanted)), "")


def overlaps(citation: Citation, spans: Iterable[Span]) -> bool:
    """Whether a citation shares a character with any of the spans."""
    return any(citation.source == name and citation.start < end and citation.end > start for name, start, end in spans)


def rank(retrieved: Sequence[Citation], spans: Sequence[Span]) -> int:
    """The place, from 1, of the first retrieved citation that overlaps the spans; 0 for none."""
    return next((place for place, citation in enumerate(retrieved, 1) if overlaps(citation, spans)), 0)
