"""OLE compound files ([MS-CFB]): .doc, .xls, .ppt and what else programs of before 2007 wrote, told by their
streams."""

import io
import struct

import olefile

from ingest.kinds import messages
from ingest.kinds.kind import Kind
from ingest.source import UnreadableFile

MAGIC = olefile.MAGIC
_STREAMS = (
    ("WordDocument", Kind.DOC),
    ("Workbook", Kind.XLS),
    ("Book", Kind.XLS),
    ("PowerPoint Document", Kind.PPT),
)
_OTHER = (
    ("__properties_version1.0", "MSG", "EML"),
    ("VisioDocument", "Visio", "PDF"),
    ("Quill", "Publisher", "PDF"),
    ("MatOST", "WORKS", "DOCX"),
    ("HwpSummaryInformation", "HWP", "DOCX"),
)
_MACROS = ("Macros", "_VBA_PROJECT_CUR", "_VBA_PROJECT")
_WORD_ENCRYPTED = 0x0100  # fEncrypted among the flags of a FIB, [MS-DOC] 2.5.2
_FILE_PASS = 0x002F  # record of an encrypted workbook, [MS-XLS] 2.4.117
_BIFF_EOF = 0x000A
_ENCRYPTED_SLIDES = b"\xdf\xc4\xd1\xf3"  # headerToken of Current User, [MS-PPT] 2.3.2


def ole_kind(data: bytes) -> Kind:
    """The kind of a compound file. Raises UnreadableFile where it is cut off, encrypted or of no kind that is read."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            return _kind(ole)
    except UnreadableFile:
        raise
    except (OSError, ValueError, IndexError, struct.error, MemoryError):
        raise UnreadableFile(messages.CUT_OFF if _is_short(data) else messages.DAMAGED) from None


def has_macros(data: bytes) -> bool:
    """Whether a compound file that has been told its kind holds macros."""
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        return any(ole.exists(name) for name in _MACROS)


def _kind(ole: olefile.OleFileIO) -> Kind:
    if ole.exists("EncryptedPackage"):
        raise UnreadableFile(messages.ENCRYPTED)
    for name, kind in _STREAMS:
        if ole.get_type(name) == olefile.STGTY_STREAM:
            main = ole.openstream(name).read()
            if len(main) < ole.get_size(name):
                raise UnreadableFile(messages.CUT_OFF)
            if _is_encrypted(ole, kind, main):
                raise UnreadableFile(messages.ENCRYPTED)
            return kind
    for name, program, better in _OTHER:
        if ole.exists(name) or ole.exists("\x05" + name):
            raise UnreadableFile(messages.other(program, better))
    raise UnreadableFile(messages.OTHER_OLE)


def _is_encrypted(ole: olefile.OleFileIO, kind: Kind, main: bytes) -> bool:
    if kind is Kind.DOC:
        return len(main) > 12 and bool(struct.unpack_from("<H", main, 10)[0] & _WORD_ENCRYPTED)
    if kind is Kind.PPT:
        return ole.exists("EncryptedSummary") or (
            ole.exists("Current User") and _ENCRYPTED_SLIDES in ole.openstream("Current User").read()[:20]
        )
    at = 0
    while at + 4 <= len(main):  # the records of the workbook's globals
        record, size = struct.unpack_from("<HH", main, at)
        if record in (_FILE_PASS, _BIFF_EOF):
            return record == _FILE_PASS
        at += 4 + size
    return False


def _is_short(data: bytes) -> bool:
    """Whether fewer bytes are there than the header says at the least: its table of sectors lies beyond the end.

    The header gives the number of FAT sectors; each but the last is full, and a sector of it speaks of size / 4
    sectors.
    """
    if len(data) < 512:
        return True
    size = 1 << min(16, struct.unpack_from("<H", data, 30)[0])
    tables = struct.unpack_from("<I", data, 44)[0]
    directory = struct.unpack_from("<I", data, 48)[0]
    return len(data) < max((tables - 1) * (size // 4) * size, (directory + 2) * size)
