"""Files with tables of the makes that offices have, for the questions of tests/gold/tables_qa.jsonl."""

import csv
import html
import io
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document as WordFile
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Row = Sequence[str | int | float | None]

SCHOOLS: list[Row] = [
    ["学段", "学校名称", "办学性质", "教学班数", "学生数", None, None, "教职工数", None, "占地面积（平方米）", "校长"],
    [None, None, None, None, "合计", "其中：女生", "其中：寄宿生", "总数", "其中：专任教师", None, None],
    ["小学", "禾丰县第一小学", "公办", 36, 1652, 781, 0, 98, 92, 24500, "苏文博"],
    [None, "禾丰县第二小学", "公办", 24, 1085, 512, 0, 66, 61, 18300, "何春燕"],
    [None, "柳河镇中心小学", "公办", 18, 743, 352, 126, 51, 46, 21600, "范立新"],
    [None, "青石乡中心小学", "公办", 12, 318, 149, 208, 33, 29, 15200, "白玉成"],
    [None, "小计", None, 90, 3798, 1794, 334, 248, 228, 79600, None],
    ["初中", "禾丰县第一中学", "公办", 30, 1467, 703, 415, 121, 112, 42800, "邹国强"],
    [None, "柳河镇初级中学", "公办", 15, 624, 297, 386, 58, 53, 28700, "龚晓梅"],
    [None, "明德实验学校", "民办", 18, 810, 365, 810, 72, 64, 36500, "罗振华"],
    [None, "小计", None, 63, 2901, 1365, 1611, 251, 229, 108000, None],
    ["合计", None, None, 153, 6699, 3159, 1945, 499, 457, 187600, None],
]
SCHOOLS_MERGED = ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:G1", "H1:I1", "J1:J2", "K1:K2", "A3:A7", "A8:A11", "A12:C12"]
TASKS: list[Row] = [
    ["序号", "重点任务", "具体措施", "责任领导", "牵头科室", "配合科室", "完成时限"],
    [
        "1",
        "推进义务教育优质均衡发展",
        "完成8所学校功能教室改造；均衡配置教师，区域内教师交流比例达到15%。",
        "陶建平",
        "基础教育科",
        "计划财务科、人事科",
        "2024年11月底",
    ],
    [
        "2",
        "规范校外培训",
        "每季度开展一次校外培训机构联合检查，公布白名单。",
        "程丽萍",
        "校外培训监管科",
        "各中心校",
        "长期坚持",
    ],
    [
        "3",
        "加强校园食品安全",
        "学校食堂“互联网+明厨亮灶”全部接入区级平台，落实校领导陪餐制度。",
        "汪宏斌",
        "安全后勤科",
        "区教育技术中心",
        "2024年6月30日前",
    ],
    [
        "4",
        "深化劳动教育",
        "建成区级劳动实践基地3个，编写劳动教育指导手册。",
        "陶建平",
        "基础教育科",
        "教研室",
        "2024年9月",
    ],
    [
        "5",
        "提升教师队伍素质",
        "开展暑期全员研修，组织骨干教师40人到外地跟岗学习。",
        "程丽萍",
        "人事科",
        "教师进修学校",
        "2024年8月25日前",
    ],
    [
        "6",
        "推进教育数字化",
        "建设智慧校园示范校5所，开通区级空中课堂。",
        "汪宏斌",
        "区教育技术中心",
        "各学校",
        "2024年12月",
    ],
]
ENROLMENT: list[Row] = [
    ["海山区", 86, 3870, 62, 2976, 40, 2000],
    ["江口区", 74, 3330, 51, 2448, 32, 1600],
    ["云溪县", 45, 1980, 38, 1786, 24, 1176],
    ["石浦县", 38, 1634, 30, 1380, 18, 882],
    ["市直学校", 12, 540, 16, 768, 36, 1800],
    ["合计", 255, 11354, 197, 9358, 150, 7458],
]
BUDGETS: dict[str, list[Row]] = {
    "2023年": [
        ["项目", "预算数", "财政拨款", "其他资金", "备注"],
        ["义务教育公用经费", 1860.5, 1860.5, 0, None],
        ["学生营养改善计划", 742, 742, 0, None],
        ["校舍维修改造", 1215.8, 980.8, 235, "含两所学校食堂改造"],
        ["教师培训费", 168.4, 168.4, 0, None],
        ["合计", 3986.7, 3751.7, 235, None],
    ],
    "2024年": [
        ["项目", "预算数", "财政拨款", "其他资金", "备注"],
        ["义务教育公用经费", 1932, 1932, 0, None],
        ["学生营养改善计划", 768.6, 768.6, 0, None],
        ["校舍维修改造", 1476.2, 1176.2, 300, "含操场改造"],
        ["教师培训费", 175, 175, 0, None],
        ["教育信息化建设", 420, 320, 100, "新增项目"],
        ["合计", 4771.8, 4371.8, 400, None],
    ],
}
FAULTS: list[Row] = [
    ["序号", "学校", "存在问题", "整改措施", "整改时限", "责任人", "整改状态"],
    [
        "1",
        "安平区实验小学",
        "教学楼三楼疏散指示灯损坏4处。",
        "更换指示灯，每月检查一次。",
        "2024年4月15日",
        "韩志远",
        "已完成",
    ],
    [
        "2",
        "桃园中学",
        "食堂留样记录不全，个别菜品留样不足125克。",
        "重新培训食堂人员，专人负责留样。",
        "2024年4月10日",
        "孙桂兰",
        "已完成",
    ],
    ["3", "北关幼儿园", "校门口未设置防冲撞设施。", "增设升降柱6根。", "2024年5月31日", "曹立军", "整改中"],
    [
        "4",
        "桃园中学",
        "化学实验室危化品未实行双人双锁管理。",
        "增配保险柜，落实双人双锁。",
        "2024年4月20日",
        "马俊杰",
        "已完成",
    ],
    [
        "5",
        "城北小学",
        "校车驾驶员未按规定体检。",
        "组织全部驾驶员体检，不合格的不得上岗。",
        "2024年4月30日",
        "钟秀芳",
        "整改中",
    ],
]
DUTY: list[Row] = [
    ["日期", "星期", "带班领导", "值班人员", "值班电话"],
    ["10月1日", "星期二", "高明辉", "李雪梅、张涛", "0733-6620101"],
    ["10月2日", "星期三", "田文娟", "王海波、刘倩", "0733-6620102"],
    ["10月3日", "星期四", "谢家俊", "周立新、何芸", "0733-6620103"],
    ["10月4日", "星期五", "高明辉", "陈晓东、邓丽", "0733-6620101"],
    ["10月5日", "星期六", "田文娟", "冯国栋、彭燕", "0733-6620105"],
    ["10月6日", "星期日", "谢家俊", "蒋文、许洁", "0733-6620106"],
    ["10月7日", "星期一", "高明辉", "郭永刚、董敏", "0733-6620107"],
]
FITNESS: dict[str, list[Row]] = {
    "表1 各学段学生体质健康优良率": [
        ["学段", "2021年", "2022年", "2023年"],
        ["小学", "46.2%", "48.9%", "51.3%"],
        ["初中", "38.5%", "41.1%", "43.7%"],
        ["高中", "33.8%", "35.2%", "37.9%"],
    ],
    "表2 各学段学生近视率": [
        ["学段", "2021年", "2022年", "2023年"],
        ["小学", "35.1%", "34.2%", "33.6%"],
        ["初中", "62.7%", "61.5%", "60.8%"],
        ["高中", "78.4%", "77.9%", "76.5%"],
    ],
}
LESSONS: list[Row] = [
    ["节次", "时间", "星期一", "星期二", "星期三", "星期四", "星期五"],
    ["第一节", "8:00—8:40", "语文", "数学", "英语", "语文", "数学"],
    ["第二节", "8:50—9:30", "数学", "语文", "数学", "英语", "语文"],
    ["第三节", "10:00—10:40", "英语", "体育", "语文", "数学", "生物"],
    ["第四节", "10:50—11:30", "历史", "英语", "地理", "体育", "英语"],
    ["第五节", "14:00—14:40", "美术", "生物", "音乐", "道德与法治", "劳动"],
    ["第六节", "14:50—15:30", "体育", "地理", "信息科技", "历史", "班会"],
]


