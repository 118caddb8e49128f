"""A table of text whose cells mark what differs; the writers of files take nothing else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Mark(StrEnum):
    """What is marked about a run of text."""

    NONE = ""
    ADDED = "added"
    REMOVED = "removed"
    OMITTED = "omitted"  # stands here and is left out on the other side; not struck through
    CHANGED = "changed"


class Signs(NamedTuple):
    """What stands around a marked run, so that it reads without colour, underlining or strokes."""

    before: str
    after: str


SIGNS = {
    Mark.NONE: Signs("", ""),
    Mark.ADDED: Signs("【+", "】"),
    Mark.REMOVED: Signs("【-", "】"),
    Mark.OMITTED: Signs("【-", "】"),
    Mark.CHANGED: Signs("【", "】"),
}
# RGB, dark enough to be read on white.
COLOURS = {Mark.ADDED: "0B5E2B", Mark.REMOVED: "8A1C1C", Mark.OMITTED: "8A1C1C", Mark.CHANGED: "9A3B00"}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a cell's text."""

    text: str
    mark: Mark = Mark.NONE

    @property
    def shown(self) -> str:
        """The text with its signs."""
        signs = SIGNS[self.mark]
        return f"{signs.before}{self.text}{signs.after}"


Cell = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table. rows: of as many cells as the header has; notes: lines below the title; widths: of the columns, in Chinese characters."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        wrong = [number for number, row in enumerate(self.rows, 1) if len(row) != len(self.header)]
        if wrong or (self.widths and len(self.widths) != len(self.header)):
            raise ValueError(f"rows {wrong} or widths are not of {len(self.header)} columns")


def cell(text: str) -> Cell:
    """A cell of plain text."""
    return (Run(text),) if text else ()


def marked(text: str, spans: Iterable[tuple[int, int]], mark: Mark) -> Cell:
    """A cell of text with spans of it marked; spans that touch or overlap are one, those of no width are left out."""
    runs: list[Run] = []
    at = 0
    for start, end in joined(spans):
        runs += [*cell(text[at:start]), Run(text[start:end], mark)]
        at = end
    return (*runs, *cell(text[at:]))


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, each place of the text in one of them at most."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def plain(content: Cell) -> str:
    """The text of a cell as it is read, signs and all."""
    return "".join(run.shown for run in content)


# XML 1.0 cannot hold these.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """text with what no file of this kind can hold replaced by the sign for "not a character"."""
    return _UNWRITABLE.sub("\ufffd", text)
