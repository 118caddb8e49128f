"""Fields of a Word 97-2003 file: 0x13 code 0x14 result 0x15, nested and across paragraphs ([MS-DOC] 2.8.25)."""

import re
from dataclasses import dataclass, field

from rag.office.fields import Fields, is_page

_BEGIN, _SEPARATES, _END = "\x13", "\x14", "\x15"
_MARKS = re.compile(f"[{_BEGIN}-{_END}]")
_CONTENTS = re.compile(r"\s*TOC\b", re.I)
UNSHOWN, CONTENTS = 1, 2  # marks of a character: in a field's code or a page's number; in a table of contents


@dataclass(slots=True)
class Shown:
    """What fields make of a text. marks: of every character; drawn: what stands at a place where a field stores no
    result."""

    marks: bytearray
    drawn: dict[int, str] = field(default_factory=dict)


def shown(text: str) -> Shown:
    """What is shown of a text that may hold fields. A field that is not closed is left as it is."""
    found = Shown(bytearray(len(text)))
    opened: list[list[int]] = []
    for match in _MARKS.finditer(text):
        at = match.start()
        if match.group() == _BEGIN:
            opened.append([at])
        elif match.group() == _SEPARATES and opened:
            opened[-1].append(at)
        elif match.group() == _END and opened:
            _close(found, text, opened.pop(), at)
    return found


def _close(found: Shown, text: str, places: list[int], end: int) -> None:
    begin, result = places[0], places[1] if len(places) > 1 else end
    code = text[begin + 1 : result]
    last = end if is_page(code) else result
    for at in range(begin, last + 1):
        found.marks[at] |= UNSHOWN
    if _CONTENTS.match(code):
        for at in range(result, end + 1):
            found.marks[at] |= CONTENTS
    if not text[result + 1 : end].strip():
        field = Fields()
        field.mark("begin")
        field.add_code(code)
        if drawn := field.mark("end"):
            found.drawn[end] = drawn
