"""What the parts hand to each other: a document as ingested, a question as understood, an answer with its citations.

Offsets are code points of the source text as decoded, newlines as they are: for every span,
`source_text[start:end]` is what it stands for.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath
from typing import Literal

from rag.layout import PLAIN, Layout


@dataclass(frozen=True, slots=True)
class Proven:
    """A value with the slice of the source text that proves it."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Field:
    """A row of a portal's metadata table: data about the document, not text of it. start:end covers name and value."""

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """A text that a document lists as attached. begins: where it begins in the source text, -1 where it is not in
    it."""

    title: Proven
    begins: int = -1


@dataclass(frozen=True, slots=True)
class Part:
    """A text that a notice issues or forwards, with its own title, and number and date where it has them.

    start:end covers it in the source text, from its title or the line 附件 above it.
    """

    start: int
    end: int
    title: Proven
    agency: Proven | None = None
    number: Proven | None = None
    issued: Proven | None = None


class Says(StrEnum):
    """What a statement about a document is."""

    ISSUED = "issued"
    PASSED = "passed"
    IN_FORCE = "in_force"
    TRIAL = "trial"
    REVISED = "revised"
    TERM = "term"
    REPEALED = "repealed"
    STANDING = "standing"  # as a portal registers it, or a line above the text


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement about a document. proof.value: its words; proof.start:end: the slice of the source text that holds
    them."""

    says: Says
    proof: Proven


@dataclass(frozen=True, slots=True)
class Repeal:
    """That a document ends another one. title: of the other, without title marks; number: its number, "" where none
    is given; proof: the sentence that says so."""

    title: str
    number: str
    proof: Proven


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document as a whole; None where the text proves nothing.

    From the head of an official document (GB/T 9704): agencies, those of the letterhead; signer (签发人); secrecy,
    urgency; copy_number (份号). From its foot: signatories, who signed it; remark (附注); copied_to (抄送); printer,
    printed (印发机关, 印发日期). parts: texts that it issues or forwards. validity: what it says of its own; repeals: of
    others.
    """

    title: Proven | None = None
    agency: Proven | None = None
    place: Proven | None = None
    number: Proven | None = None
    year: Proven | None = None
    issued: Proven | None = None
    fields: tuple[Field, ...] = ()
    agencies: tuple[Proven, ...] = ()
    signer: Proven | None = None
    secrecy: Proven | None = None
    urgency: Proven | None = None
    copy_number: Proven | None = None
    addressee: Proven | None = None
    attachments: tuple[Attachment, ...] = ()
    signatories: tuple[Proven, ...] = ()
    remark: Proven | None = None
    copied_to: Proven | None = None
    printer: Proven | None = None
    printed: Proven | None = None
    parts: tuple[Part, ...] = ()
    validity: tuple[Statement, ...] = ()
    repeals: tuple[Repeal, ...] = ()

    def part_at(self, start: int) -> Part | None:
        """The issued or forwarded text that a place of the source text is in; None in the notice itself."""
        return next((part for part in self.parts if part.start <= start < part.end), None)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the outline. level 1 is outermost; start:end covers its line or inline text."""

    level: int
    label: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """The unit of search and of quotation.

    text: the source's own characters with furniture and glosses left out.
    search: the same normalised (rag.text.fold).
    reading: the normalised text with swapped words put back, where the document's wording looks altered, else "".
    """

    text: str
    search: str
    start: int
    end: int
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """The text under one heading, down to the next heading of any level. path: headings, outermost first."""

    path: tuple[str, ...]
    start: int
    end: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim slice of a source: source_text[start:end] == quote. section: headings, outermost first."""

    source: str
    section: tuple[str, ...]
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document as ingested. source is the file's name; sha256 that of its bytes; removed: spans that cleaning took
    out; layout: where its text stood in the file."""

    source: str
    sha256: str
    text: str
    metadata: Metadata
    outline: tuple[Heading, ...]
    clauses: tuple[Clause, ...]
    altered: bool = False
    removed: tuple[tuple[int, int], ...] = ()
    warnings: tuple[str, ...] = ()
    layout: Layout = PLAIN

    @property
    def name(self) -> str:
        """The title, or the file's name without its ending where the text proves none."""
        return self.metadata.title.value if self.metadata.title else PurePath(self.source).stem

    def cite(self, start: int, end: int, section: tuple[str, ...] = ()) -> Citation:
        """A slice of its text, under its headings."""
        return Citation(self.source, section, self.text[start:end], start, end)


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of the conversation, as plain text."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that search found. id: the library's sentence id; score: higher is better, comparable within one
    search."""

    id: str
    source: str
    clause: int
    ordinal: int
    sentence: Sentence
    path: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer or a refusal. text holds markers [1], [2], … that index citations from 1; a refusal has none.

    retrieved: what search offered, best first. nearby: for a refusal, names of documents or sections that come close,
    near: where they stand; offers: questions that these answer. alone: the question by itself, where it was taken to
    go on from the turn before. score: how well the best sentence answers, by rag.reading.read; 0 for a refusal, 1 for
    a look-up. note: a remark on the answer that is not part of it, such as wording that looks altered.
    """

    text: str
    refused: bool = False
    citations: tuple[Citation, ...] = ()
    retrieved: tuple[Citation, ...] = ()
    understood: str = ""
    ms: float = 0.0
    score: float = 0.0
    note: str = ""
    nearby: tuple[str, ...] = field(default=())
    near: tuple[Citation, ...] = ()
    offers: tuple[str, ...] = ()
    alone: str = ""
