"""Documents with tables, as the readers of their formats give them."""

import hashlib
from collections.abc import Callable, Sequence

from ingest.document import make_document
from ingest.kinds import Kind
from ingest.readers.builder import Builder, GridCell
from ingest.source import SourceText
from rag.schema import Document

# A cell: its text, or its text with the rows and columns that it spans; None where another covers the place.
Entry = str | tuple[str, int, int] | None


def grid(rows: Sequence[Sequence[Entry]]) -> list[GridCell]:
    """The cells of a table written out row by row."""
    found = []
    for number, row in enumerate(rows):
        for column, entry in enumerate(row):
            if isinstance(entry, tuple):
                found.append(GridCell(number, column, *entry))
            elif entry is not None:
                found.append(GridCell(number, column, entry))
    return found


def written(write: Callable[[Builder], object], name: str = "文件.docx", kind: Kind = Kind.DOCX) -> Document:
    """The document that a reader would write."""
    builder = Builder()
    write(builder)
    reading = builder.reading(kind)
    digest = hashlib.sha256(reading.text.encode()).hexdigest()
    return make_document(SourceText(name, reading.text, digest, (), reading.layout, reading.headings, reading.aside))


def plain(text: str, name: str = "文件.txt") -> Document:
    """The document in a plain text."""
    return make_document(SourceText(name, text, hashlib.sha256(text.encode()).hexdigest()))


ENROLMENT = [
    ["序号", "学校", "性质", "班数", "学生数", "其中住宿生", "校长"],
    ["1", "城关小学", "公办", "6", "812", "120", "陆明"],
    ["2", "东门小学", "公办", "4", "604", "—", "周芳"],
    ["3", "育才学校", "民办", "2", "455", "300", "郑洁"],
    [("合计", 1, 3), None, None, "12", "1871", "420", ""],
]
TASKS = [
    ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"],
    ["1", "开展校园食堂食品安全自查，建立问题台账并逐项整改。", "安全管理科", "基础教育科", "8月25日前"],
    ["2", "组织新入职教师岗前培训", "人事科", "教师发展中心", "8月底"],
    ["3", "排查校舍隐患，对C级以上危房停止使用。", "计划财务科", "安全管理科", "8月20日前"],
]
STATISTICS = [
    [("学段", 2, 1), ("学校数", 2, 1), ("在校生", 1, 2), None, ("专任教师数", 2, 1)],
    [None, None, "2022年", "2023年", None],
    ["小学", "56", "32117", "31526", "1984"],
    ["初中", "21", "15803", "16029", "1247"],
    ["普通高中", "4", "8106", "8233", "692"],
]
RATES = [
    ["指标", "2022年", "2023年"],
    ["学前三年毛入园率", "91.2%", "93.5%"],
    ["义务教育巩固率", "98.6%", "99.1%"],
]


def enrolment() -> Document:
    """A notice with a table of schools."""

    def write(builder: Builder) -> None:
        builder.line("临江县2024年秋季小学招生计划", level=0)
        builder.line("临江县教育局")
        builder.line("一、招生安排")
        builder.line("各校严格按计划招生，不得超出。")
        builder.line("表1 各小学招生计划情况表")
        builder.line("单位：人")
        builder.table(grid(ENROLMENT))
        builder.line("注：不含随迁子女。")
        builder.line("二、工作要求")
        builder.line("各校要规范招生行为，按时公布结果。")

    return written(write, "临江县招生计划.docx")


def tasks() -> Document:
    """A notice with a table of tasks."""

    def write(builder: Builder) -> None:
        builder.line("临江县教育局关于做好2024年秋季开学工作的通知", level=0)
        builder.line("一、工作分工")
        builder.line("各科室按下表分工落实。")
        builder.line("附表 开学重点工作任务分解表")
        builder.table(grid(TASKS))
        builder.line("二、工作要求")
        builder.line("各科室要加强协同，按时完成。")

    return written(write, "临江县开学工作通知.docx")


def statistics() -> Document:
    """A report with figures of two years."""

    def write(builder: Builder) -> None:
        builder.line("青禾县2023年教育事业发展报告", level=0)
        builder.line("一、基本数据")
        builder.table(grid(STATISTICS), head=2)
        builder.line("二、主要指标")
        builder.table(grid(RATES))

    return written(write, "青禾县教育事业发展报告.docx")


ADMISSION = [
    ["学校名称", "招生范围", "计划班数", "计划人数", "咨询电话"],
    ["云岭区实验小学", "东至滨河路，西至解放路", "8", "361", "0571-5550121"],
    ["云岭区第二实验小学", "解放路以西、铁路以东", "6", "274", "0571-5550122"],
    ["滨河小学", "滨河路以东各社区", "5", "223", "0571-5550123"],
    ["云岭中学", "实验小学、滨河小学毕业生", "10", "502", "0571-5550124"],
]
DAYS = [["时间", "事项"], ["6月1日至6月10日", "网上报名"], ["6月20日", "公布录取名单"], ["8月31日", "新生报到"]]
FAULTS = [
    ["序号", "学校", "存在问题", "整改措施", "责任人", "整改时限"],
    ["1", "滨河小学", "消防栓水压不足；部分灭火器过期。", "更换灭火器，检修管网。", "刘成", "2024年5月10日"],
    ["2", "云岭中学", "食堂留样不足48小时。", "严格留样制度。", "陈敏", "立行立改"],
]


def admission() -> Document:
    """A plan with a table of schools known by short and long names, one of days, and one of faults that names the same schools."""

    def write(builder: Builder) -> None:
        builder.line("云岭区2024年义务教育学校招生方案", level=0)
        builder.line("一、招生范围")
        builder.line("公办学校划片招生，服务区如下。")
        builder.table(grid(ADMISSION))
        builder.line("二、日程安排")
        builder.table(grid(DAYS))
        builder.line("三、问题整改")
        builder.line("各学校存在问题清单")
        builder.table(grid(FAULTS))

    return written(write, "云岭区招生方案.docx")
