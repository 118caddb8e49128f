"""A text file as it is: every character is kept, a byte order mark too, so that offsets count from the file's first
character."""

from ingest import messages
from ingest.encoding import decode
from ingest.source import Reading, UnreadableFile
from rag.text import has_han


def read_plain(data: bytes) -> Reading:
    """The text of a text file. Raises UnreadableFile."""
    try:
        text, broken = decode(data)
    except UnicodeError:
        raise UnreadableFile(messages.UNKNOWN_ENCODING) from None
    if not has_han(text):
        raise UnreadableFile(messages.NO_CHINESE)
    return Reading(text, warnings=(messages.DAMAGED.format(count=broken),) if broken else ())
