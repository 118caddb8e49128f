"""Documents as rows of SQLite, and rows as documents and hits."""

import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from rag.layout import Layout
from rag.schema import Clause, Document, Heading, Hit, Metadata, Sentence

_METADATA = TypeAdapter(Metadata)
_OUTLINE = TypeAdapter(tuple[Heading, ...])
_SPANS = TypeAdapter(tuple[tuple[int, int], ...])
_STRINGS = TypeAdapter(tuple[str, ...])
_LAYOUT = TypeAdapter(Layout)
_DOCUMENT = TypeAdapter(Document)

# SQLite takes at most 32,766 values a statement, some builds 999.
_MANY = 900


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """By which model, cleaning and chunking a document was ingested; another one makes it stale."""

    model: str
    cleaning: str
    chunking: str


@dataclass(frozen=True, slots=True)
class Stored:
    """The manifest's row of a document. home: where its vectors are; vectors: how many; original: whose copy it is, "" for none."""

    id: int
    source: str
    version: str
    sha256: str
    fingerprint: Fingerprint
    home: str
    vectors: int
    original: str


def canonical(document: Document) -> bytes:
    """The whole document as JSON, the same bytes for the same document."""
    return _DOCUMENT.dump_json(document)


def stored(db: sqlite3.Connection, source: str | None = None) -> list[Stored]:
    """The manifest's rows in the order of their names, or that of one source."""
    where, values = ("WHERE source = ?", (source,)) if source is not None else ("", ())
    rows = db.execute(
        "SELECT id, source, version, sha256, model, cleaning, chunking, home, vectors, original "
        f"FROM documents {where} ORDER BY source",
        values,
    )
    return [
        Stored(
            row["id"],
            row["source"],
            row["version"],
            row["sha256"],
            Fingerprint(row["model"], row["cleaning"], row["chunking"]),
            row["home"],
            row["vectors"],
            row["original"],
        )
        for row in rows
    ]


def insert(
    db: sqlite3.Connection,
    document: Document,
    fingerprint: Fingerprint,
    version: str,
    home: str,
    vectors: int,
    original: str,
    scanned: bool,
    added: int,
) -> tuple[int, list[tuple[int, Clause, Sentence]]]:
    """Write a document; returns its number, and its sentences with their row numbers, in their order."""
    number = db.execute(
        "INSERT INTO documents (source, version, sha256, model, cleaning, chunking, home, vectors, text, metadata,"
        " outline, removed, warnings, altered, layout, original, scanned, added,"
        " kind, pages, scanned_pages)"
        f" VALUES ({', '.join('?' * 21)})",
        (
            document.source,
            version,
            document.sha256,
            fingerprint.model,
            fingerprint.cleaning,
            fingerprint.chunking,
            home,
            vectors,
            document.text,
            _METADATA.dump_json(document.metadata).decode(),
            _OUTLINE.dump_json(document.outline).decode(),
            _SPANS.dump_json(document.removed).decode(),
            _STRINGS.dump_json(document.warnings).decode(),
            document.altered,
            zlib.compress(_LAYOUT.dump_json(document.layout)),
            original,
            scanned,
            added,
            document.layout.kind,
            len(document.layout.pages),
            sum(page.scanned for page in document.layout.pages),
        ),
    ).lastrowid
    assert number is not None
    db.executemany(
        "INSERT INTO clauses VALUES (?, ?, ?, ?, ?)",
        [
            (number, ordinal, _STRINGS.dump_json(clause.path).decode(), clause.start, clause.end)
            for ordinal, clause in enumerate(document.clauses)
        ],
    )
    rows = []
    for which, clause in enumerate(document.clauses):
        for ordinal, sentence in enumerate(clause.sentences):
            row = db.execute(
                "INSERT INTO sentences VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    sentence_id(version, which, ordinal),
                    number,
                    which,
                    ordinal,
                    sentence.text,
                    sentence.search,
                    sentence.reading,
                    sentence.start,
                    sentence.end,
                ),
            ).lastrowid
            assert row is not None
            rows.append((row, clause, sentence))
    return number, rows


def sentence_id(version: str, clause: int, ordinal: int) -> str:
    """The id of a sentence: its document's version, its clause in the document, its place in the clause."""
    return f"{version}-{clause}-{ordinal}"


