"""The judge: what the trained reader says of the passages that search found, with what is certain of their
documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from rag.find.candidates import NAMING
from rag.judge.passages import Passage, passages_of
from rag.judge.policy import Features, features, probability, rank
from rag.judge.stated import Stated, is_elsewhere, is_of_other_year
from rag.library import Library
from rag.reader.model import Marked, TrainedReader
from rag.reader.spans import Span
from rag.reader.unit import Unit
from rag.schema import Hit
from rag.text import fold

# Passages that are read for a question at once; the later ones only where none of the earlier ones surely answers.
READ = (6, 6)
_SURE = 0.8  # probability


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage as judged. rank: it stands before those of a lower one; score: the probability that it answers; unit:
    what of it would; spans: of its sentences, by ordinal; best: the ordinal of the sentence that answers most likely;
    hit: that sentence."""

    passage: Passage
    rank: float
    score: float
    unit: Unit
    spans: Mapping[int, Span]
    best: int
    hit: Hit
    features: Features

    @property
    def source(self) -> str:
        return self.passage.source


@dataclass(frozen=True, slots=True)
class Judgement:
    """passages: best first, those left out that are of another place or year; elsewhere, of_other_year: how many of
    them were."""

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
        every: bool = False,
    ) -> Judgement:
        """The passages of hits, best first, as judged. naming: how far the question names each document; names: what
        each is called, folded; every: read as many as there may be, however sure."""
        passages = passages_of(self.library, hits, sum(READ))
        most = max(naming.values(), default=0.0)
        kept: list[Judged] = []
        out: list[Judged] = []
        places = years = 0
        for start, count in zip(accumulate(READ, initial=0), READ, strict=False):
            if not every and any(judged.score >= _SURE for judged in kept):
                break
            stage = passages[start : start + count]
            marks = self.reader.mark(question, [passage.window for passage in stage])
            for passage, mark in zip(stage, marks, strict=True):
                if not mark.spans:
                    continue
                found = self._judged(passage, mark, naming.get(passage.source, 0.0), most)
                text = fold(passage.window.context + passage.window.text)
                elsewhere = is_elsewhere(said, names[passage.source], text)
                other = is_of_other_year(said, names[passage.source], text)
                places += elsewhere
                years += other and not elsewhere
                (out if elsewhere or other else kept).append(found)
        kept.sort(key=lambda each: -each.rank)
        return Judgement(tuple(kept), places, years, tuple(sorted(out, key=lambda each: -each.rank)))

    def _judged(self, passage: Passage, mark: Marked, named: float, most: float) -> Judged:
        spans = {span.ordinal: span for span in mark.spans}
        best = max(mark.spans, key=lambda span: span.score)
        belongs = max(span.belongs for span in mark.spans)
        found = passage.score - NAMING * named
        seen = features(mark.answerable, best.score, belongs, found, named - most)
        hit = self.hit(passage, best.ordinal)
        return Judged(passage, rank(seen), probability(seen), mark.unit, spans, best.ordinal, hit, seen)

    def hit(self, passage: Passage, ordinal: int) -> Hit:
        """The sentence of a passage as a hit."""
        number, within = passage.section.place(ordinal)
        if known := next((hit for hit in passage.hits if (hit.clause, hit.ordinal) == (number, within)), None):
            return known
        clause = self.library.document(passage.source).clauses[number]
        return Hit("", passage.source, number, within, clause.sentences[within], clause.path, passage.score)
