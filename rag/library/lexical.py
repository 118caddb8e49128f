"""The lexical index: FTS5 over grams, ranked by BM25.

A row's words are the grams of the sentence under each of its readings; its context, weighted lower, those of its headings
and of the document's name.
"""

import math
import re
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from rag.library.database import get_meta, set_meta
from rag.library.records import searched_count
from rag.schema import Clause, Document, Sentence
from rag.text import fold, grams

_WORDS_WEIGHT = 1.0
_CONTEXT_WEIGHT = 0.3

# What the tokenizer keeps as one word. Whatever else a caller passes cannot be in the index, so it is left out, and with it
# everything that would mean something in a query of FTS5. (Lone surrogates are no text.)
_TERM = re.compile("[0-9a-z.+%\u0080-\ud7ff\ue000-\U0010ffff]+")

# FTS5 reads the postings of this many rows at most (or those of the rarest term), so that a search takes no longer in a large
# library than in a small one: of 50,000 sentences 14 ms, where all terms of a question take 76.
_POSTINGS = 15_000

# When that leaves terms out, this many candidates are ranked again by all terms: at 50,000 sentences the first hit is then
# the same as without the limit for 150 of 150 questions, and 98% of the first ten.
_CANDIDATES = 200

# Documents of so many sentences together are ranked by all terms without asking FTS5.
_FEW = 500

# BM25 as FTS5 has it.
_K1 = 1.2
_B = 0.75
_LEAST_IDF = 1e-6


def insert(db: sqlite3.Connection, document: Document, rows: Iterable[tuple[int, Clause, Sentence]]) -> None:
    """Index the sentences of a document under their row numbers."""
    title = grams(fold(document.name))
    written = []
    for row, clause, sentence in rows:
        words = grams(sentence.search)
        if sentence.reading:
            # Only what the other reading adds: the rest would count double.
            words += (Counter(grams(sentence.reading)) - Counter(words)).elements()
        context = [term for heading in clause.path for term in grams(fold(heading))] + title
        written.append((row, " ".join(words), " ".join(context)))
    db.executemany("INSERT INTO lexical (rowid, words, context) VALUES (?, ?, ?)", written)
    _count(db, ((words, context) for _, words, context in written), 1)


def delete(db: sqlite3.Connection, document: int) -> None:
    """Take the sentences of a document (by its number) out of the index; before they are deleted themselves."""
    rows = db.execute(
        "SELECT rowid, words, context FROM lexical WHERE rowid IN (SELECT rowid FROM sentences WHERE document = ?)",
        (document,),
    ).fetchall()
    _count(db, ((row["words"], row["context"]) for row in rows), -1)
    db.execute("DELETE FROM terms WHERE rows = 0")
    db.executemany("DELETE FROM lexical WHERE rowid = ?", [(row["rowid"],) for row in rows])


def _count(db: sqlite3.Connection, texts: Iterable[tuple[str, str]], sign: int) -> None:
    sentences: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    tokens = 0
    for words, context in texts:
        in_words, in_context = words.split(), context.split()
        tokens += len(in_words) + len(in_context)
        sentences.update(set(in_words))
        rows.update({*in_words, *in_context})
    set_meta(db, "tokens", str(int(get_meta(db, "tokens") or 0) + sign * tokens))
    db.executemany(
        "INSERT INTO terms VALUES (?, ?, ?) ON CONFLICT (term) DO UPDATE"
        " SET sentences = sentences + excluded.sentences, rows = rows + excluded.rows",
        [(term, sign * sentences[term], sign * count) for term, count in rows.items()],
    )


def frequencies(db: sqlite3.Connection, terms: Iterable[str]) -> dict[str, tuple[int, int]]:
    """For each term: in how many sentences it stands, and in how many when headings and titles count too."""
    counts = {}
    for term in dict.fromkeys(terms):
        row = (
            db.execute("SELECT sentences, rows FROM terms WHERE term = ?", (term,)).fetchone()
            if _is_term(term)
            else None
        )
        counts[term] = (row[0], row[1]) if row else (0, 0)
    return counts


def _is_term(term: str) -> bool:
    return _TERM.fullmatch(term) is not None


def search(
    db: sqlite3.Connection, terms: Sequence[str], k: int, sources: Collection[str] | None = None
) -> list[tuple[str, float]]:
    """Ids and scores of the k best sentences that hold any of the terms, best first (BM25; higher is better)."""
    counts = {term: rows for term, (_, rows) in frequencies(db, terms).items() if rows}
    chosen = _rarest(counts)
    if not chosen or k <= 0:
        return []
    within, values = "1", []
    if sources is not None:
        values = sorted(sources)
        marks = ", ".join("?" * len(values))
        within = f"s.document IN (SELECT id FROM documents WHERE original = '' AND source IN ({marks}))"

    def best(limit: int) -> list[tuple[int, str, float]]:
        rows = db.execute(
            f"SELECT s.rowid, s.id, -bm25(lexical, {_WORDS_WEIGHT}, {_CONTEXT_WEIGHT}) AS score"
            f" FROM lexical JOIN sentences s ON s.rowid = lexical.rowid WHERE lexical MATCH ? AND {within}"
            " ORDER BY score DESC, s.rowid LIMIT ?",
            (" OR ".join(f'"{term}"' for term in chosen), *values, limit),
        )
        return [(row["rowid"], row["id"], row["score"]) for row in rows]

    if len(chosen) == len(counts):
        return [(key, score) for _, key, score in best(k)]
    candidates = []
    if sources is not None:
        inside = db.execute(f"SELECT rowid, id FROM sentences s WHERE {within} LIMIT {_FEW + 1}", values).fetchall()
        candidates = [(row["rowid"], row["id"]) for row in inside] if len(inside) <= _FEW else []
    candidates = candidates or [(row, key) for row, key, _ in best(max(_CANDIDATES, 2 * k))]
    scores = _scores(db, counts, [row for row, _ in candidates])
    ranked = sorted((-scores[row], row, key) for row, key in candidates if scores[row])
    return [(key, -score) for score, _, key in ranked[:k]]


def _rarest(counts: dict[str, int]) -> list[str]:
    """As many of the terms as the limit of postings allows, the rarest first."""
    chosen: list[str] = []
    total = 0
    for term in sorted(counts, key=lambda term: (counts[term], term)):
        total += counts[term]
        if chosen and total > _POSTINGS:
            break
        chosen.append(term)
    return chosen


def _scores(db: sqlite3.Connection, counts: dict[str, int], rows: Sequence[int]) -> dict[int, float]:
    """The BM25 score of each row by all terms (counts: in how many rows each stands)."""
    number = searched_count(db)
    mean = int(get_meta(db, "tokens")) / number
    idf = {term: max(_LEAST_IDF, math.log((number - n + 0.5) / (n + 0.5))) for term, n in counts.items()}
    scores = {}
    for row in db.execute(
        f"SELECT rowid, words, context FROM lexical WHERE rowid IN ({', '.join('?' * len(rows))})", rows
    ):
        found: dict[str, float] = {}
        length = 0
        for weight, text in ((_WORDS_WEIGHT, row["words"]), (_CONTEXT_WEIGHT, row["context"])):
            tokens = text.split()
            length += len(tokens)
            for token in tokens:
                if token in idf:
                    found[token] = found.get(token, 0.0) + weight
        norm = _K1 * (1 - _B + _B * length / mean)
        scores[row["rowid"]] = sum(idf[term] * n * (_K1 + 1) / (n + norm) for term, n in found.items())
    return scores
