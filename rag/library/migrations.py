"""The SQLite file's schema as a numbered list: PRAGMA user_version says how many of them a file has had."""

MIGRATIONS: list[str] = [
    # 1: the library as first built.
    """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

    CREATE TABLE documents (
        id INTEGER PRIMARY KEY,
        source TEXT NOT NULL UNIQUE,
        version TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        model TEXT NOT NULL,
        cleaning TEXT NOT NULL,
        chunking TEXT NOT NULL,
        home TEXT NOT NULL,
        vectors INTEGER NOT NULL,
        text TEXT NOT NULL,
        metadata TEXT NOT NULL,
        outline TEXT NOT NULL,
        removed TEXT NOT NULL,
        warnings TEXT NOT NULL,
        altered INTEGER NOT NULL
    );

    CREATE TABLE clauses (
        document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL,
        path TEXT NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        PRIMARY KEY (document, ordinal)
    ) WITHOUT ROWID;

    CREATE TABLE sentences (
        rowid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        clause INTEGER NOT NULL,
        ordinal INTEGER NOT NULL,
        text TEXT NOT NULL,
        search TEXT NOT NULL,
        reading TEXT NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL
    );
    CREATE INDEX sentences_document ON sentences (document, clause, ordinal);

    -- Terms stand in the columns separated by spaces. The ascii tokenizer takes every character beyond ASCII
    -- for part of a word, so that a Han gram stays whole whatever Unicode version SQLite knows.
    CREATE VIRTUAL TABLE lexical USING fts5 (words, context, tokenize = "ascii tokenchars '.+%'");

    -- sentences: in how many sentences the term stands; rows: the same, counting their headings and titles too.
    CREATE TABLE terms (term TEXT PRIMARY KEY, sentences INTEGER NOT NULL, rows INTEGER NOT NULL) WITHOUT ROWID;

    -- Sources whose vectors a writer is changing: what is left here after a kill is to be settled.
    CREATE TABLE intents (source TEXT PRIMARY KEY) WITHOUT ROWID;
    """,
    # 2: where the text stood in its file.
    """
    ALTER TABLE documents ADD COLUMN layout BLOB NOT NULL DEFAULT x'';
    """,
    # 3: copies. original: the source of the document that a copy is not searched in favour of, '' where it is none;
    # added: the order in which sources were first ingested.
    """
    ALTER TABLE documents ADD COLUMN original TEXT NOT NULL DEFAULT '';
    ALTER TABLE documents ADD COLUMN scanned INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE documents ADD COLUMN added INTEGER NOT NULL DEFAULT 0;
    UPDATE documents SET added = id;
    CREATE INDEX documents_original ON documents (original);

    CREATE TABLE signatures (
        document INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
        exact TEXT NOT NULL,
        minima BLOB NOT NULL
    );
    CREATE INDEX signatures_exact ON signatures (exact);

    CREATE TABLE bands (
        band INTEGER NOT NULL,
        hash INTEGER NOT NULL,
        document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        PRIMARY KEY (band, hash, document)
    ) WITHOUT ROWID;
    CREATE INDEX bands_document ON bands (document);
    """,
    # 4: what the page says of a document without reading it: the kind of its file, its pages, those of them read by OCR.
    """
    ALTER TABLE documents ADD COLUMN kind TEXT NOT NULL DEFAULT 'txt';
    ALTER TABLE documents ADD COLUMN pages INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE documents ADD COLUMN scanned_pages INTEGER NOT NULL DEFAULT 0;
    """,
]
