"""What a reader makes of a file: its text, where it stood, and what of it the file itself says is no text of the
document."""

from dataclasses import dataclass

from ingest import messages
from rag.layout import PLAIN, Layout

# Characters of a file's text, a book of five thousand pages: what is read beyond it takes more memory than a reader has.
MOST = 5_000_000

Span = tuple[int, int]  # where a slice of a text begins and ends


class UnreadableFile(ValueError):
    """A file that cannot be read as a document. Its message is one sentence for the user: what is wrong, what to do."""


def check_length(text: str) -> None:
    """Raises UnreadableFile for a text that is too long to be read."""
    if len(text) > MOST:
        raise UnreadableFile(messages.TOO_LONG.format(count=len(text), limit=MOST))


@dataclass(frozen=True, slots=True)
class Styled:
    """A line that the format marks as a heading. level: 1 is outermost; a document's title has level 0."""

    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Titled:
    """A heading whose title is known otherwise: that of a document within the document. start:end covers its lines in
    the source."""

    start: int
    end: int
    title: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as a reader gives it. text: everything in it that can be read, so that nothing is lost in silence.

    headings: lines that the format knows as headings. aside: spans of text that the format knows to be none of the
    document's: running headers and footers, page numbers, navigation. warnings: sentences for the user. Spans rise and
    do not overlap.
    """

    text: str
    layout: Layout = PLAIN
    headings: tuple[Styled, ...] = ()
    aside: tuple[tuple[int, int], ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file as read. name: by which it is known; sha256: of its bytes; the rest as in Reading."""

    name: str
    text: str
    sha256: str
    warnings: tuple[str, ...] = ()
    layout: Layout = PLAIN
    headings: tuple[Styled, ...] = ()
    aside: tuple[tuple[int, int], ...] = ()
