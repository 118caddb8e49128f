"""Whose work goes on: by what each has had, in places that are counted."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import pytest

from rag.page.shares import HALF_LIFE, Shares


class Clock:
    """Seconds that pass when it is told so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Crowd:
    """People who want one place, each waiting in a thread before the next comes; told: who worked, in turn."""

    def __init__(self, places: Shares) -> None:
        self.places, self.told = places, list[str]()
        self.pool = ThreadPoolExecutor(20)

    def came(self, *names: str) -> None:
        """They come one after the other while the place is taken; it is left once all wait."""
        with self.places.place("whoever is there"):
            waiting = []
            for name in names:
                waiting.append(self.pool.submit(self._work, name))
                while len(self.places._waiting) < len(waiting):
                    Event().wait(0.001)
        for each in waiting:
            each.result(60)

    def _work(self, name: str) -> None:
        with self.places.place(name):
            self.told.append(name)


def had(places: Shares, clock: Clock, who: str, seconds: float) -> None:
    with places.place(who):
        clock.now += seconds


def test_who_has_had_least_goes_first_and_of_those_alike_who_came_first() -> None:
    clock = Clock()
    places = Shares(1, clock)
    had(places, clock, "much", 20.0)
    had(places, clock, "little", 4.0)
    had(places, clock, "hardly any", 0.2)
    crowd = Crowd(places)
    crowd.came("much", "little", "much", "hardly any", "new")
    assert crowd.told == ["hardly any", "new", "little", "much", "much"]


def test_what_was_had_long_ago_counts_less_and_is_forgotten() -> None:
    clock = Clock()
    places = Shares(1, clock)
    had(places, clock, "long ago", 14.0)
    for _ in range(3):
        clock.now += HALF_LIFE + 1
        had(places, clock, "", 0.0)
    had(places, clock, "lately", 4.0)
    crowd = Crowd(places)
    crowd.came("lately", "long ago")
    assert crowd.told == ["long ago", "lately"]
    for _ in range(20):
        clock.now += HALF_LIFE + 1
        had(places, clock, "", 0.0)
    assert not places._had.keys() - {""}


def test_no_more_work_at_once_than_there_are_places() -> None:
    places, lock = Shares(2), Lock()
    going, most = 0, 0

    def piece(number: int) -> None:
        nonlocal going, most
        with places.place(str(number)):
            with lock:
                going, most = going + 1, max(most, going + 1)
            Event().wait(0.01)
            with lock:
                going -= 1

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(piece, range(40)))
    assert most == 2


def test_work_that_fails_gives_its_place_back() -> None:
    places = Shares(1)

    def pieces() -> Iterator[int]:
        yield 1
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        list(places.paced("somebody", pieces()))
    assert list(places.paced("another", iter((1, 2)))) == [1, 2]
