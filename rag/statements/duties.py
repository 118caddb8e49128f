"""What a piece of a sentence obliges to: duty, ban, leave, encouragement, aim; and whether it denies."""

import re

# What a bound says ("不少于") is part of its figure; these words deny nothing.
_NO_DENIAL = re.compile(
    "不(?:少于|低于|小于|超过|高于|多于|大于|足|断|仅|但|同|久|论|管|等|良|安|力|得不)|不得(?:少于|低于|超过|高于|多于)|未(?:来|成年|超过|满|达)|"
    "无(?:论|障碍|线|锡|人机)|非(?:常|遗|物质)|免疫|是否|能否|与否|可否|除非|不到"
)
_DENIAL = re.compile("不|未|没|无|非|勿|莫|免|禁止|严禁|杜绝|取消|停止|废止|暂停|撤销")
_MODES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "ban",
        re.compile(
            "不得(?!不|少于|低于|超过|高于|多于)|不准|不许|不可(?!避免|或缺|分割)|不能|不应|不宜|禁止|严禁|杜绝"
        ),
    ),
    (
        "duty",
        re.compile(
            "必须|应当|应该|须(?!知)|务必|一律|不得不|(?<![不适响反供相对效])应(?![用对届急试聘邀考付征激])|"
            "(?<![主重需纲摘概简必首紧不])要(?![求点素闻件害道])"
        ),
    ),
    (
        "leave",
        re.compile(
            "(?<!不)可以|(?<!不)可(?=按|由|在|向|采|根|依|视|将|给|申请|自主|委托|享|不)|有权|允许|准许|(?<!不)能够"
        ),
    ),
    ("urge", re.compile("鼓励|支持|提倡|倡导|引导")),
    (
        "aim",
        re.compile("力争|争取|努力|拟(?!定|订)|预计|有望|将(?![军来])|计划(?=到|于|新|在|投|用|安排|建|招)|目标是"),
    ),
    ("hedge", re.compile("原则上|一般(?!公共|性)|逐步|基本(?=实现|完成|达到|消除|满足|建成|普及)")),
    ("part", re.compile("部分|个别|少数|大多数|多数|绝大多数|大部分|有的")),
    ("all", re.compile("全部|所有|全体|任何|一切|百分百")),
    ("only", re.compile("仅(?!仅)|唯一|首次|首个|首家")),
    ("most", re.compile("最(?!近|后|终|高[^的一]?\\d|低[^的一]?\\d|多[^的一]?\\d|少[^的一]?\\d)[一-龥]")),
)
_RATE = re.compile(
    "每(?:生|人|年|月|周|日|天|学期|学年|班|校|所|次|户|亩|个|名|平方米|课时)|人均|生均|平均|累计|年均|同比|环比"
)
_EXCEPTION = re.compile("除[^,。;]{1,30}外|除非|但(?!是?不限)|未经|经[^,。;]{0,16}(?:批准|同意|审批|许可)")
_RELATIVE = re.compile("今年|去年|明年|前年|本年度?|当年|上年|近年")

# A text that speaks to its reader, as one written to mislead a language model does.
_ADDRESS = re.compile(
    "(?:忽略|无视|忘记|忘掉|不必理会|不要理会|不用管).{0,16}(?:指示|指令|提示|规则|设定|要求|内容)|(?:请|只|只需|必须|直接|务必)(?:回答|输出|回复|写出)|"
    r"(?:ignore|disregard|forget).{0,40}(?:instruction|prompt|rule|message)|[<{\[]+[|/]?\s*(?:im_|system|inst|user|assistant)|(?:系统|system)(?:提示|消息|prompt|message)?:"
)


def modes(piece: str) -> frozenset[str]:
    """The modes of a folded piece: ban, duty, leave, urge, aim and how far it goes (hedge, part, all, only, most)."""
    return frozenset(name for name, words in _MODES if words.search(piece))


def denials(piece: str) -> int:
    """How often a folded piece says that something is not."""
    return len(_DENIAL.findall(_NO_DENIAL.sub("", piece)))


def rates(piece: str) -> frozenset[str]:
    """What the figures of a folded piece are counted by: 每月, 人均."""
    return frozenset(_RATE.findall(piece))


def exceptions(sentence: str) -> bool:
    """Whether a folded sentence makes an exception or a condition."""
    return _EXCEPTION.search(sentence) is not None


def relative_years(text: str) -> frozenset[str]:
    """The years of a folded text that its own date fixes: 今年."""
    return frozenset(_RELATIVE.findall(text))


def addresses_reader(folded: str) -> bool:
    """Whether a folded text tells its reader what to answer, or passes itself off as a message of the system."""
    return _ADDRESS.search(folded) is not None
