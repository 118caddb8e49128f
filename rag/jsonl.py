"""Files of JSON objects, one a line."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rag import messages

Row = dict[str, Any]


def numbered_rows(path: Path) -> Iterator[tuple[int, Row | ValueError]]:
    """Each line that is not blank with its number, from 1: its object, or the error that says why it is none.

    Raises OSError, and ValueError where the file is not UTF-8.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(messages.NOT_UTF8.format(file=path.name)) from None
    # Not splitlines: a string of JSON may hold line separators of Unicode.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            reason = getattr(error, "msg", str(error))
            yield number, ValueError(messages.NOT_JSON.format(file=path.name, line=number, reason=reason))
            continue
        if isinstance(row, dict):
            yield number, row
        else:
            yield number, ValueError(messages.NO_OBJECT.format(file=path.name, line=number))


def read_rows(path: Path, required: Sequence[str]) -> list[Row]:
    """The objects of a file, empty lines left out. Raises ValueError, naming the line, where one is not as it should be."""
    rows = []
    for number, row in numbered_rows(path):
        if isinstance(row, ValueError):
            raise row
        missing = [name for name in required if name not in row]
        if missing:
            raise ValueError(messages.LACKING.format(file=path.name, line=number, names="、".join(missing)))
        rows.append(row)
    if not rows:
        raise ValueError(messages.NO_ROWS.format(file=path.name))
    return rows
