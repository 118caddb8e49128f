"""A comparison as a row of JSON, as lines for a terminal, and as a table for export."""

from collections.abc import Iterator
from typing import Any

from rag.comparing.change import Change, Comparison, Kind, Side
from rag.comparing.words import CHINESE, ENGLISH, CompareWords
from rag.exporting.table import Cell, Mark, Table, cell, marked, plain
from rag.schema import Citation

_ARROW = " → "
_WIDTHS = (10, 14, 40, 18, 40, 18)


def as_row(comparison: Comparison) -> dict[str, Any]:
    """A comparison as a row of JSON."""
    return {
        "a": comparison.a,
        "b": comparison.b,
        "changes": [_change_row(change) for change in comparison.changes],
        "counts": comparison.counts,
        "ms": comparison.ms,
    }


def as_text(comparison: Comparison) -> Iterator[str]:
    """A comparison for a terminal, kind by kind, Chinese first; - stands before what a says, + before what b says."""
    yield f"- {comparison.a_name} ({comparison.a})"
    yield f"+ {comparison.b_name} ({comparison.b})"
    for kind in Kind:
        changes = [change for change in comparison.changes if change.kind is kind]
        if changes:
            yield f"\n{CHINESE.kinds[kind]} {ENGLISH.kinds[kind]} ({len(changes)})"
        for number, change in enumerate(changes, 1):
            said = "；".join(filter(None, [figures(change, CHINESE), *tags(change, CHINESE)]))
            yield f"  {number}. {said}".rstrip()
            for sign, side, mark in (("-", change.a, Mark.REMOVED), ("+", change.b, Mark.ADDED)):
                if side:
                    text = plain(marked(side.text, side.marks, mark)).replace("\n", "\n      ")
                    yield f"    {sign} {text}"
                    yield f"      {side.citation.start}:{side.citation.end} {place(side.citation, CHINESE)}"
    if not comparison.changes:
        yield f"\n{CHINESE.identical} {ENGLISH.identical}"
    yield f"\n{CHINESE.unchanged.format(comparison.unchanged)} · {ENGLISH.unchanged.format(comparison.unchanged)}"


def as_table(comparison: Comparison, words: CompareWords) -> Table:
    """A comparison as a table, a row a change: what a lacks is marked in b as added, what b lacks in a as removed."""
    rows = [
        (
            cell("\n".join([words.kinds[change.kind], *tags(change, words)])),
            cell(figures(change, words, "\n")),
            _words_of(change.a, Mark.REMOVED),
            cell(place(change.a.citation, words) if change.a else ""),
            _words_of(change.b, Mark.ADDED),
            cell(place(change.b.citation, words) if change.b else ""),
        )
        for change in comparison.changes
    ]
    first, second = comparison.names
    header = tuple(head.format(name) for head, name in zip(words.header, ("", "", first, "", second, ""), strict=True))
    notes = (f"{comparison.a} · {comparison.b}", summary(comparison, words))
    return Table(words.title.format(first, second), header, tuple(rows), notes, _WIDTHS)


def summary(comparison: Comparison, words: CompareWords) -> str:
    """How many changes there are of each kind, in a line."""
    if not comparison.changes:
        return words.identical
    counts = comparison.counts
    kinds = [f"{words.kinds[kind]} {counts[kind]}" for kind in Kind if counts[kind]]
    return " · ".join([*kinds, words.unchanged.format(comparison.unchanged)])


def figures(change: Change, words: CompareWords, between: str = "；") -> str:
    """From what to what its figures changed: 95% → 98%."""
    return between.join(
        f"{figure.before or words.nothing}{_ARROW}{figure.after or words.nothing}" for figure in change.figures
    )


def tags(change: Change, words: CompareWords) -> list[str]:
    """What else is to be said of a change."""
    return [*((words.related,) if change.related else ()), *(words.tags[kind] for kind in change.also)]


def place(citation: Citation, words: CompareWords) -> str:
    """Where a citation stands in its document."""
    return " › ".join(citation.section) or words.opening


def _words_of(side: Side | None, mark: Mark) -> Cell:
    return marked(side.text, side.marks, mark) if side else ()


def _change_row(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "a": _citation(change.a),
        "b": _citation(change.b),
        "figures": [{"from": each.before, "to": each.after, "kind": each.kind.value} for each in change.figures],
        "also": [kind.value for kind in change.also],
        "related": change.related,
    }


def _citation(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    found = side.citation
    return {
        "source": found.source,
        "section": list(found.section),
        "quote": found.quote,
        "start": found.start,
        "end": found.end,
    }
