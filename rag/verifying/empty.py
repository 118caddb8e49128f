"""What claims nothing: greetings, thanks, questions, transitions, and exhortations without content."""

import re

import rjieba

from rag.text import has_han
from rag.verifying.blocks import counts, is_prose

_GREETING = re.compile(
    "(?:尊敬的|亲爱的|敬爱的)?(?:各位[一-龥]{1,8}|[一-龥]{0,6}同志们|同志们|同志|老师们|同学们|朋友们|女士们|先生们|来宾们|家长们|[一-龥]{1,6}[局厅校县市区省部]长|大家|你们|您|好|上午好|下午好|晚上好|早上好|你好|[、，,：:！! \u3000和])+"
)
_SHORT = 40  # characters of the longest greeting
_ADDRESSEES = re.compile("(?:各|市|县|区|局)[^，。；]{1,60}[：:]")
# What comes before thanks, and before the announcement of what will be said. Never taken back once it is read, and what has no words
# of its own between its words stands once: else a sentence of nothing else is read in countless ways.
_OPENS_THANKS = "(?:最后|在此|首先|借此机会|谨此|今天|(?>值此[^，]{0,16}?之际)|请允许我|并|再次|[，,])*+"
_OPENS_TALK = (
    "(?:下面|接下来|现在|今天|这里|首先|最后|借此机会|根据会议安排|按照会议安排|(?>受[^，]{1,16}?委托)|刚才|[，,])*+"
)
_THANKS = re.compile(
    f"^{_OPENS_THANKS}(?:我代表[^，]{{1,30}}{_OPENS_THANKS})?"
    "(?:向[^，。]{1,60}|对[^，。]{1,60})?(?:表示|致以)[^，。]{0,16}(?:感谢|谢意|祝贺|敬意|慰问|问候|欢迎|祝愿)|"
    "^(?:最后|在此)?[，,]?(?:祝|预祝|祝愿|恭祝)|谢谢|^(?:衷心)?感谢|再见[！!。]?$|^[^，。]{0,8}(?:说|表示|指出|强调|认为)$"
)
_TALK = re.compile(
    f"^{_OPENS_TALK}(?:我?就[^，]{{1,40}}{_OPENS_TALK})?"
    "(?:由?我|我们|想|请|让我们)*(?:代表[^，]{1,30})?(?:就[^。]{1,40})?"
    "(?:讲|谈|说|作|做|提|汇报|介绍|通报|报告|强调|发言|交流|部署)[^。]{0,24}(?:意见|几点|[一二三四五六七八九十两几]点|[一二三四五六七八九十两几]个(?:方面|问题)|报告|汇报|发言|情况|问题|如下|体会|想法|要求)[。：:！!]?$|"
    "(?:以上|上述)[^，。]{0,12}(?:汇报|报告|意见|发言|情况)|汇报完毕|(?:不妥|不当|不足)之处|请(?:予)?(?:批评|审议|指正|领导)|^(?:特此|现将)|^(?:特|专此)[通报]|如下[：:。]?$|^(?:请|望)(?:认真|遵照|各[^，]{1,12})[^，。]{0,12}(?:执行|落实|抓好)|"
    "我(?:再)?(?:简要|简单|着重|重点)?(?:讲|谈|说|强调)(?:以下)?[^，。]{0,6}(?:点|方面|个问题)|(?:主要|重点)?(?:有|抓好?|做好|做到|体现在|表现在)(?:以下|如下|这|这么)[^，。]{0,8}[：:。]?$"
)
_MEETING = re.compile(
    "^(?:今天|这次|本次|刚才)[^，。]{0,14}(?:召开|举行|举办|参加|观看|听取)|^(?:这次|本次|今天)?(?:会议|大会)?的?主要(?:任务|目的|议题|议程)(?:是|有)"
)
_QUESTION = re.compile("[？?][”’」』）)]*$|^(?:为什么|怎么办|怎么样|如何).{0,20}呢[。！]?$")
# Words that only call on people; a sentence of nothing else says nothing that a document could hold.
_CALL = frozenset(
    "我们 大家 各位 同志 同志们 全体 全县 全市 全区 全省 全国 干部 教职工 教师 广大 各级 各地 各校 各单位 各部门 部门 单位 要 必须 应当 应该 务必 一定 一定要 希望 相信 让 请 把 以 为 从 在 的 地 得 和 与 及 并 也 更 更加 进一步 不断 切实 "
    "高度 重视 加强 领导 组织领导 组织 统一 思想 提高 提高认识 认识 明确 责任 落实 落实责任 压实 狠抓 狠抓落实 真抓实干 实干 求真务实 扎实 工作 推进 开拓 开拓进取 创新 锐意进取 进取 奋发有为 团结 团结一心 团结一致 凝心聚力 同心 同心协力 共同 共同努力 努力 再接再厉 不忘初心 牢记使命 使命 初心 "
    "砥砺前行 奋勇 前进 前行 再创 佳绩 辉煌 新 谱写 新篇章 篇章 书写 贡献 力量 作出 做出 新的 更大 更 大 人民 满意 办好 教育 事业 发展 教育事业 奋斗 而 精神 状态 饱满 热情 昂扬 斗志 作风 务实 信心 坚定 坚定信心 振奋精神 意识 增强 责任感 使命感 紧迫感 大局 "
    "抓 抓好 抓紧 抓实 做 做好 干 干好 好 到 到位 位 实处 见效 成效 确保 取得 实效 务求 起来 行动 行动起来 一起 携手 齐心协力 迎难而上 勇于 担当 敢于 善于 负责 认真 认真负责 全力 全力以赴 尽心尽力 时不我待 只争朝夕 十分 非常 深刻 充分 认识到 重要性 重大 意义 重要 紧迫性 任务 任重道远 艰巨 光荣 "
    "蓝图 绘就 号角 吹响 已经 已 时代 新时代 征程 新征程 美好 明天 未来 而不懈 不懈 不懈努力 一切 这 是 这项 了 很 都 有 上 下 中 心 力 劲 抓落实 一心 一意 一心一意 人人 处处 事事 真正 抓细 抓常 常抓不懈 抓出 狠下功夫 功夫 下 工夫 切 实 抓到 底".split()
)


def is_question(text: str) -> bool:
    """Whether a sentence asks."""
    return bool(_QUESTION.search(text.strip()))


def is_empty(text: str) -> bool:
    """Whether a sentence or a part of one claims nothing that a document could hold."""
    bare = text.strip(" \t\u3000\n\r，,。；;")
    if (
        not is_prose(bare)
        or (len(bare) <= _SHORT and _GREETING.fullmatch(bare))
        or _ADDRESSEES.fullmatch(bare)
        or is_question(bare)
    ):
        return True
    if counts(bare) and not _TALK.match(bare):
        return False
    return bool(_THANKS.search(bare) or _TALK.search(bare) or _MEETING.match(bare)) or _only_calls(bare)


def _only_calls(text: str) -> bool:
    words = [word for word in rjieba.cut(text, True) if has_han(word)]
    return bool(words) and all(
        word in _CALL or (len(word) > 2 and all(half in _CALL for half in (word[:2], word[2:]))) for word in words
    )
