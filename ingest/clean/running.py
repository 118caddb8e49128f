"""Numbers of pages, and lines that run over all pages beside them."""

import re

from ingest import line_ends

# White space stands behind what it follows, so that no run of it can be shared out among parts of the pattern.
_PAGE = re.compile(
    r"^(?:.{0,80}_第\d{1,4}页)?\s*(?:.{0,80}[_-])?第?\s*\d{1,4}\s*(?:页\s*)?(?:[/,，]\s*)?(?:共\s*\d{1,4}\s*页)?$|^[-—–－]\s*\d{1,4}\s*[-—–－]$|^page\s*\d+(?:\s*of\s*\d+)?$",
    re.I,
)
_LONGEST_PAGE = 200  # characters of a line that is looked at
_PAGE_WORDS = re.compile(r"页|^[-—–－]|page", re.I)


def is_page(line: str) -> bool:
    """Whether a line is the number of a page: 第3页, - 3 -."""
    return len(line) <= _LONGEST_PAGE and bool(_PAGE_WORDS.search(line) and _PAGE.match(line))


def running_headers(lines: list[str], plains: list[str]) -> set[int]:
    """Indexes of lines said three times or more, each time beside a page number."""
    shown = [index for index, line in enumerate(lines) if line]
    pages = {place for place, index in enumerate(shown) if is_page(lines[index])}
    beside: dict[str, list[int]] = {}
    for place, index in enumerate(shown):
        if (
            {place - 1, place + 1} & pages
            and 4 <= len(plains[index]) <= 60
            and not line_ends.SENTENCE.search(lines[index])
            and place not in pages
        ):
            beside.setdefault(plains[index], []).append(index)
    return {index for group in beside.values() if len(group) >= 3 for index in group}
