"""The examples of one pass over the reading sets."""

import random
from collections.abc import Iterator, Sequence

from rag.reader.window import LONGEST, Window, make_context, windows_around
from training import edits
from training.example import Example
from training.nearest import Nearest
from training.reading import Passage, Question

# How often a question is drawn with a window that does not answer it, by where that comes from.
_BESIDE, _ELSEWHERE, _EDITED = 0.6, 0.7, 0.4
_NEAR = 24  # windows that share most with a question, from which its negatives are drawn


def _around(passage: Passage, ordinal: int, longest: int, named: bool) -> Window:
    return windows_around(passage.sentences, [ordinal], make_context([passage.title] if named else []), longest)[0]


def _shows(window: Window, ordinal: int, start: int, end: int) -> tuple[int, int] | None:
    """Where in a window a span of a sentence stands, or None where it does not stand in it."""
    for each, first, last, offset in window.parts:
        if each == ordinal and start >= offset and end - offset <= last - first:
            return first + start - offset, first + end - offset
    return None


class ReadingExamples:
    """Draws examples from passages and their questions."""

    def __init__(self, passages: Sequence[Passage], questions: Sequence[Question]) -> None:
        self.passages = {passage.id: passage for passage in passages}
        self.questions = list(questions)
        self.titles = sorted({passage.title for passage in passages})
        self._windows: list[tuple[str, Window]] = []
        for passage in passages:
            last = -1
            for ordinal in range(len(passage.sentences)):
                if ordinal > last:
                    window = _around(passage, ordinal, LONGEST, True)
                    self._windows.append((passage.id, window))
                    last = max(part[0] for part in window.parts)
        nearest = Nearest([window.context + window.text for _, window in self._windows])
        self._near = {question.id: nearest.best(question.text, _NEAR) for question in self.questions}

    def draw(self, rng: random.Random) -> Iterator[Example]:
        """Examples of one pass over the questions."""
        for question in self.questions:
            yield from self._of(question, rng)

    def _of(self, question: Question, rng: random.Random) -> Iterator[Example]:
        passage = self.passages[question.passage]
        window = self._window(passage, question, rng)
        if window is None:
            return
        window, span = window
        example = Example(question.text, window, (span,))
        yield edits.swapped(example, rng) if rng.random() < 0.15 else example
        # Another stretch of the same passage.
        others = [
            n for n in range(len(passage.sentences)) if not any(a in passage.sentences[n] for a in question.answers)
        ]
        if others and rng.random() < _BESIDE:
            longest = rng.choice((90, LONGEST))
            beside = _around(passage, rng.choice(others), longest, rng.random() < 0.8)
            if not any(answer in beside.text for answer in question.answers):
                yield Example(question.text, beside)
        # What search would bring where the passage were not there.
        near = [
            (key, window)
            for key, window in (self._windows[n] for n in self._near[question.id])
            if key != passage.id and not any(answer in window.text for answer in question.answers)
        ]
        if near and rng.random() < _ELSEWHERE:
            _, other = near[0] if rng.random() < 0.5 else rng.choice(near)
            yield Example(question.text, other)
        if edited := self._edited(question, passage, example, rng):
            yield edited

    def _window(
        self, passage: Passage, question: Question, rng: random.Random
    ) -> tuple[Window, tuple[int, int]] | None:
        for window in windows_around(
            passage.sentences,
            [question.ordinal],
            make_context([passage.title] if rng.random() < 0.8 else []),
            rng.choice((110, 160, LONGEST, LONGEST)),
        ):
            if span := _shows(window, question.ordinal, question.start, question.end):
                return window, span
        return None

    def _edited(self, question: Question, passage: Passage, example: Example, rng: random.Random) -> Example | None:
        ways = [
            edits.other_year(question.text, example.window, rng),
            edits.other_name(question.text, example.window, passage.title, rng.choice(self.titles)),
            edits.masked(example, rng),
            self._without(question, passage),
        ]
        made = [way for way in ways if way]
        return rng.choice(made) if made and rng.random() < _EDITED else None

    def _without(self, question: Question, passage: Passage) -> Example | None:
        """The passage without the sentence that answers."""
        rest = [text for n, text in enumerate(passage.sentences) if n != question.ordinal]
        if not rest or any(answer in text for text in rest for answer in question.answers):
            return None
        place = min(max(question.ordinal - 1, 0), len(rest) - 1)
        return Example(question.text, windows_around(rest, [place], make_context([passage.title]))[0])
