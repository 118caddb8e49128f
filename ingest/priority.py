"""Whom the processor serves first: who asks is not to wait for what is being ingested."""

import os

NICENESS = 19


def give_way() -> None:
    """Have this process, with the threads and processes that it starts from now on, give way to others. Once is enough."""
    os.setpriority(os.PRIO_PROCESS, 0, max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))
