"""What an evaluation prints: figures, a table by type of question, misses, and two runs side by side."""

import unicodedata
from collections.abc import Iterator, Sequence

from rag.evaluation import report_words as words
from rag.evaluation.evaluate import FIGURES, by_type, figures, percentile
from rag.evaluation.gold import Item
from rag.evaluation.outcome import Outcome
from rag.evaluation.runs import Comparison

_COLUMNS = ("right", "refused", "wrongly", "top5")
_LONGEST = 300  # characters of an answer or of evidence that a miss shows


def _width(text: str) -> int:
    """Columns that a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _pad(text: str, columns: int) -> str:
    return text + " " * max(0, columns - _width(text))


def _share(hits: int, of: int) -> str:
    return f"{100 * hits / of:5.1f}% ({hits}/{of})" if of else "  n/a"


def _milliseconds(outcomes: Sequence[Outcome]) -> str:
    return f"{percentile(outcomes, 0.5):.0f} / {percentile(outcomes, 0.95):.0f}"


def totals(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The figures, a line each."""
    found = figures(outcomes)
    for name in FIGURES:
        chinese, english = words.FIGURES[name]
        yield f"{_pad(chinese, 14)}{english:20s}{_share(*found[name])}"
    chinese, english = words.TIME
    yield f"{_pad(chinese, 14)}{english:20s}{_milliseconds(outcomes)}"


def types(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The table by type of question."""
    rows = [list(words.TYPE_COLUMNS)]
    for kind, found in by_type(outcomes).items():
        shares = figures(found)
        rows.append([kind, str(len(found)), *(_share(*shares[name]).strip() for name in _COLUMNS)])
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(_pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "……"


def _why(outcome: Outcome) -> str:
    if outcome.fault is None:
        return words.GOOD
    reason = words.FAULTS[outcome.fault].format(outcome.detail)
    return f"{reason} {words.UNFOUND}" if outcome.rank == 0 else reason


def _wanted(item: Item) -> str:
    if not item["answerable"]:
        return words.REFUSAL
    needed = [" / ".join(each) if isinstance(each, list) else each for each in item["answers_all"]]
    return "；".join(needed) or " / ".join(item["answers"]) or words.EVIDENCE


def miss(item: Item, outcome: Outcome) -> Iterator[str]:
    """An item that fell short: why, the question, what was wanted and what came."""
    yield f"{outcome.id} [{outcome.type}] {_why(outcome)}"
    for turn in item["history"]:
        yield f"  {_pad(words.BEFORE, 16)}{_one_line(turn['content'])}"
    yield f"  {_pad(words.ASKED, 16)}{_one_line(item['question'])}"
    yield f"  {_pad(words.WANTED, 16)}{_one_line(_wanted(item))}"
    if item["answerable"]:
        for quote in item["evidence"]:
            yield f"  {_pad(words.STANDS, 16)}{'、'.join(item['doc'])}: {_one_line(quote)}"
    yield f"  {_pad(words.CAME, 16)}{_one_line(outcome.answer)}"


def compared(earlier: Sequence[Outcome], later: Sequence[Outcome], comparison: Comparison) -> Iterator[str]:
    """Two runs: the totals side by side, then the items that changed."""
    yield words.SIDE_BY_SIDE
    before, after = figures(earlier), figures(later)
    for name in FIGURES:
        chinese, english = words.FIGURES[name]
        (old_hits, old_of), (hits, of) = before[name], after[name]
        change = f"{100 * (hits / of - old_hits / old_of):+.1f}" if of and old_of else ""
        sides = f"{_share(old_hits, old_of):20s}→ {_share(hits, of):20s}{change}"
        yield f"{_pad(chinese, 14)}{english:20s}{sides}".rstrip()
    chinese, english = words.TIME
    yield f"{_pad(chinese, 14)}{english:20s}{_milliseconds(earlier):20s}→ {_milliseconds(later)}"
    for heading, pairs in (
        (words.GAINED, comparison.gained), (words.LOST, comparison.lost), (words.CHANGED, comparison.changed),
    ):  # fmt: skip
        yield ""
        yield heading.format(len(pairs))
        for old, new in pairs:
            yield f"{new.id} [{new.type}] {_one_line(new.question)}"
            yield f"  {_pad(words.EARLIER, 16)}{_why(old)} {_one_line(old.answer)}"
            yield f"  {_pad(words.LATER, 16)}{_why(new)} {_one_line(new.answer)}"
