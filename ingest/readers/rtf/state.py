"""What holds at a place in an RTF file, and the text that is being gathered there."""

from dataclasses import dataclass, field
from enum import Enum, auto

from ingest.readers.word.list_labels import with_gap
from ingest.readers.word.rows import Row, RowCell
from ingest.readers.word.story import Paragraph


class Goes(Enum):
    """Where text goes."""

    BODY = auto()
    LABEL = auto()  # the number of a list's paragraph, as drawn
    CODE = auto()  # of a field
    FONTS = auto()
    STYLES = auto()
    NOWHERE = auto()


@dataclass(slots=True)
class State:
    """goes: where text goes; skip: how many characters stand in for one in Unicode; the rest as the control words
    say."""

    goes: Goes = Goes.BODY
    skip: int = 1
    font: int = 0
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    depth: int = 1
    outline: int | None = None
    style: int = 0
    contents: bool = False
    nested: bool = False  # a row of a table in a table is being shaped

    @property
    def table(self) -> int:
        """How deep its paragraph stands in tables."""
        return self.depth if self.in_table or self.depth > 1 else 0

    def new_paragraph(self) -> None:
        """Forget how paragraphs are formatted."""
        self.in_table, self.depth, self.outline, self.style = False, 1, None, 0


@dataclass(slots=True)
class Shape:
    """How a row is shaped, so far as has been said. left: where the next cell begins; cell: what it is merged with."""

    row: Row = field(default_factory=Row)
    left: int = 0
    cell: RowCell = field(default_factory=RowCell)

    def edge(self, at: int) -> None:
        """Say where the next cell ends."""
        self.row.cells.append(RowCell("", self.left, at, self.cell.down, self.cell.across))
        self.left, self.cell = at, RowCell()


@dataclass(slots=True)
class Story:
    """A stretch of text in the making: the body, a header, a note, a text box. begun: its first paragraph of the cell
    that is being written; shapes: of rows, and of rows of tables in tables."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    open: Paragraph = field(default_factory=Paragraph)
    begun: int = 0
    shapes: list[Shape] = field(default_factory=lambda: [Shape(), Shape()])

    def add(self, text: str, state: State) -> None:
        """Add text where the state says."""
        if state.goes is Goes.LABEL:
            self.open.label += text
        elif state.deleted:
            self.open.struck += text
        elif state.hidden:
            self.open.hidden += text
        else:
            self.open.text += text.replace("\t", " ")
            self.open.contents = self.open.contents or state.contents

    def end(self, state: State, level: int | None, contents: bool) -> None:
        """End the paragraph that is open."""
        done, self.open = self.open, Paragraph()
        done.label = _label(_whole(done.label))
        done.text, done.struck, done.hidden = map(_whole, (done.text, done.struck, done.hidden))
        done.level, done.contents, done.table = level, done.contents or contents, state.table
        self.paragraphs.append(done)

    def end_cell(self, depth: int) -> None:
        """Let the last paragraph end a cell. What stands before it in the cell is in the table, even if it does not say
        so; of tables in tables everything does."""
        self.paragraphs[-1].cell_end = True
        for each in self.paragraphs[self.begun if depth == 1 else -1 :]:
            each.table = max(each.table, depth)
        if depth == 1:
            self.begun = len(self.paragraphs)

    def end_row(self, depth: int) -> None:
        """End a row of the table."""
        self.paragraphs.append(Paragraph(table=depth, row=self.shapes[depth > 1].row))
        if depth == 1:
            self.begun = len(self.paragraphs)

    def begin_row(self, nested: bool) -> None:
        """Begin to say how a row is shaped. nested: of a table in a table."""
        self.shapes[nested] = Shape()
        if not nested:
            self.begun = len(self.paragraphs)


def _whole(text: str) -> str:
    """Pairs of surrogates become the character that they stand for."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _label(drawn: str) -> str:
    """A list's label; bullets are none."""
    if not any(map(str.isalnum, drawn)):
        return ""
    follow = "tab" if drawn.endswith("\t") else "space" if drawn.endswith(" ") else "nothing"
    return with_gap(drawn.strip(" \t"), follow)
