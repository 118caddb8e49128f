"""Tables of contents: the lines below 目录 that end in leaders and a page, in pages that rise, or that are said again as
headings."""

import re
from collections.abc import Sequence

_HEAD = re.compile("目[录錄次]")
_LEADERS = re.compile(r"^.{2,60}?\s*(?:[.…·・．]\s?){3,}\s*[-—–－]?\s*\d{1,3}\s*[-—–－]?$")
_PAGED = re.compile(r"^(.{2,60}?)[\s.…·・．]+(\d{1,3})$")
_PAGE = re.compile(r"^[-—–－\s]*\d{1,3}[-—–－\s]*$")
_LONGEST = 60  # characters of a line of a table of contents
_FEWEST = 3  # lines of one


def is_content_line(line: str) -> bool:
    """Whether a line is one of a table of contents, wherever it stands: leaders and a page."""
    return bool(_LEADERS.match(line))


def contents(lines: Sequence[str], plains: Sequence[str]) -> set[int]:
    """The indexes of the lines of tables of contents that stand below 目录, that line included. plains: the lines
    folded."""
    last = {plain: index for index, plain in enumerate(plains) if plain}
    found: set[int] = set()
    for head, plain in enumerate(plains):
        if head in found or not _HEAD.fullmatch(plain):
            continue
        block: dict[int, None] = {}
        page = 0
        for index in range(head + 1, len(lines)):
            line = lines[index]
            if not line or _PAGE.match(line):
                block[index] = None
                continue
            paged = _PAGED.match(line)
            if is_content_line(line):
                pass
            elif paged and page <= int(paged[2]):
                page = int(paged[2])
            elif len(line) > _LONGEST or last[plains[index]] <= index or (block and last[plains[index]] in block):
                break
            block[index] = None
        # A page number below the last line is of the next page.
        shown = [index for index in block if lines[index] and not _PAGE.match(lines[index])]
        if len(shown) >= _FEWEST:
            found |= {head, *(index for index in block if lines[index] and index <= shown[-1])}
    return found
