"""What became of each file, as a table to read and as a CSV file to send to a colleague."""

import csv
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from ingest import report_words as words
from rag.intake import Outcome, Result

_FOLDER = "reports"
# What a spreadsheet takes for the beginning of a formula, in the wide forms of Chinese input methods too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def table(results: Sequence[Result]) -> str:
    """A line for each file, aligned, the file's name last; what is to be said of it indented below."""
    rows = [(words.HEAD, ()), *((_cells(result), _notes(result)) for result in results)]
    widths = [max(_width(cells[column]) for cells, _ in rows) for column in range(len(words.HEAD) - 1)]
    lines = []
    for cells, notes in rows:
        first, *middle, last = cells
        aligned = [_padded(first, widths[0], False), *map(_right, middle, widths[1:]), last]
        lines.append("  ".join(aligned))
        lines += [f"      {note}" for note in notes]
    return "\n".join(lines)


def write_csv(results: Sequence[Result], path: Path) -> None:
    """The same as a CSV file that a spreadsheet program opens as it is, Chinese and all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(words.COLUMNS)
        for result in results:
            figures = [getattr(result, name) if _read(result) else "" for name in ("pages", "scanned")]
            counted = [getattr(result, name) if _known(result) else "" for name in ("clauses", "kept", "removed")]
            cells = [result.source, words.OUTCOMES[result.outcome], result.kind, *figures, *counted]
            writer.writerow([_harmless(cell) for cell in [*cells, " ".join(_notes(result))]])


def report_path(library_folder: Path, now: datetime) -> Path:
    """Where the report of an ingest that ended now is kept, in the library's folder."""
    return library_folder / _FOLDER / f"ingest-{now:%Y%m%d-%H%M%S-%f}.csv"


def _read(result: Result) -> bool:
    """Whether the file was read to its end in this run, so that its pages are known."""
    return result.outcome is Outcome.INGESTED


def _known(result: Result) -> bool:
    return result.outcome in (Outcome.INGESTED, Outcome.UNCHANGED)


def _notes(result: Result) -> tuple[str, ...]:
    return (*([result.reason] if result.reason else []), *result.warnings)


def _cells(result: Result) -> tuple[str, ...]:
    pages = [str(number) if number else "-" for number in (result.pages, result.scanned)]
    counted = [str(number) if _known(result) else "-" for number in (result.clauses, result.kept, result.removed)]
    return (words.OUTCOMES[result.outcome], result.kind or "-", *pages, *counted, result.source)


def _harmless(cell: object) -> object:
    """A text that a spreadsheet program does not run."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _width(text: str) -> int:
    """Columns of a terminal: a wide character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int, right: bool) -> str:
    room = " " * (width - _width(text))
    return room + text if right else text + room


def _right(text: str, width: int) -> str:
    return _padded(text, width, True)
