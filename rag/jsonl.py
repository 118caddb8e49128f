"""Files of JSON objects, one a line."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def read_rows(path: Path, required: Sequence[str]) -> list[dict[str, Any]]:
    """The objects of a file, empty lines left out. Raises ValueError, naming the line, where one is not as it should be."""
    rows = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(
                f"{path.name} 第 {number} 行不是 JSON：{error.msg}。Line {number} is not JSON; mend it."
            ) from None
        missing = [name for name in required if not isinstance(row, dict) or name not in row]
        if missing:
            raise ValueError(
                f"{path.name} 第 {number} 行缺少 {'、'.join(missing)}。Line {number} lacks {', '.join(missing)}; add it."
            )
        rows.append(row)
    if not rows:
        raise ValueError(f"{path.name} 里没有题目。The file holds no questions.")
    return rows
