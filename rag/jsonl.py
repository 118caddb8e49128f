"""Files of JSON objects, one a line."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rag import messages


def read_rows(path: Path, required: Sequence[str]) -> list[dict[str, Any]]:
    """The objects of a file, empty lines left out. Raises ValueError, naming the line, where one is not as it should be."""
    rows = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(messages.NOT_JSON.format(file=path.name, line=number, reason=error.msg)) from None
        missing = [name for name in required if not isinstance(row, dict) or name not in row]
        if missing:
            raise ValueError(messages.LACKING.format(file=path.name, line=number, names="、".join(missing)))
        rows.append(row)
    if not rows:
        raise ValueError(messages.NO_QUESTIONS.format(file=path.name))
    return rows
