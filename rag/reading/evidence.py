"""What was read: the passages that answer or the cells of tables, or the reason why none does."""

from dataclasses import dataclass

from rag.judge.judge import Judged
from rag.reading.cells.pick import Cells
from rag.reading.reasons import Reason


@dataclass(frozen=True, slots=True)
class Reading:
    """passages: those that answer, best first; judged: all that were; cells: those of tables, where these answer;
    else reason, with names for it; nearest: what came near."""

    passages: tuple[Judged, ...] = ()
    nearest: tuple[Judged, ...] = ()
    reason: Reason | None = None
    names: str = ""
    cells: tuple[Cells, ...] = ()
    judged: tuple[Judged, ...] = ()

    @property
    def score(self) -> float:
        """How likely it answers."""
        return 1.0 if self.cells else self.passages[0].score if self.passages else 0.0

    @property
    def answers(self) -> bool:
        """Whether anything of it answers."""
        return bool(self.cells or self.passages)
