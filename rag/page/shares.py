"""Whose work goes on where many want the processor: it is done in pieces, each sender gets as much as the others, and what
somebody got beyond that, since nobody else wanted it, is given back when somebody does."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from threading import Event, Lock
from typing import TypeVar

from rag.checkpoints import at_checkpoints

_Piece = TypeVar("_Piece")
_END = object()


@dataclass(eq=False, slots=True)
class _Work:
    who: str
    admitted: Event = field(default_factory=Event)
    start: float = 0.0  # the time of the queue at which it was admitted
    began: float = 0.0  # and that of the clock
    ahead: bool = False  # it was admitted before its time, since nobody else waited


class Shares:
    """Places for work; who has been given least since everybody began to wait goes first (start-time fair queueing: Goyal,
    Vin and Cheng, 1996, but charged afterwards, for what it took). Safe to use from several threads.

    places: pieces that are worked on at once; clock: seconds, only growing.
    """

    def __init__(self, places: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock = Lock()
        self._places = places
        self._clock = clock
        self._waiting: list[_Work] = []  # in the order in which they came
        self._working: list[_Work] = []
        self._now = 0.0  # the time of the queue: where the last one admitted started
        self._until: dict[str, float] = {}  # up to where somebody has been served, who is ahead of that time

    @contextmanager
    def place(self, who: str) -> Iterator[None]:
        """A place, once it is somebody's turn. Who works ahead of their time leaves it at a checkpoint to one who does not."""
        mine = _Work(who)
        with self._lock:
            self._wait(mine)
        mine.admitted.wait()
        try:
            with at_checkpoints(lambda: self._give_way(mine)):
                yield
        finally:
            with self._lock:
                self._leave(mine)
                self._admit()
                if not self._working:  # nothing is held against anybody
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

    def _give_way(self, mine: _Work) -> None:
        """Let those in first who wait and have been given less than one who works ahead of their time."""
        with self._lock:
            others = (self._start(each.who) for each in self._waiting if each.who != mine.who)
            if not mine.ahead or min(others, default=inf) >= self._start(mine.who):
                return
            self._leave(mine)
            mine.admitted.clear()
            self._wait(mine)
        mine.admitted.wait()

    def _wait(self, mine: _Work) -> None:
        self._waiting.append(mine)
        self._admit()

    def _leave(self, mine: _Work) -> None:
        self._working.remove(mine)
        self._until[mine.who] = max(mine.start, self._until.get(mine.who, 0.0)) + self._clock() - mine.began

    def _admit(self) -> None:
        """Let those in who come first, while there is a place."""
        while self._waiting and len(self._working) < self._places:
            first = min(self._waiting, key=lambda each: self._start(each.who))
            first.ahead, first.began = self._start(first.who) > self._now, self._clock()
            self._now = first.start = max(self._now, self._until.get(first.who, 0.0))
            self._until = {who: until for who, until in self._until.items() if until > self._now}
            self._waiting.remove(first)
            self._working.append(first)
            first.admitted.set()

    def _start(self, who: str) -> float:
        """The time of the queue at which somebody would be served now: who has waited elsewhere has nothing saved up."""
        working = [each for each in self._working if each.who == who]
        start = max([self._now, self._until.get(who, 0.0), *(each.start for each in working)])
        return start + sum(self._clock() - each.began for each in working)
