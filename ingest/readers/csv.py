"""Comma, tab or semicolon separated values, in whatever encoding."""

import csv
import re

from ingest import messages
from ingest.encoding import decode
from ingest.kinds import Kind
from ingest.readers.builder import Builder
from ingest.readers.sheets import Sheet, write_sheet
from ingest.source import MOST, Reading, UnreadableFile, check_length
from rag.delimited import rows
from rag.text import has_han

_TOLD = re.compile(r"sep=.\s*?\n", re.I)  # a first line that tells Excel the delimiter
_AS_TEXT = re.compile(r'^="([^"]*)"$')  # a figure that Excel is to take for text
_OPENED = re.compile(r'(?:^|(?<=[,;\t|]))"', re.M)


def read_csv(data: bytes) -> Reading:
    """The table of a file of separated values. Raises UnreadableFile."""
    try:
        text, broken = decode(data)
    except UnicodeError:
        raise UnreadableFile(messages.UNKNOWN_ENCODING) from None
    if not has_han(text):
        raise UnreadableFile(messages.NO_CHINESE)
    check_length(text)  # before millions of cells are made of it
    csv.field_size_limit(MOST)
    # A doubled return is what programs on Windows write that end every line twice.
    text = text.removeprefix("\ufeff").replace("\0", "").replace("\r\r\n", "\n")
    told = _TOLD.match(text)
    text = _closed(text[told.end() :] if told else text)
    try:
        found = rows(text)
    except csv.Error:
        found = [[line] for line in text.splitlines()]
    cells = {
        (row, column): _AS_TEXT.sub(r"\1", cell)
        for row, line in enumerate(found)
        for column, cell in enumerate(line)
        if cell.strip()
    }
    builder = Builder()
    write_sheet(builder, Sheet(cells=cells, aside=[told[0].strip()] if told else []))
    return builder.reading(Kind.CSV, [messages.DAMAGED.format(count=broken)] if broken else [])


def _closed(text: str) -> str:
    """Text without a quotation mark that opens a cell and is never closed: it would swallow the rows after it."""
    if text.count('"') % 2:
        last = text.rindex('"')
        if last in (match.start() for match in _OPENED.finditer(text)):
            return text[:last] + text[last + 1 :]
    return text
