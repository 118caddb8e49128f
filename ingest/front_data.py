"""Lines of the front of a document that are data about it: its agency, number, date and year."""

import re
from dataclasses import dataclass

from ingest.agencies import BODIES, DATE, DATE_TEXT, number_in
from ingest.clean import Traced
from ingest.source import Span
from ingest.titles import is_title
from rag.schema import Proven

_AGENCY = re.compile(f"^[\u4e00-\u9fff（）()×xX*]{{2,30}}(?:{BODIES}|领导小组)$")
_SIGNED = re.compile(rf"^[（(]?([\u4e00-\u9fff]{{2,24}}(?:{BODIES}|组))[\s,，、]+({DATE_TEXT})[)）]?$")
SCRAP = 6  # characters of a line above the title that is a scrap of a cover


@dataclass(slots=True)
class FrontData:
    """What the lines of a front prove, each by the first that does."""

    traced: Traced
    agency: Proven | None = None
    number: Proven | None = None
    issued: Proven | None = None
    year: Proven | None = None

    def takes(self, spans: list[Span], span: Span, above: bool) -> bool:
        """Whether a line is data, which is kept. above: it stands above the title, where a date is no day of issue."""
        return (
            (not above and self._date(span))
            or self._number(span)
            or self._signed(span)
            or self._agency(spans, span)
            or self._year(span)
        )

    def _line(self, span: Span) -> str:
        return self.traced.text[slice(*span)]

    def _part(self, span: Span, part: Span) -> Proven:
        return _proven(self.traced, span[0] + part[0], span[0] + part[1])

    def _date(self, span: Span) -> bool:
        if match := DATE.match(self._line(span)):
            self.issued = self.issued or self._part(span, match.span(1))
        return match is not None

    def _number(self, span: Span) -> bool:
        if found := number_in(self._line(span)):
            self.number = self.number or self._part(span, found)
        return found is not None

    def _signed(self, span: Span) -> bool:
        if match := _SIGNED.match(self._line(span)):
            self.agency = self.agency or self._part(span, match.span(1))
            self.issued = self.issued or self._part(span, match.span(2))
        return match is not None

    def _agency(self, spans: list[Span], span: Span) -> bool:
        line = self._line(span)
        if not _AGENCY.match(line) or is_title(line) or _in_menu(spans, span):
            return False
        self.agency = self.agency or _proven(self.traced, *span)
        return True

    def _year(self, span: Span) -> bool:
        if not re.fullmatch(r"(19|20)\d\d年?", self._line(span)):
            return False
        self.year = self.year or _proven(self.traced, *span)
        return True


def _in_menu(spans: list[Span], span: Span) -> bool:
    """Whether a short line stands among others: 新闻中心 above 互动中心."""
    at = spans.index(span)
    near = [end - start for start, end in spans[max(0, at - 1) : at + 2]]
    return len(near) > 1 and span[1] - span[0] <= SCRAP and all(length <= SCRAP for length in near)


def _proven(traced: Traced, start: int, end: int) -> Proven:
    return Proven(traced.text[start:end], *traced.span(start, end))
