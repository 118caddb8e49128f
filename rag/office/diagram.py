"""Diagrams (SmartArt, DrawingML part 21.4): their texts stand in a part of their own."""

from collections.abc import Mapping

from lxml.etree import _Element as Element

from rag.office.package import Package, Relation, relation_id

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def diagram_lines(package: Package, relations: Mapping[str, Relation], element: Element) -> list[str]:
    """The texts of a diagram, a line each. element: its dgm:relIds; relations: of the part in which that stands."""
    relation = relations.get(relation_id(element, "dm"))
    root = package.optional(relation.target) if relation else None
    found = [] if root is None else root.iter(f"{_A}p")
    return [line for each in found if (line := "".join(text.text or "" for text in each.iter(f"{_A}t")).strip())]
