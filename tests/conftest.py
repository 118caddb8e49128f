"""Fixtures that several tests share."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import find_files, ingest
from rag.chain import Assistant
from rag.embedding import SentenceEmbeddings, load_embeddings
from rag.library import Library
from rag.model.build import build, build_reader
from rag.reader.model import TrainedReader
from rag.settings import ROOT, Settings
from tests.hashing_embeddings import HashingEmbeddings

# Before anything imports huggingface_hub, which reads it once: tests see no model that this machine has cached.
_CACHE = tempfile.TemporaryDirectory(prefix="youju-hub-")
os.environ["HF_HOME"] = _CACHE.name


@pytest.fixture(scope="session")
def model_folder() -> Path:
    """The embedding model's folder, built where it is not yet."""
    folder = Path(Settings.model_fields["embedding_model"].default)
    build(folder)
    return folder


@pytest.fixture(scope="session")
def embeddings(model_folder: Path) -> SentenceEmbeddings:
    """The real embedding model, loaded once."""
    return load_embeddings(Settings(embedding_model=str(model_folder), _env_file=None))


@pytest.fixture(scope="session")
def trained() -> TrainedReader:
    """The trained reader, loaded once, its folder built where it is not yet."""
    folder = Path(Settings.model_fields["reader_model"].default)
    build_reader(folder)
    return TrainedReader(folder)


@pytest.fixture(scope="session")
def samples(
    embeddings: SentenceEmbeddings, trained: TrainedReader, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Assistant]:
    """The assistant over our own samples."""
    library = Library.open(tmp_path_factory.mktemp("samples"), embeddings)
    with library.writing():
        ingest(find_files([ROOT / "data" / "policies"]), library, embeddings.fingerprint, lambda result: None)
    with library:
        yield Assistant(library, trained=trained)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """An empty folder for documents."""
    folder = tmp_path / "docs"
    folder.mkdir()
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library that needs no model."""
    with Library.open(tmp_path / "library", HashingEmbeddings()) as library:
        yield library


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Chromium, started once."""
    from tests.browser import CHROMIUM, playwright_api

    with playwright_api.sync_playwright() as play:
        quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
        browser = play.chromium.launch(executable_path=CHROMIUM, args=quiet)
        yield browser
        browser.close()
