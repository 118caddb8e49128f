"""Word 97-2003 files, and the .wps files that are such, read as they are: text, lists' numbers, tables, notes, text
boxes."""

import struct

from ingest.kinds import Kind
from ingest.readers import legacy_messages as messages
from ingest.readers.convert import by_libreoffice
from ingest.readers.doc.file import WordFile, is_word_97, open_word, streams
from ingest.readers.doc.paragraphs import Paragraphs
from ingest.readers.doc.word6 import read_word6
from ingest.readers.word.story import StoryWriter
from ingest.source import Reading, UnreadableFile


def read_doc(data: bytes) -> Reading:
    """The text of a .doc. What cannot be read here LibreOffice reads, where it is installed. Raises UnreadableFile
    where the file is encrypted, damaged or holds no text."""
    found = streams(data)
    if "WordDocument" not in found:
        raise UnreadableFile(messages.OLD_WPS)
    if not is_word_97(found["WordDocument"]):
        return by_libreoffice(data, Kind.DOC, Kind.DOCX) or _read_word6(found["WordDocument"])
    try:
        reading = _read(open_word(found))
    except (ValueError, IndexError, struct.error):
        reading = None
    if reading and reading.text.strip():
        return reading
    if other := by_libreoffice(data, Kind.DOC, Kind.DOCX):
        return other
    raise UnreadableFile(messages.NO_TEXT if reading else messages.BROKEN)


def _read_word6(main: bytes) -> Reading:
    try:
        return read_word6(main)
    except (ValueError, IndexError, struct.error):
        raise UnreadableFile(messages.BROKEN) from None


def _read(file: WordFile) -> Reading:
    paragraphs, stories = Paragraphs(file), file.stories
    writer = StoryWriter(Kind.DOC)
    writer.story(paragraphs.of(stories.main))
    for story in paragraphs.left():
        writer.story(story)
    return writer.reading(paragraphs.of(stories.headers), paragraphs.of(stories.comments))
