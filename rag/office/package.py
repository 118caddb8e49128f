"""An Office Open XML file: a zip archive of XML parts that point to each other.

Read with lxml and zipfile, for python-docx and python-pptx give up a whole file when one of its parts is missing or damaged, when
it holds macros or is written in the strict namespaces. Standard: ISO/IEC 29500-1 and -2.
"""

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(officeDocument|wordprocessingml|presentationml|drawingml)/")
_PARSER = {"resolve_entities": False, "no_network": True, "remove_comments": True, "remove_pis": True}
_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MOST = 200_000_000  # bytes of XML that are unpacked of one file


class NotOffice(ValueError):
    """Bytes that are no archive, or a part that is no XML."""


class TooLarge(ValueError):
    """Parts that take more room when unpacked than is allowed. size, most: bytes."""

    def __init__(self, size: int, most: int) -> None:
        super().__init__(f"{size} > {most}")
        self.size = size
        self.most = most


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another points to. kind: the last word of the relation's type, as "footnotes"."""

    kind: str
    target: str


class Package:
    """The parts of a file by their names. damaged: names of parts that were asked for and could not be read."""

    def __init__(self, data: bytes, most: int = _MOST) -> None:
        """most: bytes of XML that may be unpacked. Raises NotOffice."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise NotOffice from None
        self._infos = {_plain(info.filename): info for info in self._archive.infolist()}
        self._left = self._most = most
        self.damaged: list[str] = []

    @property
    def xml_size(self) -> int:
        """Bytes of all XML in the archive when unpacked."""
        return sum(info.file_size for name, info in self._infos.items() if name.endswith((".xml", ".rels")))

    def names(self, folder: str) -> list[str]:
        """Names of the parts in a folder, in the order of the archive."""
        return [name for name in self._infos if posixpath.dirname(name) == folder]

    def read(self, name: str) -> bytes | None:
        """The bytes of a part; None where there is none. Raises NotOffice and TooLarge."""
        info = self._infos.get(_plain(name))
        if info is None:
            return None
        if info.file_size > self._left:
            raise TooLarge(info.file_size, self._most)
        self._left -= info.file_size
        try:
            return self._archive.read(info)
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
            raise NotOffice from None

    def xml(self, name: str) -> Element | None:
        """The root of a part, in the namespaces of 2006; None where there is none. Raises NotOffice and TooLarge."""
        data = self.read(name)
        if data is None:
            return None
        try:
            return etree.fromstring(_transitional(data), etree.XMLParser(**_PARSER))
        except (etree.XMLSyntaxError, ValueError):
            raise NotOffice from None

    def optional(self, name: str) -> Element | None:
        """As xml, but a part that cannot be read counts as missing and is noted in damaged."""
        try:
            return self.xml(name)
        except (NotOffice, TooLarge):
            if name not in self.damaged:
                self.damaged.append(name)
            return None

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part points to inside the file, by id, in the order of its list. name: "" for the file itself."""
        folder, base = posixpath.split(name)
        root = self.optional(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, Relation] = {}
        for each in [] if root is None else root:
            target = each.get("Target", "")
            if each.get("TargetMode") != "External" and target:
                path = target[1:] if target[:1] in "/\\" else posixpath.join(folder, target.replace("\\", "/"))
                found[each.get("Id", "")] = Relation(
                    each.get("Type", "").rsplit("/", 1)[-1], _plain(posixpath.normpath(path))
                )
        return found

    def main(self, usual: str) -> str:
        """The name of the part that holds the document. usual: where it stands when nothing says so."""
        named = (each.target for each in self.relations("").values() if each.kind == "officeDocument")
        return next((name for name in named if name in self._infos), usual)


def relation_id(element: Element, name: str = "id") -> str:
    """The id of the part that an element points to. name: of the attribute."""
    return element.get(_RELATIONSHIP + name, "")


def _plain(name: str) -> str:
    """A part's name as it is compared: without regard to case, with plain slashes (ISO/IEC 29500-2, 6.2.2)."""
    return name.replace("\\", "/").lstrip("/").lower()


def _transitional(data: bytes) -> bytes:
    """XML with the strict namespaces of the standard replaced by those that nearly every file uses."""
    if b"purl.oclc.org" not in data[:20_000]:
        return data
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)
