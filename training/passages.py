"""Questions over policy passages, written by hand under training/passages.

A file holds passages parted by empty lines: `# title | heading > heading`, the text, then lines `Q[kind] question =>
run || run` (the answer is one or several runs of the text), `F[kind] earlier question >> follow-up => run`, and
`N[kind] question` where the document does not answer. Passages of one title are one document. The kind may be
missing.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ingest.sentences import split_sentences
from rag.reader.unit import Unit
from rag.text import simplify

FOLDER = Path(__file__).parent / "passages"

_LINE = re.compile(r"([QFN])(?:\[([a-z_]+)\])? +(.+)")
# The unit that answers a question of a kind; of others it is told by the answer.
_SHORT = {"number", "date", "who", "where", "cell"}
_WHOLE = {"list", "procedure", "condition", "summary"}
_NAME = re.compile(r"^[一-龥]{1,6}?(?:自治[州县]|[省市县区州旗])|[一-龥]{2,8}(?:大学|大學|学院|學院)")
_YEAR = re.compile(r"(?:19|20)\d\d|\d{3}(?=學年|学年)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that a passage answers. runs: (start, end) in its text; before: the question that it follows, "" for
    none."""

    question: str
    before: str
    kind: str
    runs: tuple[tuple[int, int], ...]

    @property
    def unit(self) -> int:
        """Which unit answers; -1 where nothing tells."""
        if self.kind in _SHORT and len(self.runs) == 1:
            return Unit.SHORT
        if self.kind in _WHOLE or len(self.runs) > 1:
            return Unit.WHOLE
        return Unit.SENTENCE if self.kind else -1


@dataclass(frozen=True)
class Passage:
    """A passage in Simplified characters. names: title and headings; lacking: questions that its document does not
    answer."""

    file: str
    names: tuple[str, ...]
    text: str
    asked: tuple[Asked, ...]
    lacking: tuple[str, ...]

    @property
    def title(self) -> str:
        return self.names[0]

    @cached_property
    def marks(self) -> frozenset[str]:
        """What tells the document from its twins, as people say it: the place or school and the year in its title."""
        place = _NAME.search(self.title)
        found = set(_YEAR.findall(self.title))
        if place:
            found.add(re.sub("(?:大学|大學|学院|學院|自治[州县]|[省市县区州旗])$", "", place.group()) or place.group())
        return frozenset(found)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Spans of its sentences."""
        return tuple(split_sentences(self.text, 0, len(self.text)))

    @property
    def held_out(self) -> bool:
        """Whether it is kept from training, to choose by: one document in twelve, by its title."""
        return int(hashlib.sha256(self.title.encode()).hexdigest(), 16) % 12 == 0


def _runs(text: str, answers: str) -> tuple[tuple[int, int], ...] | None:
    found, last = [], 0
    for answer in map(str.strip, answers.split("||")):
        at = text.find(answer, last)
        at = text.find(answer) if at < 0 else at
        if at < 0 or not answer:
            return None
        found.append((at, at + len(answer)))
        last = at + len(answer)
    return tuple(sorted(found))


def names_of(header: str) -> tuple[str, ...]:
    """The title and headings that the first line of a passage gives."""
    title, _, headings = header.removeprefix("#").partition("|")
    return tuple(part.strip() for part in (title, *headings.split(">")) if part.strip())


def _passage(path: Path, block: str) -> Passage | None:
    lines = [line.strip() for line in block.splitlines() if line.strip()]
    if not lines:
        return None
    names = names_of(lines[0])
    marked = [(line, _LINE.fullmatch(line)) for line in lines[1:]]
    text = "\n".join(line for line, match in marked if not match)
    asked, lacking = [], []
    for line, match in marked:
        if not match:
            continue
        tag, kind, rest = match[1], match[2] or "", match[3]
        if tag == "N":
            lacking.append(rest if match[2] else rest.split(maxsplit=1)[-1])
            continue
        question, _, answers = rest.partition("=>")
        before, _, follow = question.rpartition(">>") if tag == "F" else ("", "", question)
        runs = _runs(text, answers)
        if runs is None:
            raise ValueError(f"{path.name}: {names[0]}: not in the text: {line}")
        asked.append(Asked(follow.strip(), before.strip(), kind, runs))
    return Passage(path.name, names, text, tuple(asked), tuple(lacking))


def read_passages(path: Path) -> Iterator[Passage]:
    """The passages of a file. Raises ValueError, naming the line, where an answer is not a run of its text."""
    for block in re.split(r"\n[ \t]*\n", simplify(path.read_text("utf-8"))):
        if passage := _passage(path, block):
            yield passage


def load(folder: Path = FOLDER) -> list[Passage]:
    """All passages, in the order of files."""
    return [passage for path in sorted(folder.glob("*.txt")) for passage in read_passages(path)]
