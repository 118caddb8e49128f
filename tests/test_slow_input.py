"""Input that once took seconds, minutes or years to read, and work that must grow no faster than the input does.

What hung is read at once or not at all; the rest is counted, so that no clock of a busy machine decides.
"""

import pytest

from ingest.table_flat_head import solve_head

Span = tuple[int, int]


def lines_of(*lines: str) -> tuple[str, list[Span]]:
    """A text of lines and where each of them stands."""
    text = "\n".join(lines)
    ends = [sum(len(line) + 1 for line in lines[: at + 1]) - 1 for at in range(len(lines))]
    return text, [(end - len(line), end) for line, end in zip(lines, ends, strict=True)]


@pytest.mark.parametrize(("names", "columns"), [(29, 15), (39, 15), (39, 22)])
def test_names_that_hang_in_countless_ways_are_given_up(names: int, columns: int) -> None:
    text, spans = lines_of("序号", *["人数", "班数"] * (names // 2))
    assert solve_head(text, spans, ["9"] * columns) is None
