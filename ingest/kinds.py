"""What kind of file some bytes are, told by their content and never by the ending of a name."""

from enum import StrEnum

from ingest import messages
from ingest.source import UnreadableFile


class Kind(StrEnum):
    """A kind of file that is read. The value is the ending that it should have."""

    TEXT = "txt"
    DOCX = "docx"
    DOC = "doc"
    PPTX = "pptx"
    PPT = "ppt"
    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"
    PDF = "pdf"
    IMAGE = "image"
    HTML = "html"
    RTF = "rtf"
    OFD = "ofd"
    EML = "eml"
    ZIP = "zip"


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_MAGIC = (
    (b"%PDF-", Kind.PDF),
    (b"{\\rtf", Kind.RTF),
    (b"\x89PNG", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
)
_PARTS = (
    (b"word/document.xml", Kind.DOCX),
    (b"xl/workbook.xml", Kind.XLSX),
    (b"ppt/presentation.xml", Kind.PPTX),
    (b"OFD.xml", Kind.OFD),
)
_STREAMS = (("WordDocument", Kind.DOC), ("Workbook", Kind.XLS), ("PowerPoint Document", Kind.PPT))


def detect(data: bytes, name: str) -> Kind:
    """The kind of a file. name: only to tell apart what the content leaves open, such as CSV and plain text.

    Raises UnreadableFile for a file that is empty, cut off, encrypted or of no kind that is read.
    """
    if not data.strip():
        raise UnreadableFile(messages.EMPTY)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(b"PK\x03\x04"):
        for part, kind in _PARTS:
            if part in data:
                return kind
        return Kind.ZIP
    if data.startswith(_OLE):
        for stream, kind in _STREAMS:
            if stream.encode("utf-16-le") in data:
                return kind
    if b"<html" in data[:2000].lower():
        return Kind.HTML
    return Kind.CSV if name.lower().endswith(".csv") else Kind.TEXT
