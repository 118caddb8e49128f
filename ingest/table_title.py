"""What the captions of tables prove of a document that has no title of its own."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ingest.clean import Traced
from ingest.tables import DataTable
from rag.schema import Metadata, Proven

_YEAR = re.compile(r"(?:19|20)\d\d")


def entitled(tables: Sequence[DataTable], text: str, body: Traced) -> Proven | None:
    """The caption of the first table as a document's title, where nothing of the document's text stands before it."""
    if not tables:
        return None
    start, end = tables[0].table.caption
    before = bisect_right(body.starts, tables[0].start)
    if end <= start or body.text[:before].strip():
        return None
    return Proven(text[start:end].strip(), start, end)


def of_all_years(metadata: Metadata, tables: Sequence[DataTable], text: str) -> Metadata:
    """Metadata without the title and the year that a caption gave, where other captions are of other years: sheets of
    several years are of none of them."""
    captions = [each.table.caption for each in tables if each.table.caption[1]]
    told = {tuple(_YEAR.findall(text[slice(*span)])) for span in captions}
    title = metadata.title
    if len(told) < 2 or title is None or (title.start, title.end) not in captions:
        return metadata
    return replace(metadata, title=None, year=None)
