"""Tables of WordprocessingML: their cells with what they span."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from rag.office.word import W, blocks, on

_SAID = (f"{W}t", f"{W}drawing", f"{W}pict", f"{W}numPr", f"{W}object")
_NESTED = 0.5  # share of a table's text that stands in one inside it, from which it only frames that
_LONG, _MOST, _PARAGRAPHS = (
    120,
    0.7,
    4,
)  # characters, share of the table's and paragraphs of a cell that is a page's column


@dataclass(slots=True)
class TableCell:
    """A cell. row, column: from 0; rows, columns: how many it spans; element: its w:tc."""

    row: int
    column: int
    element: Element
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class Grid:
    """A table. cells: in reading order, merged ones once; head: rows at its top that are repeated on every page; height:
    its rows; struck: rows and cells that a revision deleted; covered: cells under a merged one, which do not show."""

    cells: list[TableCell]
    head: int
    height: int
    struck: list[Element]
    covered: list[Element]

    @property
    def width(self) -> int:
        """How many columns it has in which something is written or drawn."""
        return len({cell.column for cell in self.cells if next(cell.element.iter(*_SAID), None) is not None})


def grid(table: Element) -> Grid:
    """The cells of a table."""
    cells: list[TableCell] = []
    struck: list[Element] = []
    covered: list[Element] = []
    above: dict[int, TableCell] = {}
    head = height = 0
    for row in _children(table, f"{W}tr"):
        shape = row.find(f"{W}trPr")
        if shape is not None and shape.find(f"{W}del") is not None:
            struck.append(row)
            continue
        column = 0 if shape is None else _number(shape.find(f"{W}gridBefore"), 0)
        if height == head and shape is not None and on(shape.find(f"{W}tblHeader")):
            head += 1
        begun: dict[int, TableCell] = {}
        for element in _children(row, f"{W}tc"):
            form = element.find(f"{W}tcPr")
            if form is not None and form.find(f"{W}cellDel") is not None:
                struck.append(element)
                continue
            columns = max(1, 1 if form is None else _number(form.find(f"{W}gridSpan"), 1))
            merge = None if form is None else form.find(f"{W}vMerge")
            upper = above.get(column)
            if merge is not None and merge.get(f"{W}val", "continue") == "continue" and upper:
                upper.rows = height - upper.row + 1
                covered.append(element)
                begun[column] = upper
            else:
                goes_on = _goes_on_left(form, begun, column)
                if goes_on:
                    goes_on.columns += columns
                    covered.append(element)
                else:
                    begun[column] = TableCell(height, column, element, 1, columns)
                    cells.append(begun[column])
            column += columns
        above = begun
        height += 1
    return Grid(cells, head if head < height else 0, height, struck, covered)


def shapes_page(table: Grid) -> bool:
    """Whether a table only frames parts of a page: most of its text stands in tables inside it, or in one cell that has
    paragraphs of its own, as where a web page was pasted."""
    sizes = [_size(cell.element) for cell in table.cells]
    if not (total := sum(sizes)):
        return False
    inner = (block for cell in table.cells for block in blocks(cell.element) if block.tag == f"{W}tbl")
    if any(_is_grid(each) and _size(each) >= _NESTED * total for each in inner):
        return True
    biggest = max(range(len(sizes)), key=sizes.__getitem__)
    if sizes[biggest] <= max(_LONG, _MOST * total):
        return False
    return sum(bool(_size(each)) for each in paragraphs(table.cells[biggest].element)) >= _PARAGRAPHS


def paragraphs(parent: Element) -> Iterator[Element]:
    """The paragraphs inside an element in reading order, those of tables too."""
    for block in blocks(parent):
        if block.tag == f"{W}p":
            yield block
        elif block.tag == f"{W}tbl":
            for cell in grid(block).cells:
                yield from paragraphs(cell.element)


def _goes_on_left(form: Element | None, begun: dict[int, TableCell], column: int) -> TableCell | None:
    """The cell that one merged by w:hMerge, as old programs write it, goes on."""
    merge = None if form is None else form.find(f"{W}hMerge")
    if merge is None or merge.get(f"{W}val", "continue") != "continue":
        return None
    return next((cell for cell in begun.values() if cell.column + cell.columns == column), None)


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those inside content controls too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in (f"{W}tr", f"{W}tc", f"{W}tbl", f"{W}p"):
            yield from _children(child, tag)


def _size(element: Element) -> int:
    """Characters of text inside an element."""
    return sum(len((text.text or "").strip()) for text in element.iter(f"{W}t"))


def _is_grid(table: Element) -> bool:
    """Whether a table has several rows and columns."""
    found = grid(table)
    return found.height > 1 and found.width > 1


def _number(element: Element | None, otherwise: int) -> int:
    value = "" if element is None else element.get(f"{W}val", "")
    return int(value) if value.isascii() and value.isdigit() else otherwise
