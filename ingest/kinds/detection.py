"""The kind of a file: by its signature, by the parts of the container formats, by the structure of a text."""

from ingest.kinds import messages, ole, parts
from ingest.kinds.kind import Kind
from ingest.kinds.signatures import by_signature
from ingest.kinds.text import text_kind
from ingest.source import UnreadableFile

# Endings that a file of each kind rightly has, besides its own. WPS Office gives its endings to old and new formats
# alike.
_ENDINGS: dict[Kind, str] = {
    Kind.TEXT: "txt md markdown text log csv tsv",
    Kind.DOCX: "docx docm dotx dotm wps wpt",
    Kind.DOC: "doc dot wps wpt",
    Kind.PPTX: "pptx pptm ppsx ppsm potx potm dps dpt",
    Kind.PPT: "ppt pps pot dps dpt",
    Kind.XLSX: "xlsx xlsm xltx xltm et ett",
    Kind.XLS: "xls xlt et ett",
    Kind.CSV: "csv tsv txt text",
    Kind.PDF: "pdf",
    Kind.IMAGE: "jpg jpeg jpe png tif tiff bmp gif webp",
    Kind.HTML: "html htm shtml xhtml",
    Kind.RTF: "rtf",
    Kind.OFD: "ofd",
    Kind.EML: "eml mht mhtml",
    Kind.ZIP: "zip",
}
_KNOWN = frozenset(" ".join(_ENDINGS.values()).split())
_OLD_OFFICE = frozenset({Kind.DOC, Kind.XLS, Kind.PPT})
_NEW_OFFICE = frozenset({Kind.DOCX, Kind.XLSX, Kind.PPTX})


def detect(data: bytes, name: str) -> Kind:
    """The kind of a file. name: only to tell apart what the content leaves open, such as CSV and plain text.

    Raises UnreadableFile for a file that is empty, cut off, encrypted or of no kind that is read.
    """
    if not data.strip():
        raise UnreadableFile(messages.EMPTY)
    if not data.strip(b"\0"):
        raise UnreadableFile(messages.ZEROS)
    if data.startswith(parts.MAGIC):
        return parts.zip_kind(data)
    if data.startswith(ole.MAGIC):
        return ole.ole_kind(data)
    return by_signature(data) or text_kind(data, name)


def misnamed(kind: Kind, name: str) -> str:
    """A sentence for a file whose ending is that of another kind, "" where it is right or says nothing."""
    stem, dot, ending = name.rpartition(".")
    ending = ending.lower()
    if not dot or not stem or ending not in _KNOWN or ending in _ENDINGS[kind].split():
        return ""
    chinese, english = messages.NAMES[kind]
    return messages.MISNAMED.format(ending=ending, kind=chinese, english=english)


def cautions(kind: Kind, data: bytes, name: str) -> tuple[str, ...]:
    """What is to be said of a file that is read: that its ending is wrong, that it holds macros."""
    macros = (kind in _OLD_OFFICE and data.startswith(ole.MAGIC) and ole.has_macros(data)) or (
        kind in _NEW_OFFICE and parts.has_macros(data)
    )
    return tuple(sentence for sentence in (misnamed(kind, name), messages.MACROS if macros else "") if sentence)
