"""The rows of verify_tables.txt: what is written in the place of what, by kind."""

import re
from functools import cache
from pathlib import Path

# A pattern over simplified characters, and what is written instead of what it finds.
Row = tuple[re.Pattern[str], tuple[str, ...]]


@cache
def tables() -> dict[str, list[Row]]:
    """The rows of each kind, in their order."""
    found: dict[str, list[Row]] = {}
    for line in Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            rows = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            pattern, *others = line.split()
            rows.append((re.compile(pattern), tuple("" if other == "-" else other for other in others)))
    return found
