"""The words of questions about tables, brought to those that tables use, and what of them only asks."""

import re

from rag.question.content import ASKING, content_words
from rag.text import fold

# Words of every day and short forms, as columns have them. What tables and questions say is brought to the same form.
_SAME = (
    (re.compile("老师|教职员工"), "教师"),
    (re.compile("在校学生|在校生|孩子|娃娃?|小朋友"), "学生"),
    (re.compile("教学班|班级"), "班"),
    (re.compile("(?<=[一-龥])(?:人数|数量|总数|总人数)"), "数"),
    (re.compile(r"(\d{1,2}月\d{1,2})号"), r"\1日"),
    (re.compile("联系方式|手机号码?|电话号码|手机"), "电话"),
)
_TOTAL = re.compile("一共|总共|合计|总计|共计|共有|总的|加起来|全[县市区省镇乡]|全部(?!是)|总数|总和|总量")
_EACH = re.compile("各(?!种|项|类)|每(?:所|个|家|一)|分别|哪些|哪几|所有|列出|列一下|名单|清单|逐一|都有(?:谁|哪)|都是")
_MOST = re.compile("最(多|少|高|低|大|小)")
_WHICH = re.compile("哪|谁|什么")
_PEOPLE = re.compile("人数|多少[人名位]|几[人名位]|多少个人")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_KIND = re.compile(
    "(?:各|每一?[个所家]|哪[一两几些]*[个所家]?)(学?校|小学|中学|初中|高中|(?:幼儿)?园|[县市]?区|县|市|乡?镇|街道|学段|年级)"
)
OWNER = re.compile(
    "谁(?:来)?(?:负责|牵头|管|做|抓|落实|承担|主办|承办|配合|完成)|负责人?是谁|由谁|归谁|(?:哪|什么)[一二两几个些家]*(?:单位|部门|科室|处室|股室|科|处)|责任(?:单位|人|部门|科室|领导)|牵头(?:单位|部门|人|科室)?(?:是|有|$|[?？])|配合(?:单位|部门)"
)
WHEN = re.compile(
    "什么时候|何时|时限|期限|哪[一几两些]*[天年月日]|几月|截止|什么时间|多久(?!一次)|几号|几点|啥时候|(?:完成|办结|开工|竣工|起止)?(?:时间|日期)(?:是|$|[?？])"
)
WHERE = re.compile("在哪|哪里|地址|地点|什么地方")
ROLES = (
    (OWNER, re.compile("责任|牵头|负责|承办|主办|实施主体|实施单位|分工|配合|协助|部门|科室|单位|联系人|领导")),
    (WHEN, re.compile("时限|时间|期限|日期|截止|进度|节点|时段")),
    (WHERE, re.compile("地址|地点|位置|场所")),
)
HELPS = re.compile("配合|协助|参与")
# A role that the question names among those it may mean: 牵头 and not 配合.
NAMED_ROLES = ("牵头", "配合", "协助", "责任领导", "责任人", "联系人", "承办", "开工", "竣工", "开始", "完成", "截止")
# What says nothing of what is asked.
_EACH_HAS = re.compile("各(?=[招有是为占安]|多少|几)")
_WHOLE = re.compile("全(?:[县市区省镇乡校]|部门)")
_LIGHT = frozenset(
    "的 了 吗 呢 啊 是 有 在 和 与 及 或 也 都 就 还 会 能 可以 被 把 给 对 从 到 去 来 这 那 其 该 每 各 所 个 名 位 人 数 年 表 表格 表里 表中 附表 数据 数字 名单 清单 列 列出 列一下 查 查一下 看 看看 查询 请 请问 告诉 "
    "一共 总共 合计 总计 共计 共有 共 总 总数 全部 所有 一下 具体 分别 多 少 哪 哪些 哪个 哪所 谁 几 多少 什么 怎么样 情况 如何 介绍 信息 达到 达 达成 为 叫 由 要 需要 应该 应当 应 负责 完成 时候 时间 之前 前 时限 期限 牵头 落实 承担 "
    "哪里 地方 哪天 何时 现有 目前 现在 今年 本年 里 中 里面 大概 大约 到底 究竟 数量 人数 几个 我 我们 想 知道 想知道 帮 帮我 吧 呀 么 之 者 按 按照 根据 不 没有 家 单位 部门 科室 处室 责任 责任单位 最 最多 最少 最高 最低 最大 最小 校 县 区 市 园 镇 乡 排 比较 这项 该项 那项 这所 这个 这些 管 担任 任职 几点 开始 这几年 近几年 历年 三年 几年 查出 发现 存在 排查出 安排 任务表 一项 事项".split()
)


def normal(text: str) -> str:
    """Folded text with everyday words brought to those of tables."""
    plain = fold(text)
    for pattern, word in _SAME:
        plain = pattern.sub(word, plain)
    return plain


def asks_total(plain: str) -> bool:
    """Whether a question asks for a sum over the rows."""
    return bool(_TOTAL.search(plain))


def asks_each(plain: str) -> bool:
    """Whether a question asks for every row."""
    return bool(_EACH.search(plain))


def each_of(plain: str) -> str:
    """The kind of thing that a question asks each of, or which of: 校 of 各校 and 哪所学校, "" where it says none."""
    found = _OF_KIND.search(plain)
    return found.group(1)[-1] if found else ""


def asks_most(plain: str) -> str:
    """多 or 少 and the like where a question says 最多 or 最少, "" elsewhere."""
    found = _MOST.search(plain)
    return found.group(1) if found else ""


def asks_which(plain: str) -> bool:
    """Whether a question asks which one."""
    return bool(_WHICH.search(plain))


def asks_people(plain: str) -> bool:
    """Whether a folded question asks how many people."""
    return bool(_PEOPLE.search(plain))


def years(text: str) -> list[str]:
    """The years that a text names."""
    return _YEAR.findall(text)


def content(rest: str) -> list[str]:
    """The words of what is left of a question that say something."""
    return [
        word
        for word in content_words(ASKING.sub(" ", _WHOLE.sub(" ", _EACH_HAS.sub(" ", rest))))
        if word not in _LIGHT and not all(char in _LIGHT for char in word)
    ]
