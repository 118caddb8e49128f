"""Metadata of a document: each value with the text that proves it, or empty.

An upload date is no date issued, a share site's description no title, a masked year (20XX) no year.
"""

import re
from collections import Counter

import rjieba

from ingest.clean import Traced
from ingest.foot import Foot, proven
from ingest.front import Front
from ingest.issued import Issued
from rag.schema import Field, Metadata, Proven
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
_NO_SOURCE = re.compile("本站|本网|原创|网络|转载|编辑|作者|微信|公众号|^网")
# When a document was made, and when a site showed it, which counts where the document itself is not dated.
_DATE_FIELDS = ("成文日期", "发文日期", "印发日期")
_SHOWN_FIELDS = ("生成日期", "发布日期", "公开日期", "报送日期", "发布时间")
_TITLE_FIELDS = ("标题", "信息名称")
_NUMBER_FIELDS = ("文号", "发文字号", "文件编号", "文件字号")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|学年|[-—~至]\s*(?:19|20)\d\d|[（(])")
_SPEAKS = re.compile(r"^\s*((?:19|20)\d\d)年")
_TITLE_AGENCY = re.compile(
    "^([\u4e00-\u9fff]{2,16}?(?:教育局|教育厅|教育委员会|教委|人民政府办公室|人民政府|委员会|办公室|局|厅))(?=\\s*(?:关于|印发|\\d{4}|[二〇零○]{2}))"
)
_TEXT_AGENCY = re.compile(
    "([\u4e00-\u9fff]{0,6}教育(?:局|厅|委员会))(?=全[体體]|按照|围绕|圍繞|坚持|堅持|紧紧|緊緊|认真|認真|在)"
)
# The parts of a place's full name, outermost first, as agencies' names and titles begin with them.
_FULL_PLACE = re.compile(
    "(?:[一-龥]{2,5}?(?:省|自治区))?(?:[一-龥]{2,9}?(?:自治州|地区|盟|州|市)(?=[一-龥]{1,6}[县縣区區旗市]))?(?P<last>[一-龥]{1,6}?(?:自治县|自治旗|新区|新區|[县縣区區旗市省州](?![市县縣区區州])))"
)
_BEFORE_PLACE = re.compile(
    "^(?:关于)?(?:印发|公布|报送|做好|贯彻)?[《“]?(?:(?:19|20)(?:\\d\\d|[xX]{2})(?:19|20)?(?:\\d\\d)?年?|[二〇零○一三四五六七八九]{4}年)?度?"
)
_GENERIC = re.compile(
    "^(?:[全我本各该两某每这那个省市县区新城郊社校园学地片灾街]|全省|全市|辖|市辖|自治|居住|行政|经济|实验|试验|开发|改革|功能|覆盖|施教|集中|中心|保税|办事|示范|先进|合格|教育强|[一两几三四五六七八九十]个)[省市区區縣县旗州]$"
    "|[全我本各][省市县区]|^(?:关于|印发|进一步|推进)"
)
_DIGITS = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")
_OPENING = 400  # characters in which a text names its own agency


def _field(fields: tuple[Field, ...], names: tuple[str, ...]) -> Field | None:
    return next((field for name in names for field in fields if field.name == name), None)


def _from_field(field: Field | None) -> Proven | None:
    return Proven(field.value, field.start, field.end) if field else None


def title_field(fields: tuple[Field, ...]) -> Proven | None:
    """The title that a portal's table gives."""
    return _from_field(_field(fields, _TITLE_FIELDS))


def _shift(proven: Proven, start: int, end: int) -> Proven:
    """A part of a proven value. Glosses inside it would move its end, so the whole is the proof then."""
    exact = proven.end - proven.start == len(proven.value)
    return Proven(
        proven.value[start:end], *((proven.start + start, proven.start + end) if exact else (proven.start, proven.end))
    )


