"""Build the model folder once, whole or not at all."""

import json
import os
import shutil
import tempfile
import time
from pathlib import Path

from rag.model.folder import write_folder
from rag.model.layout import MARKER, read_marker
from rag.model.source import SHA256, find_source, read_source

BUILDER = 1

_ABANDONED = 3600  # seconds; a build takes a few


def is_built(folder: Path) -> bool:
    """Whether this version of the builder made the folder from the expected weights."""
    return read_marker(folder) == _marker()


def build(folder: Path) -> bool:
    """Make the model folder; False where it is there already.

    The work is done in a folder beside it and moved into place at the end. Raises SourceError (see
    rag.model.source), and OSError where the folder holds something else or cannot be written.
    """
    if is_built(folder):
        return False
    if folder.exists() and read_marker(folder) is None:
        raise FileExistsError(f"{folder} 里有别的东西, 不会覆盖 · holds something else, which is left alone")
    source = read_source(find_source())
    folder.parent.mkdir(parents=True, exist_ok=True)
    _clear_abandoned(folder)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        new = work / "new"
        new.mkdir()
        write_folder(source, new)
        (new / MARKER).write_text(json.dumps(_marker(), indent=2) + "\n", "utf-8")
        if folder.exists():
            os.replace(folder, work / "old")
        os.replace(new, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return True


def _clear_abandoned(folder: Path) -> None:
    """Remove what builds that were killed have left beside the folder."""
    for work in folder.parent.glob(f".{folder.name}-*"):
        if time.time() - work.stat().st_mtime > _ABANDONED:
            shutil.rmtree(work, ignore_errors=True)


def _marker() -> dict[str, object]:
    return {"source": SHA256, "builder": BUILDER}
