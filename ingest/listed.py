"""The list of attachments below the text of an official document: 附件：1.… 2.…"""

import re

from ingest import annex
from ingest.agencies import agencies_in, date_in
from ingest.clean import Traced
from ingest.source import Span

_ITEM = re.compile(r"(\d{1,2})\s*[.．、:：]\s*")
_LONGEST_ITEM = 80
_STOPS = ("。", "；", "：")  # how no title ends


def list_of_attachments(traced: Traced, lines: list[Span]) -> tuple[list[Span], list[Span]]:
    """The titles in the list of attachments below a text, and the lines of that list."""
    for at, (start, end) in enumerate(lines):
        line = traced.text[start:end]
        match = annex.LIST.match(line)
        if match and not line.endswith(_STOPS):
            titles = _items(traced, start + match.end(), end)
            taken = [(start, end)]
        elif annex.LIST_ALONE.match(line):
            titles, taken = [], [(start, end)]
        else:
            continue
        number = len(titles)
        for below in lines[at + 1 :]:
            item = _ITEM.match(traced.text, *below) or annex.NUMBERED.match(traced.text, *below)
            text = traced.text[slice(*below)]
            if not item or int(item[1]) != number + 1 or len(text) > _LONGEST_ITEM or text.endswith(_STOPS):
                break
            titles += _items(traced, *below)
            taken.append(below)
            number = len(titles)
        alone = annex.LIST_ALONE.match(line)
        # 附件： alone on its line above one text is that text's heading; so is 附件1 above one.
        if alone and (len(titles) < 2 or not _closes(traced, lines, taken[-1])):
            continue
        if annex.NUMBERED.match(line) and len(titles) < 2:
            continue
        return titles, taken
    return [], []


def _closes(traced: Traced, lines: list[Span], last: Span) -> bool:
    """Whether below a line nothing but a signature, a date or an annex follows at once."""
    below = next((traced.text[slice(*span)] for span in lines if span[0] >= last[1]), "")
    return not below or bool(agencies_in(below) or date_in(below) or annex.BEGINS.match(below))


def _items(traced: Traced, start: int, end: int) -> list[Span]:
    """The spans of the titles in a line of a list: 1.… 2.…, or one without a number."""
    text = traced.text
    marks = [
        match
        for match in _ITEM.finditer(text, start, end)
        if match.start() == start or text[match.start() - 1] in " \t\u3000；;，,、"
    ]
    if not marks or marks[0].start() != start:
        numbered = annex.NUMBERED.match(text, start, end)
        return [(numbered.end() if numbered else start, end)]
    stops = [match.start() for match in marks[1:]] + [end]
    spans = []
    for mark, stop in zip(marks, stops, strict=True):
        title = text[mark.end() : stop].rstrip(" \t\u3000；;，,。")
        if title:
            spans.append((mark.end(), mark.end() + len(title)))
    return spans
