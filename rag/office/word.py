"""WordprocessingML as its reader sees it: revisions accepted, fields as their results, every text once.

Element names are those of ISO/IEC 29500-1, part 17, in the namespaces of 2006.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from rag.office.chart import CHART
from rag.office.fields import Fields, is_page
from rag.office.symbols import symbol

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"

_SIGNS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_BLOCKS = {f"{W}p", f"{W}tbl", f"{W}altChunk"}
_DELETED = {f"{W}del", f"{W}moveFrom"}
# Properties, and pinyin that stands over other text.
_UNREAD = {
    f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "tcPr", "trPr", "rt", "rubyPr")
}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_OFF = {"0", "false", "off"}


@dataclass(slots=True)
class Words:
    """What a paragraph says. text: as shown, soft breaks as line feeds; struck: deleted by a revision; hidden: not shown.

    boxes: contents of text boxes that hang on the paragraph, or the string of a drawn one; notes: what its notes are, as
    ("footnote", id); pictures: how many; diagrams, charts: elements that point to the part of one.
    """

    text: str = ""
    struck: str = ""
    hidden: str = ""
    boxes: list[Element | str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pictures: int = 0
    diagrams: list[Element] = field(default_factory=list)
    charts: list[Element] = field(default_factory=list)


def on(element: Element | None) -> bool:
    """Whether a property that is there or not is there and not switched off."""
    return element is not None and element.get(f"{W}val", "true").lower() not in _OFF


def is_hidden(run: Element) -> bool:
    """Whether a run is hidden by its own properties."""
    return on(run.find(f"{W}rPr/{W}vanish"))


def blocks(parent: Element) -> Iterator[Element]:
    """The paragraphs, tables and imported files (w:altChunk) inside an element in order, those inside content controls too."""
    for child in parent:
        if child.tag in _BLOCKS:
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            yield from blocks(alternative(child))
        elif child.tag not in _UNREAD and child.tag not in _DELETED:
            yield from blocks(child)


def alternative(element: Element) -> Element:
    """The one of several forms of the same content that holds text: the first that has any."""
    for form in element:
        if any(each.text or each.get("string") for each in form.iter(f"{W}t", f"{_M}t", f"{_VML}textpath")):
            return form
    return element[0] if len(element) else element


def words(paragraph: Element, hidden: Callable[[Element], bool] = is_hidden) -> Words:
    """What a paragraph says. hidden: tells whether a run is not shown."""
    found = Words()
    _Reader(found, hidden).read(paragraph)
    return found


class _Reader:
    def __init__(self, found: Words, hidden: Callable[[Element], bool]) -> None:
        self.found = found
        self.hidden = hidden
        self.fields = Fields()
        self.concealed = False
        self.struck = False

    def add(self, text: str) -> None:
        if not self.fields.shown:
            return
        if text:
            self.fields.say()
        if self.struck:
            self.found.struck += text
        elif self.concealed:
            self.found.hidden += text
        else:
            self.found.text += text

    def read(self, parent: Element) -> None:
        for child in parent:
            self.child(child)

    def child(self, child: Element) -> None:
        tag = child.tag
        if tag in _UNREAD:
            return
        if tag in (f"{W}t", f"{_M}t", f"{W}delText"):
            self.add((child.text or "").replace("\n", " ").replace("\t", " "))
        elif tag in _SIGNS:
            self.add(_SIGNS[tag])
        elif tag == f"{W}sym":
            self.add(symbol(child.get(f"{W}font", ""), child.get(f"{W}char", "")))
        elif tag == f"{W}fldChar":
            self.add(self.fields.mark(child.get(f"{W}fldCharType", "")))
        elif tag == f"{W}instrText":
            self.fields.add_code(child.text or "")
        elif tag in _NOTES:
            if not self.struck:
                self.found.notes.append((_NOTES[tag], child.get(f"{W}id", "")))
        elif tag == f"{_MC}AlternateContent":
            self.read(alternative(child))
        elif tag == f"{W}txbxContent":
            if not self.struck:
                self.found.boxes.append(child)
        elif tag == f"{_VML}textpath":
            if child.get("string"):
                self.found.boxes.append(child.get("string", ""))
        elif tag == f"{W}fldSimple":
            if not is_page(child.get(f"{W}instr", "")):
                self.read(child)
        elif tag in _MATH:
            _MATH[tag](self, child)
        else:
            self.container(child)

    def container(self, child: Element) -> None:
        """A run, a revision, a content control, or anything else that only holds other things."""
        local = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if local in ("blip", "imagedata"):
            self.found.pictures += 1
        elif local == "relIds":
            self.found.diagrams.append(child)
        elif child.tag == f"{CHART}chart":
            self.found.charts.append(child)
        struck, concealed = self.struck, self.concealed
        self.struck = struck or child.tag in _DELETED
        if child.tag == f"{W}r":
            self.concealed = concealed or self.hidden(child)
        elif child.tag == f"{W}sdt":
            self.concealed = concealed or on(child.find(f"{W}sdtPr/{W}showingPlcHdr"))
        self.read(child)
        self.struck, self.concealed = struck, concealed

    def fraction(self, child: Element) -> None:
        for index, part in enumerate(child.findall(f"{_M}num") + child.findall(f"{_M}den")):
            self.add("/" if index else "")
            self.bracketed(part)

    def power(self, child: Element) -> None:
        for name in ("e", "sub", "sup"):
            for part in child.findall(f"{_M}{name}"):
                self.add("^" if name == "sup" and len(part) else "")
                (self.bracketed if name == "sup" else self.read)(part)

    def root(self, child: Element) -> None:
        self.add("√")
        for part in child.findall(f"{_M}e"):
            self.bracketed(part)

    def brackets(self, child: Element) -> None:
        shape = child.find(f"{_M}dPr")
        begin, end = (None if shape is None else shape.find(f"{_M}{name}Chr") for name in ("beg", "end"))
        self.add("(" if begin is None else begin.get(f"{_M}val", ""))
        for part in child.findall(f"{_M}e"):
            self.read(part)
        self.add(")" if end is None else end.get(f"{_M}val", ""))

    def bracketed(self, part: Element) -> None:
        """A part of an equation, in brackets where it is more than one number or name."""
        whole = "".join(each.text or "" for each in part.iter(f"{_M}t"))
        simple = whole.replace(".", "").replace("%", "").isalnum()
        self.add("" if simple else "(")
        self.read(part)
        self.add("" if simple else ")")


# An equation on one line: without its bars and raised figures 1/2 would read as 12, and 10^2 as 102.
_MATH = {
    f"{_M}f": _Reader.fraction,
    f"{_M}sSup": _Reader.power,
    f"{_M}sSubSup": _Reader.power,
    f"{_M}rad": _Reader.root,
    f"{_M}d": _Reader.brackets,
}
