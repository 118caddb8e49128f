"""Which tables of a source text hold data, what entitles them, and which lines they take out of the running text.

A table that shapes a page, a portal's registration data, or prose set in cells stays text: its
`head` is 0. The rows of tables of data and of forms become clauses (`ingest.table_clauses`).
"""

import re
from dataclasses import dataclass, replace

from ingest.cells import words_in
from ingest.clean.fields import take_fields
from ingest.clean.traced import Traced
from ingest.source import SourceText
from ingest.table_caption import above, is_caption, lines_before, opening
from ingest.table_compared import is_compared
from ingest.table_flat import LOOSE
from ingest.table_forms import form_title, is_form
from ingest.table_head import Head, read_head, rows_of
from ingest.table_hidden import hidden_tables
from ingest.table_parts import parts_of
from ingest.table_plain import plain_tables
from rag.layout import Layout, Page, Table
from rag.tables.values import form_line, is_figure

_GENERIC_SHEET = re.compile(r"(?:sheet|工作表|表格?)?\s*\d*(?:\s*\(\d+\))?", re.I)
_REGISTERED = 2  # rows of registration data from which a table is a portal's
_REMARK = 8  # characters from which what stands alone in a row of the head is no name
_PROSE = 220  # characters of a cell of prose
_PROSE_SHARE = 0.5  # share of such cells from which a table only shapes a page
_HEADING = re.compile(
    "[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百\\d]+[章节条编]|[（(][一二三四五六七八九十]{1,3}[)）]"
)
_CASES = 3  # rows of a table of cases at least
_CASE = 120  # characters of one of its cells
_HEADINGS = 0.34  # share of cells that begin with official numbering


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of data, or a form, whose table has no head. start:end: the lines it takes out of the running text, those
    that entitle it and state its unit among them; sheet: the name of the sheet that it stands in, where the file has
    several and the name says something; since: where that sheet begins, 0 where the file has none; remarks: lines
    between its caption and its head; loose: whether its rows are known and not what its columns are called."""

    table: Table
    start: int
    end: int
    sheet: str = ""
    since: int = 0
    remarks: tuple[tuple[int, int], ...] = ()
    loose: bool = False


def find_tables(source: SourceText) -> tuple[Layout, tuple[DataTable, ...]]:
    """The layout of a source text with each table's head and caption settled, and its tables of data in order."""
    known = source.layout.tables
    if not known and source.layout.kind == "txt":
        known = plain_tables(source.text)
    hidden = hidden_tables(source, known, is_caption)
    known = tuple(sorted((*known, *hidden), key=lambda table: table.start))
    tables: list[Table] = []
    found: list[DataTable] = []
    for whole, table in ((each, part) for each in known for part in parts_of(source.text, each, is_caption)):
        head = _head(source.text, table)
        if head is None:
            if table not in hidden:
                tables.append(replace(table, head=0))
            continue
        page = _page(source.layout, table.start)
        floor = max(found[-1].end if found else 0, page.start if page else 0)
        over = above(source, table.start, floor)
        caption = over.caption
        if caption == (0, 0) and found:
            caption = _caption_of_half(source, found[-1], over.start, replace(table, head=head.rows))
        if caption == (0, 0) and found and whole.start <= found[-1].table.start:
            caption = found[-1].table.caption  # the head of another part of the same table
        if caption == (0, 0) and not found:
            caption = opening(source, over.start)
        caption = next((span for span in (head.title, caption, _named(source, page)) if span != (0, 0)), (0, 0))
        settled = replace(table, head=max(0, head.rows), caption=caption)
        tables.append(settled)
        sheet, since = _sheet_name(source.layout, page), page.start if page else 0
        unused = (over.caption,) if over.start <= over.caption[0] < over.caption[1] and over.caption != caption else ()
        remarks = (*unused, *over.remarks, *_remarks(source.text, settled))
        end = _line_end(source.text, table.end)
        found.append(DataTable(settled, over.start, end, sheet, since, remarks, head.rows == LOOSE))
    return replace(source.layout, tables=tuple(tables)), tuple(found)


