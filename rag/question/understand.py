"""What a question asks: its words for search, the documents it names, the kind of answer it wants, the turn it goes on from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answering.section import asked_part
from rag.provisions import Provision, provisions
from rag.question.catalogue import Catalogue, Mentions, Named
from rag.question.content import asides, content_words, fold_spaces, without_names
from rag.question.cues import cue
from rag.question.follow import FollowUp, resolve
from rag.question.greeting import greeting_of
from rag.question.glossary import expand, translate
from rag.question.kinds import besides_fields, fields_of, kind_of, units_of
from rag.question.query import Kind, Query
from rag.question.twins import required
from rag.question.years import is_other_year, relative_year, ways_to_say
from rag.schema import Turn
from rag.text import fold, has_han, simplify

_QUOTED = re.compile("”([^”]{2,80})”")  # folding makes all quotation marks one
_LONG_QUOTE = 6  # characters from which quoted words are a sentence's own and not a name
_LOOK_UP = re.compile("第.+条(?:是|怎|讲|规定|的|说|内容|有|$)")
_MOST_ARTICLES = 8  # articles that one answer quotes
_QUOTED_DOCUMENTS = 2  # documents of an answer that the next question can go on from
_PENALTY = re.compile("处罚|罚款|违反|罚则")


def understand(question: str, history: Sequence[Turn], catalogue: Catalogue, mentions: Mentions) -> Query:
    """The question as understood among the documents of a catalogue, after the turns before it."""
    asked = resolve(
        question,
        [turn.content for turn in history if turn.role == "user"],
        lambda text: catalogue.named(text, mentions),
    )
    asked = _going_on(asked, question, history, catalogue.named(asked.text, mentions))
    plain = fold_spaces(asked.text)
    named = _named(asked, history, catalogue, mentions)
    years = _years(plain, named, catalogue)
    articles = provisions(_QUOTED.sub("", plain))[:_MOST_ARTICLES]
    words = content_words(plain) if has_han(plain) else content_words(translate(asked.text))
    akin = content_words(expand(plain)) if has_han(plain) else ()
    fields = fields_of(plain, _rows(named, catalogue))
    query = Query(
        question=question,
        asked=f"{asked.before} {question}".strip(),
        text=f"{asked.carried and fold_spaces(asked.before)} {plain}".strip(),
        own=plain,
        kind=kind_of(plain),
        named=years.named,
        quoted=tuple(phrase for phrase in _QUOTED.findall(plain) if len(phrase) >= _LONG_QUOTE),
        cue=_cue(plain, articles),
        terms=(*(without_names(words, named) or words), *(word for word in akin if word not in words)),
        asides=asides(plain),
        carried=tuple(asked.carried.split()),
        required=(*required(_without_titles(plain, named)), *years.required),
        units=units_of(plain),
        fields=fields,
        about=without_names(content_words(besides_fields(plain, asked.text, fields)), named),
        articles=articles,
        before=fold_spaces(asked.before),
        kept=asked.kept,
        open=asked.open,
        told="\n".join(turn.content for turn in history if turn.role == "assistant") if asked.more else "",
        understood=asked.understood,
        year=years.read,
    )
    if articles and (named.sources or named.unknown_titles or _LOOK_UP.search(plain)) and not _PENALTY.search(plain):
        query = replace(query, kind=Kind.ARTICLE)
    return query


def _going_on(asked: FollowUp, question: str, history: Sequence[Turn], named: Named) -> FollowUp:
    """A question that names no document goes on from the one before it, whatever it says; one that begins a new topic does not."""
    earlier = [turn.content for turn in history if turn.role == "user" and not greeting_of(turn.content)]
    anew = asked.text != simplify(question).strip()
    if asked.before or asked.open or anew or named.anything or not earlier:
        return asked
    return replace(asked, before=earlier[-1], kept=True)


def _named(asked: FollowUp, history: Sequence[Turn], catalogue: Catalogue, mentions: Mentions) -> Named:
    """What a question names; where it names nothing, what the one before it named, or the documents that were quoted to that one."""
    named = catalogue.named(asked.text, mentions)
    if named.anything or not asked.before:
        return named
    earlier = catalogue.named(asked.before, mentions)
    answers = [turn.content for turn in history if turn.role == "assistant"]
    quoted = catalogue.titled(answers[-1]) if answers else frozenset()
    if not earlier.anything:
        return replace(named, sources=quoted) if 0 < len(quoted) <= _QUOTED_DOCUMENTS else named
    if earlier.sources and earlier.sources & quoted and asked_part(fold_spaces(asked.text)):
        earlier = replace(earlier, sources=earlier.sources & quoted)
    return replace(earlier, years=named.years or earlier.years)


def _rows(named: Named, catalogue: Catalogue) -> set[str]:
    """The names of the metadata rows that the documents named have, all documents where none is."""
    entries = [catalogue.entry(source) for source in named.sources] if named.sources else catalogue.entries
    return {row.name for entry in entries for row in entry.metadata.fields}


@dataclass(frozen=True, slots=True)
class _Years:
    named: Named
    read: tuple[str, str] | None = None
    required: tuple[tuple[str, ...], ...] = ()


def _years(plain: str, named: Named, catalogue: Catalogue) -> _Years:
    """去年 and 今年 read against the years of the documents meant: those of that year if there are any, or a year that the answer must say."""
    sources = named.sources or (frozenset(catalogue.sources()) if len(catalogue.entries) == 1 else frozenset())
    years = {catalogue.entry(source).year for source in sources}
    read = relative_year(plain, years)
    if not read or (named.groups and len(years) > 1):
        return _Years(named)
    word, year = read
    if not is_other_year(word):
        return _Years(named, read if len(years) == 1 else None)
    dated = frozenset(source for source in sources if catalogue.entry(source).year == year)
    if dated:
        return _Years(replace(named, sources=dated, years=(year,)), read)
    return _Years(replace(named, sources=sources), read, (ways_to_say(word, year),))


def _without_titles(plain: str, named: Named) -> str:
    """A question without what names a document, and without words in quotation marks, which are names as well."""
    for name in (*named.titles, *named.phrases):
        plain = plain.replace(fold(name), " ")
    return _QUOTED.sub(" ", plain)


def _cue(plain: str, articles: Sequence[Provision]) -> re.Pattern[str] | None:
    if articles and _PENALTY.search(plain):
        first = articles[0].whole
        return re.compile(f"违反(?:本法|本办法|本条例|本规定)?(?:{first.name}|第{first.article}条)")
    return cue(plain)
