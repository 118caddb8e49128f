"""Where gradio puts uploads: a folder of this process alone, of which nothing is left."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from gradio.utils import get_upload_folder

from ingest.intake import LibraryIntake
from rag.library import Library
from rag.page.temporary import own_folder
from rag.page.upload_runs import Runs
from rag.settings import ROOT, Settings
from tests.test_pipeline import notice

HOLDER = "import sys; from rag.page.temporary import own_folder; print(own_folder(), flush=True); sys.stdin.read()"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder for temporary files."""
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setenv("GRADIO_TEMP_DIR", "")  # put back at the end
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


@pytest.fixture
def process() -> Iterator[Callable[[], tuple[subprocess.Popen, Path]]]:
    """Starts another process that has a folder of its own."""
    started: list[subprocess.Popen] = []

    def start() -> tuple[subprocess.Popen, Path]:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        started.append(subprocess.Popen([sys.executable, "-c", HOLDER], cwd=ROOT, **pipes))
        return started[-1], Path(started[-1].stdout.readline().strip())

    yield start
    for one in started:
        one.kill()
        one.communicate()


def test_what_a_killed_process_left_goes_at_the_next_start_and_nothing_else(place: Path, process, tmp_path) -> None:
    (killed, left), (_, used) = process(), process()
    for folder in (left, used, place / "gradio", tmp_path / "others"):
        folder.mkdir(exist_ok=True)
        (folder / "上传.txt").write_text("x")
    (place / "youju-page-link").symlink_to(tmp_path / "others")
    killed.kill()
    killed.wait()
    mine = own_folder()
    assert not left.exists()
    assert all((folder / "上传.txt").exists() for folder in (used, place / "gradio", tmp_path / "others"))
    assert get_upload_folder() == str(mine) and mine.stat().st_mode & 0o777 == 0o700


def test_the_browsers_copies_go_once_they_are_in_the_library(library: Library) -> None:
    mine = own_folder()
    sent = [(name, mine / str(at)) for at, name in enumerate(("校车.txt", "空.txt"))]
    sent[0][1].write_bytes(notice("校车"))
    sent[1][1].write_bytes(b"")
    runs = Runs(LibraryIntake(library, "hashing", Settings(_env_file=None), mine), library)
    runs.upload(sent, False)
    end = time.monotonic() + 20
    while runs.going:
        assert time.monotonic() < end
        time.sleep(0.05)
    assert list(library.digests()) == ["校车.txt"]
    assert list(mine.rglob("*")) == []
