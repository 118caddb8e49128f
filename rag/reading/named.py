"""Whether a sentence gives the name of the thing whose name is asked for: 配套园叫什么名字 is not answered by 移交配套园2所.

A name is a run of characters before the kind of thing, or in quotation marks, that says more than the question does already.
"""

import re

_SCHOOL = "幼儿园|小学|初中|中学|高中|学校|学院|大学|校区|园"
_BODY = "公司|企业|集团|机构|单位|中心|协会|协作体|联盟|厂|研究院|研究所|社区|小区|街道|基地|医院"
_WORK = "项目|工程|平台|系统|课题|品牌|活动|行动|计划|社团|比赛|大赛|竞赛|称号|杂志|课程|节目|软件"
_KINDS = f"{_SCHOOL}|{_BODY}|{_WORK}"
_ASKED = re.compile(
    rf"({_KINDS})(?:们)?(?:的)?(?:分别|都|各|具体|究竟|到底)*(?:是)?(?:叫(?:作|做)?(?:什么|啥)|(?:的)?(?:名字|名称|全称|全名|校名|园名)(?:(?:分别|都|各)?(?:是|叫)|有哪|$|[?？]))"
)
_QUOTED = re.compile("”[^”]{2,40}”|《[^》]+》")
_HAN = "[一-龥]"
_LEAST = 2  # characters of a name
# Words before a kind of thing that name none.
_PLAIN = re.compile(
    "新建|改建|扩建|改扩建|关停|撤并|整合|建设|建成|创建|办好|全部|部分|若干|多所|各|所|个|家|等|和|与|及|对|将|把|为|的|了|在|到|向|由|从|或|其中|公办|民办|普惠性?|优质|薄弱|城区|农村|乡镇|"
    "全[县区市省]|本[县区市]|我[县区市]|[一二三四五六七八九十两几\\d]+[所个家]|省级|市级|县级|区级|国家级|示范|重点|特色|高标准|标准化|现有|新增|配套|中心|教育|义务教育|完成|移交|启动|实施|推进|开展|组织|继续|加强|深化|举办"
)


def asks_for_name(question: str) -> str:
    """The kind of thing whose name a folded question asks for, or ""."""
    match = _ASKED.search(question)
    return match.group(1) if match else ""


def gives_name(kind: str, question: str, text: str) -> bool:
    """Whether a folded sentence holds a name of a thing of that kind."""
    if _QUOTED.search(text):
        return True
    group = next(words for words in (_SCHOOL, _BODY, _WORK) if kind in words.split("|"))
    endings = kind if kind in ("幼儿园", "小学", "课题", "小区", "社区", "街道", "医院") else group
    for match in re.finditer(rf"({_HAN}{{2,16}}?)(?:{endings})", text):
        said = {question[at : at + 2] for at in range(len(question) - 1)}
        before = _PLAIN.sub(" ", match.group(1))
        rest = [piece for piece in before.split() if len(piece) >= _LEAST]
        if any(not all(piece[at : at + 2] in said for at in range(len(piece) - 1)) for piece in rest):
            return True
    return False
