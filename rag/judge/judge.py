"""The judge: what the trained reader says of the passages that search found, with what is certain of their documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rag.judge.passages import Passage, passages_of
from rag.judge.policy import Features, features, probability
from rag.judge.stated import Stated, is_elsewhere, is_of_other_year
from rag.library import Library
from rag.reader.model import Marked, TrainedReader, Unit
from rag.reader.spans import Span
from rag.schema import Hit
from rag.text import fold

READ = 12  # passages that are read for a question


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage as judged. score: the probability that it answers; unit: what of it would; spans: of its sentences, by ordinal; hit: the
    sentence that answers most likely."""

    passage: Passage
    score: float
    unit: Unit
    spans: Mapping[int, Span]
    hit: Hit
    features: Features

    @property
    def source(self) -> str:
        return self.passage.source


@dataclass(frozen=True, slots=True)
class Judgement:
    """passages: best first, those left out that are of another place or year; elsewhere, of_other_year: how many of them were."""

    passages: tuple[Judged, ...] = ()
    elsewhere: int = 0
    of_other_year: int = 0
    left_out: tuple[Judged, ...] = field(default=())


class Judge:
    """Judges passages of a library for a question."""

    def __init__(self, library: Library, reader: TrainedReader) -> None:
        self.library = library
        self.reader = reader

    def judge(
        self,
        question: str,
        hits: Sequence[Hit],
        said: Stated,
        naming: Mapping[str, float],
        names: Mapping[str, str],
        count: int = READ,
    ) -> Judgement:
        """The passages of hits, best first, as judged. naming: how far the question names each document; names: what each is called, folded."""
        passages = passages_of(self.library, hits, count)
        marks = self.reader.mark(question, [passage.window for passage in passages])
        most = max(naming.values(), default=0.0)
        judged: list[Judged] = []
        out: list[Judged] = []
        places = years = 0
        for passage, mark in zip(passages, marks, strict=True):
            if not mark.spans:
                continue
            found = self._judged(passage, mark, naming.get(passage.source, 0.0) - most)
            text = fold(passage.window.context + passage.window.text)
            elsewhere = is_elsewhere(said, names[passage.source], text)
            other = is_of_other_year(said, names[passage.source], text)
            places += elsewhere
            years += other and not elsewhere
            (out if elsewhere or other else judged).append(found)
        judged.sort(key=lambda each: -each.score)
        return Judgement(tuple(judged), places, years, tuple(sorted(out, key=lambda each: -each.score)))

    def _judged(self, passage: Passage, mark: Marked, named: float) -> Judged:
        spans = {span.ordinal: span for span in mark.spans}
        best = max(mark.spans, key=lambda span: span.score)
        seen = features(
            mark.answerable, best.score, max(span.belongs for span in mark.spans), passage.score, named
        )
        return Judged(passage, probability(seen), mark.unit, spans, self.hit(passage, best.ordinal), seen)

    def hit(self, passage: Passage, ordinal: int) -> Hit:
        """The sentence of a passage as a hit."""
        if known := next((hit for hit in passage.hits if hit.ordinal == ordinal), None):
            return known
        clause = self.library.document(passage.source).clauses[passage.clause]
        return Hit("", passage.source, passage.clause, ordinal, clause.sentences[ordinal], clause.path, passage.score)
