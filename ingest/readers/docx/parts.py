"""The parts of a .docx around its text: notes, comments, running headers and footers, diagrams, imported files."""

import posixpath
from collections.abc import Iterator

from lxml.etree import _Element as Element

from ingest.kinds import detect
from ingest.readers import reader
from ingest.readers.docx import messages
from ingest.source import UnreadableFile
from rag.office.chart import chart_part
from rag.office.diagram import diagram_lines
from rag.office.package import NotOffice, Package, TooLarge, relation_id
from rag.office.word import W


class Parts:
    """The parts that a document points to."""

    def __init__(self, package: Package, main: str) -> None:
        """main: the name of the document's part."""
        self._package = package
        self._folder = posixpath.dirname(main)
        self._relations = package.relations(main)
        self._notes: dict[str, dict[str, Element]] = {}
        self._unread: list[str] = []

    def root(self, kind: str) -> Element | None:
        """The part of a kind, as "styles"; where nothing points to it, the one of that name."""
        named = (each.target for each in self._relations.values() if each.kind == kind)
        return self._package.optional(next(named, posixpath.join(self._folder, f"{kind}.xml")))

    def running(self) -> Iterator[Element]:
        """The headers, then the footers."""
        for kind in ("header", "footer"):
            for each in self._relations.values():
                root = self._package.optional(each.target) if each.kind == kind else None
                if root is not None:
                    yield root

    def comments(self) -> Iterator[Element]:
        """The comments, in order."""
        root = self.root("comments")
        yield from () if root is None else root.findall(f"{W}comment")

    def note(self, kind: str, key: str) -> Element | None:
        """A note by its id. kind: "footnote" or "endnote"."""
        if kind not in self._notes:
            root = self.root(f"{kind}s")
            found = () if root is None else root.findall(f"{W}{kind}")
            self._notes[kind] = {each.get(f"{W}id", ""): each for each in found}
        return self._notes[kind].get(key)

    def diagram(self, element: Element) -> list[str]:
        """The texts of a diagram (SmartArt), a line each."""
        return diagram_lines(self._package, self._relations, element)

    def chart(self, element: Element) -> Element | None:
        """The root of a chart's part, by the element that points to it."""
        return chart_part(self._package, self._relations, element)

    def imported(self, chunk: Element) -> list[str]:
        """The lines of another file that the document shows as a part of itself (w:altChunk)."""
        relation = self._relations.get(relation_id(chunk))
        if relation is None:
            return []
        try:
            data = self._package.read(relation.target) or b""
            return reader(detect(data, relation.target))(data).text.splitlines()
        except (UnreadableFile, NotOffice, TooLarge, KeyError):
            self._unread.append(posixpath.basename(relation.target))
            return []

    def warnings(self) -> list[str]:
        """What could not be read."""
        found = []
        if self._package.damaged:
            names = "、".join(posixpath.basename(name) for name in self._package.damaged)
            found.append(messages.DAMAGED_PARTS.format(parts=names))
        if self._unread:
            found.append(messages.IMPORTED.format(parts="、".join(self._unread)))
        return found
