"""The front of a document: the lines above its text that hold title, agency, date and number, or scraps of a cover."""

import re
from dataclasses import dataclass

from ingest import line_ends
from ingest.agencies import BODIES, DATE, DATE_TEXT, number_in
from ingest.clean import Traced
from ingest.numbering import NUMBER, OFFICIAL
from ingest.redhead import NO_HEAD, Head, read_head
from ingest.titles import INVENTED, KIND, LONGEST, is_title, trimmed
from rag.schema import Proven
from rag.text import fold

_MARKER = re.compile(rf"^(?:#{{2,6}}\s|{OFFICIAL}|{NUMBER})")
_AGENCY = re.compile(f"^[\u4e00-\u9fff（）()×xX*]{{2,30}}(?:{BODIES}|领导小组)$")
_SIGNED = re.compile(rf"^[（(]?([\u4e00-\u9fff]{{2,24}}(?:{BODIES}|组))[\s,，、]+({DATE_TEXT})[)）]?$")
_SAMPLE = re.compile("^[【（(\\[].{0,60}(示例|样例|样本|试用|sample).{0,60}[】）)\\]]$", re.I)
_SCRAP = 6  # characters of a line above the title that is a scrap of a cover
_LONGEST = 50  # characters of a line with marks in it that can stand above a text


@dataclass(frozen=True, slots=True)
class Front:
    """taken: spans of the cleaned text that are data about the document and no text of it. The rest is what they prove.

    head: that of an official document, empty where there is none.
    """

    taken: tuple[tuple[int, int], ...] = ()
    title: Proven | None = None
    agency: Proven | None = None
    number: Proven | None = None
    issued: Proven | None = None
    cover_year: Proven | None = None
    head: Head = NO_HEAD


def _proven(traced: Traced, start: int, end: int) -> Proven:
    return Proven(traced.text[start:end], *traced.span(start, end))


def _front_lines(traced: Traced) -> list[tuple[int, int]]:
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


def _joined_title(traced: Traced, spans: list[tuple[int, int]]) -> tuple[int, int, str] | None:
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
    text = traced.text
    spans = _front_lines(traced)
    head = read_head(traced, spans)
    title = _below(traced, head) or _joined_title(traced, spans)
    copies = [span for span in spans if title and fold(text[slice(*trimmed(text, *span))]) == fold(title[2])]
    agency = head.agencies[0] if head.agencies else None
    number = head.number
    issued = year = None
    taken = list(head.taken)
    if head.title:
        taken += [span for span in traced.lines() if span[1] > span[0] and head.title[0] <= span[0] < head.title[1]]
    for span in spans:
        if span in taken:
            continue
        line = text[slice(*span)]
        above = title is not None and span[0] < (copies[-1][0] if copies else title[0])
        if (match := DATE.match(line)) and not above:
            issued = issued or _proven(traced, span[0] + match.start(1), span[0] + match.end(1))
        elif found := number_in(line):
            number = number or _proven(traced, span[0] + found[0], span[0] + found[1])
        elif match := _SIGNED.match(line):
            agency = agency or _proven(traced, span[0] + match.start(1), span[0] + match.end(1))
            issued = issued or _proven(traced, span[0] + match.start(2), span[0] + match.end(2))
        elif _AGENCY.match(line) and not is_title(line) and not _in_menu(spans, span):
            agency = agency or _proven(traced, *span)
        elif re.fullmatch(r"(19|20)\d\d年?", line):
            year = year or _proven(traced, *span)
        elif not (
            span in copies
            or _SAMPLE.match(line)
            or (title and title[0] <= span[0] < title[1])
            or (above and (len(line) <= _SCRAP or len(copies) > 1 or is_title(text[slice(*trimmed(text, *span))])))
        ):
            continue  # a line that nothing tells to be data is text
        taken.append(span)
    proven = Proven(title[2], *traced.span(title[0], title[1])) if title else _cover_title(covers)
    return Front(tuple(taken), proven, agency, number, issued, year, head)


def _in_menu(spans: list[tuple[int, int]], span: tuple[int, int]) -> bool:
    """Whether a short line stands among others: 新闻中心 above 互动中心."""
    at = spans.index(span)
    near = [end - start for start, end in spans[max(0, at - 1) : at + 2]]
    return len(near) > 1 and span[1] - span[0] <= _SCRAP and all(length <= _SCRAP for length in near)


def _cover_title(covers: tuple[Proven, ...]) -> Proven | None:
    """The title in words that stood glued before the text; a year said twice at its head is glue too."""
    for cover in covers:
        start = len(match.group(1)) if (match := re.match(r"((?:19|20)\d\d)(?=\1)", cover.value)) else 0
        kinds = [match.end() for match in re.finditer(KIND, cover.value) if match.end() - start >= 5]
        if kinds and not INVENTED.search(fold(cover.value)):
            return Proven(cover.value[start : kinds[0]], cover.start + start, cover.start + kinds[0])
    return None
