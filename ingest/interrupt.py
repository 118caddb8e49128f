"""Ctrl-C and the signal by which services are stopped: the first asks to stop in good order, the second stops at
once."""

import signal
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Self

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupt:
    """Inside the with block, stopping() says whether somebody has asked to stop. say: called once, when it happens. For
    the main thread only."""

    def __init__(self, say: Callable[[], None]) -> None:
        self._say = say
        self._asked = False
        self._before = {number: signal.getsignal(number) for number in _SIGNALS}

    def stopping(self) -> bool:
        return self._asked

    def __enter__(self) -> Self:
        for number in _SIGNALS:
            signal.signal(number, self._heard)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _heard(self, number: int, frame: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
        self._say()
