"""The folder in which gradio puts uploads and its copies of downloads: this process's alone, and emptied at the next start."""

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

_PREFIX = "youju-page-"


def own_folder() -> Path:
    """Makes the folder and has gradio use it, for pages that are built from now on. Those of processes that have ended are
    deleted. Raises OSError."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):  # another user's, or gone meanwhile
            _delete_unused(left)
    mine = Path(tempfile.mkdtemp(prefix=_PREFIX)).resolve()
    # Held until this process ends: the kernel lets go of it, however that happens.
    fcntl.flock(os.open(mine, os.O_RDONLY), fcntl.LOCK_SH)
    os.environ["GRADIO_TEMP_DIR"] = str(mine)
    return mine


def _delete_unused(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if os.fstat(opened).st_uid == os.getuid():
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder)
    finally:
        os.close(opened)
