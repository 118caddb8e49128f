"""How many rows at the top of a table name its columns, and which of them entitle the whole table."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ingest.cells import holds_figure, words_in
from rag.layout import Cell, Table
from rag.tables.values import form_line, is_counter, is_figure, is_serial_name, is_tick, is_year
from rag.text import fold

Said = Callable[[Cell], str]  # the words in a cell

_LONGEST_NAME = 40  # characters of the name of a column
_NAMING = 0.5  # share of the cells of a row that are called as columns are
# How columns are called; the end of the name tells.
_CALLED = re.compile(
    "(?:名称|姓名|单位|学校|校名|园名|幼儿园|项目|指标|类别|类型|性质|学段|年级|班级|班|时间|时限|期限|日期|年度|学年|年份|内容|任务|事项|举措|措施|工作|备注|说明|地址|地点|位置|电话|方式|标准|范围|"
    "部门|科室|责任人|负责人|联系人|校长|园长|领导|职务|职称|对象|目标|要求|进度|科目|学科|课程|级别|等级|等次|分值|得分|排名|名次|数|数量|额|金额|名额|率|比例|占比|人数|面积|投资|资金|经费|计划|"
    "乡镇|街道|镇|县区|区县|县市区|地区|性别|民族|学历|专业|编号|代码|序号|依据|程序|条件|材料|来源|用途|合计|小计|总计|男|女|小学|初中|高中|中学|结果|情况|成效|问题|主体|层级|环节|步骤|规模|人员|形式|主题|节次|课次|周次|星期[一二三四五六日天]?|周[一二三四五六日]|[\\d一二三四五六七八九十]{1,2}月份?|第[一二三四]季度|上午|下午)"
    "(?:[(（][^()（）]{1,12}[)）])?$"
)
_PROSE = re.compile("[。；！？]")
_GROUPS = re.compile(
    "(?:男|女|小学|初中|高中|中学|幼儿园|乡镇|街道|镇|合计|小计|总计|班|上午|下午)$"
)  # ends of names of things too
_LONGEST_LABEL = 12  # characters of the name of a column that nothing but its place tells


@dataclass(frozen=True, slots=True)
class Head:
    """rows: how many rows at the top name the columns, title and unit among them, 0 where none does; title: the span of
    the cell that entitles the table, (0, 0) where none does."""

    rows: int = 0
    title: tuple[int, int] = (0, 0)


def read_head(text: str, table: Table) -> Head:
    """The head of a table of a source text. What the reader of its format knows counts first."""
    rows = rows_of(table)
    width = max((cell.column + cell.columns for cell in table.cells), default=0)
    said = partial(words_in, text)
    at, title = 0, (0, 0)
    while at < len(rows) - 1 and (lone := _lone(rows[at], width, said)):
        if not form_line(said(lone)) and title == (0, 0):
            title = (lone.start, lone.end)
        at += 1
    if at >= len(rows) - 1 or width < 2:
        return Head()
    head = _names(rows, at, width, said)
    if table.head > at and all(not _is_data(row, said) for row in rows[at : table.head]):
        head = max(head, table.head)
    elif not head or not _is_told(rows, at, head, said):
        return Head()
    return Head(head, title) if head < len(rows) else Head()


def rows_of(table: Table) -> list[list[Cell]]:
    """The cells by the row that they begin in."""
    count = max((cell.row for cell in table.cells), default=-1) + 1
    rows: list[list[Cell]] = [[] for _ in range(count)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    return rows


def _lone(row: list[Cell], width: int, said: Said) -> Cell | None:
    """The only cell of a row that says anything, where the table has room for more."""
    filled = [cell for cell in row if said(cell)]
    return filled[0] if len(filled) == 1 and width > 1 and filled[0].rows == 1 else None


def _is_data(row: list[Cell], said: Said) -> bool:
    """Whether a row holds figures other than years, or prose."""
    filled = [said(cell) for cell in row if said(cell)]
    figures = sum(holds_figure(value) for value in filled)
    return figures * 2 > len(filled) or any(len(value) > _LONGEST_NAME or _PROSE.search(value) for value in filled)


def _names(rows: list[list[Cell]], at: int, width: int, said: Said) -> int:
    """Where the rows end that name the columns, from row at on; 0 where that row names none."""
    first = [said(cell) for cell in rows[at] if said(cell)]
    covered = sum(cell.columns for cell in rows[at] if said(cell))
    if len(first) < 2 or _is_data(rows[at], said) or any(holds_figure(name) for name in first):
        return 0
    end = at + 1
    while end < len(rows) - 1:
        reaching = max(cell.row + cell.rows for row in rows[at:end] for cell in row)
        grouped = any(cell.columns > 1 for cell in rows[end - 1] if said(cell))
        # Cells that were merged but are written once: the row below fills what this one leaves open.
        open_below = covered < width and bool(rows[end]) and not said(rows[end][0]) and end == at + 1
        if reaching > end:
            end = reaching
        elif (grouped or open_below) and not _is_data(rows[end], said) and not _has_figures(rows[end], said):
            end += 1
        else:
            break
    return end if end < len(rows) else 0


def _has_figures(row: list[Cell], said: Said) -> bool:
    return any(holds_figure(said(cell)) for cell in row)


def _is_told(rows: list[list[Cell]], at: int, head: int, said: Said) -> bool:
    """Whether something tells that these rows name columns: a column that counts, figures below words, or names as
    columns have."""
    names = {cell.column: said(cell) for row in rows[at:head] for cell in row if said(cell)}
    if any(is_serial_name(name) for name in names.values()) or len(set(names.values())) < len(names) / 2:
        return True
    body = [cell for row in rows[head:] for cell in row if said(cell)]
    for column, name in names.items():
        below = [said(cell) for cell in body if cell.column == column]
        counts = all(map(is_counter, below)) and not is_year(name)
        if len(below) > 1 and not counts and sum(map(is_figure, below)) * 2 > len(below):
            return True
    if head == at + 1 and len(body) > 1 and _ticked(names, body, said):
        return True
    if head == at + 1 and _full(rows[at:], names, said):
        return True
    called = sum(bool(_CALLED.search(fold(name))) or is_year(name) for name in names.values())
    return called > _NAMING * len(names) if len(names) > 2 else called == len(names)


def is_name(words: str, whole: bool = False) -> bool:
    """Whether words end as the names of columns do and as nothing that a column holds; whole: they are no more than
    that end."""
    plain = fold(words)
    return bool(_CALLED.fullmatch(plain) if whole else _CALLED.search(plain)) and not _GROUPS.search(plain)


def _ticked(names: dict[int, str], body: list[Cell], said: Said) -> bool:
    """Whether a column of ticks stands below a name, or nothing but ticks beside what the rows are of."""
    for column, name in names.items():
        below = [said(cell) for cell in body if cell.column == column]
        if len(below) > 1 and not is_tick(name) and all(map(is_tick, below)):
            return True
    first = min(cell.column for cell in body)
    marks = [said(cell) for cell in body if cell.column > first]
    return bool(marks) and all(map(is_tick, marks)) and {cell.column for cell in body} - {first} <= set(names)


def _full(rows: list[list[Cell]], names: dict[int, str], said: Said) -> bool:
    """Whether a row of short and different names, the first called as a column of names is, stands over full rows of
    words."""
    called = list(names.values())
    if not is_name(called[0]) or len(called) < len(rows[0]) or len(set(called)) < len(called):
        return False
    if any(len(name) > _LONGEST_LABEL or re.search("[，,：:；;]", name) for name in called):
        return False
    body = [cell for row in rows[1:] for cell in row]
    return len(body) > 2 and all(said(cell) for cell in body)
