"""Examples from policy passages, for the reader and for the embedding."""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rag.reader.window import LONGEST, Window, make_context, windows_around
from rag.text import fold
from training import edits
from training.example import Example
from training.nearest import Nearest
from training.passages import Asked, Passage

_NEAR = 16  # windows of other documents that share most with a question, from which its negatives are drawn
_JOINED = 0.5  # share of windows that show the passages beside theirs as well, where they are short enough
_SIZES = (90, 140, 200, LONGEST, LONGEST, LONGEST)  # characters of a window


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with the sentence that answers it and sentences near it that do not, as the library embeds them."""

    question: str
    positive: str
    negatives: tuple[str, ...]


def said(asked: Asked) -> str:
    """A question as the models are given it: what it follows, then its own words."""
    return f"{asked.before} {asked.question}".strip()


def sentences_of(passage: Passage) -> list[str]:
    """Its sentences as texts."""
    return [passage.text[start:end] for start, end in passage.sentences]


def shown(passage: Passage, ordinal: int) -> str:
    """A sentence as the library embeds it: the nearest heading, then the sentence."""
    start, end = passage.sentences[ordinal]
    heading = fold(passage.names[-1]) + " " if len(passage.names) > 1 else ""
    return heading + fold(passage.text[start:end])


def answering(passage: Passage, asked: Asked) -> list[int]:
    """Ordinals of the sentences that an answer stands in."""
    return [
        n
        for n, (start, end) in enumerate(passage.sentences)
        if any(first < end and last > start for first, last in asked.runs)
    ]


class PolicyExamples:
    """Draws from policy passages."""

    def __init__(self, found: Sequence[Passage]) -> None:
        self.passages = [each for each in found if each.sentences]
        self.documents: dict[str, list[Passage]] = defaultdict(list)
        for each in self.passages:
            self.documents[each.title].append(each)
        self.marks = sorted({mark for each in self.passages for mark in each.marks if not mark.isdigit()})
        nearest = Nearest([each.text for each in self.passages])
        self.near = {
            (id(each), asked.question): [self.passages[n] for n in nearest.best(said(asked), _NEAR)]
            for each in self.passages
            for asked in each.asked
        }

    def window(self, passage: Passage, ordinals: Sequence[int], rng: random.Random) -> Window:
        """A window around a sentence of a passage, of a size drawn, or of a short passage with those beside it, as
        sections are read."""
        before, after = self._siblings(passage) if rng.random() < _JOINED else ([], [])
        names = passage.names[:-1] if before or after else passage.names
        names = names if rng.random() < 0.9 else names[:1]
        context = make_context((names[0], *names[1:][-2:]))
        texts = [text for each in (*before, passage, *after) for text in sentences_of(each)]
        first = sum(len(each.sentences) for each in before)
        window = windows_around(texts, [first + rng.choice(ordinals)], context, rng.choice(_SIZES))[0]
        return replace(window, parts=tuple((ordinal - first, *rest) for ordinal, *rest in window.parts))

    def _siblings(self, passage: Passage) -> tuple[list[Passage], list[Passage]]:
        """The passage before one and that after it, where they stand under the same heading."""
        beside = self.documents[passage.title]
        at = beside.index(passage)
        before, after = (
            [each for each in others if each.names[:-1] == passage.names[:-1]]
            for others in (beside[max(0, at - 1) : at], beside[at + 1 : at + 2])
        )
        return before, after

    def examples(
        self, rng: random.Random, is_drawn: Callable[[Passage], bool] = lambda passage: True
    ) -> Iterator[Example]:
        """The reader's examples of one pass, of the passages that are drawn."""
        for passage in filter(is_drawn, self.passages):
            every = range(len(passage.sentences))
            for question in passage.lacking:
                yield Example(question, self.window(passage, every, rng))
                if len(others := self.documents[passage.title]) > 1 and rng.random() < 0.3:
                    other = rng.choice(others)
                    yield Example(question, self.window(other, range(len(other.sentences)), rng))
            for asked in passage.asked:
                yield from self._of(passage, asked, rng)

    def _of(self, passage: Passage, asked: Asked, rng: random.Random) -> Iterator[Example]:
        ordinals = answering(passage, asked)
        if not ordinals:
            return
        window = self.window(passage, ordinals, rng)
        runs = _within(passage, window, asked)
        if not runs:
            return
        question = said(asked)
        if not any(mark in question for mark in passage.marks) and rng.random() < 0.3:
            question = _named(question, passage, rng)
        example = Example(question, window, runs, asked.unit)
        yield edits.swapped(example, rng) if rng.random() < 0.15 else example
        beside = [each for each in self._beside(passage, asked, example, rng) if each]
        rng.shuffle(beside)
        yield from beside[: rng.choice((1, 2, 2, 3))]

    def _beside(self, passage: Passage, asked: Asked, example: Example, rng: random.Random) -> Iterator[Example | None]:
        """Ways in which a question that was answered no longer is."""
        question, unit = example.question, asked.unit
        answers = [passage.text[start:end] for start, end in asked.runs]
        own = [mark for mark in passage.marks if mark in question]
        for other in (*self.documents[passage.title], *self.near[id(passage), asked.question]):
            same = other.title == passage.title
            # A twin that the question does not tell apart answers it as well.
            if other is passage or not (same or self._apart(passage, other, own)):
                continue
            if rng.random() < (0.35 if same else 0.12):
                window = self.window(other, range(len(other.sentences)), rng)
                if not any(answer in window.text for answer in answers) or not same:
                    yield Example(question, window, unit=unit)
        yield self._without(passage, asked, question, rng)
        yield edits.masked(example, rng)
        yield edits.other_year(question, example.window, rng)
        for mark in own:
            if not mark.isdigit():
                yield edits.other_name(question, example.window, mark, rng.choice(self.marks))

    def _apart(self, passage: Passage, other: Passage, own: Sequence[str]) -> bool:
        """Whether the marks that a question names tell its document from another, or the two are of different files."""
        return passage.file != other.file or any(mark not in "".join(other.names) + other.text for mark in own)

    def _without(self, passage: Passage, asked: Asked, question: str, rng: random.Random) -> Example | None:
        """The passage without the sentences that answer."""
        gone = set(answering(passage, asked))
        rest = [text for n, text in enumerate(sentences_of(passage)) if n not in gone]
        answers = [passage.text[start:end] for start, end in asked.runs]
        if not rest or any(answer in text for text in rest for answer in answers):
            return None
        context = make_context((passage.title, *passage.names[1:][-2:]))
        return Example(question, windows_around(rest, [rng.randrange(len(rest))], context)[0], unit=asked.unit)

    def pairs(self, rng: random.Random) -> Iterator[Pair]:
        """The embedding's examples of one pass."""
        for passage in self.passages:
            for asked in passage.asked:
                if not (ordinals := answering(passage, asked)):
                    continue
                near = [
                    shown(other, n)
                    for other in self.documents[passage.title]
                    for n in range(len(other.sentences))
                    if other is not passage or n not in ordinals
                ]
                question = said(asked)
                if not any(mark in question for mark in passage.marks) and rng.random() < 0.3:
                    question = _named(question, passage, rng)
                yield Pair(question, shown(passage, rng.choice(ordinals)), tuple(rng.sample(near, min(3, len(near)))))


