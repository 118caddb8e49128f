"""Which tables of a source text hold data, what entitles them, and which lines they take out of the running text.

A table that shapes a page, a portal's registration data, or prose set in cells stays text: its
`head` is 0. The rows of tables of data and of forms become clauses (`ingest.table_clauses`).
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.clean.fields import take_fields
from ingest.clean.traced import Traced
from ingest.markers import markers
from ingest.source import SourceText
from ingest.table_forms import form_title, is_form
from ingest.table_head import Head, read_head
from ingest.table_parts import parts_of
from ingest.table_plain import plain_tables
from rag.layout import Layout, Page, Table
from rag.tables.values import form_line
from rag.text import fold

_LONGEST_CAPTION = 60
_CAPTION = re.compile(
    r"(?:附|续)?表[\d一二三四五六七八九十]+(?:[-—.]\d+)?(?=$|[^\d的中所是内里])|附表|.{2,}(?:表|一览|名单|清单|目录|台账|分工|统计|汇总|计划|安排|标准|指标|情况|明细|名册|名录|登记|数据|人数|结果|排名|得分|分布|设置|构成|对照|公示|预算|决算|支出|收入|规划|进度|日程|议程|分配|分解|配置|课程|布局|概况|数)(?:[(（][^()（）]{1,20}[)）])?$"
)
# What may stand between a caption and its table: who fills it in, where and when, and the day that it tells of.
_FILLED_IN = re.compile(r"(?:[一-龥]{2,8}(?:\([^()]{1,8}\))?:\S{0,20}(?:\s+|$))+")
_DAY = re.compile(
    r"\(?(?:截至|截止|统计时点:?)?(?:19|20)\d\d年?(?:\d{1,2}月(?:\d{1,2}日)?|学?年?度|[春秋]季(?:学期)?)?\)?"
)
_LINES_ABOVE = 4  # lines over a table among which its caption is looked for
_ENDED = re.compile("[。；;，,：:！？]$")
_GENERIC_SHEET = re.compile(r"(?:sheet|工作表|表格?)?\s*\d*(?:\s*\(\d+\))?", re.I)
_REGISTERED = 2  # rows of registration data from which a table is a portal's
_PROSE = 220  # characters of a cell of prose
_PROSE_SHARE = 0.5  # share of such cells from which a table only shapes a page
_HEADING = re.compile(
    "[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百\\d]+[章节条编]|[（(][一二三四五六七八九十]{1,3}[)）]"
)
_HEADINGS = 0.34  # share of cells that begin with official numbering


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of data, or a form, whose table has no head. start:end: the lines it takes out of the running text, those that
    entitle it and state its unit among them; sheet: the name of the sheet that it stands in, where the file has several and
    the name says something; since: where that sheet begins, 0 where the file has none."""

    table: Table
    start: int
    end: int
    sheet: str = ""
    since: int = 0


def find_tables(source: SourceText) -> tuple[Layout, tuple[DataTable, ...]]:
    """The layout of a source text with each table's head and caption settled, and its tables of data in order."""
    known = source.layout.tables
    if not known and source.layout.kind == "txt":
        known = plain_tables(source.text)
    tables: list[Table] = []
    found: list[DataTable] = []
    for table in (part for whole in known for part in parts_of(source.text, whole, _is_caption)):
        head = _head(source.text, table)
        if head is None:
            tables.append(replace(table, head=0))
            continue
        page = _page(source.layout, table.start)
        floor = max(found[-1].end if found else 0, page.start if page else 0)
        start, caption = _lines_above(source, table, floor)
        if caption == (0, 0) and found:
            caption = _caption_of_half(source, found[-1], start, replace(table, head=head.rows))
        caption = next((span for span in (head.title, caption, _named(source, page)) if span != (0, 0)), (0, 0))
        settled = replace(table, head=head.rows, caption=caption)
        tables.append(settled)
        end = _line_end(source.text, table.end)
        found.append(DataTable(settled, start, end, _sheet_name(source.layout, page), page.start if page else 0))
    return replace(source.layout, tables=tuple(tables)), tuple(found)


def _head(text: str, table: Table) -> Head | None:
    """The head of a table of data, one of no rows for a form, None for what stays text."""
    if len({cell.row for cell in table.cells}) < 2 or len({cell.column for cell in table.cells}) < 2:
        return None
    if _is_registration(text, table):
        return None
    if not table.head and is_form(text, table):
        return Head(0, form_title(text, table))
    head = read_head(text, table) if _holds_data(text, table) else Head()
    return head if head.rows else None


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
    if start < before.since or _lines_before(source, start, before.end):
        return 0, 0

    def names(each: Table) -> list[str]:
        first = max(0, each.head - table.head)  # below a title of its own
        return ["".join(text[cell.start : cell.end].split()) for cell in each.cells if first <= cell.row < each.head]

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
        elif _is_between(line):
            continue
        break
    return start, caption


def _lines_before(source: SourceText, start: int, floor: int) -> list[tuple[int, int]]:
    """The last lines of the document before start that say something, the nearest first; a page's number may stand between."""
    text = source.text
    aside = [span for span in source.aside if floor < span[1] and span[0] < start]
    edges = [match.end() for match in re.finditer(r"\r\n|\r|\n", text[floor:start])]
    bounds = [floor, *(floor + edge for edge in edges)]
    found = []
    for first, last in reversed(list(pairwise((*bounds, start)))):
        piece = text[first:last]
        if piece.strip() and not any(begin <= first and last <= end for begin, end in aside):
            found.append((first + len(piece) - len(piece.lstrip()), first + len(piece.rstrip())))
        if len(found) == _LINES_ABOVE:
            break
    return found


def _is_between(line: str) -> bool:
    """Whether a line says nothing but who filled a table in or when, and may stand under its caption."""
    plain = "  ".join(fold(part) for part in re.split(r"[ \t\u3000]{2,}|\t", line.strip()))
    return len(line) <= 2 * _LONGEST_CAPTION and bool(_FILLED_IN.fullmatch(plain) or _DAY.fullmatch(fold(line)))


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
