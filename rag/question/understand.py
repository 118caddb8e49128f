"""What a question asks: its words for search, the documents it names, the kind of answer it wants, the turn it goes
on from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from rag.answering.overview import asked_of_library
from rag.answering.section import asked_part
from rag.provisions import provisions
from rag.question.catalogue import Catalogue, Mentions, Named
from rag.question.content import content_words, fold_spaces, without_names
from rag.question.exchange import POINTED
from rag.question.follow import FollowUp, Names, resolve
from rag.question.greeting import greeting_of
from rag.question.kinds import besides_fields, fields_of, kind_of, units_of
from rag.question.query import Kind, Query
from rag.question.years import is_other_year, relative_year
from rag.schema import Turn
from rag.text import fold, simplify

_QUOTED = re.compile("”([^”]{2,80})”")  # folding makes all quotation marks one
_LOOK_UP = re.compile("第.+条(?:是|怎|讲|规定|的|说|内容|有|$)")
_MOST_ARTICLES = 8  # articles that one answer quotes
_QUOTED_DOCUMENTS = 2  # documents of an answer that the next question can go on from
_PENALTY = re.compile("处罚|罚款|违反|罚则")


def understand(question: str, history: Sequence[Turn], catalogue: Catalogue, mentions: Mentions) -> Query:
    """The question as understood among the documents of a catalogue, after the turns before it."""
    names = cache(lambda text: catalogue.named(text, mentions))  # the same texts are looked at again and again
    asked = resolve(question, [turn.content for turn in history if turn.role == "user"], names)
    asked = _going_on(asked, question, history, names, _quoted(history, catalogue))
    plain = fold_spaces(asked.text)
    named = _named(asked, history, catalogue, names)
    years = _years(plain, named, catalogue)
    articles = provisions(_QUOTED.sub("", plain))[:_MOST_ARTICLES]
    words = content_words(plain)
    fields = fields_of(plain, _rows(named, catalogue))
    query = Query(
        question=question,
        asked=_asked(question, asked, years.read, named),
        text=f"{fold_spaces(asked.before)} {plain}".strip(),
        own=plain,
        kind=kind_of(plain),
        named=years.named,
        terms=without_names(words, named) or words,
        units=units_of(plain),
        fields=fields,
        about=without_names(content_words(besides_fields(plain, fields)), named),
        articles=articles,
        before=fold_spaces(asked.before),
        told="\n".join(turn.content for turn in history if turn.role == "assistant") if asked.more else "",
        whole=asked.whole,
        open=asked.open,
        understood=asked.understood or (f"{asked.before} → {question}" if asked.before else ""),
        year=years.read,
    )
    if articles and (named.sources or named.unknown_titles or _LOOK_UP.search(plain)) and not _PENALTY.search(plain):
        query = replace(query, kind=Kind.ARTICLE)
    return query


def _going_on(
    asked: FollowUp, question: str, history: Sequence[Turn], names: Names, quoted: frozenset[str]
) -> FollowUp:
    """A question that names no document goes on from the one before it, and from the place that was named last as
    long as its documents are quoted, whatever it says; one that begins a new topic does not; one that names a year
    and nothing else is of the place that the one before it named. quoted: the documents of the last answer."""
    earlier = [turn.content for turn in history if turn.role == "user" and not greeting_of(turn.content)]
    anew = asked.text != simplify(question).strip()
    named = names(asked.text)
    library = asked_of_library(fold_spaces(asked.text), named)
    own = not (anew or asked.open or library)
    if earlier and own and _is_year_alone(named) and (place := _one_place(names(earlier[-1]).places)):
        return replace(asked, text=place + asked.text, understood=place + asked.text)
    if named.anything or asked.open or library or not earlier or (anew and not asked.before):
        return asked
    before = asked.before or earlier[-1]
    last = next((found for each in reversed(earlier) if (found := names(each)).anything), Named())
    holds = bool(last.sources and quoted & last.sources)
    return replace(asked, before=f"{last.places[0]}{before}" if holds and _lacks(before, last.places) else before)


def _one_place(places: Sequence[str]) -> str:
    """The place that all of these names are of (海云县, 海云), "" where there are several."""
    return places[0] if places and all(place in places[0] for place in places) else ""


def _is_year_alone(named: Named) -> bool:
    """Whether a year is all that tells which documents are meant."""
    rest = (named.titles, named.phrases, named.places, named.unknown_places, named.unknown_titles)
    return bool(named.years or named.unknown_years) and not any(rest)


def _lacks(text: str, places: Sequence[str]) -> bool:
    """Whether a text says none of some places, of which there are any."""
    return bool(places) and not any(place in fold(text) for place in places)


def _quoted(history: Sequence[Turn], catalogue: Catalogue) -> frozenset[str]:
    """The documents that the last answer names."""
    answers = [turn.content for turn in history if turn.role == "assistant"]
    return catalogue.titled(answers[-1]) if answers else frozenset()


def _named(asked: FollowUp, history: Sequence[Turn], catalogue: Catalogue, names: Names) -> Named:
    """What a question names; where it names nothing, what the one before it named, or the documents that were quoted
    to that one."""
    named = names(asked.text)
    if named.anything or not asked.before:
        return named
    earlier = names(asked.before)
    quoted = _quoted(history, catalogue)
    if not earlier.anything:
        return replace(named, sources=quoted) if 0 < len(quoted) <= _QUOTED_DOCUMENTS else named
    if earlier.sources and earlier.sources & quoted and asked_part(fold_spaces(asked.text)):
        earlier = replace(earlier, sources=earlier.sources & quoted)
    return replace(earlier, years=named.years or earlier.years)


def _rows(named: Named, catalogue: Catalogue) -> set[str]:
    """The names of the metadata rows that the documents named have, all documents where none is."""
    entries = [catalogue.entry(source) for source in named.sources] if named.sources else catalogue.entries
    return {row.name for entry in entries for row in entry.metadata.fields}


def _asked(question: str, asked: FollowUp, read: tuple[str, str] | None, named: Named) -> str:
    """What models are given: the question that it goes on from, then its own words, 去年 said as the year that it is
    read as; without what points at a document in passing (教育名城那个区), whose agreement search has seen to."""
    if asked.more or asked.whole:
        return asked.before
    if asked.understood and any(place in fold(question) and place not in fold(asked.before) for place in named.places):
        return asked.text  # of another place than the question before, whose place would be against every document
    own = simplify(question)
    if read:
        own = own.replace(read[0], f"{read[1]}年", 1)
    for phrase in named.phrases:
        own = re.sub(re.escape(phrase) + POINTED, "", own, count=1)
    return f"{asked.before} {own}".strip()


@dataclass(frozen=True, slots=True)
class _Years:
    named: Named
    read: tuple[str, str] | None = None


def _years(plain: str, named: Named, catalogue: Catalogue) -> _Years:
    """去年 and 今年 read against the years of the documents meant: those of that year if there are any."""
    sources = named.sources or (frozenset(catalogue.sources()) if len(catalogue.entries) == 1 else frozenset())
    years = {catalogue.entry(source).year for source in sources}
    read = relative_year(plain, years)
    if not read or (named.groups and len(years) > 1):
        return _Years(named)
    word, year = read
    if not is_other_year(word):
        return _Years(named, read if len(years) == 1 else None)
    dated = frozenset(source for source in sources if catalogue.entry(source).year == year)
    return _Years(replace(named, sources=dated or sources, years=(year,) if dated else named.years), read)
