"""Whose work goes on where many want the processor: it is done in pieces, and each sender gets as much as the others."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import TypeVar

_Piece = TypeVar("_Piece")
_END = object()


@dataclass(eq=False, slots=True)
class _Waiting:
    who: str
    admitted: Event = field(default_factory=Event)
    start: float = 0.0  # the time of the queue at which it was admitted


class Shares:
    """Places for work; who has been given least since everybody began to wait goes first (start-time fair queueing: Goyal,
    Vin and Cheng, 1996, but charged afterwards, for what it took). Safe to use from several threads.

    places: pieces that are worked on at once; clock: seconds, only growing.
    """

    def __init__(self, places: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock = Lock()
        self._free = self._places = places
        self._clock = clock
        self._waiting: list[_Waiting] = []  # in the order in which they came
        self._now = 0.0  # the time of the queue: where the last one admitted started
        self._until: dict[str, float] = {}  # up to where somebody has been served, who is ahead of that time

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
                self._until[who] = max(waiting.start, self._start(who)) + self._clock() - began
                self._free += 1
                self._admit()
                if self._free == self._places:  # nobody works: nothing is held against anybody
                    self._now, self._until = 0.0, {}

    def paced(self, who: str, pieces: Iterator[_Piece], is_last: Callable[[_Piece], bool]) -> Iterator[_Piece]:
        """The pieces, each worked out in a place of its own. is_last: after which none is looked for, which would wait
        for a place again."""
        while True:
            with self.place(who):
                piece = next(pieces, _END)
            if piece is _END:
                return
            yield piece  # type: ignore[misc]  # it is not the end
            if is_last(piece):  # type: ignore[arg-type]
                return

    def _admit(self) -> None:
        """Let those in who come first, while there is a place."""
        while self._free and self._waiting:
            first = min(self._waiting, key=lambda each: self._start(each.who))
            self._waiting.remove(first)
            self._free -= 1
            self._now = first.start = self._start(first.who)
            self._until = {who: until for who, until in self._until.items() if until > self._now}
            first.admitted.set()

    def _start(self, who: str) -> float:
        """The time of the queue at which somebody would be served now: who has waited elsewhere has nothing saved up."""
        return max(self._now, self._until.get(who, 0.0))
