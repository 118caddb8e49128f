"""OFD (GB/T 33190)."""

from ingest.readers.ofd.reader import read_ofd

__all__ = ["read_ofd"]
