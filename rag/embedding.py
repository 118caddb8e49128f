"""The embedding model behind langchain's `Embeddings`; heavy libraries are imported when it is first used."""

import hashlib
import json
import os
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from langchain_core.embeddings import Embeddings

from rag.model.layout import GRAPH, read_marker
from rag.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_SAMPLES = 64
_SAMPLE_BYTES = 1 << 16


class EmbeddingError(RuntimeError):
    """The embedding model is not there; the message is one sentence for the user."""


class SentenceEmbeddings(Embeddings):
    """A sentence-transformers model as langchain Embeddings: unit vectors, safe to use from several threads.

    name: a folder, or the name of a model on the hub. A folder that rag.model built runs as its int8 graph
    on the CPU; any other model as sentence-transformers runs it, with its own prompts for queries and
    documents if it has any.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._folder = _local_folder(name)
        self._lock = Lock()
        self._model: SentenceTransformer | None = None

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A vector for each text, by the model's prompt for documents."""
        vectors = self._loaded().encode_document(
            texts, batch_size=64, normalize_embeddings=True, show_progress_bar=False
        )
        return vectors.tolist()

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question, by the model's prompt for queries."""
        vector = self._loaded().encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        return vector.tolist()

    @cached_property
    def fingerprint(self) -> str:
        """A hash that changes when the vectors would: with the model, its weights or its precision.

        Of a hub model it takes the commit, and so loads it.
        """
        if self._folder is None:
            self._loaded()
            identity: object = ["hub", self.name, _hub_commit(self.name)]
        elif _is_ours(self._folder):
            identity = ["int8", read_marker(self._folder)]
        else:
            identity = ["folder", _folder_digest(self._folder)]
        return hashlib.sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest()[:16]

    def _loaded(self) -> "SentenceTransformer":
        with self._lock:
            if self._model is None:
                self._model = self._load()
            return self._model

    def _load(self) -> "SentenceTransformer":
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # else a later fork draws a warning
        if self._folder is None:
            from sentence_transformers import SentenceTransformer

            return SentenceTransformer(self.name)
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        if _is_ours(self._folder):
            from rag.model.encoder import load_encoder

            return load_encoder(self._folder)
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(str(self._folder), local_files_only=True)


def load_embeddings(settings: Settings) -> SentenceEmbeddings:
    """The embedding model that the settings name. Raises EmbeddingError where its folder is not there."""
    return SentenceEmbeddings(settings.embedding_model)


def _local_folder(name: str) -> Path | None:
    """The folder that name stands for; None where it is a name on the hub (`model` or `owner/model`)."""
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    if not name.startswith((".", "~")) and not folder.is_absolute() and len(folder.parts) <= 2:
        return None
    if folder == Path(Settings.model_fields["embedding_model"].default):
        todo = "请运行 make setup · run `make setup`"
    else:
        todo = "请检查 YOUJU_EMBEDDING_MODEL · check that setting"
    raise EmbeddingError(f"没有找到向量模型 · embedding model not found: {folder}; {todo}")


def _is_ours(folder: Path) -> bool:
    return read_marker(folder) is not None and (folder / GRAPH).is_file()


def _folder_digest(folder: Path) -> str:
    """A hash over the folder's files: names, sizes and samples spread over each, whole up to 4 MiB."""
    digest = hashlib.sha256()
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()}\0{size}\0".encode())
        step = max(size // _SAMPLES, _SAMPLE_BYTES)
        with path.open("rb") as file:
            for start in range(0, size, step):
                file.seek(start)
                digest.update(file.read(_SAMPLE_BYTES))
    return digest.hexdigest()


def _hub_commit(name: str) -> str:
    """The commit of a hub model in the local cache; empty where the cache does not tell."""
    from huggingface_hub import try_to_load_from_cache

    repository = name if "/" in name else f"sentence-transformers/{name}"
    cache = os.environ.get("SENTENCE_TRANSFORMERS_HOME")
    cached = try_to_load_from_cache(repository, "modules.json", cache_dir=cache)
    return Path(cached).parent.name if isinstance(cached, str) else ""
