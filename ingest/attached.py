"""Where in a text the attachments begin that it lists."""

from collections.abc import Sequence

from ingest import annex
from ingest.clean import Traced
from ingest.foot import Foot
from ingest.source import Span, Titled
from rag.schema import Attachment
from rag.text import fold

_LEAST = 5  # characters of a title


def begins(traced: Traced, lines: list[Span], foot: Foot, number: int, title: str) -> int:
    """Where the attachment of a number and title begins in the source text, -1 where it does not stand in it."""
    after = max(span[1] for span in foot.listed)
    name = fold(title).strip("《》")
    by_title = by_number = -1
    for at, span in enumerate(lines):
        line = traced.text[slice(*span)]
        if span[0] < after or span in foot.taken:
            continue
        if match := annex.ALONE.match(line) or annex.NAMED.match(line):
            if by_number < 0 and (match[1] or str(number if len(foot.listed) == 1 else 0)) == str(number):
                by_number = traced.starts[span[0]]
        elif by_title < 0 and same_title(fold(line), name):
            above = traced.text[slice(*lines[at - 1])] if at else ""
            by_title = traced.starts[lines[at - 1][0] if annex.ALONE.match(above) else span[0]]
    return by_number if by_number >= 0 else by_title


def attached(traced: Traced, lines: list[Span], attachments: Sequence[Attachment]) -> list[Titled]:
    """The headings under which the attachments stand."""
    place = {traced.starts[span[0]]: at for at, span in enumerate(lines)}
    starts = {each.begins for each in attachments}
    found: list[Titled] = []
    for each in attachments:
        at = place.get(each.begins, len(lines))
        # Titles one below the other are a list of links.
        if at + 1 < len(lines) and traced.starts[lines[at + 1][0]] not in starts:
            found.append(Titled(*traced.span(*lines[at]), each.title.value.strip("《》")))
    return found


def same_title(line: str, name: str) -> bool:
    """Whether a folded line is a title: it may leave out the agency before it, or name one, or stand between title
    marks."""
    line = line.strip("《》")
    if len(line) < _LEAST:
        return False
    return (
        line == name
        or (name.endswith(line) and len(line) * 2 >= len(name))
        or (line.endswith(name) and len(line) <= len(name) + 20)
    )
