"""The text of an answer as it is put together: lines, and the citations that their markers index."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rag.answering.quote import Quoted
from rag.schema import Citation

PLAIN, LONG = 380, 960  # characters of an answer to a plain question, and to one for a list or a comparison
TAB = "\t"  # between the cells of a table that holds no data
_MARKER = re.compile(r"\[\d+\]|\s")


@dataclass(slots=True)
class Prose:
    """Lines with their citations; markers count from 1."""

    lines: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    def quote(self, text: str, citation: Citation) -> str:
        """The text in quotation marks with the marker of its citation, one that is cited already keeping its number."""
        return f"“{text.replace(TAB, ' ')}”{self.mark(citation)}"

    def mark(self, citation: Citation) -> str:
        """The marker of a citation, which joins the others if it is new."""
        if citation not in self.citations:
            self.citations.append(citation)
        return f"[{self.citations.index(citation) + 1}]"

    def quote_all(self, items: Sequence[Quoted], rest: str) -> None:
        """A line for each of the items as far as there is room; rest, where that is not all."""
        for text, citation in items:
            if self.room(LONG) < len(text):
                self.lines.append(rest)
                return
            self.lines.append(self.quote(" ".join(text.split()), citation))

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def room(self, limit: int) -> int:
        """The characters left under a limit, markers and white space not counted."""
        return limit - len(_MARKER.sub("", self.text))