def write_all(folder: Path) -> list[Path]:
    """All the files, written into a folder."""
    made = {
        "禾丰县学校基本情况.xlsx": _schools(),
        "澄湖区重点工作任务分解表.docx": _tasks(),
        "南浦市招生计划.html": _enrolment(),
        "石桥县教育局部门预算.xlsx": _budgets(),
        "安平区问题整改台账.docx": _faults(),
        "长岭县教育局国庆节值班表.csv": _duty(),
        "东岭市体质健康监测通报.docx": _fitness(),
        "清河中学七年级（1）班课程表.xlsx": _lessons(),
    }
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in made]


def _sheet(sheet: Worksheet, above: Sequence[str], rows: Sequence[Row], merged: Sequence[str] = ()) -> None:
    """Lines merged over the width of the table, then its rows. merged: ranges, the table's first row being 1."""
    for row, line in enumerate(above, 1):
        sheet.cell(row, 1, line)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(rows[0]))
    for row, values in enumerate(rows, len(above) + 1):
        for column, value in enumerate(values, 1):
            if value is not None:
                sheet.cell(row, column, value)
    for span in merged:
        first, last = (sheet[corner] for corner in span.split(":"))
        sheet.merge_cells(
            start_row=first.row + len(above),
            start_column=first.column,
            end_row=last.row + len(above),
            end_column=last.column,
        )


