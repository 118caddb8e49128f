"""ZIP files: Office files of 2007 and later, OFD and others are archives with known parts."""

import io
import lzma
import re
import struct
import zipfile
import zlib

from ingest.kinds import messages
from ingest.kinds.kind import Kind
from ingest.source import UnreadableFile

MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_TYPES = "[Content_Types].xml"
_ENTRY = b"PK\x01\x02"  # begins each entry of a directory
_MOST = 100_000  # entries of a directory, which is held in memory whole: what is opened has 10,000 files at most
_LARGEST = 4 * 1024 * 1024  # bytes of a list of types or a media type
# Main parts by content type (ECMA-376 and Microsoft's types for templates, slide shows and files with macros).
_MAIN = (
    (
        re.compile(rb"wordprocessingml\.(?:document|template)\.main\+xml|ms-word\.\w+\.macroEnabled\w*\.main\+xml"),
        Kind.DOCX,
    ),
    (
        re.compile(
            rb"spreadsheetml\.(?:sheet|template)\.main\+xml|ms-excel\.(?:sheet|template|addin)\.macroEnabled\.main\+xml"
        ),
        Kind.XLSX,
    ),
    (
        re.compile(
            rb"presentationml\.(?:presentation|slideshow|template)\.main\+xml|ms-powerpoint\.\w+\.macroEnabled\.main\+xml"
        ),
        Kind.PPTX,
    ),
)
_FOLDERS = (("word/", Kind.DOCX), ("xl/", Kind.XLSX), ("ppt/", Kind.PPTX))
_OTHER_TYPES = (
    (b"ms-excel.sheet.binary.macroEnabled.main", "XLSB", "XLSX"),
    (b"ms-visio.", "Visio", "PDF"),
    (b"ms-package.xps", "XPS", "PDF"),
)
_MEDIA = (
    (b"application/vnd.oasis.opendocument.text", "ODT", "DOCX"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ODS", "XLSX"),
    (b"application/vnd.oasis.opendocument.presentation", "ODP", "PPTX"),
    (b"application/vnd.oasis.opendocument", "ODF", "PDF"),
    (b"application/epub+zip", "EPUB", "PDF"),
)


def zip_kind(data: bytes) -> Kind:
    """The kind of a ZIP file. Raises UnreadableFile where it is cut off, encrypted, empty or of no kind that is
    read."""
    if data.count(_ENTRY) > _MOST:
        raise UnreadableFile(messages.TOO_MANY_ENTRIES.format(limit=_MOST))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _kind(archive)
    except UnreadableFile:
        raise
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, struct.error):
        raise UnreadableFile(messages.CUT_OFF if b"PK\x05\x06" not in data[-65_557:] else messages.DAMAGED) from None


def has_macros(data: bytes) -> bool:
    """Whether an Office file that has been told its kind holds macros."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())


def _kind(archive: zipfile.ZipFile) -> Kind:
    files = {info.filename: info for info in archive.infolist() if not info.filename.endswith("/")}
    if not files:
        raise UnreadableFile(messages.EMPTY_ZIP)
    if all(info.flag_bits & 1 for info in files.values()):
        raise UnreadableFile(messages.ENCRYPTED_ZIP)
    if any(name.lower() == "ofd.xml" for name in files):
        return Kind.OFD
    if _TYPES in files:
        types = _part(archive, _TYPES)
        for pattern, kind in _MAIN:
            if pattern.search(types):
                return kind
        for mark, name, better in _OTHER_TYPES:
            if mark in types:
                raise UnreadableFile(messages.other(name, better))
        for folder, kind in _FOLDERS:  # a list of types that says nothing: by where the parts lie
            if any(name.startswith(folder) for name in files):
                return kind
    if "mimetype" in files:
        media = _part(archive, "mimetype").strip()
        for mark, name, better in _MEDIA:
            if media.startswith(mark):
                raise UnreadableFile(messages.other(name, better))
    return Kind.ZIP


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The start of a part, empty where it is damaged."""
    try:
        with archive.open(name) as part:
            return part.read(_LARGEST)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, OSError, ValueError, struct.error):
        return b""
