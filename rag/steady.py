"""Work on a library that another process writes meanwhile."""

from collections.abc import Callable
from typing import TypeVar

from rag.library import Library

_TRIES = 5
_Result = TypeVar("_Result")


def steadily(library: Library, work: Callable[[], _Result]) -> _Result:
    """What the work gives, done anew where it stumbles over a document that was replaced or removed since it began. Raises LookupError
    where nothing has changed, or too often."""
    for _ in range(_TRIES):
        generation = library.generation
        try:
            return work()
        except LookupError:  # a clause that was found and is no more
            if library.generation == generation:
                raise
    return work()
