"""Which columns of a table say what a row is of."""

import re

from rag.tables.model import Column, Row
from rag.tables.values import is_tick, is_year

_TIMES = re.compile("日期|时间|星期|周次|节次|课次|时段|月份")
_THINGS = re.compile("事项|内容|活动|工作|任务|环节|步骤|阶段|项目|安排|程序|主题|事件|课题")
# Columns that say something of what a row is of, and not what it is of.
_ROLES = ("责任", "牵头", "配合", "负责", "时限", "时间", "期限", "备注", "电话", "联系", "地址", "要求", "措施", "目标", "进度", "说明", "范围", "校长", "园长", "日期")  # fmt: skip


def read_keys(columns: tuple[Column, ...], rows: list[Row]) -> tuple[Column, ...]:
    """The columns from the left that say what a row is of, up to the first of figures; years and classes may be
    figures."""
    named = [column for column in columns if not column.serial]
    rows = [row for row in rows if not row.total]
    if timed := _of_times(named):
        return (timed,)
    keys: list[Column] = []
    for column in named:
        role = any(word in column.name for word in _ROLES)
        if (column.figures and not _are_years(column, rows)) or role or _are_ticks(column, rows):
            if keys:
                break
            continue
        keys.append(column)
        # What differs from row to row needs nothing beside it.
        if len({value.text for row in rows if (value := row.value(column))}) >= len(rows) > 1:
            break
    return tuple(keys) or tuple(named[:1])


def _of_times(named: list[Column]) -> Column | None:
    """The first column where a table goes by days or hours, as those of who is on duty do, and none names what
    happens on them."""
    if not named or not _TIMES.search(named[0].name) or any(_THINGS.search(column.name) for column in named):
        return None
    return named[0]


def _are_ticks(column: Column, rows: list[Row]) -> bool:
    values = [value.text for row in rows if (value := row.value(column))]
    return bool(values) and all(map(is_tick, values))


def _are_years(column: Column, rows: list[Row]) -> bool:
    values = [value.text for row in rows if (value := row.value(column))]
    return bool(values) and all(map(is_year, values))
