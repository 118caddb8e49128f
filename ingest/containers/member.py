"""What a container gives: files of their own, and what of it was not taken."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """A file out of a container. name: inside the container, parts of its path divided by "/", safe to show; never a
    path to write to."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """A member that is not taken. reason: one sentence for the user."""

    name: str
    reason: str
