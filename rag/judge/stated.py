"""What a question certainly states of the document that it means, its places and years, and whether a passage's
document is another one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from rag.language.places import bare, gazetteer, has_kind
from rag.question.query import Query
from rag.text import fold

_YEAR = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)1[01]\d(?=学年|年度)"
)  # the last: of the Republic, as Taiwan counts
_GENERIC = re.compile("^[全我本各该两某每这那哪几此其个新老城郊山社校园学地辖片外]?[省市区县旗州]$")


@dataclass(frozen=True, slots=True)
class Stated:
    """places: without their kind (青禾 of 青禾县); years: in four digits, or three as Taiwan counts; unknown: no document
    is of one of the places."""

    places: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    unknown: bool = False


@lru_cache(maxsize=4096)
def years_in(text: str) -> frozenset[str]:
    """The years that a folded text names."""
    return frozenset(_YEAR.findall(text))


@lru_cache(maxsize=4096)
def places_in(text: str) -> frozenset[str]:
    """The places that a folded text names, without their kind: those that end with it, provinces and cities."""
    words = (word for word, tag in rjieba.tag(text, True) if tag == "ns" and len(word) > 1 and not _GENERIC.match(word))
    return frozenset(bare(word) for word in words if has_kind(word) or word in gazetteer())


def stated(question: str, places: Iterable[str] = ()) -> Stated:
    """What a question states. places: those of documents that it names in another spelling."""
    plain = fold(question)
    return Stated(places_in(plain) | {bare(place) for place in places}, years_in(plain))


def said_of(query: Query) -> Stated:
    """The places and years that a question states, those of the question that it goes on from where it states none;
    nothing where its documents are decided, for then names in it are no reason against them."""
    if query.narrowed:
        return Stated()
    named = query.named
    own = stated(query.own, (*named.places, *named.unknown_places))
    earlier = stated(query.before)
    read = frozenset(query.year[1:]) if query.year else frozenset()
    if own.places:
        return Stated(own.places, own.years | read, bool(named.unknown_places and not named.places))
    return Stated(earlier.places, own.years | read or earlier.years)


def is_elsewhere(said: Stated, names: str, text: str) -> bool:
    """Whether a document is of another place than the question's. names: what it is called; text: the passage; both
    folded."""
    if not said.places or any(place in names or place in text for place in said.places):
        return False
    return said.unknown or bool(places_in(names))


def is_of_other_year(said: Stated, names: str, text: str) -> bool:
    """Whether a document is of another year than the question's, and the passage does not speak of that one."""
    of = years_in(names)
    return bool(said.years and of) and not said.years & (of | years_in(text))
