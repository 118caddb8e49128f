"""What stands below a marker in a text, which tells whether it is a heading."""

import re
from bisect import bisect_left

from ingest.markers import RANKS, Marker
from ingest.nodes import LONGEST_TITLE, Titles, title_of


class Lookahead:
    """The markers of a text, looked at in order. titles: those known of headings."""

    def __init__(self, text: str, found: list[Marker], titles: Titles) -> None:
        self.text = text
        self.found = found
        self.titles = titles
        self.last: dict[str, int] = {}  # the number of the last heading of a kind
        self.line_ends = [match.start() for match in re.finditer(r"[\r\n]|\Z", text)]

    def _line_end(self, at: int) -> int:
        return self.line_ends[bisect_left(self.line_ends, at)]

    def _goes_on(self, index: int) -> bool:
        """Whether the second of a list comes after its first, before the list could have ended."""
        marker = self.found[index]
        for place in range(index + 1, len(self.found)):  # to copy what follows takes too long in a long text
            later = self.found[place]
            if later.kind == marker.kind and later.number in (1, 2):
                return later.number == 2
            if RANKS[later.kind] < RANKS[marker.kind] and later.fresh and marker.kind != "shi":
                return False
        return False

    def _second_has_title(self, index: int) -> bool:
        """Whether what follows the first of a list begins with a title too; else they are its items."""
        marker = self.found[index]
        if marker.number != 1:
            return True
        for place in range(index + 1, len(self.found)):
            later = self.found[place]
            if later.kind == marker.kind:
                end = self._line_end(later.end)
                title, _ = title_of(self.text, later, end, self.titles)
                return later.number != 2 or bool(title or self._inline_title(place))
            if RANKS[later.kind] < RANKS[marker.kind] and later.fresh:
                break
        return True

    def _is_major(self, index: int) -> bool:
        """Whether a bare number at the head of a line is that of a heading: 3 保障措施 above 3.1, or after such a 2."""
        marker = self.found[index]
        title, _ = title_of(self.text, marker, self._line_end(marker.end), self.titles)
        if not marker.fresh or not title or re.search("[，。；：]", title):
            return False
        for place in range(index + 1, len(self.found)):
            later = self.found[place]
            if later.kind == "major" and later.fresh:
                break
            if later.kind == "decimal" and later.fresh:
                if self.text.startswith(f"{marker.number}.", later.start):
                    return True
                break
        return self.last.get("major", 0) + 1 == marker.number > 1

    def _before_article(self, index: int, end: int) -> int:
        """Where the title of a chapter ends whose line goes on with the next article: 第七章 罚则 第九条 …; else the end
        given."""
        following = self.found[index + 1] if index + 1 < len(self.found) else None
        goes_on = (
            following
            and following.kind == "article" != self.found[index].kind
            and following.start < end
            and following.number == self.last.get("article", 0) + 1
        )
        return following.start if following and goes_on else end

    def _inline_title(self, index: int) -> bool:
        """Whether a marker within a line is followed by a short title up to the next marker, without a full stop."""
        marker = self.found[index]
        following = self.found[index + 1].start if index + 1 < len(self.found) else len(self.text)
        between = self.text[marker.end : following]
        return 2 <= len(between.strip()) <= LONGEST_TITLE and not re.search("[。；：]", between)
