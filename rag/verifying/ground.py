"""What a claim is held against: a clause, its sentences in canonical form with their phrases, and what stands about
it."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from rag.reading.cells.tables import is_of_names
from rag.schema import Citation, Document, Sentence
from rag.statements.traced import Traced, trace
from rag.tables import row_at, sheet_at
from rag.tables.said import Piece, Says, row_stated
from rag.verifying.phrases import Phrase, phrases_of

_RELATIVE = {"今年": 0, "本年": 0, "当年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "次年": 1}
_LEVEL = re.compile("[区市县省](?=$|教|人民|委)")


def relative_years(text: str) -> frozenset[str]:
    """The words of a text for years that its own date fixes: 去年."""
    return frozenset(word for word in _RELATIVE if word in text)


@dataclass(frozen=True)
class Ground:
    """A clause of a document as a claim is held against it. restored: with swapped words put back
    (Sentence.reading)."""

    document: Document
    clause: int
    restored: bool = False

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return self.document.clauses[self.clause].sentences

    @cached_property
    def parts(self) -> tuple[Traced, ...]:
        """Its sentences in canonical form, in order."""
        return tuple(
            trace(stated or (sentence.reading if self.restored and sentence.reading else sentence.text))
            for sentence, stated in zip(self.sentences, self._stated, strict=True)
        )

    @cached_property
    def _pieces(self) -> tuple[tuple[Piece, ...], ...]:
        """The pieces of what each sentence states that is a row of a table, none for the others."""
        found = []
        for sentence in self.sentences:
            row, sheet = row_at(self.document, sentence.start), sheet_at(self.document, sentence.start)
            found.append(row_stated(sheet, row, sentence.start, sentence.end) if row and sheet else ())
        return tuple(found)

    @cached_property
    def _stated(self) -> tuple[str, ...]:
        """What each sentence states that is a row of a table, "" for the others."""
        return tuple("".join(piece.text for piece in pieces) for pieces in self._pieces)

    def says(self, start: int, end: int) -> Says | None:
        """What start:end of the text is in the statement of a row, None outside of these. Of no width, it is of what
        the row is of where it stands within or right before that."""
        ordinal = self.ordinal(start)
        if not self._pieces[ordinal]:
            return None
        base, part = self._starts[ordinal], self.parts[ordinal]
        low, high = part.span(min(start - base, len(part.text)), min(end - base, len(part.text)))
        at = 0
        for piece in self._pieces[ordinal]:
            stop = at + len(piece.text)
            if at <= low < stop and high <= stop:
                return piece.says
            at = stop
        return None

    def is_of_names(self, at: int) -> bool:
        """Whether a place in the text is of a row of a table whose rows are known by names."""
        sheet = sheet_at(self.document, self.sentences[self.ordinal(at)].start)
        return sheet is not None and is_of_names(sheet)

    @cached_property
    def text(self) -> str:
        """Its sentences in canonical form, a line each."""
        return "\n".join(part.text for part in self.parts)

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        return phrases_of(self.text)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        starts, at = [], 0
        for part in self.parts:
            starts.append(at)
            at += len(part.text) + 1
        return tuple(starts)

    def ordinal(self, at: int) -> int:
        """The sentence that a place in the text is of."""
        return max(0, bisect_right(self._starts, at) - 1)

    @cached_property
    def about(self) -> str:
        """What stands about the clause, in canonical form: the document's name, place, agency and year, and the
        headings."""
        known = self.document.metadata
        proven = [each.value for each in (known.place, known.agency, known.number) if each]
        return trace(
            "\n".join(
                (self.document.name, *self.document.clauses[self.clause].path, *proven, self.year and f"{self.year}年")
            )
        ).text

    @cached_property
    def title(self) -> str:
        """The document's name in canonical form."""
        return trace(self.document.name).text

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What only names the document, in canonical form: its place and its agency."""
        known = self.document.metadata
        return tuple(trace(each.value).text for each in (known.place, known.agency) if each)

    def is_level(self, level: str, word: str) -> bool:
        """Whether a level of government is the document's own; where that is unknown, 全区 or 全市 may be."""
        own = [match.group() for name in (*self.names, self.title) for match in _LEVEL.finditer(name)]
        return level in own if own else level in "区市县" and word[0] in "全本我"

    @property
    def year(self) -> str:
        """The year of the document, or ""."""
        return self.document.metadata.year.value if self.document.metadata.year else ""

    def year_of(self, word: str) -> str:
        """The year that 今年 or 去年 is in this document, or ""."""
        return str(int(self.year) + _RELATIVE[word]) if self.year.isdigit() and word in _RELATIVE else ""

    def quote(self, first: int, last: int) -> tuple[str, Citation]:
        """Sentences first to last: their clean text, and the slice of the source that they are."""
        chosen = self.sentences[first : last + 1]
        start, end = chosen[0].start, chosen[-1].end
        citation = self.document.cite(start, end, self.document.clauses[self.clause].path)
        return "".join(self._shown[first : last + 1]), citation

    @cached_property
    def _shown(self) -> tuple[str, ...]:
        """The sentences as they are shown: rows of tables by what they state."""
        return tuple(stated or sentence.text for sentence, stated in zip(self.sentences, self._stated, strict=True))

    def place(self, start: int, end: int, first: int) -> tuple[int, int]:
        """start:end of the text as a span of what quote(first, …) shows; of no width where start is end or words were
        put back."""
        ordinal = self.ordinal(start)
        before = sum(map(len, self._shown[first:ordinal]))
        if self.restored and self.sentences[ordinal].reading:
            return before, before
        part = self.parts[ordinal]
        base = self._starts[ordinal]
        low, high = part.span(min(start - base, len(part.text)), min(end - base, len(part.text)))
        return before + low, before + high
