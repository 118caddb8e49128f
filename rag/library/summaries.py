"""Documents without their text, as lists of them show them: with their copies and their other versions."""

import sqlite3
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from rag.library.versions import linked
from rag.schema import Metadata

_METADATA = TypeAdapter(Metadata)
_SPANS = TypeAdapter(tuple[tuple[int, int], ...])
_STRINGS = TypeAdapter(tuple[str, ...])


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document without its text. clauses and sentences: how many; characters: of the source text; removed: of those,
    the ones that cleaning took out. copies: sources of the same document in other files. earlier, later: its other versions;
    repealed_by: documents that say that they end it. kind: of the file, as Layout has it; pages: pages, sheets or slides; scanned:
    of those, the ones read by OCR."""

    source: str
    metadata: Metadata
    altered: bool
    warnings: tuple[str, ...]
    clauses: int
    sentences: int
    characters: int
    removed: int
    copies: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    repealed_by: tuple[str, ...] = ()
    kind: str = "txt"
    pages: int = 0
    scanned: int = 0

    @property
    def name(self) -> str:
        """The title, or the file's name where the text proves none."""
        return self.metadata.title.value if self.metadata.title else self.source


def summaries(db: sqlite3.Connection) -> list[DocumentSummary]:
    """Every document without its text, in the order of their names; a copy stands with its original."""
    copies: dict[str, list[str]] = {}
    for row in db.execute("SELECT source, original FROM documents WHERE original != '' ORDER BY source"):
        copies.setdefault(row["original"], []).append(row["source"])
    rows = db.execute(
        "SELECT source, metadata, altered, warnings, removed, length(text) AS characters, kind, pages,"
        " scanned_pages,"
        " (SELECT count(*) FROM clauses WHERE document = documents.id) AS clauses,"
        " (SELECT count(*) FROM sentences WHERE document = documents.id) AS sentences"
        " FROM documents WHERE original = '' ORDER BY source"
    )
    found = [
        DocumentSummary(
            source=row["source"],
            metadata=_METADATA.validate_json(row["metadata"]),
            altered=bool(row["altered"]),
            warnings=_STRINGS.validate_json(row["warnings"]),
            clauses=row["clauses"],
            sentences=row["sentences"],
            characters=row["characters"],
            removed=sum(end - start for start, end in _SPANS.validate_json(row["removed"])),
            copies=tuple(copies.get(row["source"], ())),
            kind=row["kind"],
            pages=row["pages"],
            scanned=row["scanned_pages"],
        )
        for row in rows
    ]
    links = linked([(each.source, each.metadata) for each in found])
    return [replace(each, **links[each.source]) if each.source in links else each for each in found]
