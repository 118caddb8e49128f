"""The kinds of files that are read."""

from enum import StrEnum


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


CONTAINERS = frozenset({Kind.EML, Kind.ZIP})  # they hold files and are none themselves: ingest.containers opens them
