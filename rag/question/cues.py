"""Cues: the words with which an official text answers a kind of question, where they are not the question's own.

A purpose is given by 为了, a duty by 应当, a beginning by 自…起施行. Rows hold for any policy document.
"""

import re

_CUES: tuple[tuple[str, str], ...] = (
    ("目的|为了什么|意图|宗旨|purpose|aim of", "为了|为(?=[^。]{4,60}制定)|旨在|目的"),
    ("根据什么|依据什么|依据是|依据哪|法律依据|legal basis", "根据|依据|依照"),
    ("(?:施行|实施|生效|执行).{0,6}(?:日期|时间)|(?:什么时候|何时|哪天|几时|从何时|哪一天|哪一?年).{0,8}(?:施行|实施|生效|执行|起效)|take effect|come into force", "自.{4,16}起.{0,4}(?:施行|实施|执行|生效)"),
    ("有效期|管多久|管几年|失效", "有效期|起.{0,4}(?:施行|实施|失效)|废止"),
    ("义务|责任是|职责|应当做|必须做|要做到|duty|duties|obligation", "应当|必须|不得|有义务|履行|负责"),
    ("权利|有权|right to", "有权|享有|权利|可以"),
    ("处罚|罚款|罚则|怎么罚|后果|法律责任|penalt|fined", "责令|罚款|处分|警告|吊销|没收|处罚|追究|约谈|取消"),
    ("是指|指什么|什么意思|什么叫|何谓|所称|定义|含义|what is meant|definition", "是指|所称|系指|即"),
    ("谁.{0,4}(?:负责|主管|牵头|承担)|(?:哪个|什么)(?:部门|单位|机构|科室|处室).{0,6}(?:负责|主管|牵头|管)|who is responsible", "负责|主管|牵头|承担|归口"),
    ("为什么|为何|原因|缘由|why", "因为|由于|因此|所以|为了|关键|原因|因素|以便"),
    ("(?:可不可以|能不能|可否|能否|允不允许|准不准|行不行|要不要|用不用|必不必须)|(?:可以|能|允许|准|必须|一定|需要|应该|应当).{0,30}(?:吗|么)[?？]?$|非.{1,8}不可|\\b(?:may|must|can|allowed|required)\\b", "可以|不得|应当|必须|允许|禁止|严禁|自愿|不准|有权|一律|不能|为限|不再"),
    ("禁止|不准|不许|不能做|不可以|forbidden|prohibited", "不得|禁止|严禁|不准|一律不"),
    ("条件|资格|要求是|满足什么|requirement", "条件|应当具备|符合|下列|资格|取得"),
    ("原则|principle", "原则"),
    ("目标|要达到|target|goal", "目标|达到|力争|提高到|确保|努力"),
)  # fmt: skip


def cue(question: str) -> re.Pattern[str] | None:
    """What the sentence that answers a folded question should say, or None where no row fits."""
    said = [answer for asked, answer in _CUES if re.search(asked, question)]
    return re.compile("|".join(said)) if said else None
