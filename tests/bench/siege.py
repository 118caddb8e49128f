"""python -m tests.bench.siege [SECONDS]: what twenty users wait for while others mean harm, beside what they wait for in quiet times.

The real page over the samples, on loopback. Quiet and siege take turns, so that what else the machine does counts for
both. Under siege two ingests write to the library one after the other, a file is uploaded on the page, and four senders
of tests.bench.hostile_senders do their worst.
"""

import multiprocessing
import os
import random
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import httpx

from ingest.priority import NICENESS
from ingest.read import read
from rag.page.words import CHINESE
from rag.settings import ROOT
from tests.bench.__main__ import QUESTIONS
from tests.bench.hostile_senders import Listeners, harm
from tests.bench.large import moved
from tests.page_client import events

SECONDS = 180
ROUNDS = 3
USERS = 20
VERIFIES = 0.2  # share of the asks that are claims to verify
PAUSE = (2.0, 5.0)  # seconds between an answer and the next question
CLAIMS = ("全区近视率下降一个百分点。", "新建幼儿园13所。", "教师轮岗交流比例达到百分之十。")
_ATTEMPTS = 5
_SAMPLES = ROOT / "data" / "policies"


@dataclass
class Waited:
    """What users met. seconds: from sending to the end of the answer; errors: what went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def told(self, name: str) -> str:
        """A line of figures."""
        return (
            f"{name:8s} {len(self.seconds):5d} asks, {len(self.errors)} errors, "
            f"p50 {1000 * median(self.seconds):6.0f} ms, p95 {1000 * self.p95:6.0f} ms"
        )

    @property
    def p95(self) -> float:
        return quantiles(self.seconds, n=20)[-1]


@contextmanager
def _client(address: str, source: str) -> Iterator[httpx.Client]:
    """Connections from an address of their own."""
    transport = httpx.HTTPTransport(local_address=source)
    with httpx.Client(base_url=address, transport=transport, timeout=60) as http:
        yield http


def _uses(address: str, listeners: Listeners, user: int, seconds: float, waited: Waited) -> None:
    """What one user does for so long."""
    choice = random.Random(user)
    end = time.monotonic() + seconds
    with _client(address, f"127.0.1.{user + 1}") as http:
        time.sleep(choice.uniform(0, PAUSE[1]))
        while time.monotonic() < end:
            verifies = choice.random() < VERIFIES
            data = [choice.choice(CLAIMS), None] if verifies else [[choice.choice(QUESTIONS)], 0, [], None]
            started = time.monotonic()
            try:
                last = ""
                for message in events(http, secrets.token_hex(6), listeners["verify" if verifies else "respond"], data):
                    last = str(message) if message["msg"] == "process_completed" else last
                    if CHINESE.failed in str(message):
                        last = ""
                        break
                if "'success': True" not in last:
                    waited.errors.append(last or CHINESE.failed)
            except httpx.HTTPError as error:
                waited.errors.append(repr(error))
            waited.seconds.append(time.monotonic() - started)
            time.sleep(choice.uniform(*PAUSE))


def _users(address: str, listeners: Listeners, seconds: float, waited: Waited) -> None:
    with ThreadPoolExecutor(USERS) as pool:
        list(pool.map(lambda user: _uses(address, listeners, user, seconds, waited), range(USERS)))


def _ingest(*paths: Path, library: Path) -> None:
    """Ingest by the command, again and again while the page writes."""
    command = [sys.executable, "-m", "ingest", *map(str, paths), "--library", str(library)]
    for _ in range(_ATTEMPTS):
        if not subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT).returncode:
            return
    raise RuntimeError(f"{paths} could not be ingested")


def _write(address: str, listeners: Listeners, home: Path, number: int) -> None:
    """An upload on the page and two ingests one after the other, of documents that the library does not have."""
    texts = {path.name: read(path).text for path in sorted(_SAMPLES.iterdir())}
    folders = [home / f"来文{number}{half}" for half in "上下"]
    for folder, place in zip(folders, ("甲乙", "丙丁", "戊己")[number], strict=True):
        folder.mkdir()
        texts = moved(texts, place)
        for name, text in texts.items():
            (folder / name).write_text(text, "utf-8")
    with _client(address, "127.0.1.99") as http:
        name = f"上传{number}.txt"
        [path] = http.post("/gradio_api/upload", files={"files": (name, min(texts.values(), key=len).encode())}).json()
        offered = {"files": [{"name": name, "path": path}]}
        assert list(events(http, secrets.token_hex(6), listeners["_offer"], [(0, [])], offered))
    for folder in folders:
        _ingest(folder, library=home / "library")


def _besieged(address: str, listeners: Listeners, home: Path, number: int, seconds: float, waited: Waited) -> None:
    sender = multiprocessing.get_context("spawn").Process(target=harm, args=(address, listeners, seconds))
    sender.start()
    os.setpriority(os.PRIO_PROCESS, sender.pid or 0, NICENESS)  # what sending costs would be another machine's
    with ThreadPoolExecutor(1) as writer:
        writing = writer.submit(_write, address, listeners, home, number)
        _users(address, listeners, seconds, waited)
        sender.join()
        writing.result()


@contextmanager
def _page(library: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The page over a library, its address and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    known = {"YOUJU_LIBRARY": str(library), "YOUJU_PORT": str(port), "MALLOC_ARENA_MAX": "2"}
    command = [sys.executable, "app.py"]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | known, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout and process.stdout.readline()  # it is open
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.terminate()


def _resident(process: subprocess.Popen[bytes]) -> int:
    """MB that a process holds."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) // 1024


def main() -> int:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    os.environ["HF_HUB_OFFLINE"] = "1"
    quiet, siege = Waited(), Waited()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _ingest(_SAMPLES, library=home / "library")
        for number in range(ROUNDS):
            # Opened anew each time: what senders left waiting is not to be met in quiet times.
            with _page(home / "library") as (address, process):
                config = httpx.get(f"{address}/config", trust_env=False).json()
                listeners = {each["api_name"]: each["id"] for each in config["dependencies"]}
                _users(address, listeners, PAUSE[1], Waited())  # whatever is loaded when it is first needed
                before = _resident(process)
                _users(address, listeners, seconds / ROUNDS, quiet)
                _besieged(address, listeners, home, number, seconds / ROUNDS, siege)
                after = _resident(process)
            print(f"{quiet.told('quiet')}\n{siege.told('siege')}, server {before} → {after} MB", flush=True)
    print(f"p95 under siege {siege.p95 / quiet.p95:.2f} times the quiet one (wanted: under 2)")
    for error in siege.errors + quiet.errors:
        print(error)
    return 1 if siege.errors or quiet.errors else 0


if __name__ == "__main__":
    sys.exit(main())
