"""The files that a user names: each with the name by which the library knows it, and what is not to be taken with its
reason."""

import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest import messages

# What systems and office programs leave in folders and no user put there.
_LITTER = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"})
_LOCK = "~$"  # Word's and WPS's lock files
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LONGEST = 255  # bytes of a file's name; what file systems allow

_Identity = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file, or what stands in the place of one.

    name: its identity: the file's name, below a given folder its path from there, parts divided by "/". passed_over:
    why it is left out though nothing is wrong; fault: why it cannot be got at. members: of a container, only these
    (their whole names) are wanted; empty: all. size: in bytes.
    """

    path: Path
    name: str
    passed_over: str = ""
    fault: str = ""
    size: int = 0
    members: frozenset[str] = frozenset()


def find_files(paths: Iterable[Path]) -> list[FoundFile]:
    """The files that paths name and all in their folders, in the order of their names; each file and each folder once,
    so that links cannot lead round in circles. Hidden files, what systems leave in folders, and links that lead out of
    a given folder are passed over."""
    found: list[FoundFile] = []
    names: dict[_Identity, str] = {}
    for path in paths:
        found += _given(path, names)
    return found


def plain_name(name: str) -> str:
    """A file's name in one Unicode form, fit to be stored and shown: bytes that are no UTF-8 are read as GB18030, which
    is what old Chinese archives leave behind, and control characters become "_"."""
    try:
        name.encode()
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("gb18030", "replace")
    return _CONTROL.sub("_", unicodedata.normalize("NFC", name))


def sent_name(name: str) -> str:
    """The name of a file that a browser sent, as a name and nothing more: no folder, no control character, not hidden,
    not too long. Never a path to write to."""
    name = plain_name(re.split(r"[/\\]", name)[-1])
    name = "".join(char for char in name if unicodedata.category(char) != "Cf").strip().lstrip(".~$ ").rstrip(". ")
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = name, "", ""
    room = _LONGEST - len((dot + ending).encode())
    return (stem.encode()[:room].decode("utf-8", "ignore") + dot + ending) or messages.NAMELESS


def _given(path: Path, names: dict[_Identity, str]) -> Iterator[FoundFile]:
    """What one path names. names: of the files and folders met so far."""
    name = plain_name(path.name or path.resolve().name)
    yield from _folder(path, "", names, path.resolve()) if _is_folder(path) else _file(path, name, names)


def _folder(folder: Path, prefix: str, names: dict[_Identity, str], given: Path) -> Iterator[FoundFile]:
    """What is in a folder and its sub-folders, what is there itself before what is there by a link. given: the folder
    that a path names, out of which no link is followed."""
    shown = prefix or f"{plain_name(folder.name or folder.resolve().name)}/"
    try:
        identity = _identity(folder)
        if first := names.get(identity):
            yield FoundFile(folder, shown, passed_over=messages.SAME_FOLDER.format(first=first))
            return
        names[identity] = shown
        entries = sorted(os.scandir(folder), key=lambda entry: (entry.is_symlink(), os.fsencode(entry.name)))
    except OSError as error:
        yield FoundFile(folder, shown, fault=messages.FOLDER_SHUT.format(reason=error.strerror))
        return
    for entry in entries:
        path, name = Path(entry.path), prefix + plain_name(entry.name)
        is_folder = _is_folder(path)
        if entry.name.startswith("."):
            yield FoundFile(path, name + "/" * is_folder, passed_over=messages.HIDDEN)
        elif entry.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(given):
            yield FoundFile(path, name + "/" * is_folder, passed_over=messages.LINK_OUT)
        elif is_folder:
            yield from _folder(path, f"{name}/", names, given)
        else:
            yield from _file(path, name, names)


def _file(path: Path, name: str, names: dict[_Identity, str]) -> Iterator[FoundFile]:
    try:
        status = path.stat()
        identity = _identity(path)
    except FileNotFoundError:
        yield FoundFile(path, name, fault=messages.NOT_THERE)
    except OSError as error:
        yield FoundFile(path, name, fault=messages.UNOPENABLE.format(reason=error.strerror))
    else:
        if not stat.S_ISREG(status.st_mode):
            yield FoundFile(path, name, passed_over=messages.NO_FILE)
        elif path.name.lower() in _LITTER:
            yield FoundFile(path, name, passed_over=messages.LITTER)
        elif path.name.startswith(_LOCK):
            yield FoundFile(path, name, passed_over=messages.LOCK)
        elif first := names.get(identity):
            yield FoundFile(path, name, passed_over=messages.SAME_FILE.format(first=first))
        else:
            names[identity] = name
            yield FoundFile(path, name, size=status.st_size)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # what is wrong is said when it is opened as a file
        return False


def _identity(path: Path) -> _Identity:
    """What is the same for a file or folder and a link to it, and differs for another, hard-linked one. Raises
    OSError."""
    status = path.stat()
    return status.st_dev, status.st_ino, os.path.realpath(path)
