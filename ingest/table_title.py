"""What tables prove of a document, and what their captions and sheets say of its year."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from ingest import annex
from ingest.clean import Traced
from ingest.front import Front
from ingest.source import SourceText
from ingest.tables import DataTable
from rag.schema import Metadata, Proven

_YEAR = re.compile(r"(?:19|20)\d\d")


def entitled(front: Front, tables: Sequence[DataTable], source: SourceText, body: Traced) -> Front:
    """The front of a document of tables with a title where the text proved none: what the format marks as the title, or
    the caption of the first table, where nothing stands before it but what is data, the name of its sheet and that it
    is an annex."""
    if front.title or not tables:
        return front
    title = next((heading for heading in source.headings if heading.level == 0), None)
    if title and title.start < tables[0].table.start and not _said_before(front, body, title.start):
        first, last = bisect_left(body.starts, title.start), bisect_left(body.starts, title.end)
        proven = Proven(source.text[title.start : title.end].strip(), title.start, title.end)
        return replace(front, title=proven, taken=(*front.taken, (first, last)))
    start, end = tables[0].table.caption
    before = _said_before(front, body, min(start, tables[0].start), tables[0].sheet)
    if start < tables[0].start and any(page.name for page in source.layout.pages):
        return front  # the name of a sheet
    if not 0 <= start < end or end > tables[0].table.end or (before and not annex.OVER.fullmatch(before)):
        return front
    proven = Proven("".join(line.strip() for line in source.text[start:end].splitlines()), start, end)
    if tables[0].start <= start:
        return replace(front, title=proven)
    first, last = bisect_left(body.starts, start), bisect_left(body.starts, end)
    return replace(front, title=proven, taken=(*front.taken, (first, last)))


def _said_before(front: Front, body: Traced, at: int, sheet: str = "") -> str:
    """What the text says before a place, without data about the document and the name of a sheet."""
    before = body.text[: bisect_left(body.starts, at)]
    for start, end in sorted(front.taken, reverse=True):
        before = before[:start] + before[end:]
    return annex.OVER.sub("", before.strip().removeprefix(sheet))


def of_all_years(metadata: Metadata, tables: Sequence[DataTable], text: str) -> Metadata:
    """Metadata without the year that a caption or the name of a sheet gave, and without the title that a caption gave,
    where others are of other years: sheets of several years are of none of them."""
    captions = [each.table.caption for each in tables if each.table.caption[0] >= each.start]
    if len({_years(text[slice(*span)]) for span in captions}) > 1:
        title = metadata.title
        return replace(metadata, title=None, year=None) if title and (title.start, title.end) in captions else metadata
    sheets = {each.sheet for each in tables if each.sheet}
    year = metadata.year
    if len({_years(name) for name in sheets}) > 1 and year and any(year.value in name for name in sheets):
        return replace(metadata, year=None)
    return metadata


def _years(text: str) -> tuple[str, ...]:
    return tuple(_YEAR.findall(text))
