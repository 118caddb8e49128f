"""Handles of clauses, c1, c2, …: they live for one request and mean nothing that stands in a document."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

_OPEN, _CLOSE = r"[\[【［(（]", r"[\]】］)）]"
# What an answer's own citations look like: a model that writes one has not been given it.
_MARKER = re.compile(r"\[\s*\d{1,3}\s*\]")


@dataclass(frozen=True, slots=True)
class Handles:
    """The handles of one request. letter: what they begin with."""

    letter: str

    @classmethod
    def apart_from(cls, texts: Iterable[str]) -> "Handles":
        """Handles that none of the texts holds: c1, or cc1 where a document says [c1] itself, and so on."""
        everything = "\n".join(texts)
        letters = ("c" * times for times in count(1))
        return cls(next(each for each in letters if not re.search(rf"{_OPEN}\s*{each}\d", everything, re.I)))

    def name(self, number: int) -> str:
        """The handle of a clause, numbered from 1."""
        return f"{self.letter}{number}"

    def numbers(self, sentence: str, known: int) -> list[int]:
        """The clauses that a sentence names, of those known, in its order; what else it names is passed over."""
        groups = re.findall(self._pattern, sentence, re.I)
        found = [int(number) for group in groups for number in re.findall(r"\d+", group)]
        return [number for number in dict.fromkeys(found) if 1 <= number <= known]

    def strip(self, sentence: str) -> str:
        """The sentence without its handles, nor anything that would pass for a citation of the answer."""
        return _MARKER.sub("", re.sub(self._pattern, "", sentence, flags=re.I)).strip()

    @property
    def _pattern(self) -> str:
        each = rf"{self.letter}\s*\d{{1,3}}"
        return rf"{_OPEN}\s*{each}(?:\s*[,，、;；]?\s*{each})*\s*{_CLOSE}"