def delete(db: sqlite3.Connection, number: int) -> None:
    """Delete a document with its clauses and sentences."""
    db.execute("DELETE FROM documents WHERE id = ?", (number,))


def load(db: sqlite3.Connection, number: int) -> Document:
    """A document (by its number) whole, as it was written."""
    row = db.execute("SELECT * FROM documents WHERE id = ?", (number,)).fetchone()
    sentences: dict[int, list[Sentence]] = {}
    for item in db.execute(
        'SELECT clause, text, search, reading, start, "end" FROM sentences WHERE document = ? ORDER BY clause, ordinal',
        (number,),
    ):
        sentences.setdefault(item["clause"], []).append(_sentence(item))
    clauses = tuple(
        Clause(
            _STRINGS.validate_json(item["path"]), item["start"], item["end"], tuple(sentences.get(item["ordinal"], ()))
        )
        for item in db.execute("SELECT * FROM clauses WHERE document = ? ORDER BY ordinal", (number,))
    )
    return Document(
        source=row["source"],
        sha256=row["sha256"],
        text=row["text"],
        metadata=_METADATA.validate_json(row["metadata"]),
        outline=_OUTLINE.validate_json(row["outline"]),
        clauses=clauses,
        altered=bool(row["altered"]),
        removed=_SPANS.validate_json(row["removed"]),
        warnings=_STRINGS.validate_json(row["warnings"]),
        layout=_layout(row["layout"]),
    )


def sentence_rows(db: sqlite3.Connection, number: int, document: Document) -> list[tuple[int, Clause, Sentence]]:
    """The sentences of a document (by its number) with their row numbers, in their order."""
    rows = db.execute("SELECT rowid FROM sentences WHERE document = ? ORDER BY clause, ordinal", (number,)).fetchall()
    said = [(clause, sentence) for clause in document.clauses for sentence in clause.sentences]
    return [(row[0], *each) for row, each in zip(rows, said, strict=True)]


def metadata(db: sqlite3.Connection, number: int) -> Metadata:
    """What is known of a document (by its number) as a whole."""
    return _METADATA.validate_json(db.execute("SELECT metadata FROM documents WHERE id = ?", (number,)).fetchone()[0])


def searched_count(db: sqlite3.Connection) -> int:
    """How many sentences are searched: all but those of copies."""
    return db.execute(
        "SELECT (SELECT count(*) FROM sentences)"
        " - (SELECT count(*) FROM sentences WHERE document IN (SELECT id FROM documents WHERE original != ''))"
    ).fetchone()[0]


def searched_text(db: sqlite3.Connection, number: int) -> str:
    """The normalised sentences of a document (by its number), one behind the other."""
    rows = db.execute("SELECT search FROM sentences WHERE document = ? ORDER BY clause, ordinal", (number,))
    return "".join(row[0] for row in rows)


def hits(db: sqlite3.Connection, scores: Iterable[tuple[str, float]]) -> list[Hit]:
    """Hits for sentence ids with their scores, in the order given; an id that the library does not know is left out."""
    scores = list(scores)
    found: dict[str, Any] = {}
    for some in _batches([key for key, _ in scores]):
        marks = ", ".join("?" * len(some))
        found.update(
            (row["id"], row)
            for row in db.execute(
                'SELECT s.id, d.source, s.clause, s.ordinal, s.text, s.search, s.start, s."end", s.reading, c.path'
                " FROM sentences s JOIN documents d ON d.id = s.document"
                " JOIN clauses c ON c.document = s.document AND c.ordinal = s.clause"
                f" WHERE s.id IN ({marks})",
                some,
            )
        )
    return [
        Hit(
            key,
            row["source"],
            row["clause"],
            row["ordinal"],
            _sentence(row),
            _STRINGS.validate_json(row["path"]),
            score,
        )
        for key, score in scores
        if (row := found.get(key)) is not None
    ]


def _layout(packed: bytes) -> Layout:
    return _LAYOUT.validate_json(zlib.decompress(packed)) if packed else Layout()


def _sentence(row: sqlite3.Row) -> Sentence:
    return Sentence(row["text"], row["search"], row["start"], row["end"], row["reading"])


def _batches(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[start : start + _MANY] for start in range(0, len(values), _MANY))
