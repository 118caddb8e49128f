"""The shapes of a slide in the order in which they are read: top to bottom, and left to right where they stand side by
side."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from ingest.readers.pptx.text import A

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_SIDE_BY_SIDE = 0.5  # share of the lower shape's height up to which its top may lie below another's in the same row
_SHAPES = {f"{P}sp", f"{P}graphicFrame", f"{P}cxnSp"}
_TITLES = ("title", "ctrTitle")

# The parts from which a placeholder takes its place: the slide's layout, then the master.
Bases = tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape with text or a table. role: of a placeholder, as "title", "sldNum"; "" for another shape; left, top,
    height: in EMU on the slide."""

    element: Element
    role: str
    left: float = 0.0
    top: float = 0.0
    height: float = 0.0

    @property
    def is_title(self) -> bool:
        return self.role in _TITLES


@dataclass(frozen=True, slots=True)
class _Frame:
    """How the inside of a group maps to the slide."""

    left: float = 0.0
    top: float = 0.0
    across: float = 1.0
    down: float = 1.0


def shapes(slide: Element, bases: Bases) -> list[Shape]:
    """The shapes of a slide, the title first. bases: roots of its layout and master."""
    tree = slide.find(f"{P}cSld/{P}spTree")
    found = [] if tree is None else list(_within(tree, _Frame(), bases))
    titles = [each for each in found if each.is_title]
    return titles + _in_rows([each for each in found if not each.is_title])


def _in_rows(found: list[Shape]) -> list[Shape]:
    ordered: list[Shape] = []
    row: list[Shape] = []
    for each in sorted(found, key=lambda shape: (shape.top, shape.left)):
        if row and each.top > row[0].top + _SIDE_BY_SIDE * min(each.height, row[0].height):
            ordered += sorted(row, key=lambda shape: shape.left)
            row = []
        row.append(each)
    return ordered + sorted(row, key=lambda shape: shape.left)


def _within(parent: Element, frame: _Frame, bases: Bases) -> Iterator[Shape]:
    for child in parent:
        if child.tag == f"{P}grpSp":
            yield from _within(child, _inner(child, frame), bases)
        elif isinstance(child.tag, str) and child.tag.endswith("}AlternateContent"):
            for form in child[:1]:
                yield from _within(form, frame, bases)
        elif child.tag in _SHAPES:
            mark = child.find(f"*/{P}nvPr/{P}ph")
            role = "" if mark is None else mark.get("type", "obj")
            left, top, height = _place(child, mark, bases)
            yield Shape(
                child, role, frame.left + left * frame.across, frame.top + top * frame.down, height * frame.down
            )


def _inner(group: Element, frame: _Frame) -> _Frame:
    shape = group.find(f"{P}grpSpPr/{A}xfrm")
    if shape is None:
        return frame
    left, top = _pair(shape, "off", "x", "y")
    width, height = _pair(shape, "ext", "cx", "cy")
    first, second = _pair(shape, "chOff", "x", "y")
    wide, high = _pair(shape, "chExt", "cx", "cy")
    across = frame.across * (width / wide if wide else 1)
    down = frame.down * (height / high if high else 1)
    return _Frame(
        frame.left + left * frame.across - first * across, frame.top + top * frame.down - second * down, across, down
    )


def _place(element: Element, mark: Element | None, bases: Bases) -> tuple[float, float, float]:
    """The left and top edge and the height of a shape, a placeholder's from its layout or master where it has none."""
    for each in (element, *(_base(mark, base) for base in bases if mark is not None)):
        shape = None if each is None else each.find(f"{P}spPr/{A}xfrm")
        if shape is None and each is not None:
            shape = each.find(f"{P}xfrm")
        if shape is not None:
            return *_pair(shape, "off", "x", "y"), _pair(shape, "ext", "cx", "cy")[1]
    return 0.0, 0.0, 0.0


def _base(mark: Element, base: Element) -> Element | None:
    """The placeholder that another is made from: of the same index, or of the same kind."""
    marks = {each: each.find(f"*/{P}nvPr/{P}ph") for each in base.iter(f"{P}sp")}
    same = [(each, other) for each, other in marks.items() if other is not None]
    role, index = mark.get("type", "obj"), mark.get("idx")
    alike = {"ctrTitle": "title", "obj": "body", "subTitle": "body"}
    by_index = [each for each, other in same if index is not None and other.get("idx") == index]
    by_role = [each for each, other in same if other.get("type", "obj") in (role, alike.get(role, role))]
    return next(iter(by_index + by_role), None)


def _pair(shape: Element, name: str, first: str, second: str) -> tuple[float, float]:
    element = shape.find(f"{A}{name}")
    if element is None:
        return 0.0, 0.0
    return float(element.get(first, 0)), float(element.get(second, 0))
