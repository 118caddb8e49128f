"""Text whose every character knows where it stood in the source."""

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Traced:
    """text[i] stands for source[starts[i]:ends[i]]; spans rise and do not overlap. Arrays, which nobody changes, since
    a tuple takes ten times the memory."""

    text: str
    starts: "array[int]"
    ends: "array[int]"

    @classmethod
    def whole(cls, source: str) -> "Traced":
        """All of a source."""
        return cls(source, array("I", range(len(source))), array("I", range(1, len(source) + 1)))

    def __len__(self) -> int:
        return len(self.text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source that text[start:end] (not empty) covers."""
        return self.starts[start], self.ends[end - 1]

    def without(self, spans: Iterable[tuple[int, int]]) -> "Traced":
        """The same without the given spans of text, in any order."""
        return self.replaced((start, end, "") for start, end in spans)

    def replaced(self, edits: Iterable[tuple[int, int, str]]) -> "Traced":
        """The same with text[start:end] replaced by a string, each of whose characters covers the whole of that
        span."""
        text: list[str] = []
        starts, ends = array("I"), array("I")
        done = 0
        for start, end, new in sorted(edits):
            start = max(start, done)
            if end <= start:
                continue
            text.append(self.text[done:start])
            starts += self.starts[done:start]
            ends += self.ends[done:start]
            text.append(new)
            starts.extend([self.starts[start]] * len(new))
            ends.extend([self.ends[end - 1]] * len(new))
            done = end
        text.append(self.text[done:])
        return Traced("".join(text), starts + self.starts[done:], ends + self.ends[done:])

    def lines(self) -> list[tuple[int, int]]:
        """Spans of the lines of text without their line ends and without white space around them; empty ones too."""
        found = []
        for match in re.finditer(r"[^\r\n\u2028\u2029]*(?:\r\n|\r|\n|\u2028|\u2029|\Z)", self.text):
            line = match.group().rstrip()
            lead = len(line) - len(line.lstrip())
            if match.end() > match.start():
                found.append((match.start() + lead, match.start() + max(lead, len(line))))
        return found

    def removed(self, length: int) -> tuple[tuple[int, int], ...]:
        """Spans of a source of that length that no character covers."""
        gaps = []
        at = 0
        for start, end in zip(self.starts, self.ends, strict=True):
            if start > at:
                gaps.append((at, start))
            at = max(at, end)
        if at < length:
            gaps.append((at, length))
        return tuple(gaps)
