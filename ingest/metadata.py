"""Metadata of a document: each value with the text that proves it, or empty.

An upload date is no date issued, a share site's description no title, a masked year (20XX) no year.
"""

import re

from ingest.agencies import DATE_TEXT
from ingest.clean import Traced
from ingest.foot import Foot, proven
from ingest.front import Front
from ingest.issued import Issued
from ingest.origin import agency_of, place_of
from ingest.values import field_of, from_field, part_of
from rag.schema import Field, Metadata, Proven

# When a document was made, and when a site showed it, which counts where the document itself is not dated.
_DATE_FIELDS = ("成文日期", "发文日期", "印发日期")
_SHOWN_FIELDS = ("生成日期", "发布日期", "公开日期", "报送日期", "发布时间")
_TITLE_FIELDS = ("标题", "信息名称")
_NUMBER_FIELDS = ("文号", "发文字号", "文件编号", "文件字号")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|学年|[-—~至]\s*(?:19|20)\d\d|[（(])")
_SPEAKS = re.compile(r"^\s*((?:19|20)\d\d)年")
_DIGITS = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")


def title_field(fields: tuple[Field, ...]) -> Proven | None:
    """The title that a portal's table gives."""
    return from_field(field_of(fields, _TITLE_FIELDS))


def _unmarked(title: Proven | None) -> Proven | None:
    """A title without the marks that it stands in whole."""
    if title and re.fullmatch("《[^《》]+》", title.value):
        return part_of(title, 1, len(title.value) - 1)
    return title


def _date(found: Proven | None) -> Proven | None:
    """The date in a value, written in one piece, without what a portal wrote behind it."""
    if not found:
        return None
    match = re.search(DATE_TEXT, found.value)
    shown = part_of(found, *match.span()) if match else found
    return Proven("".join(shown.value.split()) if match else shown.value, shown.start, shown.end)


def _year(front: Front, body: Traced, *dated: Proven | None) -> Proven | None:
    """The year that a document is of. dated: what tells it where nothing else does, the most telling first."""
    if front.title and (match := _YEAR.search(front.title.value.translate(_DIGITS))):
        shown = part_of(front.title, match.start(1), match.end(1))
        return Proven(match.group(1), shown.start, shown.end)
    if front.cover_year:
        return part_of(front.cover_year, 0, 4)
    if match := _SPEAKS.match(body.text):
        return Proven(match.group(1), *body.span(match.start(1), match.end(1)))
    for each in dated:
        if each and (match := re.search(r"(?:19|20)\d\d", each.value.translate(_DIGITS))):
            shown = part_of(each, match.start(), match.end())
            return Proven(match.group(), shown.start, shown.end)
    return None


def find_metadata(
    text: Traced, body: Traced, fields: tuple[Field, ...], front: Front, foot: Foot, issued: Issued
) -> Metadata:
    """What a document's body, its portal's table, its front and its foot prove of it as a whole. text: the body with
    what is no text of clauses, which the spans of the foot refer to."""
    own = [
        each
        for each in foot.signatures
        if not any(part.start <= text.starts[each.span[0]] < part.end for part in issued.parts)
    ]
    signature = own[0] if own else None
    signatories = tuple(found for span in (signature.agencies if signature else ()) if (found := proven(text, span)))
    agency = agency_of(front, body, fields, signatories[0] if signatories else None)
    signed = proven(text, signature.date) if signature else None
    printed = proven(text, foot.printed)
    made = _date(from_field(field_of(fields, _DATE_FIELDS))) or _date(front.issued) or _date(signed) or _date(printed)
    dated = made or _date(from_field(field_of(fields, _SHOWN_FIELDS)))
    number = from_field(field_of(fields, _NUMBER_FIELDS))
    number = number if number and re.search(r"\d", number.value) else front.number
    head = front.head
    return Metadata(
        title=_unmarked(front.title or title_field(fields)),
        agency=agency,
        place=place_of(agency, front, signatories[0] if signatories else None, body),
        number=number,
        year=_year(front, body, made, number, dated),
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
