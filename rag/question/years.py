"""今年 and 去年: read against the year that a document speaks of, not against today."""

import re
from collections.abc import Collection

_OFFSETS = {"今年": 0, "本年": 0, "去年": -1, "上一年": -1, "上年": -1, "前年": -2, "明年": 1, "下一年": 1, "后年": 2}
# 比上年, 较去年 compare; they do not say which year is asked for.
RELATIVE = re.compile(f"(?<![比较同与跟对])(?:{'|'.join(_OFFSETS)})(?!(?:同期|相比))")


def year_from(word: str, year: int) -> int:
    """The year that a word means in the mouth of a document of that year."""
    return year + _OFFSETS[word]


def relative_year(text: str, years: Collection[str]) -> tuple[str, str] | None:
    """The word of a folded question for a year and the year it means, by the latest of the documents' years; None if
    there is neither."""
    word = RELATIVE.search(text)
    known = [int(year) for year in years if year.isdigit()]
    if not word or not known:
        return None
    return word.group(), str(year_from(word.group(), max(known)))


def is_other_year(word: str) -> bool:
    """Whether a word means another year than the document's own."""
    return _OFFSETS[word] != 0
