"""Names of groups that are written once, in the first row of the group: what the empty cells below them stand for."""

from collections.abc import Callable

from rag.layout import Cell
from rag.tables.values import is_figure, is_total

Said = Callable[[Cell], str]
Places = dict[tuple[int, int], Cell]


def fill_down(places: Places, head: int, height: int, width: int, said: Said) -> None:
    """Puts the name of the group above in the empty cells at the left of the rows below the head, where the column
    merges cells elsewhere: a page that ends within a merged cell leaves the rest of it empty."""
    for column in range(width - 1):
        body = [cell for row in range(head, height) if (cell := places.get((row, column)))]
        if not body or not any(cell.rows > 1 and said(cell) for cell in body) or is_figure(said(body[0])):
            return
        for row in range(head + 1, height):
            cell, above, beside = (places.get(at) for at in ((row, column), (row - 1, column), (row, column + 1)))
            if not cell or said(cell) or cell.columns > 1 or not above or not said(above) or is_total(said(above)):
                continue
            if beside and said(beside) and beside is not cell and not is_total(said(beside)):
                places[row, column] = above
