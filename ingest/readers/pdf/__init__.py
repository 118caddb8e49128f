"""PDF."""

from ingest.readers.pdf.reader import read_pdf

__all__ = ["read_pdf"]
