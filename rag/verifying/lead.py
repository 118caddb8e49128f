"""What a claim says of its source before it says anything else: 《义务教育法》第二十七条规定：, 根据《…》（…〔2021〕3号）第三条，."""

import re

from rag.provisions import PROVISION
from rag.text import simplify

_ONE = "《(?:[^《》]|《[^《》]*》){1,80}》(?:[（(][^（）()〔〕]{1,16}[)）])?"
_QUOTED = f"(?:{_ONE}(?:[、和及与]?{_ONE}){{0,4}})"
_NUMBER = r"(?:[（(]?[一-龥]{0,12}[〔\[【（(](?:19|20)\d\d[〕\]】）)]\s*第?\s*\d{1,4}\s*号[)）]?)"
_KIND = "(?:法|条例|办法|规定|细则|意见|通知|方案|规划|纲要|章程|要点|总结|计划|报告|汇报|专报|公报|文件|决定|决议|讲话|公告|通告|说明|材料|标准|指南|制度|通则)"
_BARE = rf"(?:中华人民共和国)?[一-龥A-Za-z0-9]{{0,30}}?{_KIND}(?:[（(][^（）()]{{1,16}}[)）])?"
_AGENCY = "[一-龥]{0,24}?(?:局|厅|教育部|委员会|[省市县区]委|政府|国务院|办公室|办公厅|党委|人大常委会|部门|督导室|财政部|公安部)"
_DOCUMENT = rf"(?:(?:{_AGENCY})?(?:关于)?(?:{_QUOTED}|{_BARE})|{_NUMBER}(?:文件?|通知|文)?)"
_WHERE = rf"(?:\s*{_NUMBER})?(?:的?\s*{PROVISION}(?:[、和及与至到－—-]*{PROVISION})*)?"
_IN = "(?:中|里面?|内|上|里头)?(?:的)?"
_MANNER = "(?:[也还又均都就曾已并]|已经|同时|明确|具体|特别|专门|统一)*"
_SAYS = rf"{_MANNER}(?:规定|要求|提出|指出|强调|明确|写明|载明|注明|显示|表明|说明|讲到|讲|写道|写着|写|说到|说|提到|通报|披露|介绍|透露)(?:的是|了|到|过|道|称)?(?!的)"
_BY = "(?:根据|按照|依据|依照|遵照|参照|按|据|照|在|从)"
_NOUN = "(?:的)?(?:有关|相关|具体|总体|统一|明确)?(?:规定|要求|精神|部署|安排|文件|意见|内容|条款|部署要求|文件精神|文件要求|通知要求)?"
_MARK = r"\s*[：:，,]\s*"
# Who speaks, told without a name.
_GENERIC = rf"{_BY}?(?:[该此这那本]?[份个次]?)(?:会议|文件|材料|通知|报告|总结|要点|资料){_IN}{_SAYS}{_MARK}"

_LEAD = re.compile(
    rf"(?:{_BY}?\s*(?:{_DOCUMENT}){_WHERE}\s*{_IN}{_SAYS}(?:{_MARK})?"
    rf"|{_BY}\s*(?:{_DOCUMENT}){_WHERE}\s*{_IN}{_NOUN}{_MARK}"
    rf"|(?:{_QUOTED}|{_BARE})(?:\s*{_NUMBER})?\s*{PROVISION}{_IN}(?:{_MARK}|\s+)"
    rf"|(?:{_QUOTED}){_WHERE}\s*[：:]\s*"
    rf"|{_BY}?\s*(?:该|本|上述|前述|同一?)(?:法|条例|办法|规定|文件|通知|条|意见|方案){_WHERE}{_IN}{_SAYS}(?:{_MARK})?"
    rf"|{_BY}?\s*{PROVISION}(?:[、和及与至到－—-]*{PROVISION})*{_IN}(?:{_SAYS}(?:{_MARK})?|{_NOUN}{_MARK}|{_MARK})"
    rf"|{_BY}\s*{_AGENCY}{_NOUN}{_MARK}"
    rf"|{_GENERIC}"
    rf"|{_AGENCY}(?:{_SAYS}{_MARK}|{_MANNER}要求(?!的)))"
)
# A document that is being made, kept or taught is spoken of; it does not speak.
_SPOKEN_OF = re.compile(
    "违反|符合|不|未|具备|制定|出台|印发|修订|落实|执行|贯彻|学习|宣传|建立|完善|起草|颁布|公布|推进|健全"
)
_MAKES = re.compile("(?:结合[^，,。]{0,20}[，,])?(?:特|现)?(?:制定|就|将|经|印发|提出如下)")


def is_generic(lead: str) -> bool:
    """Whether a lead says only that a document or a meeting speaks, not which."""
    return re.fullmatch(_GENERIC, lead) is not None


def lead_of(text: str) -> tuple[int, int]:
    """The span at the start of a claim that only names its source; (0, 0) where there is none."""
    text = simplify(text)
    match = _LEAD.match(text)
    if not match or match.end() == len(text) or _MAKES.match(text, match.end()):
        return 0, 0
    unquoted = re.sub(_QUOTED, "", match.group())
    return (0, 0) if _SPOKEN_OF.search(unquoted) else (0, match.end())
