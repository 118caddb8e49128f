"""Readers, one module a format: bytes of a file to a Reading. A module is imported when a file of its kind is met."""

from collections.abc import Callable
from importlib import import_module

from ingest.kinds import Kind
from ingest.source import Reading

Reader = Callable[[bytes], Reading]

# Mails and archives hold files and are none themselves: ingest.containers opens them.
_READERS: dict[Kind, str] = {
    Kind.TEXT: "plain",
    Kind.DOCX: "docx",
    Kind.DOC: "doc",
    Kind.PPTX: "pptx",
    Kind.PPT: "ppt",
    Kind.XLSX: "xlsx",
    Kind.XLS: "xls",
    Kind.CSV: "csv",
    Kind.PDF: "pdf",
    Kind.IMAGE: "image",
    Kind.HTML: "html",
    Kind.RTF: "rtf",
    Kind.OFD: "ofd",
}


def reader(kind: Kind) -> Reader:
    """The reader of a kind of file: takes its bytes, raises UnreadableFile. Raises KeyError for a container."""
    name = _READERS[kind]
    return getattr(import_module(f"ingest.readers.{name}"), f"read_{name}")
