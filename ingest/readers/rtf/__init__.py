"""Rich Text Format."""

from ingest.readers.rtf.reader import read_rtf

__all__ = ["read_rtf"]
