"""A sentence cut into parts of which each stands for itself.

A part is cut off where it says something of its own: it has a verb and begins with what it is about, or it begins with the verb as the
part before it does, so that both are said of whoever speaks. What hangs on something before it (a condition, 其中, 从而, a duty or a
ban said once for all) stays with that.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from rag.text import has_han
from rag.verifying.blocks import counts
from rag.verifying.nesting import nested
from rag.verifying.predicates import Predicate, predicate

_CN = "[一二三四五六七八九十]{1,2}"
_MARK = re.compile(
    rf"{_CN}(?:是(?!否)|要|、)(?=.)|第{_CN}[，,、]|[（(](?:{_CN}|\d{{1,2}})[)）]|[①-⑳]|(?<!\d)\d{{1,2}}[.、．)）](?!\d)"
)
# What begins so says more of what stands before it.
_HANGS_BACK = re.compile(
    r"其中|比(?!例|赛|重)|较|同比|环比|增长|下降|增幅|降幅|减少(?!了)|占|达|为(?=[\d.]+(?:[%％:：]|个百分点)|百分之|全[国省市县区]|最|历)|是|位[居列]|居|排名|超|合计|共计|总计|"
    r"总[投面造金额]|平均|均|都|各(?!级|地)|每|其|该|此|这|那|它|他|她|并|且|而|但|却|也|再|则|就|即|使|让|令|从而|进而|以(?:便|免|及|此|确保|保证|利)|及|和|与|或|不(?!断)|未|没|无|因此|因而|所以|于是|"
    r"涉及|覆盖|惠及|受益|含|包括|如|例如|等|特别是|尤其|情节|逾期|拒不|构成|造成|前款|后果|由此|为此|至|相比|实有|另|[从自].{1,14}起|除|满足|确保|成为|形成|有效期"
)
_CONDITION = re.compile(
    "^(?:如果|如(?!期|实)|若|凡(?!事)|当(?!年|地|前)|除|只有|只要|一旦|无论|不论|对(?:于)?[^，]{2,40}的$|违反|未经)|(?:的|者|之一)$|(?:时|情形下|情况下|前提下|条件下)$"
)
# What only says when, where or how goes with what comes after it.
_SETS_OUT = re.compile(
    "^(?:为了?(?!主)|根据|按照?|依据|依照|以(?![上下内外前后])|通过|围绕|针对|随着|在|对于?|从|自|由于|因(?!此)|鉴于|结合|经|关于|虽然?|尽管|即使|一方面|坚持|立足|紧扣|着眼)|"
    "(?:的(?:那个)?[区市县省镇]|那[个份篇部][一-龥]{1,4}|后|前|外|来|间|[过进]程中|基础上|方面|上|中|下|内|底|初|为(?:抓手|主线|重点|目标|契机|载体|核心|中心|主题|指导|导向|引领|依托|突破口|着力点|切入点|总揽|基础|动力))$"
)
_SCOPE = re.compile(
    "力争|争取|努力|确保|预计|计划(?=到|于|新|在|投|用|建|招)|拟(?!定|订)|有望|鼓励|支持|提倡|禁止|严禁|不得|不准|不许|应当|应该|必须|可以|有权|允许|可(?=按|由|在|向|根|依|将|给)|须(?!知)|一律|原则上"
)
_EARLY = 6  # characters before a duty or an aim that is said for all that follows
_PAIRED = re.compile("分别|依次|各(?=[占为达有])|之[和比]|对应")
_LEAST = 6  # characters of a part that stands for itself without a figure
_AND = re.compile("[、]|(?<!饱)和(?!谐|平)|以及|(?<![撤合兼归])并(?!且|轨|举|存|列)")
# A list of what these words announce belongs to them.
_DEPENDENT = re.compile(
    "(?:有|属于|具有|符合|具备|履行|享有|违反|实施|遵守|存在)[^，。：:]{0,12}(?:下列|以下|如下)|之一的?|应当|必须|不得|可以|严禁|禁止"
)
_BLANKS = re.compile(r"\s*")
_COMMAS, _SEMICOLONS, _COLONS = "，,", "；;", "：:"
_BLANK = " \t\u3000\n\r，,；;、"


@dataclass(frozen=True)
class Part:
    """What stands between two commas. listed: it begins with the mark of a list; apart: a semicolon stands before it."""

    start: int
    end: int
    text: str
    listed: bool = False
    apart: bool = False

    @cached_property
    def predicate(self) -> Predicate:
        return predicate(self.text)

    @cached_property
    def sets_out(self) -> bool:
        """Whether it only says when, where or how."""
        if not _SETS_OUT.search(self.text):
            return not self.predicate.verb
        # 三年来 sets out; 近视率下降到50%以下 does not.
        says = counts(self.text) and self.predicate.verb and len(self.text) >= _LEAST
        return bool(_SETS_OUT.match(self.text)) or not says

    @cached_property
    def conditional(self) -> bool:
        return bool(_CONDITION.search(self.text))

    @cached_property
    def enough(self) -> bool:
        return sum(map(has_han, self.text)) >= _LEAST or counts(self.text)


def cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the parts of the sentence text[start:end], without the marks of a list and the commas between them."""
    within = nested(text, start, end)
    spans: list[tuple[int, int]] = []
    for group in _groups(_parts(text, start, end, within)):
        if all(part.sets_out for part in group[:-1]):
            # 过去一年，新建12所、扩建8所: the time goes with the first.
            (_, first), *rest = _counted(text, group[-1], within[group[-1].start - start :])
            spans += [(group[0].start, first), *rest]
        else:
            spans.append((group[0].start, group[-1].end))
    return spans


