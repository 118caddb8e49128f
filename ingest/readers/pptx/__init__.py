"""PowerPoint's files since 2007."""

from ingest.readers.pptx.reader import read_pptx

__all__ = ["read_pptx"]
