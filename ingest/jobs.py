"""Files to jobs: what is unchanged, passed over or cannot be had is told at once, archives and mails are opened, the
rest is to be read."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ingest import messages
from ingest.containers import DEEPEST, Member, Refused, over, too_deep
from ingest.files import FoundFile, plain_name
from ingest.job import Job, told
from ingest.kinds import CONTAINERS, Kind, detect
from ingest.read import load
from ingest.source import UnreadableFile
from rag.intake import Outcome, Result

# Whether the library holds the document of this name, of bytes with this SHA-256, as it would be read now.
UpToDate = Callable[[str, str], bool]
# Why a file of this name, SHA-256 and kind is not to be taken, "" where it is.
Refuse = Callable[[str, str, Kind], str]
# What a container holds, one at a time; raises UnreadableFile.
Open = Callable[[Job], Iterator[Member | Refused]]


def jobs(
    files: Iterable[FoundFile], refuse: Refuse, up_to_date: UpToDate, opened: Open, largest: int
) -> Iterator[Job | Result]:
    """What is to be read of files, in their order, and the results of all that need not be.

    One file is in memory at a time, with the archives that it lies in. largest: bytes of a file that are read.
    """
    return _Jobs(refuse, up_to_date, opened, largest).of(files)


class _Jobs:
    def __init__(self, refuse: Refuse, up_to_date: UpToDate, opened: Open, largest: int) -> None:
        self._refuse = refuse
        self._up_to_date = up_to_date
        self._members = opened
        self._largest = largest
        self._taken: set[str] = set()
        self._count = self._bytes = 0  # of what came out of a given file, containers in containers and all

    def of(self, files: Iterable[FoundFile]) -> Iterator[Job | Result]:
        for file in files:
            self._count = self._bytes = 0
            if file.passed_over:
                yield Result(file.name, Outcome.PASSED_OVER, reason=file.passed_over)
            elif file.fault:
                yield _failed(file.name, file.fault)
            elif file.size > self._largest:
                yield _failed(file.name, messages.TOO_MANY_BYTES.format(limit=self._largest // 1_000_000))
            else:
                try:
                    data = load(file.path)
                except UnreadableFile as error:
                    yield _failed(file.name, str(error))
                    continue
                yield from self._of_bytes(file.name, data, file.path.absolute(), 1, file.members)

    def _of_bytes(
        self, name: str, data: bytes, path: Path | None, depth: int, wanted: frozenset[str]
    ) -> Iterator[Job | Result]:
        """wanted: of the files in a container, the only ones to take; empty: all."""
        if name in self._taken:
            yield _failed(name, messages.SAME_NAME)
            return
        self._taken.add(name)
        sha256 = hashlib.sha256(data).hexdigest()
        if self._up_to_date(name, sha256):
            yield Result(name, Outcome.UNCHANGED, sha256)
            return
        try:
            kind = detect(data, name)
        except Exception as error:
            yield _failed(name, told(error), sha256)
            return
        if reason := self._refuse(name, sha256, kind):
            yield _failed(name, reason, sha256, kind)
        elif kind in CONTAINERS:
            yield from self._opened(Job(name, kind, sha256, path or data, len(data)), depth, wanted)
        else:
            yield Job(name, kind, sha256, path or data, len(data))

    def _opened(self, job: Job, depth: int, wanted: frozenset[str]) -> Iterator[Job | Result]:
        name, sha256, kind = job.name, job.sha256, job.kind
        if depth > DEEPEST:
            yield _failed(name, too_deep(name).reason, sha256, kind)
            return
        count = 0
        try:
            for member in self._members(job):
                inner = f"{name}/{plain_name(member.name)}"
                below = frozenset(one for one in wanted if one.startswith(f"{inner}/"))
                if wanted and inner not in wanted and not below:
                    continue
                count += 1
                self._count += 1
                self._bytes += len(member.data) if isinstance(member, Member) else 0
                if reason := over(self._count, self._bytes):
                    yield _failed(inner, reason)
                    break
                if isinstance(member, Refused):
                    yield _failed(inner, member.reason)
                else:
                    yield from self._of_bytes(inner, member.data, None, depth + 1, below)
        except UnreadableFile as error:
            yield _failed(name, str(error), sha256, kind)
        else:
            yield Result(name, Outcome.OPENED, sha256, kind, reason=messages.OPENED.format(count=count))


def _failed(name: str, reason: str, sha256: str = "", kind: str = "") -> Result:
    return Result(name, Outcome.FAILED, sha256, kind, reason=reason)
