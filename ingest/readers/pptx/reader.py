"""PowerPoint's files since 2007 (.pptx, .pptm, .ppsx), slide by slide: the title, the shapes as they are read, the
notes."""

from lxml.etree import _Element as Element

from ingest.kinds import Kind
from ingest.progress import page_read
from ingest.readers.builder import Builder, GridCell
from ingest.readers.charts import write_chart
from ingest.readers.docx import messages
from ingest.readers.pages.running import numbers_page
from ingest.readers.pptx.shapes import Bases, P, Shape, shapes
from ingest.readers.pptx.text import A, lines
from ingest.source import Reading, UnreadableFile
from rag.office.chart import CHART, chart_part
from rag.office.diagram import diagram_lines
from rag.office.package import NotOffice, Package, Relation, TooLarge, relation_id

_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_ASIDE = {"sldNum", "ftr", "dt", "hdr"}
_HIDDEN = {"0", "false"}


def read_pptx(data: bytes) -> Reading:
    """The text of a presentation, a page a slide. Raises UnreadableFile."""
    try:
        package = Package(data)
        main = package.main("ppt/presentation.xml")
        root = package.xml(main)
        if root is None:
            raise UnreadableFile(messages.DAMAGED)
        writer = _Writer(package)
        relations = package.relations(main)
        names = [relations[key].target for each in root.iter(f"{P}sldId") if (key := relation_id(each)) in relations]
        for number, name in enumerate(names, 1):
            writer.slide(number, name)
            page_read(number, len(names))
        if names and len(package.damaged) >= len(names) and not writer.read:
            raise UnreadableFile(messages.DAMAGED)
        reading = writer.builder.reading(Kind.PPTX, writer.warnings())
        if writer.pictures and not reading.text.strip():
            raise UnreadableFile(messages.PICTURES.format(count=writer.pictures))
        return reading
    except TooLarge as error:
        raise UnreadableFile(messages.TOO_LARGE.format(size=error.size / 1e6, most=error.most / 1e6)) from None
    except (NotOffice, RecursionError, ValueError) as error:
        raise error if isinstance(error, UnreadableFile) else UnreadableFile(messages.DAMAGED) from None


class _Writer:
    """Writes slides into builder."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.builder = Builder()
        self.read = 0  # slides
        self.pictures = 0
        self.hidden: list[int] = []
        self.noted = False
        self.title = ""  # of the slide before
        self.bases: dict[str, Bases] = {}

    def slide(self, number: int, name: str) -> None:
        """Write a slide."""
        self.builder.page(number)
        root = self.package.optional(name)
        if root is None:
            return
        self.read += 1
        self.pictures += sum(1 for _ in root.iter(f"{P}pic"))
        if root.get("show", "1").lower() in _HIDDEN:
            self.hidden.append(number)
        links = self.package.relations(name)
        relations = list(links.values())
        title, self.title = self.title, ""
        for shape in shapes(root, self.bases_of(relations)):
            self.shape(shape, number, title)
            for chart in shape.element.iter(f"{CHART}chart"):
                if (drawn := chart_part(self.package, links, chart)) is not None:
                    write_chart(self.builder, drawn)
            for diagram in shape.element.iter(f"{_DIAGRAM}relIds"):
                for line in diagram_lines(self.package, links, diagram):
                    self.builder.line(line)
        for each in relations:
            if each.kind == "notesSlide":
                self.notes(each.target)
            elif each.kind == "comments":
                comments = self.package.optional(each.target)
                for text in () if comments is None else comments.iter(f"{P}text"):
                    self.builder.line(" ".join((text.text or "").split()), aside=True)

    def shape(self, shape: Shape, number: int, before: str) -> None:
        """Write a shape. before: the title of the slide before; a slide that only goes on under it says nothing by
        it."""
        found = lines(shape.element.find(f"{P}txBody"))
        if shape.is_title and found:
            self.title = "".join(found)
            level = 0 if number == 1 and shape.role == "ctrTitle" else 1
            self.builder.line(self.title, None if self.title == before else level, aside=self.title == before)
            return
        for line in found:
            numbers = len(found) == 1 and numbers_page(line, number)
            self.builder.line(line, aside=shape.role in _ASIDE or numbers)
        for table in shape.element.iter(f"{A}tbl"):
            self.table(table)

    def table(self, element: Element) -> None:
        """Write a table; one of a single column as lines."""
        cells = []
        for row, each in enumerate(element.findall(f"{A}tr")):
            for column, cell in enumerate(each.findall(f"{A}tc")):
                if not (_on(cell, "hMerge") or _on(cell, "vMerge")):
                    said = lines(cell.find(f"{A}txBody"))
                    spans = (max(1, int(cell.get(name, "1"))) for name in ("rowSpan", "gridSpan"))
                    cells.append(GridCell(row, column, " ".join(said), *spans))
        if len({cell.column for cell in cells}) > 1:
            self.builder.table(cells)
            return
        for cell in cells:
            if cell.text:
                self.builder.line(cell.text)

    def notes(self, name: str) -> None:
        """Write what the speaker noted under a slide."""
        root = self.package.optional(name)
        for shape in [] if root is None else shapes(root, ()):
            if shape.role == "body":
                for line in lines(shape.element.find(f"{P}txBody")):
                    self.builder.line(line)
                    self.noted = True

    def bases_of(self, relations: list[Relation]) -> Bases:
        """The layout and the master of a slide."""
        layout = next((each.target for each in relations if each.kind == "slideLayout"), "")
        if layout not in self.bases:
            masters = (each.target for each in self.package.relations(layout).values() if each.kind == "slideMaster")
            roots = (self.package.optional(name) for name in (layout, *masters) if name)
            self.bases[layout] = tuple(root for root in roots if root is not None)
        return self.bases[layout]

    def warnings(self) -> list[str]:
        """What the user should know of the reading."""
        found = []
        if self.hidden:
            found.append(messages.HIDDEN_SLIDES.format(numbers="、".join(map(str, self.hidden))))
        if self.noted:
            found.append(messages.SPEAKER_NOTES)
        if self.package.damaged:
            names = "、".join(name.rpartition("/")[2] for name in self.package.damaged)
            found.append(messages.DAMAGED_PARTS.format(parts=names))
        return found


def _on(cell: Element, name: str) -> bool:
    return cell.get(name, "0").lower() not in ("0", "false")
