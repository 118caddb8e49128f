"""Excel's files since 2007."""

from ingest.readers.xlsx.reader import read_xlsx

__all__ = ["read_xlsx"]
