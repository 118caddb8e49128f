"""Text out of pictures of pages."""

from ingest.readers.ocr.reader import read_picture

__all__ = ["read_picture"]
