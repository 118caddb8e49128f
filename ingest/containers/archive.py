"""Files out of a ZIP archive. Names may be GBK, as Chinese Windows packs them; nothing is ever written to a disk."""

import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from ingest.containers import messages
from ingest.containers.member import Member, Refused
from ingest.source import UnreadableFile

MEGABYTE = 1024 * 1024
MOST = 10_000  # members
LARGEST = 256 * 1024 * 1024  # bytes of one member
TOTAL = 2 * 1024 * 1024 * 1024  # bytes of all members together
RATIO = 200  # times that a member may grow; deflated text grows 5 to 30 times, and deflate ends at 1,032
SMALL = 8 * 1024 * 1024  # bytes below which a ratio harms nobody

_UTF8 = 0x800
_ENCRYPTED = 0x1
_UNICODE_PATH = 0x7075
_DRIVE = re.compile(r"^[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# What systems leave in archives and no user put there.
_LITTER = re.compile(
    r"(?:^|/)(?:(?:__MACOSX|\$RECYCLE\.BIN|RECYCLER|System Volume Information)(?:/|$)|\.[^/.]|~\$|(?:Thumbs\.db|desktop\.ini|autorun\.inf)$)",
    re.I,
)


def zip_members(content: Path | bytes) -> Iterator[Member | Refused]:
    """The members of an archive. Raises UnreadableFile where its directory cannot be read."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content) if isinstance(content, bytes) else content)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
        raise UnreadableFile(messages.BROKEN_ZIP) from None
    count = total = 0
    with archive:
        for info in archive.infolist():
            name = member_name(info)
            if name.endswith("/") or _LITTER.search(name):
                continue
            count += 1
            if count > MOST:
                yield Refused(name, messages.TOO_MANY.format(limit=MOST))
                return
            if reason := _refusal(info, name):
                yield Refused(name, reason)
                continue
            total += info.file_size
            if total > TOTAL:
                yield Refused(name, messages.TOO_MUCH.format(limit=TOTAL // MEGABYTE))
                return
            yield _taken(archive, info, name)


def _refusal(info: zipfile.ZipInfo, name: str) -> str:
    """Why a member is not to be unpacked, by what the directory says of it."""
    if name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/"):
        return messages.ESCAPES
    if stat.S_ISLNK(info.external_attr >> 16):
        return messages.LINK
    if info.flag_bits & _ENCRYPTED:
        return messages.ENCRYPTED
    if info.file_size > LARGEST:
        return messages.TOO_LARGE.format(limit=LARGEST // MEGABYTE)
    if info.file_size > SMALL and info.file_size > RATIO * max(1, info.compress_size):
        return messages.BOMB
    return ""


def _taken(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Member | Refused:
    """The member, unpacked. zipfile stops at the size that the directory says and then compares the checksum."""
    try:
        return Member(name, archive.read(info))
    except NotImplementedError:
        return Refused(name, messages.METHOD)
    except RuntimeError:  # a password is asked for although the directory does not say so
        return Refused(name, messages.ENCRYPTED)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, struct.error):
        return Refused(name, messages.DAMAGED)


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member as its packer meant it: UTF-8 where flagged or where it is such, else GB18030."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8 and not name.isascii():
        raw = name.encode("cp437", "replace")
        name = _unicode_path(info.extra) or _decoded(raw) or name
    name = name.replace("\\", "/")
    return _CONTROL.sub("_", re.sub(r"^(?:\./)+", "", name))


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030", "big5hkscs"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _unicode_path(extra: bytes) -> str:
    """The name in Info-ZIP's Unicode Path extra field (APPNOTE 4.6.9), "" where there is none."""
    at = 0
    while at + 4 <= len(extra):
        field, size = struct.unpack_from("<HH", extra, at)
        if field == _UNICODE_PATH and size > 5:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "ignore")
        at += 4 + size
    return ""
