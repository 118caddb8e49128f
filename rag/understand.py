"""What a question asks: its words for search, the documents it names, the kind of answer it wants, the turn it goes on from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import rjieba

from rag.catalogue import Catalogue, Mentions, Named, spoken
from rag.cues import cue
from rag.glossary import expand, translate
from rag.numerals import chinese_number
from rag.schema import Turn
from rag.text import fold, has_han


class Kind(StrEnum):
    """The kind of answer a question wants."""

    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    YEAR = "year"
    DATE = "date"
    ORDINAL = "ordinal"
    LIST = "list"
    ARTICLE = "article"
    DOCUMENT = "document"
    WHY = "why"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Query:
    """A question as understood.

    text: folded words to search for, those carried over from the turn before included. own: the question's own words alone.
    terms: its content words without what only names a document; asides: those beside the clause that asks; carried: those of the turn before, where it is needed.
    fields: the metadata rows asked for; about: the content words besides those that ask for them. article: number of a law's article. units: measure words that the answer must stand
    with (所, 人次). quoted: words given in quotation marks. cue: what the answering sentence should say. understood: what was searched for, where that is not what was said.
    """

    question: str
    text: str
    own: str
    kind: Kind
    named: Named
    terms: tuple[str, ...]
    asides: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    article: int = 0
    quoted: tuple[str, ...] = ()
    cue: re.Pattern[str] | None = None
    before: str = ""
    understood: str = ""


_FIELDS: tuple[tuple[str, str], ...] = (
    ("索引号", "索引号|信息索引|index (?:no|num)"),
    ("number", "文号|发文字号|文件编号|document number"),
    ("agency", "(?:哪个|什么|哪家|哪一?级)(?:部门|单位|机构|机关|局|科室|处室)|(?:发布|发文|制发|印发|报送)(?:机构|机关|单位|部门)|谁(?=[^。]{0,8}(?:发|写|报|出|作|讲|做|制定|牵头起草))|who (?:issued|published|wrote|presented|released)|which (?:agency|bureau)"),
    ("issued", "(?:生成|成文|发布|发文|印发|落款|公开|报送)(?:日期|时间)|(?:和|、|及)(?:日期|时间)|谁.{0,8}(?:什么时候|何时|哪天)|(?:什么时候|哪天|哪一天|何时|几月几[号日]|哪年哪月|几月份?)(?:发布|印发|发的|生成|写|公开|成文|出台|落款|做|作|上网|报|挂)|when was .{0,80}(?:issued|published|released|written)|in which month|what date"),
    ("组配分类", "组配分类|归.{0,4}类|哪一?类文件|什么类别"),
    ("主题分类", "主题分类"),
    ("year", "(?:标题|题目).{0,10}(?:哪一?年|年份|几几年)|是哪一?年的(?:要点|计划|总结|报告|文件|汇报)"),
    ("title", "(?:标题|题目)(?:是|叫|怎么)?(?:什么|啥|写)?"),
)  # fmt: skip
_KINDS: tuple[tuple[Kind, str], ...] = (
    (Kind.DOCUMENT, "哪(?:一)?(?:份|个|部|篇|几份|两份|些)(?:文件|材料|报告|要点|办法|通知|汇报|总结|法规|法律|文档|地方的文件|区的文件)|哪部法|哪份|which document|哪[两几]个地方"),
    (Kind.WHY, "为什么|为何|原因|缘由|why\\b"),
    (Kind.MONEY, "多少(?:钱|万|亿|元|资金|经费|投资)|几(?:万|亿|元|个亿)|(?:投资|投入|花|资金|经费|预算|拨款|标准).{0,8}(?:多少|几)|how much (?:money|was (?:spent|invested))|多少.{0,2}(?:万元|亿元)"),
    (Kind.PERCENT, "百分之|百分点|(?:率|比例|占比|比重|比率|占).{0,12}(?:多少|几|多高|多大|达到|到)|几成|多少.{0,4}(?:率|比例)|(?:率|比例)[?？]?$|by how much|what (?:percent|share|proportion|rate)|percentage|\\brate\\b"),
    (Kind.YEAR, "哪(?:一)?(?:年|年份|个年度)|何年|几几年|(?:which|what) year|哪个年度"),
    (Kind.DATE, "什么时候|何时|哪天|哪一天|几月|几号|什么时间|多久|期限|when\\b"),
    (Kind.ORDINAL, "第几"),
    (Kind.LIST, "哪些|哪几|哪两|哪三|哪四|分别|都有|各是|有什么(?!时)|几个方面|哪[一-龥]{0,2}方面|包括什么|三方|which\\b.*s\\b|list\\b"),
    (Kind.NUMBER, "多少|几(?!乎|何)|多高|多大|多长|how many|how much|how long|人数|数量|总数|总共"),
)  # fmt: skip
_UNIT = re.compile(
    "(?:多少|几|多)(?:个)?(人次|人|名|位|所|家|项|个|块|枚|件|次|条|类|届|年|天|学时|课时|亩|平方米|万|亿|元|倍|期|场|门|台|级|岁|支|篇|套|座|处|种|批|组|月|日|小时)"
)
_STOP = frozenset(
    "的 了 吗 呢 啊 呀 吧 么 嘛 是 有 在 和 与 及 或 也 都 就 还 要 会 能 可以 可 被 把 给 对 为 从 到 去 来 着 过 得 地 之 其 该 这 那 这个 那个 这些 那些 这份 那份 "
    "什么 哪些 哪个 哪 哪儿 哪里 哪几 哪几个 哪所 多少 几 几个 怎么 怎样 怎么样 如何 为什么 为何 谁 何 啥 多 多大 多高 请问 想 想问 问 一下 告诉 告诉我 我 你 他 我们 你们 他们 "
    "情况 里 里面 中 上 下 方面 关于 根据 按照 按 依据 今年 去年 全年 一共 总共 共 分别 各 是否 有没有 不 没有 吗 说 说的 讲 讲的 提到 写 写的 规定 内容 具体 主要 打算 准备 需要 应该 应当 "
    "文件 那句 这块 个 份 年 所 名 人 项 次 件 家 位 一 两 到底 现在 目前 最 最少 至少 已经 之前 以后 才 只 让 用 拿 搞 做 办 出 好像 叫 名字 the of in to is are was were what which how many much "
    "does do did for and a an by on at that this with".split()
)
_ELLIPSIS = re.compile(
    "^(那么?|那|还有|另外|其中|它|他|该|这个?|此|上面|刚才|前面|同样|and\\b|what about|how about)|呢[?？]?$"
)


# The words that make a question of a sentence; what is left says what it is about.
_ASKING = re.compile(
    "第几[个届批次轮]?|哪[一二两三四几]?[个年月日天所家项种类位名些份部里儿条]*(?:方面|地方)?|多少[个人名所项家次件条元万亿钱]*|几[个所家项种类位名件次条年月天块枚快]|"
    "什么(?:时候|时间|样的?|地方|情况)?|怎么样?|怎样|如何|为什么|为何|何时|何地|几时|啥|谁|请问|有没有|是不是|是否|告诉我|想知道|[吗呢吧么]$"
)


def content_words(text: str) -> tuple[str, ...]:
    """Words of a text that say what it is about, in order, each once."""
    words = rjieba.cut_for_search(_ASKING.sub(" ", text), True) if has_han(text) else re.findall(r"[a-z0-9.%+]+", text)
    kept = (word for word in words if word not in _STOP and not re.fullmatch(r"[\W_]+", word))
    return tuple(dict.fromkeys(word for word in kept if len(word) > 1 or word.isdigit() or has_han(word)))


def _kind(plain: str) -> Kind:
    return next((kind for kind, pattern in _KINDS if re.search(pattern, plain)), Kind.TEXT)


def _fields(plain: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in _FIELDS if re.search(pattern, plain))


def _besides_fields(plain: str, question: str) -> str:
    for _, pattern in _FIELDS:
        plain = re.sub(pattern, " ", plain)
    return plain if has_han(plain) else translate(question)


def fold_spaces(question: str) -> str:
    """The question in one spelling, its spaces kept: English needs them."""
    return " ".join(fold(part) for part in question.split())


_ARTICLE = re.compile("第([一二三四五六七八九十百零〇千两\\d]+)条")
_QUOTED = re.compile("”([^”]{2,80})”")  # folding makes all quotation marks one
_LONG_QUOTE = 6  # characters from which quoted words are a sentence's own and not a name
_LOOK_UP = re.compile("第.+条(?:是|怎|讲|规定|的|说|内容|有|$)")
_PENALTY = re.compile("处罚|罚款|违反|罚则")


def understand(question: str, history: Sequence[Turn], catalogue: Catalogue, mentions: Mentions) -> Query:
    """The question as understood among the documents of a catalogue, after the turns before it."""
    plain = fold_spaces(question)
    kind = _kind(plain)
    named = catalogue.named(question, mentions)
    quoted = tuple(phrase for phrase in _QUOTED.findall(plain) if len(phrase) >= _LONG_QUOTE)
    article = _ARTICLE.search(_QUOTED.sub("", plain))
    words = content_words(expand(plain)) if has_han(plain) else content_words(translate(question))
    previous = next((turn.content for turn in reversed(history) if turn.role == "user"), "")
    text, before, understood, carried = plain, "", "", ()
    if previous and not _stands_alone(plain, words, named):
        earlier = catalogue.named(previous, mentions)
        if not named.anything:
            named = replace(earlier, years=named.years or earlier.years)
        before = fold_spaces(previous)
        if _ELLIPSIS.search(plain) or len(words) <= 2:
            if kind is Kind.TEXT:
                kind = _kind(before)
            carried = _without_names(content_words(before), earlier)
            text = before + " " + plain
            understood = f"{previous.strip().rstrip('？?。！!')}；{question.strip()}"
    if article and (named.sources or named.unknown_titles or _LOOK_UP.search(plain)) and not _PENALTY.search(plain):
        kind = Kind.ARTICLE
    return Query(
        question=question,
        text=text,
        own=plain,
        kind=kind,
        named=named,
        quoted=quoted,
        cue=_cue(plain, article.group(1) if article else ""),
        terms=_without_names(words, named) or words,
        asides=_asides(plain),
        carried=carried,
        units=tuple(_UNIT.findall(plain)),
        fields=_fields(plain),
        about=_without_names(content_words(_besides_fields(plain, question)), named),
        article=chinese_number(article.group(1)) if article else 0,
        before=before,
        understood=understood,
    )


def _asides(plain: str) -> tuple[str, ...]:
    """Words that stand only beside the clause that asks: 家长问起来, 班主任想知道."""
    clauses = [clause for clause in re.split("[,，。;；!！?？:：]", plain) if clause]
    asking = [clause for clause in clauses if _ASKING.search(clause)]
    if not asking or len(asking) == len(clauses):
        return ()
    asked = " ".join(asking)
    return tuple(
        word for clause in clauses if clause not in asking for word in content_words(clause) if word not in asked
    )


def _cue(plain: str, article: str) -> re.Pattern[str] | None:
    if article and _PENALTY.search(plain):
        return re.compile(f"违反(?:本法|本办法|本条例|本规定)?第{article}条")
    return cue(plain)


def _without_names(words: tuple[str, ...], named: Named) -> tuple[str, ...]:
    """Content words that do not merely name a document."""
    if not named.sources:
        return words
    names = " ".join(
        (
            *named.titles,
            *named.phrases,
            *named.places,
            *named.years,
            *(year + "年" for year in named.years),
            *(sound for place in named.places for sound in spoken(place)),
        )
    )
    kinds = "区市县省份" if named.phrases else ""
    return tuple(word for word in words if word not in names and word not in kinds)


def _stands_alone(plain: str, terms: tuple[str, ...], named: Named) -> bool:
    """Whether a question after others needs nothing of them: it names a document of its own and says what it asks."""
    return named.sources is not None and len(terms) >= 2 and not _ELLIPSIS.search(plain)
