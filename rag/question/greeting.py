"""What is said to Youju besides questions: greetings, thanks, who are you."""

import re
from enum import StrEnum

from rag.question.content import fold_spaces


class Greeting(StrEnum):
    """What somebody says who asks nothing of the documents."""

    HELLO = "hello"
    THANKS = "thanks"
    WHO = "who"
    BYE = "bye"


_SAID: tuple[tuple[Greeting, str], ...] = (
    (
        Greeting.HELLO,
        "(?:你|您|大家)们?好(?:呀|啊|哦)?|(?:早上|上午|中午|下午|晚上)好|早安|晚安|嗨|哈[喽啰]|在(?:吗|不在|么)|有人吗|hi(?: there)?|hello|hey|good (?:morning|afternoon|evening)",
    ),
    (
        Greeting.THANKS,
        "(?:非常|十分|太)?(?:感谢|谢谢|多谢|谢)(?:你|您|啦|了|哈|你们)*|辛苦(?:你|您)?了|好的?(?:谢谢|知道了|明白了)?|知道了|明白了|thanks?(?: you)?(?: very much| a lot)?|ok",
    ),
    (
        Greeting.WHO,
        "(?:你|您|这)(?:到底)?(?:是谁|是什么(?:东西|系统|软件|机器人|模型)?|叫(?:什么|啥)(?:名字)?|(?:是)?(?:干|做)(?:什么|啥|嘛)(?:的|用的)?|(?:都)?(?:能|会|可以)(?:帮我)?(?:做|干|回答|查|问)?(?:点|些)?(?:什么|啥|哪些)(?:问题|事)?)|"
        "(?:这个?|你)?(?:怎么|如何)(?:用|使用|提问)(?:你|这个)?|帮助|使用(?:说明|方法)|介绍一下(?:你)?自己|who are you|what are you|what can you do|help|how do i use (?:this|you)",
    ),
    (Greeting.BYE, "再见|拜拜|回(?:头|见)见?|bye(?: ?bye)?|goodbye"),
)
_PATTERNS = tuple((greeting, re.compile(f"(?:{said})(?:[，,]?有据)?")) for greeting, said in _SAID)
_BEFORE = re.compile("^(?:(?:你|您)们?好(?:呀|啊)?|有据|hi|hello|hey)[，,。！!:： ]+(?=.{4})", re.I)


def greeting_of(said: str) -> Greeting | None:
    """The greeting that somebody says and nothing else, or None."""
    plain = re.sub("[。！!？?~～,，. ]+$", "", fold_spaces(said))
    return next((greeting for greeting, pattern in _PATTERNS if pattern.fullmatch(plain)), None)


def without_greeting(said: str) -> str:
    """What is asked after a greeting: 你好，近视率要降多少."""
    return _BEFORE.sub("", said.strip()) or said
