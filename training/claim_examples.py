"""Examples of one pass over the claims, for the judge of claims: a claim, a window, what the window says of it, and the
words of the claim that it does not bear out."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.reader.window import Window, make_context, windows_around
from rag.text import simplify
from training.claims import FOLDER, Claim, Label
from training.nearest import Nearest
from training.passages import Passage
from training.policy import sentences_of

PAIRS = FOLDER / "pairs.jsonl"
LONGEST_WINDOW = 400  # characters
_LABELS = {"supported": Label.SUPPORTED, "contradicted": Label.CONTRADICTED, "neutral": Label.NOT_SAID}
_NEAR = 8  # passages that share most with a claim and are not its own
_ELSEWHERE = 0.4  # how often a claim is drawn with such a passage, which says nothing of it
_ALTERED = 0.3  # how often one that is borne out is drawn with another figure
_VERBATIM = 0.5  # sentences that are drawn as claims, for each passage
_JOINED = 0.3  # share of windows that show what stands beside their passage as well
# Whose figures may change and leave the claim true.
_LOOSE = frozenset(
    "bound infer condition order exception compute cause effect summary compare inference contrast".split()
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_SWAPS = (("应当", "可以"), ("必须", "可以"), ("不得", "可以"), ("可以", "不得"), ("不少于", "不超过"), ("不超过", "不少于"), ("不低于", "不高于"), ("以上", "以下"),
          ("以下", "以上"), ("之前", "之后"), ("每年", "每月"), ("每月", "每周"), ("全部", "部分"), ("提高", "降低"), ("增长", "下降"), ("下降", "上升"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClaimExample:
    """wrong: spans of the claim's text that are not borne out; None where nobody marked them."""

    claim: str
    window: Window
    label: Label
    wrong: tuple[tuple[int, int], ...] | None = ()


def read_pairs(path: Path = PAIRS) -> list[Claim]:
    """The claims over single clauses; which words are wrong is not marked in these."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        passage = Passage(path.name, (simplify(row["title"]),), simplify(row["clause"]), (), ())
        found.append(Claim(passage, _LABELS[row["label"]], row["kind"], simplify(row["claim"]), ()))
    return found


def altered(text: str, rng: random.Random) -> tuple[str, tuple[int, int]] | None:
    """The text with a figure or a word for duty, bound or direction exchanged, and where; None where it has none."""
    ways = [(match.span(), _other(match[0], rng)) for match in _FIGURE.finditer(text)]
    for old, new in _SWAPS:
        if (at := text.find(old)) >= 0:
            ways.append(((at, at + len(old)), new))
    if not ways:
        return None
    (start, end), new = rng.choice(ways)
    return text[:start] + new + text[end:], (start, start + len(new))


def _other(figure: str, rng: random.Random) -> str:
    """Another figure that looks like it."""
    if len(figure) == 1 or rng.random() < 0.5:
        places = [n for n, char in enumerate(figure) if char.isdigit()]
        at = rng.choice(places)
        digit = rng.choice([each for each in "123456789" if each != figure[at]])
        return figure[:at] + digit + figure[at + 1 :]
    if "." in figure:
        return f"{float(figure) * rng.choice((0.5, 1.1, 2)):.{len(figure.split('.')[1])}f}"
    value = int(figure)
    return str(max(1, value + rng.choice((-10, -5, -1, 1, 2, 5, 10)) * max(1, value // 100)) + (value <= 1))


class ClaimExamples:
    """Draws examples from claims. beside: passages that claims are held against which they are not about."""

    def __init__(self, claims: Sequence[Claim], beside: Sequence[Passage]) -> None:
        self.claims = list(claims)
        own = {(*each.passage.names, each.passage.text): each.passage for each in claims}
        self.passages = [each for each in [*own.values(), *beside] if each.sentences]
        self._of_title: dict[str, list[Passage]] = {}
        for each in self.passages:
            self._of_title.setdefault(each.title, []).append(each)
        nearest = Nearest([each.title + each.text for each in self.passages])
        self._near = [
            [near for n in nearest.best(claim.text, _NEAR) if (near := self.passages[n]).text != claim.passage.text]
            for claim in self.claims
        ]
        self._own = list(own.values())

    def draw(self, rng: random.Random) -> Iterator[ClaimExample]:
        """Examples of one pass."""
        for claim, near in zip(self.claims, self._near, strict=True):
            marked = claim.wrong if claim.wrong or claim.label is Label.SUPPORTED else None
            yield ClaimExample(claim.text, self._window(claim.passage, rng), claim.label, marked)
            if near and rng.random() < _ELSEWHERE:
                # What a sibling says may bear it out all the same: other documents are the safer ground.
                others = [each for each in near if each.title != claim.passage.title]
                siblings = [each for each in near if each.title == claim.passage.title]
                chosen = siblings if siblings and rng.random() < 0.3 else others
                if chosen:
                    yield ClaimExample(claim.text, self._window(rng.choice(chosen), rng), Label.NOT_SAID, None)
            if claim.label is Label.SUPPORTED and claim.kind not in _LOOSE and rng.random() < _ALTERED:
                yield from self._altered(claim.text, claim.passage, rng)
        for passage in self._own:
            if passage.sentences and rng.random() < _VERBATIM:
                text = rng.choice(sentences_of(passage)).strip()
                if 8 <= len(text) <= 120:
                    window = self._window(passage, rng)
                    if text in window.text:
                        yield ClaimExample(text, window, Label.SUPPORTED)
                        yield from self._altered(text, passage, rng)

    def _altered(self, text: str, passage: Passage, rng: random.Random) -> Iterator[ClaimExample]:
        if (found := altered(text, rng)) and found[0] != text:
            yield ClaimExample(found[0], self._window(passage, rng), Label.CONTRADICTED, (found[1],))

    def _window(self, passage: Passage, rng: random.Random) -> Window:
        """The passage, sometimes with those before and after it, under its names or its title alone."""
        names = passage.names if rng.random() < 0.9 else passage.names[:1]
        text = passage.text
        if rng.random() < _JOINED:
            beside = [each for each in self._of_title.get(passage.title, ()) if each.text != passage.text]
            if beside and len(text) < LONGEST_WINDOW:
                other = sentences_of(rng.choice(beside))
                more = "".join(other)[: LONGEST_WINDOW - len(text)]
                text = f"{text}\n{more}" if rng.random() < 0.5 else f"{more}\n{text}"
        return windows_around([text], [0], make_context(names), LONGEST_WINDOW)[0]
