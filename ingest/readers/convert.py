"""A file turned into another format by LibreOffice, where that is installed.

Every conversion has a folder and a user profile of its own, so that several may run at once and none sees the user's
settings.
"""

import contextlib
import os
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from ingest.kinds import Kind
from ingest.readers import reader
from ingest.source import Reading, UnreadableFile
from rag.programs import libreoffice

_LIMIT = 120.0  # seconds

# A profile whose only settings say that no macro runs and no link is followed.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def converted(data: bytes, ending: str, wanted: str, limit: float = _LIMIT) -> bytes | None:
    """The file in another format, or None where LibreOffice is not there, cannot read it or takes longer than limit
    (seconds).

    ending, wanted: of the file and of what is wanted, such as "doc" and "docx".
    """
    program = libreoffice()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="youju-office-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        source = folder / f"file.{ending}"
        source.write_bytes(data)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        made = folder / "made"
        command = [
            *(program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
            *(f"-env:UserInstallation={profile.as_uri()}", "--convert-to", wanted, "--outdir", str(made), str(source)),
        ]
        if not _ran(command, folder, limit):
            return None
        try:
            return (made / f"file.{wanted}").read_bytes()
        except OSError:
            return None


def by_libreoffice(data: bytes, kind: Kind, wanted: Kind) -> Reading | None:
    """A file read by way of a newer format, or None where LibreOffice is not there or finds no text in it either."""
    made = converted(data, kind.value, wanted.value)
    if made is None:
        return None
    try:
        reading = reader(wanted)(made)
    except UnreadableFile:
        return None
    return replace(reading, layout=replace(reading.layout, kind=kind.value)) if reading.text.strip() else None


def _ran(command: list[str], folder: Path, limit: float) -> bool:
    """Whether a program ended by itself and well within its time; if not, it is killed with all that it started."""
    # Proxies that lead nowhere: what a document links to is not fetched.
    nowhere = {name: "http://127.0.0.1:9" for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")}
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **nowhere, "HOME": str(folder), "TMPDIR": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return process.wait(limit) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and its children, which are a group of their own."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
