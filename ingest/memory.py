"""How much memory there is, and how many processes may read files at once."""

import os
import resource
from contextlib import suppress
from pathlib import Path

# What is kept free for the process that embeds and writes: model, index, documents on their way.
RESERVED = 1_500_000_000
# What a process that reads pages by OCR takes at its height; one that reads text takes a sixth of it.
PER_WORKER = 1_000_000_000
# What such a process may take at most: a hostile file, such as a pdf whose forms draw each other without end, would take
# all there is.
PER_READER = 1_500_000_000
# Stacks of the threads that OCR starts, a few for each core: hardly used, but counted against the limit.
_STACKS = 24_000_000

_CGROUP = Path("/sys/fs/cgroup")


def cores() -> int:
    """How many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        return os.cpu_count() or 1


def available() -> int:
    """Bytes that can still be taken, by what the machine and its container allow; half of all where neither says."""
    found = [amount for amount in (_machine(), _container()) if amount is not None]
    return min(found, default=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2)


def workers() -> int:
    """How many processes may read at once: one a core, as far as memory goes, and never none."""
    return max(1, min(cores(), (available() - RESERVED) // PER_WORKER))


def limit() -> None:
    """Have this process take no more than PER_READER for data; beyond it, it gets no memory. What it has read from
    files of programs, and reserved without using it, does not count. Nothing happens where the system does not know
    such a limit."""
    most = PER_READER + _STACKS * cores()
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _machine() -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
    except OSError:
        return None
    sizes = (line.split()[1] for line in lines if line.startswith("MemAvailable:"))
    return next((int(size) * 1024 for size in sizes), None)


def _container() -> int | None:
    """What is left below the limit of a control group (version 2)."""
    try:
        most = (_CGROUP / "memory.max").read_text().strip()
        used = int((_CGROUP / "memory.current").read_text())
        cache = [
            line for line in (_CGROUP / "memory.stat").read_text().splitlines() if line.startswith("inactive_file ")
        ]
    except (OSError, ValueError):
        return None
    return None if most == "max" else int(most) - used + sum(int(line.split()[1]) for line in cache)
