"""What the fixtures in tests/files of old office formats say: the text that they were made from, and how a reader is measured."""

from pathlib import Path

from ingest.source import Reading

FILES = Path(__file__).parent / "files"

NOTICE = """明川市教育局文件
明教基〔2023〕17号
明川市教育局关于做好义务教育阶段课后服务工作的通知
各县区教育局，市直各学校：
为落实立德树人根本任务，减轻学生过重课业负担，现就课后服务有关事项通知如下。
课后服务是指放学后由学校提供的看护与活动。
一、总体要求
坚持公益普惠、自愿参加，到2025年实现全市义务教育学校全覆盖，参与率不低于92.5%。
二、主要任务
（一）合理安排时间
工作日放学后不少于2小时，一般到18:00结束。
1.双休日不安排。
2.节假日不安排。
（二）丰富服务内容
1.每周阅读活动不少于3次；
2.每周体育锻炼不少于5次。
（1）其中球类不少于1次
各校开设课程见下表。单位为“人”。
表1　课后服务参与情况
学段	学校数	参与人数
男	女
小学	46	12,305	11,876
初中	18	6,020
合计	64	36, 201
三、保障措施
经费按每生每学期150元安排。详见市教育局网站。
管理办法如下：
第一条　学校应当建立台账。
第二条　学校应当公示收费标准。
二.1　收费标准每年公示一次。
第三条　学校应当接受监督。
另行规定：
第七条　本办法由市教育局解释。
{last}　本办法自发布之日起施行。
选项：
①阅读
②书法
要点一
第一行
第二行 制表后-完
保留文字新增文字。
生僻字：𠮷家村小学、Ⅲ类、①、café。
旁注在此。
文本框内的文字
明川市教育局
2023年9月6日
明川市教育局文件汇编
删去文字
（此处隐藏）
"""
NOTICE_CELLS = [
    (0, 0, 2, 1, "学段"),
    (0, 1, 2, 1, "学校数"),
    (0, 2, 1, 2, "参与人数"),
    (1, 2, 1, 1, "男"),
    (1, 3, 1, 1, "女"),
    (2, 0, 1, 1, "小学"),
    (2, 1, 1, 1, "46"),
    (2, 2, 1, 1, "12,305"),
    (2, 3, 1, 1, "11,876"),
    (3, 0, 1, 1, "初中"),
    (3, 1, 1, 1, "18"),
    (3, 2, 1, 1, "6,020"),
    (3, 3, 1, 1, ""),
    (4, 0, 1, 1, "合计"),
    (4, 1, 1, 1, "64"),
    (4, 2, 1, 2, "36, 201"),
]
NOTICE_HEADINGS = [
    (0, "明川市教育局关于做好义务教育阶段课后服务工作的通知"),
    (1, "一、总体要求"),
    (1, "二、主要任务"),
    (2, "（一）合理安排时间"),
    (2, "（二）丰富服务内容"),
    (1, "三、保障措施"),
]
MANUAL = """青原县校园安全管理手册
目录
第一章 总则 1
第二章 经费 3
第一章 总则
学校应当每学期开展安全演练不少于2次。
第二章 经费
安全经费按生均20元安排，已落实☑。
序号	学校	人数
①	东湖小学	620
②	西坪中学	855
附表如下
外框说明
项目	金额
维修	30
框内末行
两列外框
甲	乙前 项目 金额 维修 30 乙后
EQ：完
Latin words only: budget plan 2024.
青原县教育局
2024年1月8日
内部资料
第页
"""


def lines(text: str) -> list[str]:
    """The lines of a text that say something, without its spaces: programs space a list's numbers each in its own way."""
    return [squeezed for line in text.splitlines() if (squeezed := "".join(line.split()))]


def cells(reading: Reading, table: int) -> list[tuple[int, int, int, int, str]]:
    """The cells of a table: row, column, rows, columns, text."""
    return [
        (cell.row, cell.column, cell.rows, cell.columns, reading.text[cell.start : cell.end])
        for cell in reading.layout.tables[table].cells
    ]


def headings(reading: Reading) -> list[tuple[int, str]]:
    """The headings, their text without spaces."""
    return [(each.level, "".join(reading.text[each.start : each.end].split())) for each in reading.headings]


def aside(reading: Reading) -> list[str]:
    """What is no text of the document."""
    return [reading.text[start:end].strip() for start, end in reading.aside]