def _named(question: str, passage: Passage, rng: random.Random) -> str:
    """The question with a mark of its document said in it."""
    names = sorted(passage.marks)
    if not any(name.isdigit() for name in names) and not re.search(
        r"(?:19|20)\d\d", passage.text + "".join(passage.names)
    ):
        # People say a year of documents that name none.
        names.append(str(rng.randint(2005, 2026)))
    if not names:
        return question
    said_first = rng.sample(names, rng.randint(1, len(names)))
    told = rng.choice(("", "", "的", "，", " ")).join(
        each + "年" if each.isdigit() and len(each) == 4 else each for each in said_first
    )
    return told + rng.choice(("", "", "的", " ")) + question


def _within(passage: Passage, window: Window, asked: Asked) -> tuple[tuple[int, int], ...]:
    """The runs of an answer where a window shows them, neighbours joined."""
    found: list[tuple[int, int]] = []
    for ordinal, first, last, offset in window.parts:
        if not 0 <= ordinal < len(passage.sentences):
            continue  # of a passage beside it
        start, end = passage.sentences[ordinal]
        for a, b in asked.runs:
            a, b = max(a, start), min(b, end)
            begin, stop = first + a - start - offset, first + b - start - offset
            begin, stop = max(begin, first), min(stop, last)
            if a < b and begin < stop:
                if found and begin - found[-1][1] <= 1:
                    found[-1] = (found[-1][0], stop)
                else:
                    found.append((begin, stop))
    return tuple(found)
