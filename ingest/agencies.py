"""Lines of an official document that hold nothing but names of agencies, a date, or a document number."""

import re

# How the names of agencies end: of offices, which sign alone too; of these and of bodies within them or beside them.
OFFICES = "局|委|委员会|政府|办公室|厅"
BODIES = f"{OFFICES}|部|院|中心|处|科"
# Of whom a document may be sent to, by a short name too.
UNITS = f"{OFFICES}|办|部|校|学校|中学|小学|学院|大学|园|幼儿园|单位|部门|中心|站|所|处|科|科室|处室|机构|公司|企业|街道|镇|乡|区|县|市|组织|团体"
_ENDS = f"{BODIES}|领导小组|党组|总工会|妇联|联合会|指挥部|专班|大学|学校|中学|小学|幼儿园|总队|支队|大队"
_NAME = re.compile(f"[一-龥（）()×xX*]{{2,30}}?(?:{_ENDS})")
_SEAL = re.compile("[（(](?:印章?|盖章|公章|代章|章)[)）]$")
_CN_DATE = "[〇零○Ｏ一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?"
DATE_TEXT = rf"(?:(?:19|20)\d\d\s*(?:[-./]\s*\d{{1,2}}(?:\s*[-./]\s*\d{{1,2}})?|年\s*\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*日)?)|{_CN_DATE})"
DATE = re.compile(rf"^[（(]?\s*({DATE_TEXT})\s*[)）]?(?:印发|发布)?$")
_OPEN, _SHUT = "[〔\\[［(（【﹝]", "[〕\\]］)）】﹞]"
# 海教〔2024〕12号, 海政办〔2024〕第12号, 海教（2024）12 号.
NUMBER_TEXT = rf"[一-龥]{{1,16}}\s*{_OPEN}\s*(?:19|20)\d\d\s*年?\s*{_SHUT}\s*(?:第\s*)?\d{{1,4}}\s*号"
_NUMBER = re.compile(rf"^[（(]?({NUMBER_TEXT})[)）]?$")
# 海云市人民政府令 第12号, 第12号, 2024年第3号.
_ORDER = re.compile(
    r"^[（(]?((?:[一-龥]{2,20}令\s*)?(?:(?:19|20)\d\d年\s*)?第\s*[\d一二三四五六七八九十百零〇]{1,5}\s*号(?:令)?)[)）]?$"
)


def agencies_in(line: str) -> list[tuple[int, int]]:
    """The spans of the agencies in a line that holds nothing else; [] for any other line."""
    spans = [match.span() for match in re.finditer(r"[^\s、]+", line)]
    if all(end - start == 1 for start, end in spans):
        spans = [(0, len(line))] if spans else []
    names = []
    for start, end in spans:
        if seal := _SEAL.search(line[start:end]):
            end = start + seal.start()
        if not _NAME.fullmatch("".join(line[start:end].split())):
            return []
        names.append((start, end))
    return names


def number_in(line: str) -> tuple[int, int] | None:
    """The span of the document number that a line is; None where it is none."""
    match = _NUMBER.match(line) or _ORDER.match(line)
    return match.span(1) if match else None


def date_in(line: str) -> tuple[int, int] | None:
    """The span of the date that a line is; None where it is none."""
    match = DATE.match(line)
    return match.span(1) if match else None


def names_an_agency(text: str) -> bool:
    """Whether a text is the name of an agency and nothing else."""
    return bool(_NAME.fullmatch(text))
