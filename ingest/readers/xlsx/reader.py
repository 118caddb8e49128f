"""Excel's files since 2007 (.xlsx, .xlsm, and WPS's .et of the same form): cells as they are shown, formulas by their
results.

Read part by part and not with openpyxl, which takes minutes for sheets whose empty cells are formatted, shows dates in
the Chinese formats 27 to 58 as numbers, and drops text boxes.
"""

import io
import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element

from ingest.kinds import Kind
from ingest.progress import page_read
from ingest.readers import legacy_messages as messages
from ingest.readers.builder import Builder
from ingest.readers.docx import messages as docx_messages
from ingest.readers.number_format import shown
from ingest.readers.sheets import Sheet, write_sheets
from ingest.readers.xlsx.parts import beside, comments, formats, pictures, rich_text, running, strings
from ingest.source import Reading, UnreadableFile
from rag.office.package import NotOffice, Package, TooLarge, relation_id

_MOST = 300_000  # cells of a workbook
_NO_CELLS = re.compile(rb"(?:<c\b[^>]*/>|<c\b[^>/]*></c>)+")
_NO_ROWS = re.compile(rb"(?:<row\b[^>]*/>|<row\b[^>/]*></row>)+")
_PICTURE = re.compile(r"=(?:_xlfn\.)?DISPIMG\(")
_PLACE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_TAGS = [f"{{*}}{name}" for name in ("c", "row", "col", "mergeCell", "oddHeader", "oddFooter")]
_ON = {"1", "true", "on"}


def read_xlsx(data: bytes) -> Reading:
    """The tables of a workbook, a page a sheet. Raises UnreadableFile."""
    try:
        return _read(Package(data))
    except TooLarge as error:
        raise UnreadableFile(docx_messages.TOO_LARGE.format(size=error.size / 1e6, most=error.most / 1e6)) from None
    except (NotOffice, etree.XMLSyntaxError):
        raise UnreadableFile(messages.BROKEN) from None


def _read(package: Package) -> Reading:
    main = package.main("xl/workbook.xml")
    root = package.xml(main)
    if root is None:
        raise UnreadableFile(messages.BROKEN)
    relations = package.relations(main)
    parts = {each.kind: each.target for each in relations.values()}
    properties = root.find("{*}workbookPr")
    book = _Book(
        strings(package, parts.get("sharedStrings", "xl/sharedstrings.xml")),
        formats(package, parts.get("styles", "xl/styles.xml")),
        properties is not None and properties.get("date1904", "0").lower() in _ON,
    )
    sheets, hidden, pictured = [], [], []
    listed = [each for each in root.iterfind("{*}sheets/{*}sheet") if _target(each, relations)]
    for number, each in enumerate(listed, 1):
        sheet = book.read(package, relations[_target(each, relations)].target, each.get("name", ""))
        sheets.append(sheet)
        if each.get("state", "visible") != "visible" and sheet.cells:
            hidden.append(sheet.name)
        if not sheet.cells and pictures(package, relations[_target(each, relations)].target):
            pictured.append(sheet.name)
        page_read(number, len(listed))
    if not any(sheet.cells or sheet.beside for sheet in sheets):
        if book.unsaved:
            raise UnreadableFile(messages.NO_RESULTS.format(count=book.unsaved))
        raise UnreadableFile(messages.ONLY_PICTURES if pictured or book.pictures else messages.NO_CELLS)
    builder = Builder()
    write_sheets(builder, sheets)
    warnings = [messages.HIDDEN_SHEETS.format(names="、".join(hidden))] if hidden else []
    if concealed := [name for name in book.concealed if name not in hidden]:
        warnings.append(messages.HIDDEN_CELLS.format(names="、".join(concealed)))
    if pictured:
        warnings.append(messages.PICTURE_SHEETS.format(names="、".join(pictured)))
    if book.pictures:
        warnings.append(messages.PICTURE_CELLS.format(count=book.pictures))
    if book.unsaved:
        warnings.append(messages.NO_RESULTS.format(count=book.unsaved))
    return builder.reading(Kind.XLSX, warnings)


