"""The path of a question: understand → search → read → answer, as langchain runnables behind one assistant."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from langchain_core.language_models import BaseChatModel
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda

from rag.answer import Composer, document_name
from rag.catalogue import Catalogue, Entry
from rag.examples import example_questions
from rag.find import Finder, Found, mentions
from rag.library import Library
from rag.read import Reader, Reading
from rag.retrieve import PolicyRetriever
from rag.schema import Answer, Turn
from rag.understand import Query, understand
from rag.wording import reword
from rag.words import Words

_RETRIEVED = 10  # hits that an answer reports
_NEW_TOPIC = 0.08  # how much better a question must be answered by itself to be taken for a new topic
_NEARBY = 0.3  # share of a question's words that a sentence must answer to, to be offered as coming near


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the turns before it."""

    question: str
    history: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """What was found, as read."""

    found: Found
    reading: Reading


class Assistant:
    """Answers questions over a library, in a language model's words where one is given. Thread-safe; the library's changes are seen with the next question."""

    def __init__(
        self, library: Library, model: BaseChatModel | None = None, retriever: BaseRetriever | None = None
    ) -> None:
        self.library = library
        self.model = model
        self.retriever = retriever or PolicyRetriever(library=library)
        self.reader = Reader(library)
        self._catalogues = (-1, Catalogue(()))
        self._examples: tuple[int, list[str]] = (-1, [])
        understanding: Runnable[Asked, Query] = RunnableLambda(self._understand)
        self.chain: Runnable[Asked, Answer] = (
            understanding | RunnableLambda(self._find) | RunnableLambda(self._read) | RunnableLambda(self._answer)
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
        if history and not answer.understood:
            # A question that says enough for itself may be a new topic: then it is better answered without the last one.
            alone = self.chain.invoke(Asked(question))
            answer = alone if alone.score > answer.score + _NEW_TOPIC else answer
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
        return understand(asked.question, asked.history, self.catalogue, partial(mentions, self.library))

    def _find(self, query: Query) -> Found:
        return Finder(self.library, self.catalogue, self.retriever).find(query)

    def _read(self, found: Found) -> Read:
        return Read(found, Reading() if found.answer else self.reader.read(found.query, found.hits))

    def _answer(self, read: Read) -> Answer:
        found, reading = read.found, read.reading
        if found.answer:
            return found.answer
        composer = Composer(self.library, self.catalogue)
        retrieved = found.hits[:_RETRIEVED]
        if reading.reason:
            return composer.refusal(
                found.query,
                reading.reason,
                [item.hit for item in reading.nearest if item.coverage > _NEARBY],
                retrieved=retrieved,
            )
        # What the reader put first stands first among what was retrieved.
        first = [item.hit for item in reading.evidence[:_RETRIEVED]]
        known = {hit.id for hit in first}
        ranked = [*first, *(hit for hit in found.hits if hit.id not in known)][:_RETRIEVED]
        return composer.quoted(found.query, reading, ranked)
