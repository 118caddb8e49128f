"""Evidence: sentences as read, or the reason why none answers."""

from dataclasses import dataclass
from enum import StrEnum

from rag.reading.cells.pick import Cells
from rag.schema import Hit


class Reason(StrEnum):
    """Why there is no answer."""

    PLACE = "place"
    YEAR = "year"
    TITLE = "title"
    ARTICLE = "article"
    PART = "part"
    WHICH = "which"
    FIELD = "field"
    FIGURE = "figure"
    NAME = "name"
    MASKED = "masked"
    CUT_OFF = "cut_off"
    NOTHING = "nothing"
    EMPTY = "empty"
    NO_LIBRARY = "no_library"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence as read.

    score: the judgement. rules: that of the rules alone; marked: the trained reader's logit that the sentence answers, None where it was not
    read. coverage: the share of the question's words it answers to; fits: holds the kind asked for; masked: has figures or names blotted out.
    span: start:end in the sentence's text of the words that answer, where that was told.
    """

    hit: Hit
    score: float
    coverage: float
    fits: bool
    masked: bool
    span: tuple[int, int] | None = None
    rules: float = 0.0
    marked: float | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """evidence: sentences that answer, best first; if none, the reason, and the nearest sentences all the same.
    cells: what of tables answers, where that is what answers; evidence is then its rows."""

    evidence: tuple[Evidence, ...] = ()
    nearest: tuple[Evidence, ...] = ()
    reason: Reason | None = None
    cells: tuple[Cells, ...] = ()
