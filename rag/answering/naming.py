"""What documents and sections are called in answers."""

from collections.abc import Sequence
from pathlib import PurePath

from rag.question.catalogue import Entry
from rag.words import Words

_LONGEST = 24  # characters of a heading


def document_name(entry: Entry) -> str:
    """What people call a document: its title, with its place where the title lacks it; its file's name where it has
    none."""
    place = entry.metadata.place.value if entry.metadata.place else ""
    if entry.title:
        # Titles within a title take single marks, as official style has it.
        title = f"《{entry.title.replace('《', '〈').replace('》', '〉')}》"
        return title if not place or place in entry.title else place + title
    return PurePath(entry.source).stem


def owner(entry: Entry) -> str:
    """Whose a figure is: the place, or the agency of a document without a title, and the year; else the document's
    name."""
    metadata = entry.metadata
    whose = metadata.place or (None if entry.title else metadata.agency)
    if not whose:
        return document_name(entry)
    return whose.value + (f"{entry.year}年" if entry.year else "")


def section_name(entry: Entry, path: Sequence[str], words: Words) -> str:
    """A document and the section of it, its last two headings."""
    section = " › ".join(map(_brief, path[-2:])) if path else words.opening
    return f"{document_name(entry)} {section}"


def _brief(heading: str) -> str:
    """A heading, of a long one the beginning."""
    return heading if len(heading) <= _LONGEST else heading[:_LONGEST] + "…"
