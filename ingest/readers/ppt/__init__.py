"""PowerPoint's files of before 2007."""

from ingest.readers.ppt.reader import read_ppt

__all__ = ["read_ppt"]
