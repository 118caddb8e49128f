"""Metadata of a document: each value with the text that proves it, or empty.

An upload date is no date issued, a share site's description no title, a masked year (20XX) no year.
"""

import re
from collections import Counter

import rjieba

from ingest.clean import Cleaned
from ingest.front import Front
from rag.schema import Field, Metadata, Proven
from rag.text import simplify

_AGENCY_FIELDS = ("发布机构", "发文机关", "发文机构", "发文单位", "制发机关", "公开机构", "印发机关", "报送单位", "信息来源", "来源")
_DATE_FIELDS = ("成文日期", "发文日期", "印发日期", "生成日期", "发布日期", "公开日期", "报送日期", "发布时间")
_NUMBER_FIELDS = ("文号", "发文字号", "文件编号", "文件字号")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|学年|[-—~至]\s*(?:19|20)\d\d|[（(])")
_SPEAKS = re.compile(r"^\s*((?:19|20)\d\d)年")
_TITLE_AGENCY = re.compile("^([\u4e00-\u9fff]{2,16}?(?:教育局|教育厅|教育委员会|教委|人民政府办公室|人民政府|委员会|办公室|局|厅))(?=关于|印发|\\d{4})")
_TEXT_AGENCY = re.compile("([\u4e00-\u9fff]{0,6}教育(?:局|厅|委员会))(?=全[体體]|按照|围绕|圍繞|坚持|堅持|紧紧|緊緊|认真|認真|在)")
_PLACE = re.compile("[\u4e00-\u9fff]{2,7}?(?:自治[区县州旗]|[省市区縣县旗州])")
_NOT_PLACE = re.compile(
    "(?:[全我本各该两某每这那个省市]|一个|几个|示范|先进|合格|教育强|直辖|辖)[省市区縣县旗州]$|"
    "(?:[其新老城郊山社校园学地辖片灾街景库厂牧林矿]|居住|行政|自治|经济|实验|试验|开发|改革|功能|覆盖|施教|集中|中心|保税|办事)区$"
)
_DIGITS = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")
_OPENING = 400  # characters in which a text names its own agency


def _field(fields: tuple[Field, ...], names: tuple[str, ...]) -> Field | None:
    return next((field for name in names for field in fields if field.name == name), None)


def _from_field(field: Field | None) -> Proven | None:
    return Proven(field.value, field.start, field.end) if field else None


def _shift(proven: Proven, start: int, end: int) -> Proven:
    """A part of a proven value. Glosses inside it would move its end, so the whole is the proof then."""
    exact = proven.end - proven.start == len(proven.value)
    return Proven(proven.value[start:end], *((proven.start + start, proven.start + end) if exact else (proven.start, proven.end)))


def _place_in(value: str) -> str:
    """The innermost place that an agency's name or a title begins with: 岱山县 of 岱山县教育局."""
    names = [match.group() for match in _PLACE.finditer(value[:20]) if not _NOT_PLACE.search(simplify(match.group()))]
    tagged = [word for word, tag in rjieba.tag(simplify(value), True) if tag.startswith("ns") and len(word) > 2]
    for name in reversed(names):
        if any(simplify(name).endswith(word) or word.endswith(simplify(name)) for word in tagged) or value.startswith(name):
            return name
    return ""


def _named_place(cleaned: Cleaned) -> Proven | None:
    """The place that a text names most, at least three times and more than any other twice over."""
    text = cleaned.text.text
    plain = simplify(text)
    at = 0
    seen: Counter[str] = Counter()
    first: dict[str, int] = {}
    for word, tag in rjieba.tag(plain, True):
        if len(word) >= 3 and word[-1] in "省市区县旗州" and tag in ("ns", "nr", "nz", "nrt") and not _NOT_PLACE.search(word):
            seen[word] += 1
            first.setdefault(word, at)
        at += len(word)
    ranked = seen.most_common(2)
    if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    start = first[ranked[0][0]]
    return Proven(ranked[0][0], *cleaned.text.span(start, start + len(ranked[0][0])))


def _year(front: Front, cleaned: Cleaned) -> Proven | None:
    if front.title and (match := _YEAR.search(front.title.value)):
        return _shift(front.title, match.start(1), match.end(1))
    if front.cover_year:
        return _shift(front.cover_year, 0, 4)
    body = cleaned.text.text[front.start :]
    if match := _SPEAKS.match(body):
        return Proven(match.group(1), *cleaned.text.span(front.start + match.start(1), front.start + match.end(1)))
    if front.issued and (match := re.search(r"(?:19|20)\d\d", front.issued.value.translate(_DIGITS))):
        shown = _shift(front.issued, match.start(), match.end())
        return Proven(match.group(), shown.start, shown.end)
    return None


def _agency(front: Front, cleaned: Cleaned) -> Proven | None:
    field = _from_field(_field(cleaned.fields, _AGENCY_FIELDS))
    titled = None
    if front.title and (match := _TITLE_AGENCY.match(front.title.value)):
        titled = _shift(front.title, match.start(1), match.end(1))
    if titled and (field is None or titled.value.endswith(field.value)):
        return titled  # 岱山县教育局 says more than 县教育局
    if field or front.agency:
        return field or front.agency
    opening = cleaned.text.text[front.start : front.start + _OPENING]
    if match := _TEXT_AGENCY.search(opening):
        value = match.group(1)[max(match.group(1).rfind(char) for char in "，,的下，") + 1 :]
        end = front.start + match.end(1)
        return Proven(value, *cleaned.text.span(end - len(value), end))
    return titled


def find_metadata(cleaned: Cleaned, front: Front) -> Metadata:
    """What a cleaned text and its front prove of the document as a whole."""
    agency = _agency(front, cleaned)
    place = None
    for proven in (agency, front.title, front.agency):
        if proven and (name := _place_in(proven.value)):
            at = proven.value.find(name)
            place = _shift(proven, at, at + len(name))
            break
    return Metadata(
        title=front.title,
        agency=agency,
        place=place or _named_place(cleaned),
        number=_from_field(_field(cleaned.fields, _NUMBER_FIELDS)) or front.number,
        year=_year(front, cleaned),
        issued=_from_field(_field(cleaned.fields, _DATE_FIELDS)) or front.issued,
        fields=cleaned.fields,
    )
