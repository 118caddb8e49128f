"""What the reader is trained on: a question, a window, and where in it the answer stands, if it does."""

from dataclasses import dataclass

from rag.reader.window import Window


@dataclass(frozen=True, slots=True)
class Example:
    """start:end: the answer in window.text; both -1 where the window does not answer."""

    question: str
    window: Window
    start: int = -1
    end: int = -1
    weight: float = 1.0

    @property
    def answerable(self) -> bool:
        return self.start >= 0
