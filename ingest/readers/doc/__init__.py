"""Word's files of before 2007."""

from ingest.readers.doc.reader import read_doc

__all__ = ["read_doc"]
