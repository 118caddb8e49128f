"""Where a claim would stand: at the article that it names, or where search finds its words, among the documents that
it can mean."""

import re
from dataclasses import dataclass, field, replace
from functools import partial

from rag.chain import Assistant
from rag.find.terms import mentions
from rag.provisions import Provision, article, part
from rag.retrieve import retrieve
from rag.schema import Hit
from rag.statements.pieces import normal
from rag.text import fold, grams
from rag.verifying.meant import Meant, Thread, meant
from rag.verifying.naming import Naming
from rag.verifying.verdict import Absence, Claim

_CANDIDATES = 12
_ASKED = 240  # characters of a claim that are searched for
_POOL = 30  # hits that are looked through for those of the year that is meant
_SAME_CLAUSE = 0.15  # what it adds to stand in the clause where the part before it in its sentence was found
_APART = 3  # characters between the parts of a sentence
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
_STOPS = ("。", "！", "？", "!", "?", "”", "；")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a claim may stand. ordinal: of the sentence in its clause; None for the whole clause, as of a
    named article."""

    source: str
    clause: int
    ordinal: int | None
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Located:
    """Where a claim would stand.

    candidates: best first; hits: the sentences there. sources: the documents that the claim can only mean, None: any.
    years: those that it names at its head or goes on with; a candidate of a document of another year names one of
    them itself. provisions: the articles that it names, with 款 and 项. own: the spans of the claim's text without what
    only names its document. absence, names: what it names and is not there; with YEAR there are candidates, all of
    other years. thread: what the text goes on to be about; end: where in it the claim ends if it was cut off within a
    sentence, else 0.
    """

    candidates: tuple[Candidate, ...] = ()
    hits: tuple[Hit, ...] = ()
    sources: frozenset[str] | None = None
    years: tuple[str, ...] = ()
    provisions: tuple[Provision, ...] = ()
    own: tuple[tuple[int, int], ...] = ()
    absence: Absence | None = None
    names: tuple[str, ...] = ()
    thread: Thread = field(default_factory=Thread)
    end: int = 0

    @property
    def articles(self) -> tuple[int, ...]:
        """The numbers of the articles that it names."""
        return tuple(each.article for each in self.provisions)

    @property
    def paragraph(self) -> int:
        """The 款 that it names, 0 where none."""
        return self.provisions[0].paragraph if self.provisions else 0

    @property
    def item(self) -> int:
        """The 项 that it names, 0 where none."""
        return self.provisions[0].item if self.provisions else 0


def locate(assistant: Assistant, claim: Claim, before: Located | None = None) -> Located:
    """Where a claim would stand in the library of an assistant. before: where the claim before it in its text was
    located."""
    naming = Naming(assistant.catalogue, partial(mentions, assistant.library))
    source = naming.source(claim)
    own = _rest(claim.text, source.spans)
    words = "".join(claim.text[start:end] for start, end in own)
    joined = _is_joined(claim, before)
    what, thread = meant(naming, source, words, before.thread if before else Thread(), joined)
    located = Located(
        sources=what.sources,
        years=what.years,
        provisions=source.provisions,
        own=own,
        absence=what.absence,
        names=what.names,
        thread=thread,
        end=0 if claim.text.endswith(_STOPS) else claim.end,
    )
    if what.absence in (Absence.TITLE, Absence.PLACE):
        return located
    named, missing = _articles(assistant, source.provisions, what.sources)
    if missing:
        return replace(located, absence=Absence.ARTICLE, names=missing)
    asked = words[:_ASKED]
    hits = retrieve(assistant.retriever, assistant.library, fold(asked), _terms(asked), _POOL, what.sources)
    hits = _of_year(hits, what, bool(source.years) and not source.titled)
    if before and joined:
        hits = _near(hits, before)
    found = [Candidate(hit.source, hit.clause, hit.ordinal, hit.score) for hit in hits]
    there = [hit for each in named for hit in _sentences(assistant, each)]
    return replace(located, candidates=tuple((*named, *found))[:_CANDIDATES], hits=(*there, *hits[:_CANDIDATES]))


def _sentences(assistant: Assistant, place: Candidate) -> list[Hit]:
    """The sentences of a whole clause."""
    clause = assistant.library.document(place.source).clauses[place.clause]
    return [
        Hit("", place.source, place.clause, ordinal, sentence, clause.path, place.score)
        for ordinal, sentence in enumerate(clause.sentences)
    ]


def _rest(text: str, spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The spans of a text between others."""
    edges = [0, *(edge for span in sorted(spans) for edge in span), len(text)]
    return tuple((start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end)


def _terms(words: str) -> list[str]:
    """Lexical terms of a claim as written and with its figures by value."""
    return list(dict.fromkeys((*grams(fold(words)), *grams(normal(words)))))


def _articles(
    assistant: Assistant, wanted: tuple[Provision, ...], sources: frozenset[str] | None
) -> tuple[list[Candidate], tuple[str, ...]]:
    """The articles that are named, as whole clauses, or the names of those that none of the sources has."""
    if sources is None:
        return [], ()
    documents = [assistant.library.document(source) for source in sorted(sources)]
    found: list[Candidate] = []
    missing: list[str] = []
    for provision in wanted:
        here = [
            Candidate(document.source, at, None, 1.0)
            for document in documents
            if (at := article(document, provision)) is not None and part(document, document.clauses[at], provision)
        ]
        found += here
        missing += [] if here else [provision.name]
    return found, tuple(missing)


def _of_year(hits: list[Hit], what: Meant, said: bool) -> list[Hit]:
    """The hits that can speak of the years that are meant; where no document does, all if the claim says the years,
    else none.

    A sentence speaks of the years that it names, else of its document's. said: the claim names its years itself, so
    that a sentence of another year is told from it by what it says.
    """
    if not what.years or what.absence:
        return hits if said or not what.years else []
    spoken: list[Hit] = []
    other: list[Hit] = []
    for hit in hits:
        named = set(_YEAR.findall(normal(hit.sentence.text)) or _YEAR.findall(normal("".join(hit.path))))
        if named & set(what.years) or (hit.source in what.dated and not named):
            spoken.append(hit)
        elif named and said:
            other.append(hit)
    return [*spoken, *other]


def _is_joined(claim: Claim, before: Located | None) -> bool:
    """Whether a claim is cut from the sentence of the one before it."""
    return before is not None and before.end > 0 and 0 <= claim.start - before.end <= _APART


def _near(hits: list[Hit], before: Located) -> list[Hit]:
    """The hits of a part of a sentence, those near the part before it first."""
    if not before.candidates:
        return hits
    home = (before.candidates[0].source, before.candidates[0].clause)
    raised = [replace(hit, score=hit.score + _SAME_CLAUSE * ((hit.source, hit.clause) == home)) for hit in hits]
    return sorted(raised, key=lambda hit: -hit.score)