def _saved(book: Workbook | WordFile) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _schools() -> bytes:
    book = Workbook()
    book.active.title = "基本情况"
    above = ["禾丰县2023—2024学年初学校基本情况一览表", "填报单位：禾丰县教育局　　单位：人、个、平方米"]
    _sheet(book.active, above, SCHOOLS, SCHOOLS_MERGED)
    return _saved(book)


def _budgets() -> bytes:
    book = Workbook()
    book.remove(book.active)
    for year, rows in BUDGETS.items():
        _sheet(book.create_sheet(year), ["石桥县教育局部门支出预算表", "单位：万元"], rows)
    return _saved(book)


def _lessons() -> bytes:
    book = Workbook()
    _sheet(book.active, ["清河中学七年级（1）班课程表"], LESSONS)
    return _saved(book)


def _grid(file: WordFile, rows: Sequence[Row]) -> None:
    table = file.add_table(len(rows), len(rows[0]), style="Table Grid")
    for cells, values in zip(table.rows, rows, strict=True):
        for cell, value in zip(cells.cells, values, strict=True):
            cell.text = "" if value is None else str(value)


def _tasks() -> bytes:
    file = docx.Document()
    file.add_paragraph("澄湖区教育局2024年重点工作任务分解表", style="Title")
    file.add_paragraph("为抓好全年工作，现将重点任务分解如下，请各科室对照落实。")
    _grid(file, TASKS)
    file.add_paragraph("各牵头科室每季度末报送进展情况。")
    return _saved(file)


def _faults() -> bytes:
    file = docx.Document()
    file.add_paragraph("安平区校园安全隐患排查问题整改台账", style="Title")
    _grid(file, FAULTS)
    return _saved(file)


def _fitness() -> bytes:
    file = docx.Document()
    file.add_paragraph("东岭市2023年学生体质健康监测情况通报", style="Title")
    file.add_paragraph("现将近三年全市学生体质健康监测情况通报如下。")
    for caption, rows in FITNESS.items():
        file.add_paragraph(caption)
        _grid(file, rows)
    file.add_paragraph("各学校要保证学生每天一小时体育活动时间。")
    return _saved(file)


def _enrolment() -> bytes:
    head = (
        "<tr><th rowspan=2>县（市、区）</th><th colspan=2>小学</th><th colspan=2>初中</th><th colspan=2>普通高中</th></tr>"
        "<tr>" + "<th>班数（个）</th><th>人数（人）</th>" * 3 + "</tr>"
    )
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(str(value))}</td>" for value in row) + "</tr>" for row in ENROLMENT
    )
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>南浦市教育局</title></head><body>"
        "<h1>南浦市2024年秋季各县（市、区）招生计划</h1><p>经研究，现将2024年秋季招生计划下达给你们，请严格执行，不得擅自扩大班额。</p>"
        f"<table border=1><caption>2024年秋季招生计划表</caption>{head}{body}</table>"
        "<p>各地要于8月20日前完成招生工作，并将结果报市教育局备案。</p></body></html>"
    ).encode()


def _duty() -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["长岭县教育局2024年国庆节值班表", "", "", "", ""], *DUTY])
    return buffer.getvalue().encode("gb18030")
