"""Containers: archives and mails, whose contents are files of their own.

A member may itself be a container: whoever opens it counts how deep it stands, and refuses what lies deeper than
DEEPEST with `too_deep`.
"""

from collections.abc import Iterator

from ingest.containers import messages
from ingest.containers.archive import zip_members
from ingest.containers.mail import mail_members
from ingest.containers.member import Member, Refused
from ingest.kinds import Kind

DEEPEST = 3  # containers inside each other that are opened, the outermost counted

_OPENERS = {Kind.ZIP: zip_members, Kind.EML: mail_members}


def members(kind: Kind, data: bytes) -> Iterator[Member | Refused]:
    """What a container holds, in its order, one at a time, so that only one member is in memory.

    kind: Kind.ZIP or Kind.EML, else KeyError. Raises UnreadableFile where the container itself cannot be opened.
    """
    return _OPENERS[kind](data)


def too_deep(name: str) -> Refused:
    """A container that stands deeper than DEEPEST."""
    return Refused(name, messages.TOO_DEEP.format(deepest=DEEPEST))


__all__ = ["DEEPEST", "Member", "Refused", "members", "too_deep"]
