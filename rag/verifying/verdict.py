"""What verifying hands on: a claim, and the verdict on it with the passages that it rests on."""

from dataclasses import dataclass
from enum import StrEnum

from rag.schema import Citation

# Characters of the longest claim that is verified: more than any article of a law has.
LONGEST = 1_000


class Label(StrEnum):
    """What the documents say to a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    TO_READ = "to_read"  # a passage comes near, and only a person can tell whether it says so
    NOT_FOUND = "not_found"


class Kind(StrEnum):
    """In what a claim differs from its source. WORDING changes nothing of what is said; UNPLACED are words of
    the claim that the judge does not find in the source."""

    NUMBER = "number"
    UNIT = "unit"
    PERCENTAGE = "percentage"
    DATE = "date"
    PLACE = "place"
    NAME = "name"
    NEGATION = "negation"
    MODALITY = "modality"
    SCOPE = "scope"
    ORDER = "order"
    ARTICLE = "article"
    ADDED = "added"
    LEFT_OUT = "left_out"
    WORDING = "wording"
    UNPLACED = "unplaced"


class Absence(StrEnum):
    """Why a claim was not found."""

    TITLE = "title"  # a law or document that is not in the library
    ARTICLE = "article"  # a document that has no such article
    PLACE = "place"  # no document of that place
    YEAR = "year"  # no document of that year
    MASKED = "masked"  # the source blots out what is claimed
    SILENT = "silent"  # nothing in the documents says it
    NO_LIBRARY = "no_library"
    NO_CLAIM = "no_claim"  # it asks, or holds no words
    TOO_LONG = "too_long"  # longer than LONGEST


@dataclass(frozen=True, slots=True)
class Claim:
    """A single claim. text is the slice start:end of what was pasted; lead: the span within text that only names the source."""

    text: str
    start: int
    end: int
    lead: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference. claim, source: the words there, "" where there are none; the spans are their places in Claim.text and in Passage.text."""

    kind: Kind
    claim: str
    source: str
    claim_span: tuple[int, int]
    source_span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """What a document says to a claim. text: the quotation without the glosses and furniture that its slice may hold.

    title: the document's name; word_for_word: the claim stands there to the letter, punctuation and script aside.
    """

    citation: Citation
    text: str
    title: str
    label: Label
    differences: tuple[Difference, ...] = ()
    word_for_word: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on a claim.

    passages: what it rests on, best first, one a document; documents that disagree are all there, each with its own label. Empty where not found.
    nearby: what comes near, where nothing was found. absence: why not found; names: what is missing, as the claim says it.
    """

    claim: Claim
    label: Label
    passages: tuple[Passage, ...] = ()
    nearby: tuple[Passage, ...] = ()
    absence: Absence | None = None
    names: tuple[str, ...] = ()
    ms: float = 0.0

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Those of the passage that the verdict rests on."""
        return self.passages[0].differences if self.passages else ()

    @property
    def word_for_word(self) -> bool:
        """Whether a document says it to the letter."""
        return self.label is Label.SUPPORTED and self.passages[0].word_for_word

    @property
    def disagree(self) -> bool:
        """Whether documents contradict each other on it."""
        return len({passage.label for passage in self.passages}) > 1
