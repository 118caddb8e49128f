"""The words of a question that say what it is about."""

import re
from collections.abc import Sequence

import rjieba

from rag.question.catalogue import Named
from rag.question.places import spoken
from rag.text import fold, has_han

_STOP = frozenset(
    "的 了 吗 呢 啊 呀 吧 么 嘛 是 有 在 和 与 及 或 也 都 就 还 要 会 能 可以 可 被 把 给 对 为 从 到 去 来 着 过 得 地 之 其 该 这 那 这个 那个 这些 那些 这份 那份 "
    "什么 哪些 哪个 哪 哪儿 哪里 哪几 哪几个 哪所 多少 几 几个 怎么 怎样 怎么样 如何 为什么 为何 谁 何 啥 多 多大 多高 请问 想 想问 问 一下 告诉 告诉我 我 你 他 我们 你们 他们 "
    "情况 里 里面 中 上 下 方面 关于 根据 按照 按 依据 今年 去年 全年 一共 总共 共 分别 各 是否 有没有 不 没有 吗 说 说的 讲 讲的 提到 写 写的 规定 内容 具体 主要 打算 准备 需要 应该 应当 "
    "文件 那句 这块 个 份 年 所 名 人 项 次 件 家 位 一 两 到底 现在 目前 由 最 最少 至少 已经 之前 以后 才 只 让 用 拿 搞 做 办 出 好像 叫 名字 the of in to is are was were what which how many much "
    "does do did for and a an by on at that this with".split()
)

# The words that make a question of a sentence; what is left says what it is about.
ASKING = re.compile(
    "第几[个届批次轮]?|哪[一二两三四几]?[个年月日天所家项种类位名些份部里儿条]*(?:方面|地方)?|多少[个人名所项家次件条元万亿钱]*|几[个所家项种类位名件次条年月天块枚快]|"
    "什么(?:时候|时间|样的?|地方|情况)?|怎么样?|怎样|如何|为什么|为何|何时|何地|几时|啥|谁|请问|有没有|是不是|是否|告诉我|想知道|[吗呢吧么]$"
)


def content_words(text: str) -> tuple[str, ...]:
    """Words of a text that say what it is about, in order, each once."""
    words = rjieba.cut_for_search(ASKING.sub(" ", text), True) if has_han(text) else re.findall(r"[a-z0-9.%+]+", text)
    kept = (word for word in words if word not in _STOP and not re.fullmatch(r"[\W_]+", word))
    return tuple(dict.fromkeys(word for word in kept if len(word) > 1 or word.isdigit() or has_han(word)))


def fold_spaces(question: str) -> str:
    """The question in one spelling, its spaces kept: English needs them."""
    return " ".join(fold(part) for part in question.split())


def without_names(words: Sequence[str], named: Named) -> tuple[str, ...]:
    """Content words that do not merely name a document."""
    if not named.anything:
        return tuple(words)
    names = " ".join(
        (
            *named.titles,
            *named.phrases,
            *named.places,
            *named.unknown_places,
            *named.years,
            *(year + "年" for year in named.years),
            *(sound for place in named.places for sound in spoken(place)),
        )
    )
    kinds = "区市县省份" if named.phrases else ""
    return tuple(word for word in words if word not in names and word not in kinds)
