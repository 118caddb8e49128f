"""Forms: tables whose rows are labels with the values that fill them in (姓名 | 王明 | 性别 | 男), blank or filled."""

import re
from collections.abc import Iterator

from ingest.cells import words_in
from ingest.sentences import split_sentences
from ingest.table_head import is_name, rows_of
from rag.layout import Cell, Table
from rag.schema import Sentence
from rag.tables.values import is_counter, is_figure, is_serial_name, is_total, is_year
from rag.text import fold

_KNOWN = 0.7  # share of the labels that are called as labels are
_LONG = 300  # characters of a row that is cut into sentences
_LABEL = re.compile(
    "(?:姓名|性别|民族|籍贯|政治面貌|出生年月日?|学历|学位|职务|职称|学校|单位|机构|年级|班级|专业|电话|手机|号码?|证件|住址|地址|邮编|邮箱|照片|相片|理由|原因|意见|签字|签名|盖章|日期|时间|地点|备注|监护人|家长|"
    "简历|经历|事迹|奖惩|情况|名称|负责人|联系人|类别|组别|级别|方式|要求|内容|经费|人数|规模|范围|对象|承诺|说明|校长|园长|账户|账号|开户行|关系|年龄|状况|血型|身高|特长|爱好)(?:[(（][^()（）]{1,12}[)）])?[:：]?"
)
# What heads a column of names, so that what stands beside it heads a column too.
_COLUMN = re.compile("项目|指标|类别|内容|事项|名称|学段|年度|年份|学年|科目|课程|月份|代码|任务")

Pair = tuple[Cell, Cell | None]  # a label and its value


def is_form(text: str, table: Table) -> bool:
    """Whether the rows of a table are pairs of a label and its value, and none of them names columns."""
    rows = [pairs for row in rows_of(table) if (pairs := _pairs(row)) and len(pairs[0]) == 2]
    told = [pair for row in rows for pair in row if words_in(text, pair[0]) or words_in(text, pair[1])]
    if sum(any(words_in(text, label) for label, _ in row) for row in rows) < 2:
        return False
    if sum(value is None for _, value in told) > 1:  # a picture's place may have its label above it
        return False
    labels = [words_in(text, label) for label, _ in told]
    values = [value for _, cell in told if (value := words_in(text, cell))]
    if len(set(labels)) < len(labels) or any(not label or _is_value(label) for label in labels):
        return False
    if not values and max(map(len, rows)) > 1:
        return True
    if _COLUMN.fullmatch(labels[0]) or any(_LABEL.fullmatch(value) or is_name(value, whole=True) for value in values):
        return False
    return sum(_is_label(label) for label in labels) >= _KNOWN * len(labels)


def form_sentences(text: str, table: Table) -> list[Sentence]:
    """The rows of a form as sentences, each searched for by its labels with their values: 姓名:王明;性别:男."""
    found: list[Sentence] = []
    for row in rows_of(table):
        filled = [cell for cell in row if words_in(text, cell)]
        if not filled:
            continue
        start, end = filled[0].start, filled[-1].end
        if end - start <= _LONG:
            search = ";".join(_read(text, *pair) for pair in _told(text, row))
            found.append(Sentence(text[start:end], fold(search), start, end))
            continue
        for label, value in _told(text, row):
            long = value if value and value.end > value.start else label
            lead = f"{words_in(text, label).rstrip(':：')}:" if long is value else ""
            first = label.start if label.start < label.end and label.end <= long.start else long.start
            for begin, stop in split_sentences(text, long.start, long.end):
                start = first if begin == long.start else begin
                found.append(Sentence(text[start:stop], fold(lead + text[begin:stop]), start, stop))
    return found


def form_title(text: str, table: Table) -> tuple[int, int]:
    """The span of the cell above the pairs that entitles a form, (0, 0) where none does."""
    for row in rows_of(table):
        filled = [cell for cell in row if words_in(text, cell)]
        if len(filled) != 1 or filled[0].rows > 1 or _is_label(words_in(text, filled[0])):
            break
        return filled[0].start, filled[0].end
    return 0, 0


def _pairs(row: list[Cell]) -> list[Pair]:
    """The cells of a row two by two; one that reaches over several rows names a part of the form or holds a picture."""
    cells = [cell for cell in row if cell.rows == 1]
    if len(cells) < 2:
        return []
    return [(cell, cells[at + 1] if at + 1 < len(cells) else None) for at, cell in enumerate(cells) if at % 2 == 0]


def _told(text: str, row: list[Cell]) -> Iterator[Pair]:
    """The pairs of a row that say something, a cell alone where it is no half of a pair."""
    pairs = {label: value for label, value in _pairs(row)}
    values = set(pairs.values())
    for cell in row:
        if cell not in values and (words_in(text, cell) or words_in(text, pairs.get(cell))):
            yield cell, pairs.get(cell)


def _read(text: str, label: Cell, value: Cell | None) -> str:
    name, said = text[label.start : label.end].strip(), text[value.start : value.end].strip() if value else ""
    return f"{name.rstrip(':：')}:{said}" if name and said else name or said


def _is_label(words: str) -> bool:
    return is_name(words) or bool(re.search(f"(?:{_LABEL.pattern})$", words))


def _is_value(words: str) -> bool:
    return is_figure(words) or is_year(words) or is_counter(words) or is_serial_name(words) or is_total(words)
