"""Text of delimiter-separated values as rows of cells."""

import csv
import io
from collections import Counter

_DELIMITERS = ",\t;|"
_SAMPLE = 20_000  # characters that suffice to tell a delimiter


def rows(text: str) -> list[list[str]]:
    """The rows of a table, its delimiter told by the text: the one that cuts most rows into the same number of cells, more
    than one. Breaks inside quotation marks belong to their cell. Raises csv.Error."""
    sample = text[:_SAMPLE]
    if len(text) > len(sample):
        sample = sample.rpartition("\n")[0] or sample
    return _parsed(text, max(_DELIMITERS, key=lambda delimiter: _fits(sample, delimiter)))


def _parsed(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _fits(sample: str, delimiter: str) -> float:
    """How many of the rows have the commonest number of cells."""
    try:
        widths = Counter(len(row) for row in _parsed(sample, delimiter) if any(row))
    except csv.Error:
        return 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
    wider = sum(number for each, number in widths.items() if each > 1)
    return count + wider / (sum(widths.values()) + 1) if width > 1 else wider / (sum(widths.values()) + 1)
