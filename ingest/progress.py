"""How far a reader is in a file of many pages, told to whoever listens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[int, int], None]

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


def page_read(done: int, total: int) -> None:
    """Say that a page has been read: the done-th of total."""
    if listener := _listener.get():
        listener(done, total)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Call listener(done, total) for every page that is read inside the with block."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
