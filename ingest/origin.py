"""Who issued a document and of which place it is.

Only what is the name of an agency is one: not a site's, not what a portal wrote behind the name. The place is that of
the agency or the title; a university or a hospital is of its city, but its papers are not the city's.
"""

import re
from collections import Counter

import rjieba

from ingest.agencies import names_an_agency
from ingest.clean import Traced
from ingest.front import Front
from ingest.values import field_of, from_field, part_of
from rag.schema import Field, Proven
from rag.text import simplify

_AGENCY_FIELDS = (
    "发布机构",
    "发文机关",
    "发文机构",
    "发文单位",
    "制发机关",
    "公开机构",
    "印发机关",
    "报送单位",
)
# Where a site took a text from, which is its agency where nothing else names one.
_SOURCE_FIELDS = ("信息来源", "来源", "文章来源", "稿件来源")
_NO_SOURCE = re.compile("本站|本网|网站|门户|原创|网络|转载|编辑|作者|微信|公众号|^网")
# What a portal wrote behind a name.
_NOT_NAME = re.compile(
    "[^\u4e00-\u9fff（）()、]|(?:发布|发表|发文|成文|更新|访问|浏览|阅读|点击)?(?:日期|时间|次数|字号)[:：]"
)
_TITLE_AGENCY = re.compile(
    "^([\u4e00-\u9fff]{2,16}?(?:教委|人民政府|委员会|办公室|局|厅))(?=\\s*(?:关于|印发|\\d{4}|[二〇零○]{2}))"
)
_TEXT_AGENCY = re.compile(
    "([\u4e00-\u9fff]{0,6}教育(?:局|厅|委员会))(?=全[体體]|按照|围绕|圍繞|坚持|堅持|紧紧|緊緊|认真|認真|在)"
)
# The parts of a place's full name, outermost first, as agencies' names and titles begin with them.
_FULL_PLACE = re.compile(
    "(?P<outer>(?:[一-龥]{2,5}?(?:省|自治区))?(?:[一-龥]{2,9}?(?:自治州|地区|盟|州|市)(?=[一-龥]{1,6}[县縣区區旗市]))?)(?P<last>[一-龥]{1,6}?(?:自治县|自治旗|新区|新區|[县縣区區旗市省州](?![市县縣区區州])))"
)
_BEFORE_PLACE = re.compile(
    "^(?:关于)?(?:印发|公布|报送|做好|贯彻)?[《“]?(?:(?:19|20)(?:\\d\\d|[xX]{2})(?:19|20)?(?:\\d\\d)?年?|[二〇零○一三四五六七八九]{4}年)?度?"
)
_GENERIC = re.compile(
    "^(?:[全我本各该两某每这那个省市县区新城郊社校园学地片灾街]|全省|全市|辖|市辖|自治|居住|行政|经济|实验|试验|开发|改革|功能|覆盖|施教|集中|中心|保税|办事|示范|先进|合格|教育强|[一两几三四五六七八九十]个)[省市区區縣县旗州]$"
    "|[全我本各][省市县区]|^(?:关于|印发|进一步|推进)"
)
_OPENING = 400  # characters in which a text names its own agency
# Those that are in a place without speaking for it.
_OWN = re.compile("大[学學](?!生)|[学學]院|医院|醫院|公司|银行|銀行|研究所|研究院")
_OWN_TITLE = re.compile("[一-龥]{2,10}?(?:大[学學](?![生])|[学學]院|医院|醫院)")
_GOVERNING = re.compile("^(?:[市区區县縣省州旗乡鄉镇鎮本我各]|自治)")  # an agency that leaves out of which place it is


def place_of(agency: Proven | None, front: Front, signatory: Proven | None, body: Traced) -> Proven | None:
    """The place that a document is of."""
    if agency and (span := _place_in(agency.value)):
        return part_of(agency, *span)
    if agency and _OWN.search(agency.value):
        return None
    for each in (front.title, front.agency, signatory):
        if each and (span := _place_in(each.value)):
            return part_of(each, *span)
    if agency and not _GOVERNING.match(agency.value) or front.title and _OWN_TITLE.match(front.title.value):
        return None  # of the whole country, or of a house
    return _named_place(body)


def _place_in(value: str) -> tuple[int, int] | None:
    """The span of the innermost place that an agency's name or a title begins with: 岱山县 of 岱山县教育局."""
    start = len(match.group()) if (match := _BEFORE_PLACE.match(value)) else 0
    found = _FULL_PLACE.match(value, start)
    if not found:
        return None
    if not _GENERIC.search(simplify(found.group("last"))):
        return found.span("last")
    outer = found.group("outer")  # 海云市 of 海云市城市管理办法
    return found.span("outer") if outer and outer[-1] in "市州盟" and not _GENERIC.search(simplify(outer)) else None


def _named_place(body: Traced) -> Proven | None:
    """The place that a text names most, at least three times and more than any other twice over."""
    at = 0
    seen: Counter[str] = Counter()
    first: dict[str, int] = {}
    for word, tag in rjieba.tag(simplify(body.text), True):
        if (
            len(word) >= 3
            and word[-1] in "省市区县旗州"
            and tag in ("ns", "nr", "nz", "nrt")
            and not _GENERIC.search(word)
        ):
            seen[word] += 1
            first.setdefault(word, at)
        at += len(word)
    ranked = seen.most_common(2)
    if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    start = first[ranked[0][0]]
    return Proven(ranked[0][0], *body.span(start, start + len(ranked[0][0])))


def agency_of(front: Front, body: Traced, fields: tuple[Field, ...], signed: Proven | None) -> Proven | None:
    """The agency that a document is of."""
    field = _named_by(fields, _AGENCY_FIELDS)
    titled = None
    if front.title and (match := _TITLE_AGENCY.match(front.title.value)):
        titled = part_of(front.title, match.start(1), match.end(1))
    if titled and (field is None or titled.value.endswith(field.value)):
        return titled  # 岱山县教育局 says more than 县教育局
    if field or front.agency or signed:
        return field or front.agency or signed
    source = _named_by(fields, _SOURCE_FIELDS)
    if source:
        return source
    opening = body.text[:_OPENING]
    if match := _TEXT_AGENCY.search(opening):
        value = match.group(1)[max(match.group(1).rfind(char) for char in "，,的下，") + 1 :]
        return Proven(value, *body.span(match.end(1) - len(value), match.end(1)))
    return titled


def _named_by(fields: tuple[Field, ...], names: tuple[str, ...]) -> Proven | None:
    """The agency that a portal's table names, without what stands behind it."""
    found = from_field(field_of(fields, names))
    if not found or _NO_SOURCE.search(found.value):
        return None
    end = len(_NOT_NAME.split(found.value, maxsplit=1)[0].rstrip())
    return part_of(found, 0, end) if names_an_agency(found.value[:end]) else None