def _target(sheet: Element, relations: dict[str, object]) -> str:
    """The id by which a sheet's part is found, "" where it is none of cells or is not there."""
    own = relation_id(sheet) or sheet.get("{http://purl.oclc.org/ooxml/officeDocument/relationships}id", "")
    return own if getattr(relations.get(own), "kind", "") == "worksheet" else ""


@dataclass(slots=True)
class _Book:
    """What the sheets of a workbook share, and what has been noted of them. unsaved: formulas without a result;
    pictures: cells that show nothing but a picture, as WPS makes them."""

    strings: list[str]
    formats: list[str]
    since_1904: bool
    cells: int = 0
    unsaved: int = 0
    pictures: int = 0
    concealed: list[str] = field(default_factory=list)

    def read(self, package: Package, part: str, name: str) -> Sheet:
        """A sheet. Raises NotOffice, TooLarge, XMLSyntaxError."""
        found = Sheet(name, beside=list(beside(package, part)), aside=list(comments(package, part)))
        # Cells that hold nothing but a format can be a million rows; they are dropped before the rest is parsed.
        data = _NO_ROWS.sub(b"", _NO_CELLS.sub(b"", package.read(part) or b""))
        row = column = -1
        concealed = False
        for _, element in etree.iterparse(io.BytesIO(data), tag=_TAGS, resolve_entities=False, no_network=True):
            tag = element.tag.rpartition("}")[2]
            if tag == "c":
                row, column = self._cell(found, element, row, column)
            elif tag == "row":
                concealed = concealed or (element.get("hidden", "0") in _ON and len(element) > 0)
                column = -1
                row = int(element.get("r", row + 1)) - 1 if not len(element) else row
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
            elif tag == "col":
                concealed = concealed or element.get("hidden", "0") in _ON
            elif tag == "mergeCell":
                self._merge(found, element.get("ref", ""))
            elif line := running(element.text or ""):
                found.aside.append(line)
        if concealed and found.cells:
            self.concealed.append(name)
        return found

    def _cell(self, sheet: Sheet, element: Element, row: int, column: int) -> tuple[int, int]:
        """Take a cell; its row and column. row, column: of the cell before, column -1 at the beginning of a row."""
        if match := _PLACE.fullmatch(element.get("r", "")):
            place = int(match[2]) - 1, _column(match[1])
        else:
            number = element.getparent().get("r", "")
            above = int(number) - 1 if number.isdigit() else row + 1 if column < 0 else row
            place = above, column + 1
        if text := self._shown(element).strip():
            sheet.cells[place] = text
            self.cells += 1
            if self.cells > _MOST:
                raise UnreadableFile(messages.TOO_MANY_CELLS.format(count=f"{_MOST}+", most=_MOST))
        return place

    def _shown(self, element: Element) -> str:
        kind = element.get("t", "n")
        held = element.find("{*}v")
        value = "" if held is None else held.text or ""
        if kind == "inlineStr":
            inner = element.find("{*}is")
            return "" if inner is None else rich_text(inner)
        if not value:
            if element.find("{*}f") is not None and kind != "str":
                self.unsaved += 1
            return ""
        if kind == "s":
            number = int(value) if value.strip().isdigit() else -1
            value = self.strings[number] if 0 <= number < len(self.strings) else ""
        style = element.get("s", "0")
        form = self.formats[int(style)] if style.isdigit() and int(style) < len(self.formats) else "General"
        if kind == "b":
            return shown(value.strip() in _ON)
        if _PICTURE.match(value):
            self.pictures += 1
            return ""
        if kind in ("s", "str"):
            return shown(value, form)
        if kind == "n":
            try:
                return shown(int(value) if value.isdigit() else float(value), form, self.since_1904)
            except (ValueError, OverflowError):
                return value
        return value  # an error, or a date as ISO 8601 writes it

    def _merge(self, sheet: Sheet, ref: str) -> None:
        ends = [_PLACE.fullmatch(each) for each in ref.split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            top, bottom = int(ends[0][2]) - 1, int(ends[1][2]) - 1
            left, right = _column(ends[0][1]), _column(ends[1][1])
            if (top, left) in sheet.cells:
                sheet.merged[top, left] = bottom - top + 1, right - left + 1


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1
