"""What the words in a cell are: a figure, a year, a running number, a unit, the name of a total."""

import re

from rag.text import fold

_NUMBER = r"[-+±]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+±]?\d+(?:\.\d+)?"
# A figure with or without its unit, as a cell gives it: 1,200, 86.5%, 2621次, 约3万元, 下降50%.
_FIGURE = re.compile(
    rf"(?:约|近|超过?|达|增长|下降|上升|提高|增加|减少|不少于|不低于|不超过)?(?:{_NUMBER})(?:[-~至](?:{_NUMBER}))?[%‰℃㎡]?[一-龥/]{{0,5}}(?:以上|以下|以内)?"
)
_PLAIN = re.compile(rf"(?:{_NUMBER})")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-~至/](?:19|20)?\d\d)?(?:年|年度|学年|学年度)?")
_NOTHING = re.compile(r"[-—–/\\.…·*×]*|无|暂无|不详")
_YES = re.compile("[√✓✔☑✅]")
_TICK = re.compile("[√✓✔☑✅×✕✗✘╳○●◎△▲★☆■□/-]|是|否|有|无|达标|未达标|合格|不合格")
_SERIAL = re.compile("序号|编号|序|号|no[.]?|项次|行次|次序|№", re.I)
_COUNTER = re.compile(
    r"\d{1,4}[.、)]?|[(（]?\d{1,3}[)）]|[一二三四五六七八九十]{1,3}、?|[(（][一二三四五六七八九十]{1,3}[)）]"
)
_TOTAL = re.compile(
    "(?:[一-龥]{0,6}?)(?:合计|总计|共计|小计|总数|总和|累计|汇总)(?:数)?|全[县市区省镇乡国校](?:合计|总计)?"
)
_UNIT_LINE = re.compile(r"[(\[]?(?:计量|计数|金额|数据)?单位[:]?((?:[^\d,。;;:()\[\]]|/){1,16})[)\]]?")
# Who fills a form in and when, above a table or in its head: 填报单位（盖章）：…
_FORM_FIELD = (
    r"(?:填报|填表|制表|编制|报送|上报|审核|统计|汇总|填写)(?:单位|人|日期|时间|机关|部门|学校)(?:\([^()]{1,8}\))?[:]"
)
_FORM_LINE = re.compile(rf"{_FORM_FIELD}.{{0,60}}")
_UNIT_IN_FORM = re.compile(
    rf"{_FORM_FIELD}.{{0,40}}?(?<![报表制送核计总写])(?:计量|计数|金额)?单位[:]((?:[^\d,。;;:()\[\]]|/){{1,16}})"
)
_UNIT_IN_NAME = re.compile(r"[(（\[]([^()（）\[\]]{1,8})[)）\]]\s*$")
# What stands in brackets after a column's name and is a measure, not a remark.
_MEASURE = re.compile(
    "[%‰]|(?:新台币|人民币|港|美|欧)?(?:万|亿|千|百)?(?:元|人|名|位|所|个|间|套|台|册|本|亩|公顷|平方公里|平方千米|平方米|立方米|米|公里|次|人次|人数|班|年|月|天|日|岁|分|分钟|小时|学时|课时|件|项|张|份|辆|幢|栋|处|门|节|篇|户|床|座|吨|千克|公斤|㎡|m2|m²)(?:/[一-龥]{1,4})?"
)
_NUMBERED = re.compile("电话|手机|联系方式|邮编|代码|账号|学号|编号|证号|网址|邮箱|微信|qq")
# Columns whose figures are counted in nothing: rates, years, telephone numbers.
_UNMEASURED = re.compile(
    "率|比例|占比|比重|%|^(?:年份|年度|年级)$|编号|序号|电话|手机|邮编|代码|账号|学号|备注|日期|时间|排名|名次|师生比|生师比"
)

_NO_PEOPLE = re.compile(
    "(?:班|学校|校|园|所|间|套|台|册|处|轨|课时|学时|项目?)(?:级|个)?数|班额|面积|资金|经费|投资|金额|元"
)
_NO_MONEY = re.compile("[人班校园所生师套台册间处项次]数?$|数量|面积")


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure, with or without a unit."""
    return bool(_FIGURE.fullmatch(fold(text)))


def is_plain_figure(text: str) -> bool:
    """Whether a cell holds a bare number."""
    return bool(_PLAIN.fullmatch(fold(text)))


def is_year(text: str) -> bool:
    """Whether a cell holds a year, as columns are called by: 2023年, 2022-2023学年."""
    return bool(_YEAR.fullmatch(fold(text)))


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing: empty, a dash, 无."""
    return bool(_NOTHING.fullmatch(fold(text)))


def is_tick(text: str) -> bool:
    """Whether a cell says of its row and column that it is so or not: √, ×, 是, 达标."""
    return bool(_TICK.fullmatch(fold(text)))


def is_yes(text: str) -> bool:
    """Whether a cell holds nothing but a mark that says yes: √."""
    return bool(_YES.fullmatch(fold(text)))


def is_serial_name(text: str) -> bool:
    """Whether a column is called by what counts the rows: 序号."""
    return bool(_SERIAL.fullmatch(fold(text)))


def is_counter(text: str) -> bool:
    """Whether a cell holds nothing but the number of its row."""
    return bool(_COUNTER.fullmatch(fold(text)))


def is_total(text: str) -> bool:
    """Whether a cell names a sum of rows: 合计, 小计, 全县."""
    return bool(_TOTAL.fullmatch(fold(text)))


def unit_line(text: str) -> str | None:
    """The unit that a line or cell states for a table (单位：万元), None where it states none."""
    plain = fold(text)
    found = _UNIT_LINE.fullmatch(plain) or _UNIT_IN_FORM.fullmatch(plain)
    return found.group(1) if found else None


def form_line(text: str) -> bool:
    """Whether a line says of a table only what it is counted in, who filled it in and when."""
    return unit_line(text) is not None or bool(_FORM_LINE.fullmatch(fold(text)))


def unit_in_name(name: str) -> tuple[str, str]:
    """A column's name without the measure in brackets at its end, and that measure ("" where there is none): 学生数（人）."""
    found = _UNIT_IN_NAME.search(name)
    if not found or not _MEASURE.fullmatch(fold(found.group(1))):
        return name, ""
    return name[: found.start()].rstrip(), found.group(1)


def is_measure(unit: str) -> bool:
    """Whether a unit is one measure that figures can stand with, and not several (人、万元)."""
    return bool(_MEASURE.fullmatch(fold(unit)))


def counts(column: str) -> bool:
    """Whether what looks like figures in a column of that name counts something and is no telephone number or the
    like."""
    return not _NUMBERED.search(fold(column))


def takes_unit(column: str, unit: str) -> bool:
    """Whether figures of a column of that name are counted in the unit of the table: 班数 is not counted in 人, nor 人数
    in 万元."""
    plain = fold(column)
    if _UNMEASURED.search(plain):
        return False
    other = _NO_PEOPLE if re.fullmatch("人|名|位|人次", fold(unit)) else _NO_MONEY if "元" in unit else None
    return not (other and other.search(plain))


def amount(text: str) -> float | None:
    """The number in a cell of a bare figure, None elsewhere."""
    plain = fold(text)
    return float(plain.replace(",", "").lstrip("±")) if _PLAIN.fullmatch(plain) else None