def _parts(text: str, start: int, end: int, within: list[bool]) -> list[Part]:
    """The parts between commas, semicolons and the colon before a list; what announces a list is left out."""
    parts: list[Part] = []
    begin, apart = start, False
    for at in (*range(start, end), end):
        mark = text[at] if at < end else ""
        if mark and (mark not in _COMMAS + _SEMICOLONS + _COLONS or within[at - start] or _in_figure(text, at)):
            continue
        announces = mark != "" and mark in _COLONS
        if announces and not _MARK.match(text, _BLANKS.match(text, at + 1).end()):
            continue
        if announces and _DEPENDENT.search(text[start:at]):
            first = parts[0].start if parts else _trimmed(text, begin, at)[0]
            return [Part(first, end, text[first:end])]
        first, last = _trimmed(text, begin, at)
        listed = _MARK.match(text, first, last)
        first = listed.end() if listed else first
        if not announces and has_han(text[first:last]):
            parts.append(Part(first, last, text[first:last], bool(listed), apart))
        begin, apart = at + 1, mark != "" and mark in _SEMICOLONS
    return parts


def _groups(parts: list[Part]) -> list[list[Part]]:
    groups: list[list[Part]] = []
    for part in parts:
        if groups and not _stands(groups[-1], part):
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _stands(group: list[Part], part: Part) -> bool:
    """Whether a part stands for itself behind the group before it."""
    if part.listed:
        return True
    if _HANGS_BACK.match(part.text) or group[-1].sets_out:
        return False
    head = next((each for each in group if not each.sets_out), group[0])
    if part.apart:
        # Behind a semicolon at most the subject is shared.
        return head.predicate.first or part.predicate.spoken or not part.predicate.first
    if any(each.conditional for each in group) or not part.predicate.verb:
        return False
    if not part.enough or not any(each.enough for each in group):
        return False
    said = _SCOPE.search(head.text)
    if part.predicate.first and not (part.predicate.spoken and not head.predicate.first):
        return head.predicate.first and not said
    # A subject of its own ends what is said of another one, but not an aim said before any.
    return not (said and said.start() <= _EARLY and head.predicate.first)


def _counted(text: str, part: Part, within: list[bool]) -> list[tuple[int, int]]:
    """A part cut where both sides build or buy so many: 新建幼儿园12所、扩建8所."""
    if _PAIRED.search(part.text) or _SCOPE.search(part.text) or not part.predicate.first:
        return [(part.start, part.end)]
    items = [match for match in _AND.finditer(text, part.start, part.end) if not within[match.start() - part.start]]
    spans: list[tuple[int, int]] = []
    begin = part.start
    for match, after in zip(items, [*(each.start() for each in items[1:]), part.end], strict=False):
        nearest = text[match.end() : after]
        if _HANGS_BACK.match(nearest) or not counts(nearest) or not counts(text[begin : match.start()]):
            continue
        if predicate(nearest).first:
            spans.append((begin, match.start()))
            begin = match.end()
    return [*spans, (begin, part.end)]


def _in_figure(text: str, at: int) -> bool:
    """Whether a comma or colon stands in a figure: 12,500, 1:18."""
    return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return start, end
