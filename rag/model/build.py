"""Build the model folder once, whole or not at all."""

import json
import os
import shutil
import tempfile
from pathlib import Path

from rag.model.folder import write_folder
from rag.model.source import SHA256, find_source, read_source

BUILDER = 1
MARKER = "built.json"


def is_built(folder: Path) -> bool:
    """Whether this version of the builder made the folder from the expected weights."""
    try:
        return json.loads((folder / MARKER).read_text("utf-8")) == _marker()
    except (OSError, ValueError):
        return False


def build(folder: Path) -> bool:
    """Make the model folder; False where it is there already.

    The work is done in a folder beside it and moved into place at the end. Raises SourceError (see rag.model.source).
    """
    if is_built(folder):
        return False
    source = read_source(find_source())
    folder.parent.mkdir(parents=True, exist_ok=True)
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


def _marker() -> dict[str, object]:
    return {"source": SHA256, "builder": BUILDER}
