"""署名 and 成文日期 of an official document and of the texts within it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest import annex, foot_lines
from ingest.agencies import BODIES, DATE_TEXT, OFFICES, agencies_in, date_in
from ingest.clean import Traced
from ingest.source import Span

_ONE_LINE = re.compile(rf"^([一-龥]{{2,24}}(?:{BODIES}|校|学|园))[\s　]+({DATE_TEXT})$")
_ALONE = re.compile(f"(?:{OFFICES}|领导小组)$")
_SIGNERS = 8  # lines of agencies in one signature


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed and when: the span of the block, agencies and date as spans of the cleaned text."""

    span: Span
    agencies: tuple[Span, ...]
    date: Span | None


def signatures_in(traced: Traced, lines: list[Span]) -> Iterator[Signature]:
    """Agencies with a date below them, or a date alone at the end of a text or above an annex."""
    names: list[Span] = []
    first = 0
    for at, (start, end) in enumerate(lines):
        line = traced.text[start:end]
        if match := _ONE_LINE.match(line):
            yield Signature(
                (start, end),
                ((start + match.start(1), start + match.end(1)),),
                (start + match.start(2), start + match.end(2)),
            )
            names = []
        elif (date := date_in(line)) and not foot_lines.PRINTED.match(line):
            alone = not names and _closes_text(traced, lines, at)
            if names or alone:
                whole = (first if names else start, end)
                yield Signature(whole, tuple(names), (start + date[0], start + date[1]))
            names = []
        elif (found := agencies_in(line)) and at:
            if not names:
                first = start
            names += [(start + left, start + right) for left, right in found]
            if len(names) > _SIGNERS:
                names = []
        else:
            names = []
    if len(names) == 1 and at == len(lines) - 1 and _ALONE.search(traced.text[slice(*names[0])]):
        yield Signature((first, names[0][1]), tuple(names), None)


def _closes_text(traced: Traced, lines: list[Span], at: int) -> bool:
    """Whether a line stands below a text and above its end, an annex or what closes a document."""
    if not at:
        return False
    below = traced.text[slice(*lines[at + 1])] if at + 1 < len(lines) else ""
    return not below or bool(
        annex.BEGINS.match(below) or foot_lines.REMARK.match(below) or foot_lines.COPIED.match(below)
    )
