"""What a part of a sentence is built like: whether it has a verb, and whether it begins with one or with what it is about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import rjieba

# What the tagger does not know of official style: building is a verb, a rate is a noun.
_VERBS = re.compile(
    "[新扩改续重迁筹兴]建|改扩建|新增|增设|增加|新招|撤并|合并|整合|建成|建立|建设|建好|设立|成立|投入|投资|安排|拨付|落实|推进|完成|实施|实现|启动|开展|组织|举办|承办|"
    "招聘|招录|引进|选派|选送|选拔|评选|评出|表彰|培训|培养|培育|改造|维修|添置|购置|配备|配置|发放|资助|减免|覆盖|惠及|取缔|查处|整治|排查|通报|制定|出台|印发|修订|"
    "提高|提升|达到|提到|下降|降低|减少|压减|增长|加强|加快|加大|强化|深化|优化|完善|健全|规范|坚持|打造|构建|创建|创新|探索|争取|力争|确保|获得|荣获|通过|接受|参加|承担|负责|"
    "扶持|资助|化解|偿还|筹措|争创|引建|挂牌|关停|取消|清理|核定|聘请|聘用|交流|轮岗|支教|调整|解决|补充|划拨|下达|减轻|提供|保证|保障|普及|巩固|推广|推动|促进"
)
_NOUNS = frozenset("近视 教育 工作 管理 领导 安全 规划 计划 总结 建议 学习 教学 生活 保险 补贴 研究 要求".split())
_RATES = ("率", "比", "量", "额")
# 毛入学率96.5%, 生师比为16:1: says something without a verb.
_STATES = re.compile(r"率[约近超]?[\d.]+[%％]|[率比量额](?:为|约)[约近超]?\d")
# What may stand before the verb without being what is spoken of: time, place, manner, and who speaks.
_SETTING = frozenset(("t", "ns", "d", "ad", "c", "f", "s", "m", "q", "r", "zg", "b"))
_SPEAKER = re.compile(
    r"(?:(?:截至|截止|到)?(?:(?:19|20)\d\d|[二两][〇○零][〇○零一二三四五六七八九]{2}|\d\d)年(?:以来|[底初末春秋]|上半年|下半年|[春秋]季|度)?(?:\d{1,2}月(?:\d{1,2}日)?)?(?:底|末)?|"
    r"[今去明前本上当]年度?|年内|全年|年[底初]|目前|[近几]+年来|[一-龥]{2,4}[省市县区旗州](?:教育[局厅委])?(?:(?!域|级|内|外|直|属|里))|[我全本][国省市县区镇乡局校](?!域|级|属)|"
    r"[省市县区](?:委、?[省市县区]?政府|政府|委|教育[局厅委])|各[级地校区县]+|我们|大家|教育系统|同时|此外|另外|累计|总共|一共|共(?!同|享)|已经?|还|将|先后|分别(?!为|是)|继续|进一步|大力|积极|切实|全面|深入|扎实|有序|稳步|认真|"
    r"[，,、 \u3000])+"
)


_WHO = re.compile("[省市县区旗州镇乡局厅委校府国们级地家]|教育系统")


@dataclass(frozen=True, slots=True)
class Predicate:
    """How a part is built.

    verb: it has one; first: it begins with one once its setting (time, place, who speaks) is passed over; spoken: it says who speaks.
    """

    verb: bool
    first: bool
    spoken: bool


def tagged(text: str) -> Iterator[tuple[str, str]]:
    """The words of a text with their parts of speech (tags of jieba)."""
    for word, tag in rjieba.tag(text, True):
        if _VERBS.fullmatch(word):
            yield word, "v"
        elif word.endswith(_RATES) or word in _NOUNS:
            yield word, "n"
        else:
            yield word, tag


def is_building(word: str) -> bool:
    """Whether a word is a verb of official style that the tagger may take for a name."""
    return _VERBS.fullmatch(word) is not None


def has_verb(text: str) -> bool:
    """Whether a text has a verb."""
    return any(tag == "v" for _, tag in tagged(text))


def predicate(text: str) -> Predicate:
    """How a part of a sentence is built."""
    spoken = _SPEAKER.match(text)
    rest = text[spoken.end() :] if spoken else text
    words = [(word, tag) for word, tag in tagged(rest) if not tag.startswith("x")]
    while len(words) > 1 and words[0][1] in _SETTING and words[0][0] not in ("本", "该", "其"):
        words.pop(0)
    tags = [tag for _, tag in words]
    verb = "v" in tags
    # 近视率: a verb within a compound noun is told by what follows it.
    begins = bool(words) and (tags[0] in ("v", "p") or (tags[0] == "vn" and not verb))
    if begins and tags[0] == "v" and len(words) > 1 and words[1][0].endswith(_RATES) and tags[1] == "n":
        begins = "v" not in tags[1:]
    states = verb or (bool(words) and tags[0] == "vn") or bool(_STATES.search(text))
    return Predicate(states, begins, bool(spoken and _WHO.search(spoken.group())))
