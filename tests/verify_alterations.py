"""Sentences of our samples with what they state altered: nothing that comes out of here is true of any sample."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

from rag.statements.pieces import normal
from tests.verify_claims import NAMES, Base, bases, documents, leads
from tests.verify_operators import NUMBERS_IN_HAN, OPERATORS, Edit
from tests.verify_tables import tables

_PLACES = ("岱山县", "东丽区", "南长区", "普陀区", "和平区")


@dataclass(frozen=True, slots=True)
class Alteration:
    """kind: what was altered; original: the sentence as it stands, without its label; claim: what is to be verified."""

    kind: str
    source: str
    original: str
    claim: str


@cache
def alterations() -> tuple[Alteration, ...]:
    """All of them, the same ones in the same order every time: every other one with a true lead, the rest bare."""
    found: dict[str, Alteration] = {}
    for base in bases():
        to_script = _script(base)
        for kind, edits in edits_of(base.simple):
            text = applied(base.text, [(start, end, to_script(new)) for start, end, new in edits])
            if not _stands_nowhere(text):
                continue
            choice = random.Random(f"{kind} {text}")
            lead = choice.choice(leads(base.named, base.article)) if choice.random() < 0.5 else ""
            claim = lead + _ended(text)
            found.setdefault(normal(text), Alteration(kind, base.source, base.text, claim))
        for kind, lead in _false_leads(base):
            claim = lead + _ended(base.text)
            found.setdefault(claim, Alteration(kind, base.source, base.text, claim))
    return tuple(found.values())


def edits_of(simple: str) -> Iterator[tuple[str, list[Edit]]]:
    """What can be altered in a sentence in simplified characters: the kind, and the edits that do it."""
    for kind, table in tables().items():
        for pattern, others in table:
            for match in pattern.finditer(simple):
                for other in others:
                    yield kind, [(*match.span(), other)]
    for kind, operator in OPERATORS.items():
        for edits in operator(simple):
            yield kind, edits


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits, which are in order, done."""
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return text


def _false_leads(base: Base) -> Iterator[tuple[str, str]]:
    """What is true, under the wrong article, place or year."""
    named, choice = base.named, random.Random(base.text)
    if base.article:
        number = next(at for at in range(1, 21) if _article(at) == base.article)
        others = [at for at in range(1, 21) if at != number]
        for other in (number % 20 + 1, choice.choice(others), 20 + choice.randint(1, 9)):
            yield "article", choice.choice(leads(named, _article(other)))
    if named.place:
        place = choice.choice([each for each in _PLACES if each != named.place])
        yield (
            "place of the lead",
            choice.choice((f"{place}{named.year}年提出，", f"{place}教育局{named.year}年的文件提出，")),
        )
    if named.year:
        # Not the year after: a report is often handed in then.
        year = str(int(named.year) + choice.choice((-1, 2, 3)))
        agency = named.agency or named.place or "全市"
        yield "year of the lead", choice.choice((f"{agency}{year}年提出，", f"{year}年，{agency}提出："))
    if not base.article and choice.random() < 0.3:
        other = choice.choice([each for each in NAMES.values() if each.year != named.year])
        yield "title of the lead", f"《{choice.choice(other.titles)}》提出："


def _article(number: int) -> str:
    tens, ones = divmod(number, 10)
    return f"第{'二' if tens > 1 else ''}{'十' if tens else ''}{NUMBERS_IN_HAN[ones] if ones else ''}条"


@cache
def _library() -> str:
    return normal(
        "\n".join(sentence.text for each in documents() for clause in each.clauses for sentence in clause.sentences)
    )


def _stands_nowhere(text: str) -> bool:
    return normal(text).rstrip("。;:") not in _library()


def _script(base: Base) -> Callable[[str], str]:
    """What is written into a sentence in Traditional characters is written in them too."""
    return OpenCC("s2t").convert if sum(a != b for a, b in zip(base.text, base.simple, strict=True)) > 2 else str


def _ended(text: str) -> str:
    return re.sub("[；;：:]$", "。", text)
