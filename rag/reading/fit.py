"""Whether a sentence holds an answer of the kind asked for: a sum for 多少钱, a year for 哪一年, 第N届 for 第几届."""

import re
from collections.abc import Iterable

from rag.question.query import Kind

_CN = "[一二两三四五六七八九十百千万]"
_NUMBER = (
    rf"(?:\d+(?:\.\d+)?(?:[-—~至]\d+(?:\.\d+)?)?(?:多|余|几)?[万亿千百]?(?:多|余)?|{_CN}{{1,6}}(?:多|余)?|数[十百千万])"
)
_MEASURE = "人次|人|名|位|所|家|项|个|块|枚|面|件|次|条|类|届|年|天|学时|课时|亩|平方米|万|亿|元|倍|期|场|门|台|级|岁|支|篇|套|座|处|种|批|组|月|日|小时|端|方面|部|轮|度|学年|大|只|户|分|间|:"
# Measure words that stand for one another.
_SAME = {
    "所": "所家个", "家": "家所个", "个": "个所家项名人件类大条部", "人": "人名位", "名": "名人位", "位": "位人名", "块": "块枚面金", "枚": "枚块面", "项": "项个", "件": "件条个",
    "次": "次", "处": "处个所家", "条": "条件个", "类": "类个种", "种": "种类个", "部": "部个",
}  # fmt: skip
# Those who have a name to give; a name stands before or after what they are.
PEOPLE = "局长|主任|书记|校长|园长|院长|县长|区长|市长|科长|股长|组长|队长|部长|主席|老师|教师|教练|班主任|同学|学生|同志|专家|负责人|联系人|签发人|工作人员|驾驶员|司机|医生|干部"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛"
    "郝龚邵万钱严覃武戴莫孔向汤"
)
# 高中教师, 万名学生: begin like a name and are none.
_NO_NAME = "高[中级校职等年]|任[课职教何]|万[名余多]|金牌|余[名人]|[向于][全各]|方面|武术|石油|史学|程度|孔子|江[苏西]"
_PERSON = re.compile(
    rf"(?:{PEOPLE})[:(]?[{_SURNAMES}][一-龥]{{1,2}}(?=[、,，。;；:)）\s]|同志|$)|(?!{_NO_NAME})[{_SURNAMES}][一-龥]{{1,2}}(?:同志|{PEOPLE})|姓名[:：]"
)
_PATTERNS = {
    Kind.PERSON: _PERSON,
    Kind.NUMBER: re.compile(rf"{_NUMBER}(?:个)?(?:{_MEASURE}|%)|\d"),
    Kind.PERCENT: re.compile(r"\d(?:\.\d+)?\s*%|百分之|百分点|\d:\d|[一二三四五六七八九]成|大幅|倍"),
    Kind.MONEY: re.compile(r"\d[\d.]*\s*(?:多|余)?(?:亿|万|千|百)?(?:多|余)?元|\d[\d.]*(?:多|余)?[亿万]"),
    Kind.YEAR: re.compile(r"(?:19|20)\d\d|\d\d年"),
    Kind.DATE: re.compile(
        rf"\d+年|\d+月|\d+日|年内|年底|每年|每月|每周|每天|学期|{_CN}+年|{_CN}+个?(?:月|天|日|周|小时|工作日)|\d+(?:个)?(?:天|周|小时|工作日|学时)|期间|之前|前"
    ),
    Kind.ORDINAL: re.compile(rf"第(?:\d+|{_CN}+)[届个轮批次名位期]|首[届批个次]"),
}
_MASK = re.compile("(?:19|20)(?:xx|\\*\\*)|xx+|[×*]{2,}|(?<!p)某[一-龥]?(?=年|月|日|县|区|市|校|万|亿|元)|“xx”", re.I)
_LABEL = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、．](?!\d)|[一二三四五六七八九十]是[,，]?|第[一二三四五六七八九十百零\d]+[章节条])"
)


def unlabelled(text: str) -> str:
    """A folded sentence without the number of its heading, which answers nothing."""
    return _LABEL.sub("", text)


def holds(kind: Kind, text: str, units: Iterable[str] = ()) -> bool:
    """Whether a folded sentence holds an answer of that kind, with one of the measure words if any are asked for."""
    pattern = _PATTERNS.get(kind)
    if pattern is None:
        return True
    text = unlabelled(text)
    if kind is Kind.NUMBER and (asked := [unit for unit in units if unit]):
        return any(
            re.search(rf"{_NUMBER}(?:个)?(?:{'|'.join(_SAME.get(unit, unit)) if len(unit) == 1 else unit})", text)
            for unit in asked
        )
    return bool(pattern.search(text))


def is_masked(text: str) -> bool:
    """Whether a folded sentence has figures or names blotted out: 20XX年, XX县区."""
    return bool(_MASK.search(text))
