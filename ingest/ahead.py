"""Work on what comes next, while what came before is used."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Done = TypeVar("Done")


def ahead(items: Iterable[Item | None], work: Callable[[Item], Done]) -> Iterator[tuple[Item, Future[Done]] | None]:
    """Items with the work on each, which a thread begins while the item before is used; None, which stands for
    nothing to do yet, as it comes."""
    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as pool:
        begun: tuple[Item, Future[Done]] | None = None
        for item in items:
            if item is None:
                yield begun
                begun = None
                continue
            before, begun = begun, (item, pool.submit(work, item))
            if before is not None:
                yield before
        yield begun
