"""The path of a question: understand → search → read → answer, as langchain runnables behind one assistant."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableLambda

from rag import lookup
from rag.answer import Composer, document_name
from rag.catalogue import Catalogue, Entry
from rag.examples import example_questions
from rag.library import Library
from rag.read import Reader, Reading, Reason
from rag.schema import Answer, Hit, Turn
from rag.search import search
from rag.text import fold, grams
from rag.understand import Kind, Query, understand
from rag.wording import reword
from rag.words import Words

_POOL = 40  # hits that go from search to the reader
_RETRIEVED = 10  # hits that an answer reports
_GROUP = 8  # hits that each of several named documents adds
_MENTIONS = 60  # sentences looked through for a phrase
_FIELD_DOCUMENTS = 3  # documents whose metadata one answer states
_BEFORE = 0.35  # weight of a search with the words of the turn before, beside one with the question's own
_SAME_CLAUSE = 0.15  # what it adds to a hit's score to stand in the clause that the turn before was about


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the turns before it."""

    question: str
    history: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A query with the hits of its search; a refusal where it can be told without reading."""

    query: Query
    hits: tuple[Hit, ...] = ()
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What was found, as read."""

    found: Found
    reading: Reading


class Assistant:
    """Answers questions over a library, in a language model's words where one is given. Thread-safe; the library's changes are seen with the next question."""

    def __init__(self, library: Library, model: BaseChatModel | None = None) -> None:
        self.library = library
        self.model = model
        self.reader = Reader(library)
        self._catalogues = (-1, Catalogue(()))
        self._examples: tuple[int, list[str]] = (-1, [])
        understanding: Runnable[Asked, Query] = RunnableLambda(self._understand)
        self.chain: Runnable[Asked, Answer] = (
            understanding | RunnableLambda(self._search) | RunnableLambda(self._read) | RunnableLambda(self._answer)
        )

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue of the library as it is now."""
        generation = self.library.generation
        if generation != self._catalogues[0]:
            self._catalogues = (
                generation,
                Catalogue(Entry(summary.source, summary.metadata) for summary in self.library.summaries()),
            )
        return self._catalogues[1]

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The answer to a question after the turns before it."""
        started = time.perf_counter()
        answer = self.chain.invoke(Asked(question, tuple(history)))
        if answer.refused and history and not answer.understood:
            # A question that says enough for itself may be a new topic, of which the last one's document says nothing.
            alone = self.chain.invoke(Asked(question))
            answer = answer if alone.refused else alone
        if self.model:
            names = {
                citation.source: document_name(self.catalogue.entry(citation.source), Words(question))
                for citation in answer.citations
            }
            answer = reword(answer, question, names, self.model)
        return replace(answer, ms=round(1000 * (time.perf_counter() - started), 1))

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        """The answer as it grows; the last is whole. Quotations come line by line."""
        answer = self.ask(question, history)
        lines = answer.text.split("\n")
        for count in range(1, len(lines)):
            yield replace(answer, text="\n".join(lines[:count]))
        yield answer

    def examples(self) -> list[str]:
        """Questions that the library can answer, made from its documents."""
        generation = self.library.generation
        if generation != self._examples[0]:
            self._examples = (generation, example_questions(self.library))
        return self._examples[1]

    def _understand(self, asked: Asked) -> Query:
        return understand(asked.question, asked.history, self.catalogue, self._mentions)

    def _composer(self) -> Composer:
        return Composer(self.library, self.catalogue)

    def _search(self, query: Query) -> Found:
        composer = self._composer()
        named = query.named
        if not query.own.strip():
            return Found(query, answer=composer.refusal(query, Reason.EMPTY))
        if query.kind is Kind.ARTICLE or named.unknown_titles:
            return self._look_up_article(query)
        if query.fields and (answer := self._look_up_fields(query)):
            return Found(query, answer=answer)
        places = [place for place in named.unknown_places if not self._mentions(place)]
        if places and not named.places:
            near = search(self.library, query.text, grams(query.text), 3)
            return Found(query, answer=composer.refusal(query, Reason.PLACE, near, "、".join(places)))
        hits = self._hits(query)
        years = [
            year
            for year in named.unknown_years
            if not set(self._mentions(year)) & (named.sources or set(self.catalogue.sources()))
        ]
        if years:
            return Found(query, answer=composer.refusal(query, Reason.YEAR, hits[:3], "、".join(years)))
        return Found(query, tuple(hits))

    def _mentions(self, phrase: str) -> dict[str, int]:
        """In how many of the best sentences a phrase stands word for word, by source."""
        plain = fold(phrase)
        hits = self.library.search_lexical(grams(plain), _MENTIONS)
        return Counter(hit.source for hit in hits if plain in hit.sentence.search or plain in hit.sentence.reading)

    def _hits(self, query: Query) -> list[Hit]:
        sources = query.named.sources
        terms = grams(" ".join((*query.terms, *query.carried)))
        hits = search(self.library, query.text, terms, _POOL, sources)
        if query.carried:
            # What is asked now counts more than what it goes on from.
            now = {
                hit.id: hit.score
                for hit in search(self.library, query.own, grams(" ".join(query.terms)), _POOL, sources)
            }
            hits = [replace(hit, score=_BEFORE * hit.score + (1 - _BEFORE) * now.get(hit.id, 0.0)) for hit in hits]
        for group in query.named.groups:
            known = {hit.id for hit in hits}
            hits += [hit for hit in search(self.library, query.text, terms, _GROUP, group) if hit.id not in known]
        if query.before:
            earlier = search(self.library, query.before, grams(query.before), 1, sources)
            home = {(hit.source, hit.clause) for hit in earlier}
            hits = [
                replace(hit, score=hit.score + _SAME_CLAUSE) if (hit.source, hit.clause) in home else hit
                for hit in hits
            ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.id))

    def _look_up_article(self, query: Query) -> Found:
        composer = self._composer()
        named = query.named
        if named.unknown_titles and not named.sources:
            return Found(query, answer=composer.refusal(query, Reason.TITLE, names="、".join(named.unknown_titles)))
        sources = sorted(named.sources) if named.sources else list(self.catalogue.sources())
        found = lookup.article(self.library, sources, query.article)
        if found:
            return Found(query, answer=composer.article(query, *found))
        names = "、".join(self.catalogue.entry(source).title for source in sources) if named.sources else ""
        reason = Reason.ARTICLE if names else Reason.NOTHING
        return Found(query, answer=composer.refusal(query, reason, names=names))

    def _look_up_fields(self, query: Query) -> Answer | None:
        """The metadata asked for, or None where the question is about what a document says."""
        sources = [
            source
            for source in query.named.sources or self.catalogue.sources()
            if lookup.asks_about(query, self.catalogue.entry(source).title)
        ]
        if not sources or len(sources) > _FIELD_DOCUMENTS:
            return None
        documents = [self.library.document(source) for source in sorted(sources)]
        found = [
            (document, name, *value)
            for document in documents
            for name in query.fields
            if (value := lookup.metadata(document, name))
        ]
        composer = self._composer()
        return composer.fields(query, found) if found else composer.refusal(query, Reason.FIELD)

    def _read(self, found: Found) -> Read:
        return Read(found, Reading() if found.answer else self.reader.read(found.query, found.hits))

    def _answer(self, read: Read) -> Answer:
        found, reading = read.found, read.reading
        if found.answer:
            return found.answer
        composer = self._composer()
        retrieved = found.hits[:_RETRIEVED]
        if reading.reason:
            return composer.refusal(
                found.query,
                reading.reason,
                [item.hit for item in reading.nearest if item.coverage > 0.3],
                retrieved=retrieved,
            )
        # What the reader put first stands first among what was retrieved.
        first = [item.hit for item in reading.evidence[:_RETRIEVED]]
        known = {hit.id for hit in first}
        ranked = [*first, *(hit for hit in found.hits if hit.id not in known)][:_RETRIEVED]
        return composer.quoted(found.query, reading, ranked)
