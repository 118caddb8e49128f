"""Word's files since 2007 (.docx, .docm, and WPS's of the same form) as they read on the page, with numbering written
out."""

from collections.abc import Iterable
from itertools import islice

from lxml.etree import _Element as Element

from ingest import line_ends
from ingest.kinds import Kind
from ingest.readers.builder import Builder, GridCell
from ingest.readers.charts import write_chart
from ingest.readers.docx import messages
from ingest.readers.docx.numbering import Numbering
from ingest.readers.docx.parts import Parts
from ingest.readers.docx.styles import Styles
from ingest.readers.word.lines import LONG, one_line
from ingest.readers.word.list_labels import joined
from ingest.source import Reading, UnreadableFile
from rag.office.package import NotOffice, Package, TooLarge
from rag.office.word import W, Words, blocks, on, words
from rag.office.word_table import grid, paragraphs, shapes_page

_FEW = 200  # characters of text in a file that is taken for one of pictures
_REVISIONS = [f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")]


def read_docx(data: bytes) -> Reading:
    """The text of a document with its headings and tables. Raises UnreadableFile."""
    try:
        package = Package(data)
        main = package.main("word/document.xml")
        root = package.xml(main)
        body = None if root is None else root.find(f"{W}body")
        if root is None or body is None:
            raise UnreadableFile(messages.DAMAGED)
        writer = _Writer(Parts(package, main))
        writer.story(body)
        writer.end()
        if writer.pictures and not writer.written:
            raise UnreadableFile(messages.PICTURES.format(count=writer.pictures))
        return writer.builder.reading(Kind.DOCX, writer.warnings(root))
    except TooLarge as error:
        raise UnreadableFile(messages.TOO_LARGE.format(size=error.size / 1e6, most=error.most / 1e6)) from None
    except (NotOffice, RecursionError):
        raise UnreadableFile(messages.DAMAGED) from None


class _Writer:
    """Writes a document into builder. Text that is none of the document's is kept until its end."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.builder = Builder()
        self.styles = Styles(parts.root("styles"))
        self.numbering = Numbering(parts.root("numbering"), self.styles)
        self.carried = ""  # of paragraphs whose end a revision deleted
        self.notes: list[str] = []  # of the last paragraphs, not yet written
        self.struck: list[str] = []
        self.hidden: list[str] = []
        self.pictures = 0
        self.written = 0  # characters of text

    def story(self, parent: Element) -> None:
        """Write what an element holds, block by block."""
        found = list(blocks(parent))
        for index, block in enumerate(found):
            if block.tag == f"{W}p":
                self.paragraph(block, islice(found, index + 1, None))
            elif block.tag == f"{W}tbl":
                self.flush()
                self.table(block)
            else:
                self.flush()
                for line in self.parts.imported(block):
                    self.line(line)
        self.flush()

    def end(self) -> None:
        """Write the notes that are left, and what is no text of the document."""
        self.write_notes()
        running = dict.fromkeys(
            line for root in self.parts.running() for line in self.lines(root) if any(map(str.isalnum, line))
        )
        comments = [line for root in self.parts.comments() for line in self.lines(root)]
        for line in (*running, *comments, *self.struck, *self.hidden):
            if line.strip():
                self.builder.line(" ".join(line.split()), aside=True)

    def warnings(self, root: Element) -> list[str]:
        """What the user should know of the reading."""
        found = []
        if next(root.iter(*_REVISIONS), None) is not None:
            found.append(messages.REVISIONS)
        if any(any(map(str.isalnum, text)) for text in self.hidden):
            found.append(messages.HIDDEN)
        if self.pictures and self.written < _FEW:
            found.append(messages.PICTURES.format(count=self.pictures))
        return [*found, *self.parts.warnings()]

    def paragraph(self, element: Element, following: Iterable[Element]) -> None:
        """Write a paragraph, what hangs on it, and its notes."""
        said = self.words(element)
        mark = element.find(f"{W}pPr/{W}rPr")
        if mark is not None and any(mark.find(f"{W}{name}") is not None for name in ("del", "moveFrom")):
            self.carried += said.text
            self.hangings(said)
            return
        text = self.carried + said.text
        self.carried = ""
        concealed = mark is not None and on(mark.find(f"{W}vanish")) and not text.strip()
        label = "" if concealed else self.numbering.label(element)
        level = self.styles.level(element)
        if self.is_contents(element) or (_squeezed(text) == "目录" and self.comes_contents(following)):
            self.builder.line(" ".join(text.split()), aside=True)
        elif level is not None:
            self.line(joined(label, one_line(text)), level)
        else:
            for line in (joined(label, text) if text.strip() else text).split("\n"):
                self.line(line.rstrip())
        self.hangings(said)
        if level is None and (line_ends.ENDED.search(text.rstrip()) or len(text) > LONG):
            self.write_notes()

    def flush(self) -> None:
        """Write a paragraph whose end was deleted and that nothing follows."""
        if self.carried.strip():
            self.line(self.carried)
        self.carried = ""

    def hangings(self, said: Words) -> None:
        """Write the text boxes and diagrams of a paragraph; keep its notes."""
        self.notes += [line for kind, key in said.notes for line in self.lines_of_note(kind, key)]
        for box in said.boxes:
            if isinstance(box, str):
                self.line(box)
            else:
                self.story(box)
        for diagram in said.diagrams:
            for line in self.parts.diagram(diagram):
                self.line(line)
        for chart in said.charts:
            if (root := self.parts.chart(chart)) is not None:
                self.written += write_chart(self.builder, root)

    def table(self, element: Element) -> None:
        """Write a table; one of a single column, or of a page's parts beside each other, only frames its text."""
        found = grid(element)
        for kept, unseen in ((self.struck, found.struck), (self.hidden, found.covered)):
            kept += ["".join(text.text or "" for text in each.iter(f"{W}t", f"{W}delText")) for each in unseen]
        if found.width <= 1 or shapes_page(found):
            for cell in found.cells:
                self.story(cell.element)
            return
        cells = [
            GridCell(cell.row, cell.column, " ".join(self.cell_lines(cell.element)), cell.rows, cell.columns)
            for cell in found.cells
        ]
        start, end = self.builder.table(cells, found.head)
        self.written += end - start
        self.write_notes()

    def cell_lines(self, cell: Element) -> list[str]:
        """The paragraphs of a cell and of tables inside it, a number that stands alone too."""
        found = []
        for element in paragraphs(cell):
            said = self.words(element)
            self.notes += [line for kind, key in said.notes for line in self.lines_of_note(kind, key)]
            lines = [joined(self.numbering.label(element), said.text).strip(), *self.boxed(said)]
            found += [line for line in lines if line]
        return found

    def boxed(self, said: Words) -> list[str]:
        """The lines in the text boxes of a paragraph."""
        return [line for box in said.boxes for line in ([box] if isinstance(box, str) else self.lines(box))]

    def lines(self, parent: Element) -> list[str]:
        """The lines of a header, a footer, a note, a comment or a text box."""
        found = []
        for element in paragraphs(parent):
            said = self.words(element)
            found += [joined(self.numbering.label(element), said.text).strip(), *self.boxed(said)]
        return [line for line in found if line]

    def lines_of_note(self, kind: str, key: str) -> list[str]:
        note = self.parts.note(kind, key)
        return [] if note is None else [one_line(line) for line in self.lines(note)]

    def write_notes(self) -> None:
        for note in self.notes:
            self.line(note)
        self.notes = []

    def words(self, element: Element) -> Words:
        """What a paragraph says; what it says no more is noted."""
        said = words(element, lambda run: self.styles.hides(run, element))
        self.struck += [said.struck] if said.struck.strip() else []
        self.hidden += [said.hidden] if said.hidden.strip() else []
        self.pictures += said.pictures
        return said

    def line(self, text: str, level: int | None = None) -> None:
        self.builder.line(text, level)
        self.written += len(text)

    def is_contents(self, element: Element) -> bool:
        """Whether a paragraph is a line of a table of contents."""
        if self.styles.is_contents(element):
            return True
        controls = (each.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery") for each in element.iterancestors(f"{W}sdt"))
        if any(each is not None and each.get(f"{W}val") == "Table of Contents" for each in controls):
            return True
        links = [each for each in element.iter(f"{W}hyperlink") if each.get(f"{W}anchor", "").startswith("_Toc")]
        linked = "".join(text.text or "" for each in links for text in each.iter(f"{W}t"))
        return bool(links) and linked == "".join(text.text or "" for text in element.iter(f"{W}t"))

    def comes_contents(self, following: Iterable[Element]) -> bool:
        """Whether the next paragraph with text is a line of a table of contents."""
        shown = (each for each in following if next(each.iter(f"{W}t"), None) is not None)
        return (first := next(shown, None)) is not None and self.is_contents(first)


def _squeezed(text: str) -> str:
    return "".join(text.split())