def _place_in(value: str) -> tuple[int, int] | None:
    """The span of the innermost place that an agency's name or a title begins with: 岱山县 of 岱山县教育局."""
    start = len(match.group()) if (match := _BEFORE_PLACE.match(value)) else 0
    found = _FULL_PLACE.match(value, start)
    if not found or _GENERIC.search(simplify(found.group("last"))):
        return None
    return found.span("last")


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


def _year(front: Front, body: Traced, issued: Proven | None) -> Proven | None:
    if front.title and (match := _YEAR.search(front.title.value.translate(_DIGITS))):
        shown = _shift(front.title, match.start(1), match.end(1))
        return Proven(match.group(1), shown.start, shown.end)
    if front.cover_year:
        return _shift(front.cover_year, 0, 4)
    if match := _SPEAKS.match(body.text):
        return Proven(match.group(1), *body.span(match.start(1), match.end(1)))
    if issued and (match := re.search(r"(?:19|20)\d\d", issued.value.translate(_DIGITS))):
        shown = _shift(issued, match.start(), match.end())
        return Proven(match.group(), shown.start, shown.end)
    return None


def _agency(front: Front, body: Traced, fields: tuple[Field, ...], signed: Proven | None) -> Proven | None:
    field = _from_field(_field(fields, _AGENCY_FIELDS))
    titled = None
    if front.title and (match := _TITLE_AGENCY.match(front.title.value)):
        titled = _shift(front.title, match.start(1), match.end(1))
    if titled and (field is None or titled.value.endswith(field.value)):
        return titled  # 岱山县教育局 says more than 县教育局
    if field or front.agency or signed:
        return field or front.agency or signed
    source = _from_field(_field(fields, _SOURCE_FIELDS))
    if source and not _NO_SOURCE.search(source.value):
        return source
    opening = body.text[:_OPENING]
    if match := _TEXT_AGENCY.search(opening):
        value = match.group(1)[max(match.group(1).rfind(char) for char in "，,的下，") + 1 :]
        return Proven(value, *body.span(match.end(1) - len(value), match.end(1)))
    return titled


def find_metadata(
    text: Traced, body: Traced, fields: tuple[Field, ...], front: Front, foot: Foot, issued: Issued
) -> Metadata:
    """What a document's body, its portal's table, its front and its foot prove of it as a whole. text: the body with what is no
    text of clauses, which the spans of the foot refer to."""
    own = [
        each
        for each in foot.signatures
        if not any(part.start <= text.starts[each.span[0]] < part.end for part in issued.parts)
    ]
    signature = own[0] if own else None
    signatories = tuple(found for span in (signature.agencies if signature else ()) if (found := proven(text, span)))
    agency = _agency(front, body, fields, signatories[0] if signatories else None)
    place = next(
        (
            _shift(each, *span)
            for each in (agency, front.title, front.agency, *signatories[:1])
            if each and (span := _place_in(each.value))
        ),
        None,
    )
    signed = proven(text, signature.date) if signature else None
    printed = proven(text, foot.printed)
    dated = (
        _from_field(_field(fields, _DATE_FIELDS))
        or front.issued
        or signed
        or printed
        or _from_field(_field(fields, _SHOWN_FIELDS))
    )
    head = front.head
    return Metadata(
        title=front.title or title_field(fields),
        agency=agency,
        place=place or _named_place(body),
        number=_from_field(_field(fields, _NUMBER_FIELDS)) or front.number,
        year=_year(front, body, dated),
        issued=dated,
        fields=fields,
        agencies=head.agencies,
        signer=head.signer,
        secrecy=head.secrecy,
        urgency=head.urgency,
        copy_number=head.copy_number,
        addressee=proven(text, foot.addressee),
        attachments=issued.attachments,
        signatories=signatories,
        remark=proven(text, foot.remark),
        copied_to=proven(text, foot.copied),
        printer=proven(text, foot.printer),
        printed=printed,
        parts=issued.parts,
    )
