"""What a reader kept of a file, character by character and cell by cell, beside what stands in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.containers import Refused, members
from ingest.document import make_document
from ingest.kinds import Kind, detect
from ingest.read import read_bytes
from rag.schema import Document
from rag.text import fold
from tests.corpus.files import Sample
from tests.corpus.texts import Grid, Text

_CONTAINERS = (Kind.ZIP, Kind.EML)


@dataclass(frozen=True, slots=True)
class Measured:
    """Characters without white space. wrong: that stand in the text and should not, or in place of others. cells: right of those there are."""

    expected: int
    kept: int
    wrong: int
    cells: int
    right: int

    @property
    def share(self) -> float:
        return self.kept / self.expected if self.expected else 1.0


def documents(name: str, data: bytes) -> Iterator[Document | Refused]:
    """The documents in a file, those of a container one after the other. Raises UnreadableFile."""
    kind = detect(data, name)
    if kind not in _CONTAINERS:
        yield make_document(read_bytes(name, data, kind))
        return
    for member in members(kind, data):
        if isinstance(member, Refused):
            yield member
        else:
            yield from documents(member.name, member.data)


def _plain(text: str) -> str:
    return "".join(fold(text).split())


def _expected(text: Text) -> str:
    lines = (block.caption if isinstance(block, Grid) else block.line for block in text.blocks)
    return _plain("\n".join(lines))


def _kept(document: Document) -> str:
    """The text of a document outside its tables, without what was taken out of it."""
    gone = sorted([*document.removed, *((table.start, table.end) for table in document.layout.tables)])
    parts, at = [], 0
    for start, end in gone:
        parts.append(document.text[at:start])
        at = max(at, end)
    return _plain("".join([*parts, document.text[at:]]))


def _cells(document: Document) -> list[list[tuple[int, int, str]]]:
    text = document.text
    return [
        [(cell.row, cell.column, _plain(text[cell.start : cell.end])) for cell in table.cells]
        for table in document.layout.tables
    ]


def measure(sample: Sample, data: bytes) -> Measured:
    """Reads the file and compares."""
    found = [document for document in documents(sample.name, data) if not isinstance(document, Refused)]
    assert len(found) == len(sample.texts), [document.source for document in found]
    expected = kept = wrong = cells = right = 0
    for text, document in zip(sample.texts, found, strict=True):
        said, read = _expected(text), _kept(document)
        blocks = SequenceMatcher(None, said, read, autojunk=False).get_matching_blocks()
        same = sum(block.size for block in blocks)
        expected, kept, wrong = expected + len(said), kept + same, wrong + len(read) - same
        tables = _cells(document)
        for number, grid in enumerate(block for block in text.blocks if isinstance(block, Grid)):
            wanted = {(r, c, _plain(v)) for r, row in enumerate(grid.rows) for c, v in enumerate(row) if v}
            there = set(tables[number]) if number < len(tables) else set()
            cells, right = cells + len(wanted), right + len(wanted & there)
    return Measured(expected, kept, wrong, cells, right)
