"""The path of a question: understand → search → read → answer, as langchain runnables behind one assistant."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import zip_longest

from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda

from rag.answering.answer import Composer
from rag.answering.force import with_force
from rag.answering.naming import document_name
from rag.answering.parts import join
from rag.answering.quote import cite
from rag.examples import example_questions
from rag.find.finder import Finder, Found
from rag.find.terms import mentions
from rag.library import Library
from rag.question.asks import split
from rag.question.catalogue import Catalogue, Entry
from rag.question.editions import withheld
from rag.question.follow import anew
from rag.question.greeting import Greeting, greeting_of, without_greeting
from rag.question.query import Query
from rag.question.understand import understand
from rag.reader.load import load_reader
from rag.reader.model import TrainedReader
from rag.reading.evidence import Reading
from rag.reading.read import Reader
from rag.retrieve import PolicyRetriever
from rag.schema import Answer, Citation, Turn
from rag.settings import load_settings
from rag.steady import steadily
from rag.wording.writer import Writer
from rag.words import Words

_RETRIEVED = 10  # hits that an answer reports
_SURER = 3.0  # times the odds of an answer read after the question before, from which one by its own words is told


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the turns before it. part: it is one of several of a message."""

    question: str
    history: tuple[Turn, ...] = ()
    part: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """What was found, as read; parts: the same for each of several documents that answer for themselves."""

    found: Found
    reading: Reading
    parts: tuple["Read", ...] = ()


