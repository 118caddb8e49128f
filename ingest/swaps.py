"""Word-swapped text: share sites pass documents off as new by replacing words throughout (发展 by 开展, 基础 by 根底 …).

The same words are genuine elsewhere, so a document is judged as a whole: by how many phrases stand in it that no writer
would use and that make sense when a word is put back. In an altered document the restored reading of a sentence is made
beside the text, never instead of it.
"""

import re

from rag.swaps import SWAPS

# Phrases that only such a replacement makes. Each counts once, by its swapped word.
_IMPOSSIBLE = re.compile(
    "(?P<a>假设干)|(?P<b>(?<![一-龥]这)(?:原|细|准|规|否|法)那么)|(?P<c>效劳)|(?P<d>(?:科学|持续|均衡|健康|内涵|特色|优质|协调|全面|专业|改革|事业|经济|社会|教育|学校|共同|协同)开展(?=[的观、，,。；;“”（(]|水平|规划|目标|体系|机制|格局|形势|战略))"
    "|(?P<e>根底(?=教育|设施|性|知识|工作|建设|上|能力|数据|[。，,、；;])|(?:夯实|奠定|打牢|打好|良好|坚实|巩固)[一-龥]{0,14}根底)"
    "|(?P<f>低?本钱(?=[、，,。核支分低高])|办学本钱|运行本钱)|(?P<g>(?:校舍|校园|食品|交通|消防|网络|饮食|学生|师生|生产|质量|信息)平安(?=[工责教管隐检大意卫稳保、，,。措制防])|平安(?=隐患|责任|事故|管理制度|生产|稳定|第一))"
    "|(?P<h>到达(?=[一-龥]{0,12}(?:目标|目的|标准|水平|要求|\\d+%|百分之)))|(?P<i>(?:管理|实施|考核|评价|奖励|补助|暂行|试行)方法(?=[（(《》，,。、；;]|的?通知))"
    "|(?P<j>撤除)|(?P<k>(?:教师|学生|学科|业务)首领)|(?P<l>(?:提供|给予|创造)[一-龥、]{0,12}时机)|(?P<m>考前须知)|(?P<n>稳固(?=[、，]?(?:提升|提高|拓展|扩大|深化|成果)))"
    "|(?P<o>(?:做出|作出|突出)[一-龥]{0,4}奉献)|(?P<p>(?:创业|学习|工作|育人|良好)[一-龥]{0,6}气氛)|(?P<q>行动方案(?=[，,]))"
)
_ENOUGH = 4  # different impossible phrases in one document; one or two are slips of a pen

# Uses in which the swapped word is the writer's own.
_GENUINE = {
    "开展": re.compile("开展(?=了|过|好|各|一|对|以|“|《|课题|活动|业务|学校|全|多|专|系列|创|争|社会|宣传|教育(?!的|水平|事业)|评|检|督|培|研|家|志|丰|应征|性)|(?:组织|深入|积极|广泛|继续|大力|认真|扎实|定期|全面)开展(?=[一-龥“《])"),
    "标准": re.compile("标准(?=化|是)|(?:高|省定|国家|达|办园|办学条件|类|[0-9]|收费|评估|按|额)标准"),
    "工程": re.compile("(?:系列|名师|成长|惠民|标准化|希望|民生|建设|培养|提升|安全|平安|美化、|亮化)工程"),
    "方案": re.compile("(?:推进|实施|行动|改革|工作|建设|优化)方案"),
    "方法": re.compile("(?:新|教学|学习|工作|方式|途径[与和])方法|方法、|方法(?=和|与)"),
    "鼓励": re.compile("鼓励(?=[^、机和制])"),
    "平安": re.compile("平安(?=校园|中国|县|区|市|建设)"),
    "到达": re.compile("到达(?=现场|学校|目的地|时)"),
    "根本": re.compile("(?:从|立德树人|的)根本|根本(?=任务|上|性|保证|遵循|目的)"),
    "表达": re.compile("(?:语言|口头|书面|口语)表达|表达(?=能力|方式)"),
    "构造": re.compile("构造(?=者)"),
    "局部": re.compile("局部(?=地区|利益|和|与)"),
    "缺乏": re.compile("缺乏(?=[一-龥])"),
    "时机": re.compile("(?:抓住|把握)[一-龥]{0,4}时机"),
    "凸现": re.compile("(?!)"),
}  # fmt: skip
_ANY = re.compile("|".join(swapped for swapped, _ in SWAPS))
_ORIGINAL = dict(SWAPS)


def evidence(text: str) -> list[str]:
    """The different impossible phrases of a normalised text, at most one for a kind of phrase."""
    found: dict[str, str] = {}
    for match in _IMPOSSIBLE.finditer(text):
        found.setdefault(match.lastgroup or "", match.group())
    return list(found.values())


def looks_altered(text: str) -> bool:
    """Whether words were replaced throughout a document, given its normalised text."""
    return len(evidence(text)) >= _ENOUGH


def restore(sentence: str) -> str:
    """The reading of a normalised sentence of an altered document with swapped words put back, where they are not
    genuine."""

    def original(match: re.Match[str]) -> str:
        genuine = _GENUINE.get(match.group())
        if genuine and any(
            found.start() <= match.start() and match.end() <= found.end() + 4 for found in genuine.finditer(sentence)
        ):
            return match.group()
        return _ORIGINAL[match.group()]

    return _ANY.sub(original, sentence)
