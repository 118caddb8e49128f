"""What a comparison hands on: what changed from one document to another, each change cited on both sides."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from rag.schema import Citation


class Kind(StrEnum):
    """What has changed, weightiest first."""

    FIGURE = "figure"  # a number, percentage, sum or date
    DUTY = "duty"  # what it obliges to, or whether it denies
    WORDING = "wording"
    ADDED = "added"
    DROPPED = "dropped"
    MOVED = "moved"


class FigureKind(StrEnum):
    """What a figure counts."""

    NUMBER = "number"
    PERCENTAGE = "percentage"
    MONEY = "money"
    DATE = "date"
    ARTICLE = "article"  # 第N条, referred to


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure before and after, as written there; "" where there is none."""

    before: str
    after: str
    kind: FigureKind


@dataclass(frozen=True, slots=True)
class Side:
    """One document's words. text: the quotation without the glosses and furniture that its slice may hold; marks: spans of text that
    the other side has not."""

    citation: Citation
    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A change. a, b: the two sides, None where one has nothing. also: what else has changed about it.

    related: the same matter in other words altogether, so that nothing is marked.
    """

    kind: Kind
    a: Side | None
    b: Side | None
    figures: tuple[FigureChange, ...] = ()
    also: tuple[Kind, ...] = ()
    related: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison of the documents a and b (sources, with their names). changes: by kind, those of one kind in their order in b.

    unchanged: how many sentences and headings both have in the same words.
    """

    a: str
    b: str
    a_name: str
    b_name: str
    changes: tuple[Change, ...]
    unchanged: int
    ms: float = 0.0

    @property
    def names(self) -> tuple[str, str]:
        """What a and b are called, with their files' names where they are called the same."""
        if self.a_name != self.b_name:
            return self.a_name, self.b_name
        return f"{self.a_name}（{self.a}）", f"{self.b_name}（{self.b}）"

    @property
    def counts(self) -> dict[str, int]:
        """How many changes there are of each kind, and what is unchanged."""
        found = Counter(change.kind for change in self.changes)
        return {kind.value: found[kind] for kind in Kind} | {"unchanged": self.unchanged}
