"""Run as a program in a mount namespace of its own: a library on a small disk that is filled up.

Prints what each command said: [[name, exit status, standard output, standard error], …]; for the upload, why it failed. One
command is a process of its own; the others run in this one, which has the models in memory.
"""

import gc
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from ingest.__main__ import main as ingest
from ingest.intake import LibraryIntake
from rag.__main__ import main as rag
from rag.embedding import load_embeddings
from rag.intake import Result
from rag.library import Library
from rag.settings import Settings

DISK = "/mnt"
OLD = "海云县校车安全管理办法\n第一条 为了保障学生乘车安全，制定本办法。\n第二条 校车驾驶人每年体检一次。\n"
NEW = "海云县学校食堂管理办法\n" + "".join(f"第{n}条 食堂第{n}号窗口每年检查{n}次。\n" for n in range(1, 60))

Told = tuple[str, int, str, str]


def mount() -> bool:
    """Put a disk of 8 MB at DISK; False where this system does not let us."""
    return not subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", DISK], capture_output=True).returncode


def process(module: str, *arguments: str) -> Told:
    done = subprocess.run([sys.executable, "-m", module, *arguments], capture_output=True, text=True)
    return arguments[0], done.returncode, done.stdout, done.stderr


def command(main: Callable[[], int], *arguments: str) -> Told:
    sys.argv = ["command", *arguments]
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main()
    gc.collect()  # the models of a command lie in cycles
    return arguments[0], status, out.getvalue(), err.getvalue()


def upload(intake: LibraryIntake, file: Path) -> Told:
    results = [event for event in intake.add([("上传.txt", file)]) if isinstance(event, Result)]
    return "upload", len(results), "", results[0].reason


def fill(leaving: int) -> Path:
    """Fill the disk up but for so many bytes."""
    filling = Path(DISK) / "filling"
    with filling.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(DISK).free - leaving)
    return filling


def main(folder: Path) -> list[Told]:
    """folder: a place for documents on another disk."""
    os.environ["YOUJU_LIBRARY"] = f"{DISK}/library"
    old, new = folder / "校车.txt", folder / "食堂.txt"
    old.write_text(OLD, "utf-8")
    new.write_text(NEW, "utf-8")
    told = [command(ingest, str(old))]
    question = ("ask", "校车驾驶人每年体检几次？")
    settings = Settings(_env_file=None)
    embeddings = load_embeddings(settings)
    with Library.open(settings.library, embeddings) as library:
        intake = LibraryIntake(library, embeddings.fingerprint, settings)
        library.search_dense(question[1], 1)  # as the page, it was there before the disk was full
        filling = fill(leaving=0)
        told += [process("ingest", str(new)), upload(intake, new), command(rag, *question), command(rag, "doctor")]
        filling.unlink()
        filling = fill(leaving=500_000)
        told += [command(ingest, str(new)), upload(intake, new), command(rag, *question)]
        filling.unlink()
    return [*told, command(ingest, str(new)), command(rag, "doctor")]


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1])) if mount() else None, sys.stdout)
