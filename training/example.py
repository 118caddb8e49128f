"""What the reader is trained on: a question, a window, and where in it the answer stands, if it does."""

from dataclasses import dataclass

from rag.reader.window import Window


@dataclass(frozen=True, slots=True)
class Example:
    """runs: (start, end) of the answer in window.text, in order; none where the window does not answer.

    unit: which unit answers (training.passages), -1 where nothing tells.
    """

    question: str
    window: Window
    runs: tuple[tuple[int, int], ...] = ()
    unit: int = -1

    @property
    def answerable(self) -> bool:
        return bool(self.runs)
