"""The metadata table of a government portal: 索引号, 发布机构, 生成日期 … as plain lines. Its rows are data, not text."""

import re
from itertools import zip_longest

from ingest.clean.traced import Traced
from rag.schema import Field
from rag.text import has_han

_NAMES = (
    "索引号|索引编号|信息索引号|统一编号|发布机构|发布机关|发文机关|发文机构|发文单位|制发机关|公开机构|生成日期|成文日期|发文日期|发布日期|发布时间|公开日期|印发日期|"
    "文号|发文字号|文件编号|文件字号|组配分类|主题分类|信息分类|体裁分类|主题词|关键词|公开方式|公开范围|公开时限|公开类型|有效性|效力状态|报送单位|报送日期|印发机关|废止日期|失效日期|生效日期|"
    "信息来源|文章来源|稿件来源|来源|责任编辑|责任部门|作者|发布人|更新时间|信息提供日期|发表时间|发表日期|编辑录入|实施日期|施行日期|文件状态|浏览次数|浏览数|浏览量|阅读次数|阅读量|点击数|访问次数|内容概述|信息名称|服务对象|标题(?=[ \\u3000]*[:：])"
)
_SPACED = "|".join(re.sub("(?<=[一-龥])(?=[一-龥])", r"[ \\u3000]*", name) for name in _NAMES.split("|"))  # 索 引 号
_NAME = re.compile(rf"(?:^|(?<=[\s|｜\t]))[【\[]?({_SPACED})[】\]]?\s*[:：|｜]?(?=\s|$|[:：|｜]|(?<=[:：]))")
_GAPS = re.compile(r"(?<=[:：\-/])\s+(?=\d)|(?<=\d)\s+(?=[:：\-/])")
_LINK = re.compile(r"\[[一-龥]{2,8}\]$")  # a link of the page, between two rows
_LONGEST_VALUE = 30  # characters of a value on the line after its name
_LONGEST = 300  # characters of a row; a longer line is a paragraph that begins with such a word


def _value(text: str) -> str:
    """A value with the gaps inside its dates and times closed."""
    return _GAPS.sub("", text.strip(" \t\u3000|｜:："))


def _plain(name: str) -> str:
    return re.sub(r"\s", "", name)


def take_fields(traced: Traced) -> tuple[Traced, tuple[Field, ...]]:
    """The text without the rows of a portal's table, and the rows' fields that have a value."""
    lines = traced.lines()
    rows: list[tuple[int, int]] = []
    fields: list[Field] = []
    in_rows = False  # the last line that was not empty was a row
    pending: tuple[str, int] | None = None  # a name alone on its line: the value may be on the next
    for index, (start, end) in enumerate(lines):
        line = traced.text[start:end]
        names = list(_NAME.finditer(line)) if 0 < len(line) <= _LONGEST else []
        in_table = len(names) >= 2 or (
            bool(names)
            and names[0].start() == 0
            and (":" in line[: names[0].end() + 1] or "：" in line[: names[0].end() + 1])
        )
        alone = len(names) == 1 and names[0].group().strip(" :：【】[]|｜") == line.strip(" :：【】[]|｜")
        if pending and line and not names and len(line) <= _LONGEST_VALUE and not re.search("[。，；：]", line):
            name, at = pending
            fields.append(Field(name, _value(line), traced.starts[at], traced.ends[end - 1]))
            rows.append((start, end))
        if line:
            pending = None
        values = [
            _value(line[name.end() : after.start() if after else len(line)])
            for name, after in zip_longest(names, names[1:])
        ]
        in_table = in_table and (any(values) or in_rows or alone)
        follows = in_rows and len(names) == 1 and names[0].start() == 0 and len(line) <= 60
        in_table = in_table or follows or (alone and _near_table(index, lines, traced.text))
        in_rows = in_table or (in_rows and not line)
        if not in_table:
            continue
        rows.append((start, end))
        for name, following, value in zip_longest(names, names[1:], values):
            stop = following.start() if following else len(line)
            if value and (has_han(value) or any(map(str.isdigit, value))):
                last = start + len(line[:stop].rstrip(" \t\u3000|｜"))
                fields.append(Field(_plain(name.group(1)), value, *traced.span(start + name.start(1), last)))
        if alone:
            pending = (_plain(names[0].group(1)), start + names[0].start(1))
    return traced.without((*rows, *_links(traced.text, lines, rows))), tuple(fields)


def _links(text: str, lines: list[tuple[int, int]], rows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The links that stand on lines of their own right between two rows."""
    taken = set(rows)
    shown = [line for line in lines if line[1] > line[0]]
    return [
        line
        for before, line, after in zip(shown, shown[1:], shown[2:], strict=False)
        if before in taken and after in taken and _LINK.match(text[slice(*line)])
    ]


def _near_table(index: int, lines: list[tuple[int, int]], text: str) -> bool:
    """Whether another name of a table stands alone within three lines: one alone could be a heading."""
    near = lines[max(0, index - 4) : index] + lines[index + 1 : index + 5]
    return any(
        (match := _NAME.match(text[start:end].strip())) and match.end() >= end - start - 1
        for start, end in near
        if end > start
    )
