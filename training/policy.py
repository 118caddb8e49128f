"""Questions over policy passages: those written by hand under training/passages, and what can be made of them.

A file holds passages parted by empty lines: `# title | heading > heading`, the text, `Q question => answer` where the answer is a run of the text,
`N kind question` where the passage does not answer.
"""

import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.sentences import split_sentences
from rag.reader.window import LONGEST, Window, make_context, windows_around
from rag.text import simplify
from training import edits
from training.example import Example

_PLACE = re.compile(r"^[一-龥]{1,6}?(?:自治[州县]|[省市县区州旗])")
_YEAR = re.compile(r"(?:19|20)\d\d年")


@dataclass(frozen=True, slots=True)
class Policy:
    """A passage. names: title and headings; asked: (question, answer); lacking: questions that it does not answer."""

    names: tuple[str, ...]
    text: str
    asked: tuple[tuple[str, str], ...]
    lacking: tuple[str, ...]

    @property
    def place(self) -> str:
        """The place in the title, or ""."""
        match = _PLACE.match(self.names[0])
        return match.group() if match else ""

    @property
    def year(self) -> str:
        """The year in the title, or ""."""
        match = _YEAR.search(self.names[0])
        return match.group() if match else ""


def read_passages(path: Path) -> list[Policy]:
    """The passages of a file. Raises ValueError, naming the passage, where an answer is not a run of its text."""
    passages = []
    for block in re.split(r"\n\s*\n", simplify(path.read_text("utf-8"))):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if not lines:
            continue
        title, _, headings = lines[0].removeprefix("#").partition("|")
        names = tuple(part.strip() for part in (title, *headings.split(">")) if part.strip())
        text = "\n".join(line for line in lines[1:] if not line.startswith(("Q ", "N ")))
        asked = tuple(tuple(map(str.strip, line[2:].split("=>", 1))) for line in lines if line.startswith("Q "))
        lacking = tuple(line.split(maxsplit=2)[2] for line in lines if line.startswith("N ") and line.count(" ") > 1)
        for question, answer in asked:
            if answer not in text:
                raise ValueError(f"{path.name}: {names[0]}: {question}: not in the text: {answer}")
        passages.append(Policy(names, text, asked, lacking))
    return passages


def is_held_out(policy: Policy) -> bool:
    """Whether a passage is kept from training, to choose by: one in ten, by its title."""
    return int(hashlib.sha256(policy.names[0].encode()).hexdigest(), 16) % 10 == 0


def sentences_of(policy: Policy) -> list[str]:
    """The sentences of a passage, in order."""
    return [policy.text[start:end] for start, end in split_sentences(policy.text, 0, len(policy.text))]


def _window(policy: Policy, sentences: list[str], ordinal: int, longest: int) -> Window:
    return windows_around(
        sentences, [ordinal], make_context((policy.names[0], *policy.names[-2:][-len(policy.names) + 1 :])), longest
    )[0]


def _named(question: str, policy: Policy, rng: random.Random) -> str:
    """The question with the place or the year of the document said in it."""
    place, year = policy.place, policy.year
    if place and place[:2] not in question and rng.random() < 0.7:
        question = (
            rng.choice((place, place[:-1] if len(place) > 2 else place)) + rng.choice(("", "", "的", " ")) + question
        )
    if year and year[:4] not in question and "今年" in question and rng.random() < 0.7:
        question = question.replace("今年", year, 1)
    return question


def examples(passages: list[Policy], rng: random.Random) -> Iterator[Example]:
    """Examples of one pass over the passages; another draw makes others."""
    places = sorted({policy.place for policy in passages if policy.place})
    for policy in passages:
        sentences = sentences_of(policy)
        whole = _window(policy, sentences, rng.randrange(len(sentences)), LONGEST)
        for question in policy.lacking:
            yield Example(question, whole)
        for question, answer in policy.asked:
            ordinal = next((n for n, sentence in enumerate(sentences) if answer in sentence), None)
            if ordinal is None:
                continue
            window = _window(policy, sentences, ordinal, rng.choice((120, LONGEST, LONGEST)))
            part = next((part for part in window.parts if part[0] == ordinal), None)
            at = window.text.find(answer, part[1] if part else 0)
            if at < 0:
                continue
            named = _named(question, policy, rng) if rng.random() < 0.5 else question
            example = Example(named, window, at, at + len(answer))
            yield edits.swapped(example, rng) if rng.random() < 0.3 else example
            yield from _unanswered(policy, example, sentences, ordinal, answer, places, rng)


def _unanswered(
    policy: Policy,
    example: Example,
    sentences: list[str],
    ordinal: int,
    answer: str,
    places: list[str],
    rng: random.Random,
) -> Iterator[Example]:
    """One or two ways in which a question that was answered no longer is."""
    question, window = example.question, example.window
    ways: list[Example | None] = []
    rest = [sentence for n, sentence in enumerate(sentences) if n != ordinal]
    if rest and not any(answer in sentence for sentence in rest):
        ways.append(Example(question, _window(policy, rest, min(ordinal, len(rest) - 1), LONGEST)))
    ways.append(edits.masked(example, rng))
    if policy.place:
        other = rng.choice(places)
        named = question if policy.place in question else policy.place + question
        ways.append(edits.other_name(named, window, policy.place, other))
    if policy.year:
        named = question if policy.year in question else policy.year + question.replace("今年", "")
        ways.append(edits.other_year(named, window, rng))
    made = [way for way in ways if way]
    rng.shuffle(made)
    yield from made[: rng.choice((1, 1, 2))]
