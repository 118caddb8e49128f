"""Comparisons as a Markdown table, a row a document."""

from collections.abc import Sequence

_BREAKS = str.maketrans({"|": "\\|", "\n": " ", "\r": " "})


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a Markdown table; columns that are empty in every row are left out."""
    kept = [column for column in range(len(heads)) if any(row[column] for row in rows)]
    lines = [[heads[column] for column in kept], ["---"] * len(kept)]
    lines += [[row[column].translate(_BREAKS) for column in kept] for row in rows]
    return ["| " + " | ".join(line) + " |" for line in lines]
