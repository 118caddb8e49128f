"""A question that asks the same of two or more places or years is asked of each: 厦门和天津各是什么时候."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rag.judge.stated import places_in, years_in
from rag.language.places import KINDS, bare
from rag.text import fold, simplify

_AND = "[和与跟及、比]|以及|还是"
_FAR = 16  # characters between two names that are asked about alike
_END = f"(?:自治)?[年{KINDS}]?"


@dataclass(frozen=True, slots=True)
class Alternative:
    """name: the place or year; question: the question asked of it alone."""

    name: str
    question: str


def alternatives(question: str, places: Iterable[str] = ()) -> list[Alternative]:
    """One for each place, or each year, that a question joins with another; none where it asks of one alone. places:
    that documents are of."""
    plain = simplify(question)
    for found in ({*places_in(fold(plain)), *places}, years_in(fold(plain))):
        names = _joined(plain, sorted({bare(name) for name in found if bare(name) in plain}, key=plain.find))
        if len(names) > 1:
            return [Alternative(name, _alone(plain, name, names)) for name in names]
    return []


def _joined(plain: str, names: Sequence[str]) -> list[str]:
    """The names between which a question says 和 or the like."""
    kept: list[str] = []
    for first, second in zip(names, names[1:], strict=False):
        start, end = plain.find(first), plain.find(second)
        between = plain[start + len(first) : end]
        if (
            0 <= start < end
            and len(between) <= _FAR
            and re.search(_AND, between)
            and not re.search("[。？?；;]", between)
        ):
            kept += [name for name in (first, second) if name not in kept]
    return kept


def _alone(plain: str, name: str, names: Sequence[str]) -> str:
    """The question without the other names and what joins them."""
    for other in names:
        if other != name:
            before = f"(?:(?:{_AND})[到在对]?)?" if names.index(other) > names.index(name) else ""
            after = "" if before else f"(?:{_AND})?[到在对]?"
            plain = re.sub(f"{before}{re.escape(other)}{_END}{after}", "", plain, count=1)
    return plain


def without(question: str, names: Iterable[str]) -> str:
    """A question without some names and what joins them to others."""
    for name in sorted({bare(each) for each in names}, key=len, reverse=True):
        question = re.sub(f"(?:{_AND})?{re.escape(name)}{_END}(?:{_AND})?", "", question)
    return question


def groups(found: Sequence[Alternative], called_by: Mapping[str, str]) -> list[tuple[Alternative, frozenset[str]]]:
    """For each alternative the documents that are called by its name, where there are any. called_by: names, folded,
    by source."""
    named = [(each, frozenset(source for source, called in called_by.items() if each.name in called)) for each in found]
    return [(each, sources) for each, sources in named if sources]
