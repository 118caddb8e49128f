"""Tables of a web page: those that hold data, and the grid of their cells. Others only shape the page."""

import re
from dataclasses import dataclass
from statistics import median

from lxml import html

_MOST_COLUMNS = 1000  # that a cell spans, as HTML says
_LONG = 120  # characters of the middle cell of a table that shapes a page
_BLOCKS = ("h1", "h2", "h3", "h4", "h5", "form", "article", "section", "nav", "ul", "iframe")
_PARAGRAPHS = 4  # in one cell, of a table that shapes a page
_NUMBER = re.compile(r"\s*(\d{1,5})")


@dataclass(frozen=True, slots=True)
class GridElement:
    """A cell as an element, with its place in the grid."""

    element: html.HtmlElement
    row: int
    column: int
    rows: int
    columns: int


def table_rows(table: html.HtmlElement) -> list[html.HtmlElement]:
    """The rows of a table itself, not of tables in it: those of its head first, of its foot last."""
    parts = {"thead": 0, "tr": 1, "tbody": 1, "tfoot": 2}
    ordered = sorted((child for child in table if child.tag in parts), key=lambda child: parts[child.tag])
    return [row for part in ordered for row in ([part] if part.tag == "tr" else part.findall("tr"))]


def is_data(table: html.HtmlElement) -> bool:
    """Whether a table holds data: several rows and columns of short cells without a page's parts in them."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table_rows(table)]
    rows = [row for row in rows if row]
    cells = [cell for row in rows for cell in row]
    if len(rows) < 2 or max(map(len, rows), default=0) < 2 or table.get("role") in ("presentation", "none"):
        return False
    if any(cell.find(".//table") is not None for cell in cells):
        return False
    if table.find(".//th") is not None or table.find("caption") is not None:
        return True
    if any(cell.find(f".//{tag}") is not None for cell in cells for tag in _BLOCKS):
        return False
    filled = [size for cell in cells if (size := len("".join(cell.text_content().split())))]
    if not filled or median(filled) > _LONG:
        return False
    # One cell with most of the text and paragraphs of its own is a page's column, however short the others are.
    biggest = max(cells, key=lambda cell: len(cell.text_content()))
    paragraphs = len(biggest.findall(".//p")) + len(biggest.findall(".//br"))
    return not (paragraphs >= _PARAGRAPHS and max(filled) > 0.7 * sum(filled) and max(filled) > _LONG)


def grid(table: html.HtmlElement) -> tuple[list[GridElement], int]:
    """The cells of a table where HTML's table model puts them, and how many rows at its top name the columns."""
    rows = table_rows(table)
    taken: set[tuple[int, int]] = set()
    cells: list[GridElement] = []
    head = 0
    for row, element in enumerate(rows):
        own = [cell for cell in element if cell.tag in ("td", "th")]
        column = 0
        for cell in own:
            while (row, column) in taken:
                column += 1
            high = _span(cell, "rowspan", len(rows) - row)
            wide = _span(cell, "colspan", _MOST_COLUMNS)
            free = next((step for step in range(wide) if (row, column + step) in taken), wide)
            taken.update((row + down, column + step) for down in range(high) for step in range(free))
            cells.append(GridElement(cell, row, column, high, free))
            column += free
        names = element.getparent().tag == "thead" or (own and all(cell.tag == "th" for cell in own))
        head += bool(names and head == row)
    return cells, head if head < len(rows) else 0


def _span(cell: html.HtmlElement, name: str, most: int) -> int:
    found = _NUMBER.match(cell.get(name, ""))
    wanted = int(found.group(1)) if found else 1
    return max(1, min(most, wanted or most if name == "rowspan" else wanted))
