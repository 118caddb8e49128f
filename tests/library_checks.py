"""What holds for every library at rest, looked up in both stores behind its back."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from rag.library import Fingerprint, Library
from rag.schema import Document

FINGERPRINT = Fingerprint(model="hashing-64", cleaning="1", chunking="1")


def put(library: Library, *documents: Document, fingerprint: Fingerprint = FINGERPRINT) -> None:
    """Write documents."""
    with library.writing():
        for document in documents:
            library.replace(document, fingerprint)


def vector_ids(library: Library) -> list[str]:
    """The ids of every vector in the library's collection, sorted."""
    return sorted(library.vectors.get(include=[])["ids"])


def assert_whole(library: Library, documents: Iterable[Document], copies: Mapping[str, str] | None = None) -> None:
    """The library holds these documents and nothing else: in SQLite, in its lexical index, and in Chroma. copies: those that are
    kept and not searched, each with its original."""
    copies = copies or {}
    expected = sorted(documents, key=lambda document: document.source)
    listed = [document.source for document in expected if document.source not in copies]
    assert [summary.source for summary in library.summaries()] == listed
    for summary in library.summaries():
        assert set(summary.copies) == {copy for copy, original in copies.items() if original == summary.source}
    assert [library.document(document.source) for document in expected] == expected
    with closing(sqlite3.connect(library.folder / "library.sqlite3")) as db:
        everything = db.execute("SELECT count(*) FROM sentences").fetchone()[0]
        rows = db.execute(
            "SELECT s.rowid, s.id, s.reading FROM sentences s JOIN documents d ON d.id = s.document WHERE d.original = ''"
        ).fetchall()
        signed = {row[0] for row in db.execute("SELECT document FROM signatures")}
        assert signed == {row[0] for row in db.execute("SELECT id FROM documents")}
        indexed = db.execute("SELECT rowid, words, context FROM lexical").fetchall()
        terms = dict(db.execute("SELECT term, rows FROM terms"))
        tokens = db.execute("SELECT value FROM meta WHERE key = 'tokens'").fetchone()
        assert db.execute("SELECT count(*) FROM intents").fetchone() == (0,)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        db.execute("INSERT INTO lexical (lexical) VALUES ('integrity-check')")
    sentences = {document.source: sum(len(clause.sentences) for clause in document.clauses) for document in expected}
    assert everything == sum(sentences.values())
    assert len(rows) == library.sentence_count == sum(sentences[source] for source in listed)
    assert {row[0] for row in indexed} == {row[0] for row in rows}
    assert terms == Counter(term for row in indexed for term in {*row[1].split(), *row[2].split()})
    assert int(tokens[0] if tokens else 0) == sum(len(row[1].split()) + len(row[2].split()) for row in indexed)
    readings = [key for _, key, _ in rows] + [f"{key}~" for _, key, reading in rows if reading]
    assert vector_ids(library) == sorted(readings)


def vector_folders(folder: Path) -> list[str]:
    """The folders of embedded vectors in a library's folder."""
    return sorted(path.name for path in folder.glob("chroma-*"))
