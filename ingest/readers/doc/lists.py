"""The numbers that Word draws before paragraphs and does not store with their text ([MS-DOC] 2.9.131 LFO, 2.9.147 LSTF,
2.9.150 LVL)."""

import struct
from dataclasses import dataclass, field

from ingest.readers.doc.file import Part, WordFile
from ingest.readers.doc.properties import Properties
from ingest.readers.word.list_labels import FORMATS, with_gap
from ingest.readers.word.numerals import numeral

_LEVELS = 9
_FOLLOWS = {0: "tab", 1: "space", 2: "nothing"}


@dataclass(frozen=True, slots=True)
class _Level:
    first: int
    format: int
    text: str
    legal: bool
    restarts: bool
    follow: int


@dataclass(slots=True)
class _List:
    levels: list[_Level]
    styles: tuple[int, ...]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass(slots=True)
class _Use:
    list: int
    own: dict[int, _Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)


class Numbering:
    """Counts the paragraphs of a file's lists, in the order in which they are given."""

    def __init__(self, file: WordFile) -> None:
        self._lists: dict[int, _List] = {}
        self._uses: list[_Use] = []
        try:
            self._read_lists(file)
            self._read_uses(file)
        except (struct.error, IndexError):
            pass  # the lists that could be read are drawn

    def label(self, properties: Properties) -> str:
        """What is drawn before the text of the next paragraph, with the gap between them; "" where nothing is."""
        if not 0 < properties.use <= len(self._uses):
            return ""
        use = self._uses[properties.use - 1]
        listed = self._lists.get(use.list)
        if listed is None:
            return ""
        depth = properties.depth
        if depth is None:
            depth = listed.styles.index(properties.style) if properties.style in listed.styles else 0
        if depth >= len(listed.levels):
            return ""
        levels = [use.own.get(number, level) for number, level in enumerate(listed.levels)]
        self._count(listed, use, levels, depth)
        # A level above that has not been counted yet shows where it will begin.
        shown = [
            use.starts.get(number, level.first) if count is None else count
            for number, (level, count) in enumerate(zip(levels, listed.counts, strict=False))
        ]
        return _shown(levels, shown, depth)

    def _count(self, listed: _List, use: _Use, levels: list[_Level], depth: int) -> None:
        counts = listed.counts
        if depth in use.starts and depth not in use.begun:
            use.begun.add(depth)
            counts[depth] = use.starts[depth]
        else:
            now = counts[depth]
            counts[depth] = levels[depth].first if now is None else now + 1
        for number in range(depth + 1, len(levels)):
            if levels[number].restarts:
                counts[number] = None

    def _read_lists(self, file: WordFile) -> None:
        listed = file.part(Part.LISTS)
        if len(listed) < 2:
            return
        levels, at = file.after(Part.LISTS), 0
        for index in range(struct.unpack_from("<H", listed)[0]):
            number, *styles, flags = struct.unpack_from("<I4x9HB", listed, 2 + 28 * index)
            found = []
            for _ in range(1 if flags & 1 else _LEVELS):
                level, at = _level(levels, at)
                found.append(level)
            self._lists[number] = _List(found, tuple(styles))

    def _read_uses(self, file: WordFile) -> None:
        listed = file.part(Part.LIST_USES)
        if len(listed) < 4:
            return
        count = struct.unpack_from("<I", listed)[0]
        changed = []
        for index in range(count):
            number, changes = struct.unpack_from("<I8xB", listed, 4 + 16 * index)
            self._uses.append(_Use(number))
            changed.append(changes)
        at = 4 + 16 * count
        for use, changes in zip(self._uses, changed, strict=True):
            at += 4
            for _ in range(changes):
                first, flags = struct.unpack_from("<iI", listed, at)
                at += 8
                depth = flags & 0xF
                if flags & 0x20:
                    use.own[depth], at = _level(listed, at)
                    use.starts[depth] = use.own[depth].first
                elif flags & 0x10:
                    use.starts[depth] = first


def _level(data: bytes, at: int) -> tuple[_Level, int]:
    """A level that stands at a place, and where it ends."""
    first, form, flags = struct.unpack_from("<iBB", data, at)
    places = data[at + 6 : at + 15]
    follow = data[at + 15]
    characters, paragraph = data[at + 24], data[at + 25]
    at += 28 + paragraph + characters
    size = struct.unpack_from("<H", data, at)[0]
    text = "".join(map(chr, struct.unpack_from(f"<{size}H", data, at + 2)))
    # Only where the places say so does a character stand for a level's number.
    stands = {place - 1 for place in places if place}
    text = "".join(char if index in stands or char >= " " or char == "\t" else "" for index, char in enumerate(text))
    return _Level(first, form, text, bool(flags & 4), not flags & 8, follow), at + 2 + 2 * size


def _shown(levels: list[_Level], counts: list[int], depth: int) -> str:
    level = levels[depth]
    if FORMATS.get(level.format) == "bullet":
        return ""
    shown = ""
    for char in level.text:
        if ord(char) < len(levels):
            form = "decimal" if level.legal else FORMATS.get(levels[ord(char)].format, "decimal")
            shown += numeral(counts[ord(char)], form)
        else:
            shown += char
    return with_gap(shown, _FOLLOWS.get(level.follow, "tab"))
