"""Words of a mail's headers and texts, whatever the mail says their encoding is.

Chinese mail programs say GB2312 and write GBK, cut a character in two between encoded words (RFC 2047), or write raw
bytes where only ASCII may stand.
"""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from email.utils import parsedate_to_datetime

from ingest.readers.plain import decode

_WIDER = {
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
}
_SEVEN_BIT = frozenset({"hz-gb-2312", "hz", "iso-2022-cn", "iso-2022-jp", "iso-2022-kr", "utf-7"})  # look like ASCII
_FOLD = re.compile(r"\r?\n(?=[ \t])")


class _RawHeaders(Compat32):
    """Hands out headers with the raw bytes in them decoded."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return _FOLD.sub("", unescaped(value))


def parse_mail(data: bytes) -> Message:
    """A mail, however broken: the parser never fails."""
    return BytesParser(policy=_RawHeaders()).parsebytes(data)


def unescaped(value: str) -> str:
    """A header with its raw bytes, which the parser hands out as surrogates, as text."""
    if value.isascii():
        return value
    return decoded(value.encode("utf-8", "surrogateescape"), "")


def decoded(data: bytes, charset: str) -> str:
    """Bytes as text: by what they are; where that cannot be told, by what the mail says."""
    label = charset.lower().strip("\"' ")
    if label not in _SEVEN_BIT:
        try:
            return decode(data)[0]
        except UnicodeError:
            pass
    try:
        return data.decode(_WIDER.get(label, label) or "gb18030", "replace")
    except (LookupError, ValueError):  # no such encoding
        return data.decode("gb18030", "replace")


def words(value: str) -> str:
    """A header's value with its encoded words decoded, adjacent ones together."""
    try:
        found = decode_header(re.sub(r"\?=[ \t]+=\?", "?= =?", value))
    except HeaderParseError:  # damaged base64
        return " ".join(value.split())
    parts = []
    for part, charset in found:
        if isinstance(part, bytes):  # what is not encoded stands in it as decode_header escapes it
            part = decoded(part, charset) if charset else part.decode("raw-unicode-escape")
        parts.append(part)
    return " ".join("".join(parts).split())


def date(value: str) -> str:
    """The date of a mail as 2024-03-05 09:30, in the sender's time zone; as it stands where it is none."""
    try:
        return parsedate_to_datetime(value).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return words(value)


def file_name(part: Message) -> str:
    """The name that a part of a mail gives itself, "" where it has none."""
    for parameter, header in (("filename", "content-disposition"), ("name", "content-type")):
        value = part.get_param(parameter, header=header)
        if isinstance(value, tuple):  # RFC 2231: charset, language, percent-decoded bytes as text
            return decoded(value[2].encode("raw-unicode-escape"), value[0] or "")
        if value:
            return words(value)
    return ""
