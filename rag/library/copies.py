"""Copies: which documents of a library are the same, and which of them is searched.

The original is the one with text of its own rather than a scan's, else the one ingested first. A copy is kept whole, has no row in the
lexical index and no vector, and takes the original's place when that goes.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rag.library import records
from rag.library.likeness import may_be_one, names_of, one_document
from rag.library.signature import Signature, comparable, likeness, plain, signature
from rag.schema import Document, Metadata

_ALIKE = 0.6  # estimated share of runs in common from which two texts are compared
_COMPARED = 8  # texts that are compared with a new one at most


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What a change of one document means for the others. original: whose copy it becomes, "" where it is searched itself.

    promoted: sources to be searched from now on; demoted: no more; originals: sources that get another original ("": none).
    """

    original: str = ""
    promoted: tuple[str, ...] = ()
    demoted: tuple[str, ...] = ()
    originals: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Member:
    scanned: bool
    added: int
    source: str
    original: str
    id: int

    @property
    def rank(self) -> tuple[bool, int]:
        return self.scanned, self.added


def is_scanned(document: Document) -> bool:
    """Whether the text of a document was read from pictures, at least in part."""
    return any(page.scanned for page in document.layout.pages)


def added(db: sqlite3.Connection, source: str) -> int:
    """The place of a source in the order of first ingestion, the next one where it is new."""
    row = db.execute("SELECT added FROM documents WHERE source = ?", (source,)).fetchone()
    return row[0] if row else db.execute("SELECT coalesce(max(added), 0) + 1 FROM documents").fetchone()[0]


def arrange(db: sqlite3.Connection, source: str, document: Document | None) -> Arrangement:
    """What putting a document in the place of a source means for the library's copies; None: the source is taken out."""
    old = _members(db, "source = ?", (source,))
    rest = _group(db, old[0].original or source, source) if old else []
    if document is None:
        return _settled([rest])
    me = _Member(is_scanned(document), added(db, source), source, "", 0)
    text = comparable(document)
    if rest and _is_one(db, document, text, me.scanned, min(rest, key=lambda each: each.rank)):
        return _settled([[*rest, me]], source)
    others = {source, *(each.source for each in rest)}
    found = _find(db, document, text, me.scanned, others)
    team = _group(db, found.source, source) if found else []
    return _settled([rest, [*team, me]], source)


def _settled(groups: Sequence[Sequence[_Member]], own: str = "") -> Arrangement:
    """The arrangement in which each group has its original."""
    wanted: dict[str, str] = {}
    before: dict[str, str] = {}
    for group in groups:
        if not group:
            continue
        first = min(group, key=lambda each: each.rank).source
        for each in group:
            wanted[each.source] = "" if each.source == first else first
            before[each.source] = each.original
    changed = {source: now for source, now in wanted.items() if source != own and before[source] != now}
    return Arrangement(
        wanted.get(own, ""),
        tuple(source for source, now in changed.items() if not now),
        tuple(source for source, now in changed.items() if now and not before[source]),
        changed,
    )


def _members(db: sqlite3.Connection, where: str, values: Sequence[str]) -> list[_Member]:
    rows = db.execute(f"SELECT scanned, added, source, original, id FROM documents WHERE {where}", values)
    return [_Member(bool(row[0]), *tuple(row)[1:]) for row in rows]


def _group(db: sqlite3.Connection, original: str, without: str) -> list[_Member]:
    return _members(db, "(source = ? OR original = ?) AND source != ?", (original, original, without))


def _find(
    db: sqlite3.Connection, document: Document, text: str, scanned: bool, others: Iterable[str]
) -> _Member | None:
    """The document of the library, not among others and no copy itself, that is the same as this one."""
    mark = signature(text)
    skipped = set(others)
    close: list[tuple[float, _Member]] = []
    for each, minima in _candidates(db, mark):
        if each.source in skipped:
            continue
        share = likeness(mark.minima, minima) if minima else 1.0
        if share >= _ALIKE and may_be_one(document.metadata, records.metadata(db, each.id), scanned or each.scanned):
            close.append((share, each))
    close.sort(key=lambda item: (-item[0], item[1].rank))
    for _, each in close[:_COMPARED]:
        if _is_one(db, document, text, scanned, each):
            return each
    return None


def _candidates(db: sqlite3.Connection, mark: Signature) -> list[tuple[_Member, bytes]]:
    """Searched documents whose signature has the same text or a band in common; those of the same text without their minima."""
    columns = "d.scanned, d.added, d.source, d.original, d.id, s.minima"
    rows = db.execute(
        f"SELECT {columns} FROM signatures s JOIN documents d ON d.id = s.document WHERE s.exact = ? AND d.original = ''",
        (mark.exact,),
    ).fetchall()
    found = {row["id"]: (_Member(bool(row[0]), *tuple(row)[1:5]), b"") for row in rows}
    for band, value in enumerate(mark.bands):
        for row in db.execute(
            f"SELECT {columns} FROM bands b JOIN documents d ON d.id = b.document JOIN signatures s ON s.document = d.id"
            " WHERE b.band = ? AND b.hash = ? AND d.original = ''",
            (band, value),
        ):
            found.setdefault(row["id"], (_Member(bool(row[0]), *tuple(row)[1:5]), row["minima"]))
    return list(found.values())


def _is_one(db: sqlite3.Connection, document: Document, text: str, scanned: bool, other: _Member) -> bool:
    known: Metadata = records.metadata(db, other.id)
    either = scanned or other.scanned
    if not may_be_one(document.metadata, known, either):
        return False
    return one_document(text, plain(records.searched_text(db, other.id)), either, names_of(document.metadata, known))


def sign(db: sqlite3.Connection, number: int, document: Document) -> None:
    """Write the signature of a document under its number."""
    mark = signature(comparable(document))
    db.execute("INSERT INTO signatures VALUES (?, ?, ?)", (number, mark.exact, mark.minima))
    db.executemany(
        "INSERT INTO bands VALUES (?, ?, ?)", [(band, value, number) for band, value in enumerate(mark.bands)]
    )
