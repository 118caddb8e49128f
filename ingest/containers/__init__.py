"""Containers: archives and mails, whose contents are files of their own.

A member may itself be a container: whoever opens it counts how deep it stands, and refuses what lies deeper than
DEEPEST with `too_deep`.
"""

from collections.abc import Iterator
from pathlib import Path

from ingest.containers import archive, messages
from ingest.containers.archive import zip_members
from ingest.containers.mail import mail_members
from ingest.containers.member import Member, Refused
from ingest.kinds import Kind

DEEPEST = 3  # containers inside each other that are opened, the outermost counted

_OPENERS = {Kind.ZIP: zip_members, Kind.EML: mail_members}


def members(kind: Kind, content: Path | bytes) -> Iterator[Member | Refused]:
    """What a container holds, in its order, one at a time, so that only one member is in memory.

    kind: Kind.ZIP or Kind.EML, else KeyError; content: its path, or its bytes. Raises UnreadableFile where the
    container itself cannot be opened. To be called where it does no harm that a hostile one takes all memory.
    """
    return _OPENERS[kind](content)


def too_deep(name: str) -> Refused:
    """A container that stands deeper than DEEPEST."""
    return Refused(name, messages.TOO_DEEP.format(deepest=DEEPEST))


def over(count: int, size: int) -> str:
    """Why no more is taken out of a file, by how many members and bytes came out of it and out of the containers in
    it; "" while more may be."""
    if count > archive.MOST:
        return messages.TOO_MANY.format(limit=archive.MOST)
    return messages.TOO_MUCH.format(limit=archive.TOTAL // archive.MEGABYTE) if size > archive.TOTAL else ""


__all__ = ["DEEPEST", "Member", "Refused", "members", "over", "too_deep"]