def _head(text: str, table: Table) -> Head | None:
    """The head of a table of data, one of no rows for a form, None for what stays text."""
    if table.head == LOOSE:
        return Head(LOOSE)
    if len({cell.row for cell in table.cells}) < 2 or len({cell.column for cell in table.cells}) < 2:
        return None
    if _is_registration(text, table):
        return None
    if not table.head and is_form(text, table):
        return Head(0, form_title(text, table))
    if is_compared(text, table):
        return Head(max(1, table.head))
    head = read_head(text, table) if _holds_data(text, table) else Head()
    if head.rows:
        return head
    return Head(LOOSE) if _is_tree(text, table) else None


def _is_tree(text: str, table: Table) -> bool:
    """Whether a table without names of columns says case by case, under cells merged over several rows, what holds."""
    rows = rows_of(table)
    if len(rows) < _CASES or not any(cell.rows > 1 for cell in table.cells if not cell.column):
        return False
    said = [words_in(text, cell) for cell in table.cells]
    if not all(said) or max(map(len, said)) > _CASE or sum(map(is_figure, said)) * 2 > len(said):
        return False
    width = max(cell.column + cell.columns for cell in table.cells)
    return not any(cell.rows > 1 for cell in table.cells if cell.column + cell.columns == width)


def _remarks(text: str, table: Table) -> tuple[tuple[int, int], ...]:
    """Rows of the head of a table that say something across it and neither entitle it nor state its unit."""
    found = []
    for row in rows_of(table)[: table.head]:
        filled = [cell for cell in row if text[cell.start : cell.end].strip()]
        span = (filled[0].start, filled[0].end) if len(filled) == 1 < len(rows_of(table)) else (0, 0)
        if (
            span != (0, 0)
            and span != table.caption
            and len(text[slice(*span)]) > _REMARK
            and not form_line(text[slice(*span)])
        ):
            found.append(span)
    return tuple(found)


def _page(layout: Layout, at: int) -> Page | None:
    """The sheet that a place stands in."""
    return next((page for page in layout.pages if page.name and page.start <= at < page.end), None)


def _sheet_name(layout: Layout, page: Page | None) -> str:
    names = {page.name.strip() for page in layout.pages} - {""}
    name = page.name.strip() if page else ""
    return name if len(names) > 1 and not _GENERIC_SHEET.fullmatch(name) else ""


def _named(source: SourceText, page: Page | None) -> tuple[int, int]:
    """The span of the line that gives the name of the sheet, where its reader wrote one that says something."""
    name = page.name.strip() if page else ""
    if not page or _GENERIC_SHEET.fullmatch(name) or not source.text.startswith(name + "\n", page.start):
        return 0, 0
    return page.start, page.start + len(name)


def _caption_of_half(source: SourceText, before: DataTable, start: int, table: Table) -> tuple[int, int]:
    """The caption of the table before, where this one is another part of it: nothing stands between, and the same names
    stand at the top of both. start: of what stands right over this one."""
    text = source.text
    if start < before.since or lines_before(source, start, before.end):
        return 0, 0

    def names(each: Table) -> list[str]:
        first = max(0, each.head - table.head)  # below a title of its own
        return [words_in(text, cell) for cell in each.cells if first <= cell.row < each.head]

    page = _page(source.layout, start)
    same = table.head > 0 and names(table) == names(before.table)
    return before.table.caption if same and (page.start if page else 0) == before.since else (0, 0)


def _is_registration(text: str, table: Table) -> bool:
    """Whether a table is a portal's, with data about the document."""
    filled = sum(bool(text[cell.start : cell.end].strip()) for cell in table.cells)
    _, fields = take_fields(Traced.whole(text[table.start : table.end]))
    return len(fields) >= _REGISTERED and len(fields) * 4 >= filled


def _holds_data(text: str, table: Table) -> bool:
    said = [text[cell.start : cell.end].strip() for cell in table.cells]
    filled = [words for words in said if words]
    if not filled:
        return False
    if sum(len(words) > _PROSE for words in filled) > _PROSE_SHARE * len(filled):
        return False
    numbered = sum(bool(_HEADING.match(words)) and len(words) > 4 for words in filled)
    return table.head > 0 or numbered < _HEADINGS * len(filled)


def _line_end(text: str, at: int) -> int:
    found = re.compile(r"[\r\n]").search(text, at)
    return found.start() if found else len(text)
