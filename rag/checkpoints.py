"""Where long work could stop for a while: who has it done may let others go first there (cooperative scheduling)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_stops: ContextVar[Callable[[], None] | None] = ContextVar("stops", default=None)


def checkpoint() -> None:
    """Called by long work in the thread that does it, between two pieces: returns once it may go on."""
    if stops := _stops.get():
        stops()


@contextmanager
def at_checkpoints(stops: Callable[[], None]) -> Iterator[None]:
    """Within it, work of this thread calls stops at its checkpoints."""
    token = _stops.set(stops)
    try:
        yield
    finally:
        _stops.reset(token)
