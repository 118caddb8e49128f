"""Comma, tab or semicolon separated values, in whatever encoding."""

import csv

from ingest import messages
from ingest.encoding import decode
from ingest.kinds import Kind
from ingest.readers.builder import Builder
from ingest.readers.sheets import Sheet, write_sheet
from ingest.source import Reading, UnreadableFile
from rag.delimited import rows
from rag.text import has_han

_LONGEST = 10_000_000  # characters of a cell


def read_csv(data: bytes) -> Reading:
    """The table of a file of separated values. Raises UnreadableFile."""
    try:
        text, broken = decode(data)
    except UnicodeError:
        raise UnreadableFile(messages.UNKNOWN_ENCODING) from None
    if not has_han(text):
        raise UnreadableFile(messages.NO_CHINESE)
    csv.field_size_limit(_LONGEST)
    try:
        found = rows(text.removeprefix("\ufeff").replace("\0", ""))
    except csv.Error:
        found = [[line] for line in text.splitlines()]
    cells = {(row, column): cell for row, line in enumerate(found) for column, cell in enumerate(line) if cell.strip()}
    builder = Builder()
    write_sheet(builder, Sheet(cells=cells))
    return builder.reading(Kind.CSV, [messages.DAMAGED.format(count=broken)] if broken else [])