class Assistant:
    """Answers questions over a library, in a language model's words where a writer is given. Thread-safe; the
    library's changes are seen with the next question."""

    def __init__(
        self,
        library: Library,
        writer: Writer | None = None,
        retriever: BaseRetriever | None = None,
        trained: TrainedReader | None = None,
    ) -> None:
        self.library = library
        self.writer = writer
        self.retriever = retriever or PolicyRetriever(library=library)
        self.reader = Reader(library, trained or load_reader(load_settings().reader_model))
        self._catalogues = (-1, Catalogue(()))
        self._examples: tuple[int, list[str]] = (-1, [])
        finding: Runnable[Query, Found] = RunnableLambda(self._find)
        self.chain: Runnable[Query, Answer] = finding | RunnableLambda(self._read) | RunnableLambda(self._answer)

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue of the library as it is now."""
        generation = self.library.generation
        if generation != self._catalogues[0]:
            self._catalogues = (
                generation,
                Catalogue(
                    Entry(summary.source, summary.metadata, summary.later, summary.repealed_by)
                    for summary in self.library.summaries()
                ),
            )
        return self._catalogues[1]

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The answer to a question after the turns before it."""
        *_, answer = self.stream(question, history)
        return answer

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        """The answer as it grows, the last one whole: quotations at once, a language model's wording sentence by sentence.

        Each begins with the text of the one before: what has been shown is not taken back.
        """
        started = time.perf_counter()
        quoted = steadily(self.library, lambda: self._quoted(question, history))
        answers = self._worded(self.writer, quoted, question) if self.writer else (quoted,)
        for answer in answers:
            yield replace(answer, ms=round(1000 * (time.perf_counter() - started), 1))

    def _quoted(self, message: str, history: Sequence[Turn]) -> Answer:
        """The quoting answer to a message, which may ask several questions."""
        if greeting := greeting_of(message):
            return self._greet(greeting, message)
        asks = split(without_greeting(message))
        answers: list[Answer] = []
        turns = list(history)
        for ask in asks:
            answers.append(self._answer_one(Asked(ask, tuple(turns), len(asks) > 1), bool(answers)))
            turns.append(Turn("user", ask))
        return join(asks, answers, _RETRIEVED) if len(asks) > 1 else answers[0]

    def _answer_one(self, asked: Asked, joined: bool) -> Answer:
        """The answer to a question. joined: it stands in one message with the last of the turns before it."""
        query = self._understand(asked)
        answer = self.chain.invoke(query)
        if query.before:
            answer = self._surest(asked.question, query, answer, joined)
        return with_force(answer, self.catalogue, date.today(), Words(asked.question))

    def _surest(self, question: str, query: Query, answer: Answer, joined: bool) -> Answer:
        """The answer to a question that goes on from another, as it was read after that one, unless it is much surer by
        its own words: of the same documents, or of all, for then it is a new topic, which what stands in one message
        with the other does not begin."""
        if query.named.sources and query.asked != query.own:
            own = self.chain.invoke(replace(query, asked=query.own, narrowed=True))
            answer = own if _is_surer(own, answer) else answer
        if joined:
            return answer
        alone = self.chain.invoke(self._understand(Asked(question)))
        if _is_surer(alone, answer):
            return alone
        return replace(answer, alone=anew(question))

    def _greet(self, greeting: Greeting, said: str) -> Answer:
        """A word in return and what can be asked; it answers nothing, so it counts as a refusal."""
        words = Words(said)
        lines = [words.greeting(greeting)]
        if greeting in (Greeting.HELLO, Greeting.WHO) and (examples := self.examples()):
            lines += [words.try_asking, *examples]
        return Answer("\n".join(lines), refused=True)

    def _worded(self, writer: Writer, quoted: Answer, question: str) -> Iterator[Answer]:
        names = {citation.source: document_name(self.catalogue.entry(citation.source)) for citation in quoted.citations}
        return writer.stream(quoted, question, names)

    def examples(self) -> list[str]:
        """Questions that the library can answer, made from its documents."""
        generation = self.library.generation
        if generation != self._examples[0]:
            self._examples = (generation, example_questions(self.library))
        return self._examples[1]

    def found(self, asked: Asked) -> Found:
        """What search brings for a question, or the answer that needs no reading."""
        return self._find(self._understand(asked))

    def _understand(self, asked: Asked) -> Query:
        catalogue = self.catalogue
        before = next((turn.content for turn in reversed(asked.history) if turn.role == "user"), "")
        hidden = withheld(asked.question, before, catalogue.entries, date.today())
        catalogue = catalogue.without(hidden)
        said = partial(mentions, self.library, sources=catalogue.within)
        query = understand(asked.question, asked.history, catalogue, said)
        return replace(query, withheld=hidden, part=asked.part)

    def _find(self, query: Query) -> Found:
        return Finder(self.library, self.catalogue.without(query.withheld), self.retriever).find(query)

    def _read(self, found: Found) -> Read:
        reading = (
            Reading()
            if found.answer or found.parts
            else self.reader.read(found.query, found.hits, found.naming, self.catalogue)
        )
        return Read(found, reading, tuple(map(self._read, found.parts)))

    def _answer(self, read: Read) -> Answer:
        found, reading = read.found, read.reading
        if found.answer:
            return found.answer
        composer = Composer(self.library, self.catalogue)
        if read.parts:
            ranked = [
                each
                for ranks in zip_longest(*(self._ranked(composer, part) for part in read.parts))
                for each in ranks
                if each
            ]
            return composer.compared(
                found.query, [(part.found.query, part.reading) for part in read.parts], ranked[:_RETRIEVED]
            )
        if reading.reason:
            return composer.refusals.of(found.query, reading, self._ranked(composer, read))
        return composer.quoted(found.query, reading, self._ranked(composer, read))

    def _ranked(self, composer: Composer, read: Read) -> list[Citation]:
        """What was retrieved, as it was judged; rows of tables that answer first."""
        rows = [
            cite(cells.found.hit_of(row), cells.found.document) for cells in read.reading.cells for row in cells.rows
        ]
        passages = [composer.passage(judged.passage) for judged in read.reading.judged]
        found = [cite(hit, self.library.document(hit.source)) for hit in read.found.hits[:_RETRIEVED]]
        return list(dict.fromkeys((*rows, *passages, *found)))[:_RETRIEVED]


def _is_surer(one: Answer, other: Answer) -> bool:
    return one.score * (1 - other.score) > _SURER * other.score * (1 - one.score)
