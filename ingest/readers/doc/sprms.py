"""Sprms, the single properties that formatting in a Word 97-2003 file is made of, and the pages that list them
([MS-DOC] 2.6, 2.9)."""

import struct
from collections.abc import Iterator

from ingest.readers.doc.file import Part, WordFile

_PAGE = 512  # bytes of a page of formatting
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # of an operand, by the top bits of its sprm
_TABLE_DEFINITION = 0xD608
_TABS = 0xC615


def sprms(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The single properties of a list of them: what is set, and its operand."""
    at = 0
    while at + 2 < len(data):
        sprm = data[at] | data[at + 1] << 8
        at += 2
        size = _SIZES.get(sprm >> 13)
        if sprm == _TABLE_DEFINITION:
            size = struct.unpack_from("<H", data, at)[0] - 1 if at + 2 <= len(data) else 0
            at += 2
        elif size is None:
            size = data[at]
            at += 1
            if sprm == _TABS and size == 255:
                dropped = data[at] if at < len(data) else 0
                added = data[at + 1 + 4 * dropped] if at + 1 + 4 * dropped < len(data) else 0
                size = 2 + 4 * dropped + 3 * added
        yield sprm, data[at : at + size]
        at += size


def pages(file: WordFile, part: Part) -> Iterator[tuple[bytes, int]]:
    """The pages of formatting that a part lists, and how many runs each holds. Damaged ones are passed over: the text
    stays."""
    listed = file.part(part)
    most = (_PAGE - 5) // (4 + (13 if part is Part.PARAGRAPHS else 1))
    count = (len(listed) - 4) // 8
    for number in struct.unpack_from(f"<{count}I", listed, 4 * (count + 1)) if count > 0 else ():
        at = (number & 0x3F_FFFF) * _PAGE
        page = file.main[at : at + _PAGE]
        if len(page) == _PAGE and page[-1] <= most:
            yield page, page[-1]
