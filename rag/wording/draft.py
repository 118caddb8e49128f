"""An answer as it grows out of a reply. It only ever grows at its end: what has been shown is never taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rag.schema import Answer, Citation
from rag.wording.check import borne_out
from rag.wording.handles import Handles
from rag.wording.prompt import one_line
from rag.wording.words import Remarks


@dataclass
class Draft:
    """The wording of one answer.

    quoted: the answer that quotes. names: of its sources. known: how many of its citations the model was given. differ: the line that
    says that documents differ, which stays where the quoting answer has it. kept, replaced: sentences of the model that stand, and those that gave way to a quotation.
    """

    quoted: Answer
    names: Mapping[str, str]
    handles: Handles
    known: int
    differ: str
    remarks: Remarks
    kept: int = 0
    replaced: int = 0
    lines: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    _said: set[str] = field(default_factory=set)
    _shown: set[Citation] = field(default_factory=set)
    _waiting: list[Citation] = field(default_factory=list)

    def add(self, sentence: str) -> bool:
        """Takes a sentence of the reply; whether the answer has grown. One that names no known clause, or says what was said, is left out."""
        numbers = self.handles.numbers(sentence, self.known)
        bare = self.handles.strip(sentence)
        if not numbers or not bare or bare in self._said:
            return False
        self._said.add(bare)
        behind = [self.quoted.citations[number - 1] for number in numbers]
        if not self._holds(bare, behind):
            self.replaced += 1
            # Quotations alone would be the quoting answer, ill set: they wait for a sentence that stands.
            self._waiting.append(behind[0])
            if not self.kept:
                return False
        else:
            self._begin()
            needed = self._needed(bare, behind)
            self.lines.append(bare + "".join(self._mark(citation) for citation in needed))
            self.kept += 1
        self._quote_waiting()
        return True

    def quote(self, wanted: list[Citation]) -> None:
        """Adds quotations of citations that have none yet, each under its document."""
        self._waiting += wanted
        self._quote_waiting()

    def answer(self, *notes: str) -> Answer:
        """The answer as it is now, with remarks."""
        said = [self.quoted.note, *notes, self.remarks.replaced(self.replaced) if self.replaced else ""]
        return replace(
            self.quoted,
            text="\n".join(self.lines),
            citations=tuple(self.citations),
            note=" ".join(filter(None, said)),
        )

    def left_out(self) -> list[Citation]:
        """The first citation of each section that the answer does not speak of: to pass one over in silence would be to choose."""
        spoken = {(citation.source, citation.section) for citation in self.citations}
        first: dict[tuple[str, tuple[str, ...]], Citation] = {}
        for citation in self.quoted.citations:
            if (citation.source, citation.section) not in spoken:
                first.setdefault((citation.source, citation.section), citation)
        return list(first.values())

    def _begin(self) -> None:
        """What the quoting answer says before its quotations is said before the wording too."""
        if not self.lines and self.differ in self.quoted.text.splitlines():
            self.lines.append(self.differ)

    def _holds(self, bare: str, behind: list[Citation]) -> bool:
        context = [text for each in behind for text in (self.names.get(each.source, each.source), *each.section)]
        return borne_out(bare, [one_line(each.quote) for each in behind], context)

    def _needed(self, bare: str, behind: list[Citation]) -> list[Citation]:
        """The citations without which the sentence would not hold; the first where any one would do."""
        needed = list(behind)
        for citation in reversed(behind):
            rest = [each for each in needed if each is not citation]
            if rest and self._holds(bare, rest):
                needed = rest
        return needed

    def _quote_waiting(self) -> None:
        for citation in self._waiting:
            if citation not in self._shown:
                self._shown.add(citation)
                place = " ".join([self.names.get(citation.source, citation.source), *citation.section[-1:]])
                self.lines.append(f"{place}：“{one_line(citation.quote)}”{self._mark(citation)}")
        self._waiting.clear()

    def _mark(self, citation: Citation) -> str:
        """The marker of a citation, numbered as it is first used."""
        if citation not in self.citations:
            self.citations.append(citation)
        return f"[{self.citations.index(citation) + 1}]"
