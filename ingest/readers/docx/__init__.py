"""Word's files since 2007."""

from ingest.readers.docx.reader import read_docx

__all__ = ["read_docx"]
