"""Messages that ask one thing or several: asked nothing, the reader tags where in a message a further question begins.

training/messages.txt holds, a line each, messages in which ¦ stands before every further question, marked by hand;
every other question over the policy passages asks one thing.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from rag.reader.window import Window
from rag.text import simplify
from training.example import Example
from training.passages import Passage

FILE = Path(__file__).parent / "messages.txt"
MARK = "¦"

_SINGLE = 0.15  # share of the questions that ask one thing in each draw, those of several clauses more often
_CLAUSES = 0.8
_JOINED = 0.3  # share of the passages of which two or three questions are joined
_BETWEEN = ("，", "，", ",", "？", "? ", "；", "。", " ", "、", "，还有", "，另外")


def load(path: Path = FILE) -> list[str]:
    """The messages, in Simplified characters."""
    return simplify(path.read_text("utf-8")).splitlines()


def marked(text: str) -> Example:
    """A marked message as an example."""
    parts = text.split(MARK)
    ends = [sum(map(len, parts[: n + 1])) for n in range(len(parts) - 1)]
    message = "".join(parts)
    return Example("", Window("", message, ((0, 0, len(message), 0),)), tuple((end, end + 1) for end in ends))


class MessageExamples:
    """Draws messages."""

    def __init__(self, texts: Sequence[str], passages: Sequence[Passage]) -> None:
        self.texts = texts
        known = {text.replace(MARK, "") for text in texts}
        self.single = [[each.question for each in passage.asked if each.question not in known] for passage in passages]

    def examples(self, rng: random.Random) -> Iterator[Example]:
        """Those of one pass."""
        yield from map(marked, self.texts)
        for questions in self.single:
            for question in questions:
                if rng.random() < (_CLAUSES if any(mark in question[:-1] for mark in "，,？?；;。 ") else _SINGLE):
                    yield marked(question)
            if len(questions) > 2 and rng.random() < _JOINED:
                yield marked(_joined(rng.sample(questions, rng.choice((2, 2, 2, 3))), rng))


def _joined(questions: Sequence[str], rng: random.Random) -> str:
    """Several questions in one message."""
    message = questions[0]
    for question in questions[1:]:
        message = message.rstrip("？?。") + rng.choice(_BETWEEN) + MARK + question
    return message
