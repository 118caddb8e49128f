"""An OFD file (GB/T 33190-2016) as a package: its parts by address, its documents, pages, templates, notes and
resources."""

import io
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from ingest.readers.ofd import messages
from ingest.source import UnreadableFile

_LARGEST = 256 * 1024 * 1024  # bytes of a part
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def tag(element: etree._Element) -> str:
    """The local name of an element: namespaces differ between editions and writers."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def find(element: etree._Element, *path: str) -> etree._Element | None:
    """The first element down a path of local names."""
    for name in path:
        element = next((child for child in element if tag(child) == name), None)
        if element is None:
            return None
    return element


def find_all(element: etree._Element, name: str) -> list[etree._Element]:
    """All elements of a local name, however deep, in order."""
    return [each for each in element.iter() if tag(each) == name]


def floats(text: str | None) -> list[float]:
    """The numbers of an array."""
    return [float(number) for number in _NUMBER.findall(text or "")]


def box(element: etree._Element | None) -> tuple[float, float, float, float] | None:
    """Left, top, width and height of a box in millimetres; None for one that has no area."""
    numbers = floats(element.text) if element is not None else []
    return tuple(numbers) if len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0 else None  # type: ignore[return-value]


@dataclass(slots=True)
class OfdPage:
    """A page. template: the pages under it, the first drawn first; area: left, top, width, height in mm."""

    number: int
    identity: str
    content: etree._Element | None
    area: tuple[float, float, float, float]
    templates: list[str]


@dataclass(slots=True)
class OfdDocument:
    """A document of a package. resources: id to address of a picture; bold: ids of bold fonts; units: composite
    drawings by id."""

    pages: list[OfdPage] = field(default_factory=list)
    templates: dict[str, etree._Element] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    bold: set[str] = field(default_factory=set)
    units: dict[str, etree._Element] = field(default_factory=dict)
    notes: dict[str, list[etree._Element]] = field(default_factory=dict)
    attachments: list[str] = field(default_factory=list)


class Package:
    """The parts of an OFD file. Raises UnreadableFile where the file cannot be opened."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
            raise UnreadableFile(messages.DAMAGED) from None
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in self._zip.namelist()}
        self.broken = 0

    def part(self, address: str) -> bytes | None:
        """The bytes of a part; None where it is missing, damaged or too large."""
        name = self._names.get(posixpath.normpath(address).lstrip("/").lower())
        if name is None or self._zip.getinfo(name).file_size > _LARGEST:
            return None
        try:
            return self._zip.read(name)
        except (
            zipfile.BadZipFile,
            zlib.error,
            lzma.LZMAError,
            EOFError,
            RuntimeError,
            OSError,
            ValueError,
            struct.error,
        ):
            return None

    def xml(self, address: str) -> etree._Element | None:
        """The root of a part; None where there is none. Entities are never resolved."""
        data = self.part(address)
        try:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            return etree.fromstring(data, parser) if data else None
        except etree.XMLSyntaxError:
            self.broken += 1
            return None

    def documents(self) -> list[OfdDocument]:
        """The documents in the package, in order. Raises UnreadableFile where it names none."""
        root = self.xml("OFD.xml")
        if root is None:
            raise UnreadableFile(messages.ENCRYPTED if self.part("Encryptions.xml") else messages.DAMAGED)
        found = [
            self._document(posixpath.normpath(address.text.strip().lstrip("/")))
            for address in find_all(root, "DocRoot")
            if address.text
        ]
        pages = [page for document in found for page in document.pages]
        if not any(page.content is not None for page in pages):
            raise UnreadableFile(messages.ENCRYPTED if self.part("Encryptions.xml") else messages.DAMAGED)
        for number, page in enumerate(pages, start=1):
            page.number = number
        return found

    def _document(self, address: str) -> OfdDocument:
        document = OfdDocument()
        root = self.xml(address)
        if root is None:
            return document
        common = find(root, "CommonData")
        default = (0.0, 0.0, 210.0, 297.0)
        if common is not None:
            default = _area(common, default)
            for element in common:
                if tag(element) in ("PublicRes", "DocumentRes"):
                    self._resources(document, _join(address, element.text))
                elif tag(element) == "TemplatePage":
                    template = self.xml(_join(address, element.get("BaseLoc")))
                    if template is not None:
                        document.templates[element.get("ID", "")] = template
        pages = find(root, "Pages")
        for element in pages if pages is not None else ():
            if tag(element) != "Page":
                continue
            place = _join(address, element.get("BaseLoc"))
            content = self.xml(place)
            area = _area(content, default) if content is not None else default
            under = (
                [each.get("TemplateID", "") for each in find_all(content, "Template")] if content is not None else []
            )
            if content is not None and (own := find(content, "PageRes")) is not None:
                self._resources(document, _join(place, own.text))
            document.pages.append(OfdPage(0, element.get("ID", ""), content, area, under))
        self._notes(document, root, address)
        return document

    def _resources(self, document: OfdDocument, address: str) -> None:
        root = self.xml(address)
        if root is None:
            return
        base = posixpath.join(posixpath.dirname(address), root.get("BaseLoc", ""))
        for medium in find_all(root, "MultiMedia"):
            place = find(medium, "MediaFile")
            if place is not None and place.text:
                document.pictures[medium.get("ID", "")] = _join(f"{base}/", place.text)
        for font in find_all(root, "Font"):
            name = f"{font.get('FontName', '')} {font.get('FamilyName', '')}"
            if font.get("Bold", "").lower() == "true" or re.search("bold|heavy|黑体|粗", name, re.I):
                document.bold.add(font.get("ID", ""))
        for unit in find_all(root, "CompositeGraphicUnit"):
            document.units[unit.get("ID", "")] = unit

    def _notes(self, document: OfdDocument, root: etree._Element, address: str) -> None:
        """Annotations by page, and the names of attached files."""
        for element in root:
            if tag(element) == "Annotations" and element.text:
                place = _join(address, element.text)
                listed = self.xml(place)
                for page in find_all(listed, "Page") if listed is not None else ():
                    location = find(page, "FileLoc")
                    notes = self.xml(_join(place, location.text)) if location is not None else None
                    if notes is not None:
                        document.notes.setdefault(page.get("PageID", ""), []).append(notes)
            elif tag(element) == "Attachments" and element.text:
                listed = self.xml(_join(address, element.text))
                if listed is not None:
                    document.attachments += [each.get("Name", "") for each in find_all(listed, "Attachment")]


def _join(base: str, address: str | None) -> str:
    """An address as written in the part at base: one that begins with a slash counts from the root."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), (address or "").strip().replace("\\", "/")))


def _area(element: etree._Element, default: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    for name in ("PageArea", "Area"):
        if (found := box(find(element, name, "PhysicalBox"))) is not None:
            return found
    return default
