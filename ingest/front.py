"""The front of a document: the lines above its text that hold title, agency, date and number, or scraps of a cover."""

import re
from dataclasses import dataclass

from ingest import line_ends
from ingest.agencies import number_in
from ingest.clean import Traced
from ingest.front_data import SCRAP, FrontData
from ingest.numbering import NUMBER, OFFICIAL
from ingest.redhead import NO_HEAD, Head, read_head
from ingest.source import Span
from ingest.titles import INVENTED, KIND, LONGEST, is_title, trimmed
from rag.schema import Proven
from rag.text import fold

_MARKER = re.compile(rf"^(?:#{{2,6}}\s|{OFFICIAL}|{NUMBER})")
_SAMPLE = re.compile("^[【（(\\[].{0,60}(示例|样例|样本|试用|sample).{0,60}[】）)\\]]$", re.I)
_LONGEST = 50  # characters of a line with marks in it that can stand above a text


@dataclass(frozen=True, slots=True)
class Front:
    """taken: spans of the cleaned text that are data about the document and no text of it. The rest is what they prove.

    head: that of an official document, empty where there is none.
    """

    taken: tuple[Span, ...] = ()
    title: Proven | None = None
    agency: Proven | None = None
    number: Proven | None = None
    issued: Proven | None = None
    cover_year: Proven | None = None
    head: Head = NO_HEAD


def _front_lines(traced: Traced) -> list[Span]:
    """Spans of the lines above the first paragraph or heading."""
    found = []
    for start, end in traced.lines():
        line = traced.text[start:end]
        if not line:
            continue
        if _SAMPLE.match(line):
            found.append((start, end))
            continue
        longest = _LONGEST if re.search("[，。；]", line) else LONGEST
        if _MARKER.match(line) or line_ends.MARKED.search(line) or len(line) > longest or line[0] in "|｜":
            break
        found.append((start, end))
        if len(found) > 40:
            break
    return found


def _joined_title(traced: Traced, spans: list[Span]) -> tuple[int, int, str] | None:
    """The best title among the front lines: the last that is one, or two lines that make one."""
    text = traced.text
    best: tuple[int, int, str] | None = None
    for index, (start, end) in enumerate(spans):
        first, last = trimmed(text, start, end)
        line = text[first:last]
        heading = text[start:end].startswith("# ")
        if number_in(line):
            continue
        if not (is_title(line) or (heading and len(line) >= 2 and not INVENTED.search(fold(line)))):
            continue
        before = text[slice(*spans[index - 1])] if index else ""
        if (
            re.search("(关于|印发|开展|做好|推进)[^。]{0,24}$", before)
            and not is_title(before)
            and not re.search("(局|府|委)$", before)
        ):
            first, line = spans[index - 1][0], before + line
        if best and (fold(line) in fold(best[2]) or (last < end and fold(best[2]) in fold(line))):
            continue  # it is said again, shorter, or with the stamp of an upload
        if best is None or is_title(line):
            best = (first, last, line)
    return best


def _below(traced: Traced, head: Head) -> tuple[int, int, str] | None:
    """The title below the head of an official document, its lines joined."""
    if not head.title:
        return None
    lines = (" ".join(line.split()) for line in re.split(r"[\r\n]+", traced.text[slice(*head.title)]))
    return *head.title, "".join(lines)


def read_front(traced: Traced, covers: tuple[Proven, ...]) -> Front:
    """What the front of a cleaned text proves, and which lines are no text."""
    spans = _front_lines(traced)
    head = read_head(traced, spans)
    title = _below(traced, head) or _joined_title(traced, spans)
    data = FrontData(traced, head.agencies[0] if head.agencies else None, head.number)
    lines = _TitleLines(traced, spans, title)
    taken = list(head.taken)
    if head.title:
        taken += [span for span in traced.lines() if span[1] > span[0] and head.title[0] <= span[0] < head.title[1]]
    for span in spans:
        # A line that nothing tells to be data is text.
        if span not in taken and (data.takes(spans, span, lines.above(span)) or lines.takes(span)):
            taken.append(span)
    proven = Proven(title[2], *traced.span(title[0], title[1])) if title else _cover_title(covers)
    return Front(tuple(taken), proven, data.agency, data.number, data.issued, data.year, head)


class _TitleLines:
    """The lines of a front that say its title, and the scraps of a cover above it."""

    def __init__(self, traced: Traced, spans: list[Span], title: tuple[int, int, str] | None) -> None:
        self.text = traced.text
        self.title = title
        self.copies = [span for span in spans if title and fold(self._trimmed(span)) == fold(title[2])]

    def _trimmed(self, span: Span) -> str:
        return self.text[slice(*trimmed(self.text, *span))]

    def above(self, span: Span) -> bool:
        """Whether a line stands above the title."""
        return self.title is not None and span[0] < (self.copies[-1][0] if self.copies else self.title[0])

    def takes(self, span: Span) -> bool:
        """Whether a line says the title or is a scrap."""
        line = self.text[slice(*span)]
        if span in self.copies or _SAMPLE.match(line):
            return True
        if self.title and self.title[0] <= span[0] < self.title[1]:
            return True
        scrap = len(line) <= SCRAP or len(self.copies) > 1 or is_title(self._trimmed(span))
        return self.above(span) and scrap


def _cover_title(covers: tuple[Proven, ...]) -> Proven | None:
    """The title in words that stood glued before the text; a year said twice at its head is glue too."""
    for cover in covers:
        start = len(match.group(1)) if (match := re.match(r"((?:19|20)\d\d)(?=\1)", cover.value)) else 0
        kinds = [match.end() for match in re.finditer(KIND, cover.value) if match.end() - start >= 5]
        if kinds and not INVENTED.search(fold(cover.value)):
            return Proven(cover.value[start : kinds[0]], cover.start + start, cover.start + kinds[0])
    return None
