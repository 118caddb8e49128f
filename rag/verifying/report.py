"""Verdicts and sign-offs as tables to export, and a verdict as text to copy."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rag.exporting.table import Cell, Mark, Run, Table, cell
from rag.library import Library
from rag.schema import Document
from rag.verifying.official import cite
from rag.verifying.pasted import Place
from rag.verifying.signoff import SignOff, signed_for, standing
from rag.verifying.telling import (
    absence_of,
    dated,
    difference_of,
    differences_of,
    label_of,
    manner_of,
    marks_of,
    place_in,
    valid,
)
from rag.verifying.verdict import Label, Passage, Verdict
from rag.verifying.words import Words

_WIDTHS = (4, 8, 8, 26, 26, 18, 16, 8, 9, 10)
_SIGNED_WIDTHS = (28, 9, 28, 7, 10, 14, 14)


@dataclass(frozen=True, slots=True)
class Row:
    """A verdict with its number in the run, from 1, and where its claim stood."""

    number: int
    verdict: Verdict
    place: Place


def as_table(rows: Sequence[Row], library: Library, signed: Mapping[str, SignOff], words: Words) -> Table:
    """The verdicts, a line for each passage that one rests on. signed: the sign-offs that hold, by id."""
    counts = Counter(row.verdict.label for row in rows)
    told = words.comma.join(f"{label_of(label, words)} {counts[label]}" for label in Label)
    time = local(datetime.now(UTC).isoformat())
    notes = (words.checked.format(time=time, count=len(rows), counts=told, digest=library.digest), *words.notes)
    lines = tuple(line for row in rows for line in _lines(row, library, signed, words))
    return Table(words.title, words.columns, lines, notes, _WIDTHS)


def signed_table(signed: Iterable[SignOff], library: Library, words: Words) -> Table:
    """The sign-offs, each with what it rested on and whether that still holds."""
    rows = tuple(
        (
            cell(each.claim), cell(label_of(each.label, words)), cell("\n".join(cited.text for cited in each.cited)),
            cell(each.who), cell(local(each.time)), cell(each.note), cell(words.standings[standing(each, library)]),
        )
        for each in signed
    )  # fmt: skip
    return Table(words.signed_title, words.signed_columns, rows, (), _SIGNED_WIDTHS)


def copy_text(row: Row, library: Library, words: Words) -> str:
    """A verdict as text: the claim, the verdict, and each passage as it is cited in official writing."""
    verdict = row.verdict
    lines = [f"{words.claimed}{words.colon}{verdict.claim.text}"]
    lines.append(f"{words.result}{words.colon}{label_of(verdict.label, words)}{words.stop}{absence_of(verdict, words)}")
    for passage, document in _documents(verdict.passages, library):
        said = [manner_of(passage, words), *(difference_of(each, words) for each in differences_of(passage))]
        if verdict.disagree:
            said.insert(0, label_of(passage.label, words))
        lines.append(f"{words.source}{words.colon}{cite(passage, document)}")
        lines += [words.bracketed.format(words.semicolon.join(filter(None, said)))] if any(said) else []
    for passage, document in _documents(verdict.nearby, library):
        lines.append(f"{words.nearby}{words.colon}{cite(passage, document)}")
    return "\n".join(lines)


def local(time: str) -> str:
    """A time of UTC as it is shown here: 2024-05-24 16:20."""
    return datetime.fromisoformat(time).astimezone().strftime("%Y-%m-%d %H:%M")


def signature(signed: SignOff | None, library: Library, words: Words) -> str:
    """Who signed when, with the note and whether it still holds; "" where nobody has."""
    if signed is None:
        return ""
    return "\n".join(
        filter(None, (f"{signed.who} {local(signed.time)}", signed.note, words.standings[standing(signed, library)]))
    )


def _lines(row: Row, library: Library, signed: Mapping[str, SignOff], words: Words) -> Iterator[tuple[Cell, ...]]:
    verdict = row.verdict
    place = cell(place_in(row.place, words))
    who = cell(signature(signed_for(verdict, signed), library, words))
    if not verdict.passages:
        near = "\n".join(cite(passage, document) for passage, document in _documents(verdict.nearby, library))
        yield (
            cell(str(row.number)), place, cell(label_of(verdict.label, words)), cell(verdict.claim.text), (),
            cell(absence_of(verdict, words)), cell(f"{words.nearby}{words.colon}\n{near}" if near else ""), (), (), who,
        )  # fmt: skip
    for at, (passage, document) in enumerate(_documents(verdict.passages, library), 1):
        own, theirs = marks_of(passage)
        said = filter(
            None, (manner_of(passage, words), *(difference_of(each, words) for each in differences_of(passage)))
        )
        told = [label_of(passage.label, words), *([words.disagree] if verdict.disagree else [])]
        yield (
            cell(str(row.number) if at == 1 else f"{row.number}-{at}"), place, cell("\n".join(told)),
            runs(verdict.claim.text, own), runs(passage.text, theirs), cell("\n".join(said)),
            cell("\n".join(filter(None, (passage.title, " › ".join(passage.citation.section))))),
            cell(dated(document, words)), cell(valid(document, words)), who,
        )  # fmt: skip


def runs(text: str, marks: Iterable[tuple[int, int, Mark]]) -> Cell:
    """A text with its marks; where two overlap, the first has the place."""
    found: list[Run] = []
    at = 0
    for start, end, mark in sorted(marks):
        start = max(start, at)
        if start < end:
            found += [*cell(text[at:start]), Run(text[start:end], mark)]
            at = end
    return (*found, *cell(text[at:]))


def _documents(passages: Iterable[Passage], library: Library) -> Iterator[tuple[Passage, Document]]:
    """Passages with their documents, as far as the library still holds them."""
    for passage in passages:
        try:
            yield passage, library.document(passage.citation.source)
        except KeyError:
            continue
