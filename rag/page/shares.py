"""Whose work goes on where many want the processor: it is done in pieces, and who has had least of late goes first."""

import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import TypeVar

_Piece = TypeVar("_Piece")
_END = object()
# Seconds after which what somebody has had counts half.
HALF_LIFE = 30.0
_CLASS = 4  # times as much puts somebody into the next class


@dataclass(eq=False, slots=True)
class _Waiting:
    who: str
    admitted: Event = field(default_factory=Event)


class Shares:
    """Places for work; those who have been given least go first (least attained service in classes, as in multilevel
    feedback: Kleinrock, Queueing Systems II, 1976). Safe to use from several threads.

    places: pieces that are worked on at once; clock: seconds, only growing.
    """

    def __init__(self, places: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock = Lock()
        self._free = places
        self._clock = clock
        self._waiting: list[_Waiting] = []  # in the order in which they came
        self._had: defaultdict[str, float] = defaultdict(float)  # seconds, what is long ago counting less
        self._halved = clock()

    @contextmanager
    def place(self, who: str) -> Iterator[None]:
        """A place, once it is somebody's turn."""
        waiting = _Waiting(who)
        with self._lock:
            self._waiting.append(waiting)
            self._admit()
        waiting.admitted.wait()
        began = self._clock()
        try:
            yield
        finally:
            with self._lock:
                self._had[who] += self._clock() - began
                self._free += 1
                self._admit()

    def paced(self, who: str, pieces: Iterator[_Piece]) -> Iterator[_Piece]:
        """The pieces, each worked out in a place of its own."""
        while True:
            with self.place(who):
                piece = next(pieces, _END)
            if piece is _END:
                return
            yield piece  # type: ignore[misc]  # it is not the end

    def _admit(self) -> None:
        """Let those in who come first, while there is a place."""
        if self._clock() - self._halved > HALF_LIFE:
            self._halved = self._clock()
            halves = {who: had / 2 for who, had in self._had.items()}
            self._had = defaultdict(float, {who: had for who, had in halves.items() if had > 0.001})
        while self._free and self._waiting:
            first = min(self._waiting, key=lambda each: self._class(each.who))
            self._waiting.remove(first)
            self._free -= 1
            first.admitted.set()

    def _class(self, who: str) -> int:
        """Lower for who has had less. Those who have had about as much stand in line: in strict order one of many might never come."""
        return int(math.log(1 + self._had.get(who, 0.0), _CLASS))
