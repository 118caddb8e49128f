"""Several questions in one: “近视率降多少，入园率要达到多少？” asks twice, each to be answered for itself."""

import re

from rag.question.catalogue import Named
from rag.question.content import content_words, fold_spaces, without_names
from rag.question.follow import Names
from rag.question.kinds import fields_of, kind_of
from rag.question.query import Kind

_MOST = 4  # questions that one message holds at most
_CLAUSE = re.compile("(?:“[^”]*”|《[^》]*》|[^，,。；;！!？?“《])+[，,。；;！!？?]*")
_ASKS = re.compile(
    "多少|(?<![等这那前近好后十])几(?!乎|何|年来|个月来|十|百|千)|哪|什么|啥|谁|怎么|怎样|如何|为何|何时|何地|是否|是不是|有没有|能不能|可不可以|要不要|"
    "[吗呢][？?。，,]*$|\\b(?:how|what|which|who|when|where|why)\\b"
)
# Words that say of a thing asked about before only that it is asked about.
_GENERIC = frozenset(
    "安排 做法 办法 措施 要求 规定 内容 拿出 采取 采用 提出 具体 怎么 办 做 叫 说 写 讲 情况 数字 数量 分别 各 总 合计 一共 名称 名字 结果 处理 又 发 包括 哪些 进行 开展 到 达到 提到 起 个 东西".split()
)
_SPECIFIC = (Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.YEAR, Kind.DATE, Kind.ORDINAL, Kind.WHY)
_WHO = re.compile("谁|哪(?:个|家|些)?(?:部门|单位|机构|科室|处室)")
_BY_HOW_MUCH = re.compile("(?:又|还)?(?:高|低|多|少|差|快|早|晚|大|小)(?:出|了)?(?:多少|几)")
_ELLIPTIC = re.compile("呢[？?。，,]*$")


def split(question: str, names: Names) -> list[str]:
    """The questions of a message, in order, in its own words; one that asks once comes back whole. names: the
    documents a text names."""
    clauses = _CLAUSE.findall(question)
    if sum(bool(_ASKS.search(fold_spaces(clause))) for clause in clauses) < 2:
        return [question]
    asks: list[str] = []
    before = ""
    for clause in clauses:
        if not _ASKS.search(fold_spaces(clause)):
            before += clause
        elif asks and not before and not _is_another(clause, asks[-1], names):
            asks[-1] += clause
        else:
            asks.append(before + clause)
            before = ""
    if before:
        asks[-1] += before
    asks = _with_topic(asks, names)
    if len(asks) > _MOST or all(fields_of(fold_spaces(ask)) for ask in asks):
        return [question]
    return asks if len(asks) > 1 else [question]


def _content(text: str, named: Named) -> list[str]:
    return [word for word in without_names(content_words(fold_spaces(text)), named) if word not in _GENERIC]


def _is_specific(text: str) -> bool:
    plain = fold_spaces(text)
    return kind_of(plain) in _SPECIFIC or bool(_WHO.search(plain))


def _is_another(clause: str, last: str, names: Names) -> bool:
    """Whether a clause that asks is a question of its own and not the rest of the last one."""
    if _BY_HOW_MUCH.match(fold_spaces(clause)):
        return False
    named, earlier = names(clause), names(last)
    content = _content(clause, named)
    if _ELLIPTIC.search(clause):
        return True
    if named.anything:
        # Of each document something else; where only the second names one, the first said what about.
        return bool(earlier.anything and content and _content(last, earlier)) or (
            not content and not earlier.anything and _is_specific(last)
        )
    if not content and kind_of(fold_spaces(clause)) is kind_of(fold_spaces(last)):
        return False
    whole = last.rstrip().endswith(("？", "?", "；", ";")) and bool(content)
    return whole or (_is_specific(clause) and _is_specific(last))


def _with_topic(asks: list[str], names: Names) -> list[str]:
    """The same, where the first says only what the others ask of one document after another: 近视率多少，岱山是多少，东丽呢."""
    if len(asks) < 2 or names(asks[0]).anything:
        return asks
    others = [names(ask) for ask in asks[1:]]
    if all(named.anything for named in others) and not _content(asks[1], others[0]):
        return [asks[0] + asks[1], *asks[2:]]
    return asks
