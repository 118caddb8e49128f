"""Fixtures that several tests share."""

import os
import tempfile
from pathlib import Path

import pytest

from rag.model.build import build
from rag.settings import Settings

# Before anything imports huggingface_hub, which reads it once: tests see no model that this machine has cached.
_CACHE = tempfile.TemporaryDirectory(prefix="youju-hub-")
os.environ["HF_HOME"] = _CACHE.name


@pytest.fixture(scope="session")
def model_folder() -> Path:
    """The embedding model's folder, built where it is not yet."""
    folder = Path(Settings.model_fields["embedding_model"].default)
    build(folder)
    return folder
