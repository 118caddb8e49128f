"""The cells of a table by row and column."""

from collections.abc import Callable
from dataclasses import dataclass, field

from rag.layout import Cell

Said = Callable[[Cell], str]  # the words in a cell


@dataclass(slots=True)
class Grid:
    """The cells of a table by row and column, merged ones at each place that they cover."""

    cells: tuple[Cell, ...]
    width: int = 0
    height: int = 0
    places: dict[tuple[int, int], Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for cell in self.cells:
            for row in range(cell.row, cell.row + max(1, cell.rows)):
                for column in range(cell.column, cell.column + max(1, cell.columns)):
                    self.places.setdefault((row, column), cell)
        self.width = max((column for _, column in self.places), default=-1) + 1
        self.height = max((cell.row for cell in self.cells), default=-1) + 1

    def row(self, number: int) -> list[Cell]:
        """The cells that cover a row, each once, from left to right."""
        found = (self.places.get((number, column)) for column in range(self.width))
        return list(dict.fromkeys(cell for cell in found if cell))

    def filled(self, number: int, said: Said) -> list[Cell]:
        """Those of them that say something."""
        return [cell for cell in self.row(number) if said(cell)]
