"""Whose work goes on: by what each has had, in places that are counted."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Lock

import pytest

from rag.checkpoints import checkpoint
from rag.page.shares import Shares


class Clock:
    """Seconds that pass when it is told so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Crowd:
    """People who want one of two places, each waiting in a thread before the next comes; told: who worked, in turn."""

    def __init__(self, places: Shares, clock: Clock, seconds: float = 0.0) -> None:
        self.places, self.clock, self.seconds, self.told = places, clock, seconds, list[str]()
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
            self.clock.now += self.seconds


@contextmanager
def busy(places: int = 2) -> Iterator[tuple[Shares, Clock]]:
    """Places of which one is taken all the while."""
    clock = Clock()
    shares = Shares(places, clock)
    with shares.place("somebody else"):
        yield shares, clock


def had(places: Shares, clock: Clock, who: str, seconds: float) -> None:
    with places.place(who):
        clock.now += seconds


def test_who_has_had_least_goes_first_and_of_those_alike_who_came_first() -> None:
    with busy() as (places, clock):
        had(places, clock, "much", 20.0)
        had(places, clock, "little", 4.0)
        had(places, clock, "hardly any", 0.2)
        crowd = Crowd(places, clock)
        crowd.came("much", "little", "much", "hardly any", "first", "second")
    assert crowd.told == ["first", "second", "hardly any", "little", "much", "much"]


def test_who_has_had_more_comes_once_the_others_have_had_as_much() -> None:
    with busy() as (places, clock):
        had(places, clock, "more", 1.0)
        crowd = Crowd(places, clock, seconds=0.4)
        crowd.came("more", "other", "other", "other", "other")
    assert crowd.told == ["other", "other", "other", "more", "other"]


def test_nobody_saves_up_turns_by_staying_away() -> None:
    with busy() as (places, clock):
        had(places, clock, "here", 30.0)
        crowd = Crowd(places, clock, seconds=1.0)
        crowd.came("here")
        crowd.told.clear()
        crowd.came("new", "here", "new", "new")
    assert crowd.told == ["new", "here", "new", "new"]


def test_nothing_is_held_against_anybody_once_nobody_works() -> None:
    with busy() as (places, clock):
        had(places, clock, "much", 20.0)
    crowd = Crowd(places, clock)
    with places.place("somebody else"):
        crowd.came("much", "new")
    assert crowd.told == ["much", "new"]
    assert not places._until


def in_pieces(places: Shares, clock: Clock, first: str, then: str) -> list[str]:
    """Who worked in turn, where one has a checkpoint half way and another comes before it."""
    told: list[str] = []
    begun, comes = Event(), Event()

    def works() -> None:
        with places.place(first):
            told.append(first)
            begun.set()
            comes.wait(60)
            clock.now += 0.1
            checkpoint()
            told.append(first)

    def waits() -> None:
        with places.place(then):
            told.append(then)

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(works)
        begun.wait(60)
        other = pool.submit(waits)
        while not places._waiting:
            Event().wait(0.001)
        comes.set()
        one.result(60), other.result(60)
    return told


def test_who_works_ahead_of_their_time_leaves_the_place_half_way_to_one_who_has_had_less() -> None:
    with busy() as (places, clock):
        had(places, clock, "much", 20.0)
        assert in_pieces(places, clock, "much", "new") == ["much", "new", "much"]


def test_who_has_had_nothing_yet_is_not_sent_away() -> None:
    with busy() as (places, clock):
        assert in_pieces(places, clock, "first", "second") == ["first", "first", "second"]


def test_the_second_piece_of_one_who_works_already_is_ahead() -> None:
    clock = Clock()
    places = Shares(2, clock)
    with places.place("much"):
        clock.now += 5.0
        assert in_pieces(places, clock, "much", "new") == ["much", "new", "much"]


def test_work_outside_of_a_place_has_no_stops() -> None:
    checkpoint()


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
        list(places.paced("somebody", pieces(), lambda _: False))
    assert list(places.paced("another", iter((1, 2)), lambda _: False)) == [1, 2]


def test_no_place_is_waited_for_after_the_last_piece() -> None:
    places = Shares(1)
    pieces = iter((1, 2, 3))
    taken = []
    for piece in places.paced("somebody", pieces, lambda piece: piece == 2):
        taken.append(piece)
    assert taken == [1, 2] and list(pieces) == [3]
    assert list(places.paced("another", iter(()), lambda _: True)) == []
