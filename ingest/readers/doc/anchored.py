"""What hangs on a place in the text of a Word 97-2003 file: footnotes, endnotes and text boxes ([MS-DOC] 2.8)."""

import struct

from ingest.readers.doc.file import Part, WordFile

_SHAPE, _BOX = 26, 22  # bytes of the description of a drawn shape, and of a text box


def notes(file: WordFile) -> dict[int, range]:
    """Where the text of each footnote and endnote stands, by the place that it is a note to."""
    stories = file.stories
    return _notes(file.part(Part.NOTE_PLACES), file.part(Part.NOTE_TEXTS), stories.notes) | _notes(
        file.part(Part.ENDNOTE_PLACES), file.part(Part.ENDNOTE_TEXTS), stories.endnotes
    )


def boxes(file: WordFile) -> dict[int, range]:
    """Where the text of each text box stands, by its anchor in the text; boxes without one by numbers below 0."""
    anchors = {
        struct.unpack_from("<I", shape)[0]: anchor
        for (anchor, _), shape in _described(file.part(Part.DRAWINGS), _SHAPE)
    }
    found: dict[int, range] = {}
    for index, ((start, end), box) in enumerate(_described(file.part(Part.BOXES), _BOX)):
        shape = struct.unpack_from("<I", box, 14)[0]
        text = _within(file.stories.boxes, start, end)
        if text:
            found[anchors.pop(shape, -1 - index)] = text
    return found


def _notes(places: bytes, texts: bytes, story: range) -> dict[int, range]:
    marked = [place for (place, _), _ in _described(places, 2)]
    count = len(texts) // 4
    bounds = struct.unpack_from(f"<{count}I", texts) if count else ()
    return {place: _within(story, start, end) for place, start, end in zip(marked, bounds, bounds[1:], strict=False)}


def _described(listed: bytes, size: int) -> list[tuple[tuple[int, int], bytes]]:
    """A list of stretches of text ([MS-DOC] 2.2.2, PLC): where each begins and ends, and so many bytes on it."""
    count = max(0, (len(listed) - 4) // (4 + size))
    bounds = struct.unpack_from(f"<{count + 1}I", listed) if count else ()
    begin = 4 * (count + 1)
    return [
        ((bounds[index], bounds[index + 1]), listed[begin + size * index : begin + size * (index + 1)])
        for index in range(count)
    ]


def _within(story: range, start: int, end: int) -> range:
    return range(story.start + start, min(story.start + max(start, end), story.stop))
