"""Which tables of a source text hold data, what entitles them, and which lines they take out of the running text.

A table that shapes a page, a portal's registration data, a form of names and blanks, or prose set in cells stays text: its
`head` is 0. The other's rows become clauses (`ingest.table_clauses`).
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.clean.fields import take_fields
from ingest.clean.traced import Traced
from ingest.markers import markers
from ingest.source import SourceText
from ingest.table_head import read_head
from ingest.table_plain import plain_tables
from rag.layout import Layout, Table
from rag.tables.values import form_line
from rag.text import fold

_LONGEST_CAPTION = 60
_CAPTION = re.compile(
    r"(?:附|续)?表[\d一二三四五六七八九十]+(?:[-—.]\d+)?(?=$|[^\d的中所是内里])|附表|.{2,}(?:表|一览|名单|清单|目录|台账|分工|统计|汇总|计划|安排|标准|指标|情况)(?:[(（][^()（）]{1,20}[)）])?$"
)
_ENDED = re.compile("[。；;，,：:！？]$")
_GENERIC_SHEET = re.compile(r"(?:sheet|工作表|表)?\s*\d*", re.I)
_REGISTERED = 2  # rows of registration data from which a table is a portal's
_PROSE = 220  # characters of a cell of prose
_PROSE_SHARE = 0.5  # share of such cells from which a table only shapes a page
_HEADING = re.compile(
    "[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百\\d]+[章节条编]|[（(][一二三四五六七八九十]{1,3}[)）]"
)
_HEADINGS = 0.34  # share of cells that begin with official numbering


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of data. start:end: the lines it takes out of the running text, those that entitle it and state its unit among
    them; sheet: the name of the sheet that it stands in, where the file has several and the name says something."""

    table: Table
    start: int
    end: int
    sheet: str = ""


def find_tables(source: SourceText) -> tuple[Layout, tuple[DataTable, ...]]:
    """The layout of a source text with each table's head and caption settled, and its tables of data in order."""
    known = source.layout.tables
    if not known and source.layout.kind == "txt":
        known = plain_tables(source.text)
    tables: list[Table] = []
    found: list[DataTable] = []
    for table in known:
        if not _holds_data(source.text, table):
            tables.append(replace(table, head=0))
            continue
        head = read_head(source.text, table)
        if not head.rows:
            tables.append(replace(table, head=0))
            continue
        floor = found[-1].end if found else 0
        start, caption = _lines_above(source, table, floor)
        end = _line_end(source.text, table.end)
        settled = replace(table, head=head.rows, caption=head.title if head.title != (0, 0) else caption)
        tables.append(settled)
        found.append(DataTable(settled, start, end, _sheet_name(source.layout, table.start)))
    return replace(source.layout, tables=tuple(tables)), tuple(found)


def _sheet_name(layout: Layout, at: int) -> str:
    names = {page.name.strip() for page in layout.pages} - {""}
    name = next((page.name.strip() for page in layout.pages if page.start <= at < page.end), "")
    return name if len(names) > 1 and not _GENERIC_SHEET.fullmatch(name) else ""


def _holds_data(text: str, table: Table) -> bool:
    if len({cell.row for cell in table.cells}) < 2 or len({cell.column for cell in table.cells}) < 2:
        return False
    said = [text[cell.start : cell.end].strip() for cell in table.cells]
    filled = [words for words in said if words]
    if not filled:
        return False
    _, fields = take_fields(Traced.whole(text[table.start : table.end]))
    if len(fields) >= _REGISTERED and len(fields) * 4 >= len(filled):
        return False
    if sum(len(words) > _PROSE for words in filled) > _PROSE_SHARE * len(filled):
        return False
    numbered = sum(bool(_HEADING.match(words)) and len(words) > 4 for words in filled)
    return table.head > 0 or numbered < _HEADINGS * len(filled)


def _lines_above(source: SourceText, table: Table, floor: int) -> tuple[int, tuple[int, int]]:
    """Where a table's lines begin, with what stands right above it: its unit, its caption; and the caption's span."""
    text = source.text
    start = max(text.rfind("\n", 0, table.start) + 1, floor)
    caption = (0, 0)
    headings = {heading.start for heading in source.headings}
    for first, last in _lines_before(source, start, floor):
        line = text[first:last]
        if form_line(line):
            start = first
            continue
        if first not in headings and _is_caption(line):
            start, caption = first, (first, last)
        break
    return start, caption


def _lines_before(source: SourceText, start: int, floor: int) -> list[tuple[int, int]]:
    """The two lines of the document before start that say something, the nearest first; a page's number may stand between."""
    text = source.text
    aside = [span for span in source.aside if floor < span[1] and span[0] < start]
    edges = [match.end() for match in re.finditer(r"\r\n|\r|\n", text[floor:start])]
    bounds = [floor, *(floor + edge for edge in edges)]
    found = []
    for first, last in reversed(list(pairwise((*bounds, start)))):
        piece = text[first:last]
        if piece.strip() and not any(begin <= first and last <= end for begin, end in aside):
            found.append((first + len(piece) - len(piece.lstrip()), first + len(piece.rstrip())))
        if len(found) == 2:
            break
    return found


def _is_caption(line: str) -> bool:
    plain = fold(line)
    if not plain or len(line) > _LONGEST_CAPTION or _ENDED.search(plain) or re.search("[。；]", plain):
        return False
    if next(markers(line, [(0, len(line))]), None) is not None:
        return False  # a heading of the outline, which the table stands under anyway
    return bool(_CAPTION.match(plain))


def _line_end(text: str, at: int) -> int:
    found = re.compile(r"[\r\n]").search(text, at)
    return found.start() if found else len(text)
