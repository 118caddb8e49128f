"""The embedding model behind langchain's `Embeddings`, loaded when first used (importing this module is quick)."""

import os
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from langchain_core.embeddings import Embeddings

from rag.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class SentenceEmbeddings(Embeddings):
    """A sentence-transformers model as langchain Embeddings; vectors are unit length."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = Lock()
        self._model: SentenceTransformer | None = None

    @property
    def fingerprint(self) -> str:
        return self.name

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._load().encode_document(texts, normalize_embeddings=True).tolist()

    def embed_query(self, text: str) -> list[float]:
        return self._load().encode_query(text, normalize_embeddings=True).tolist()

    def _load(self) -> "SentenceTransformer":
        with self._lock:
            if self._model is None:
                if Path(self.name).is_dir():
                    os.environ["HF_HUB_OFFLINE"] = "1"
                from sentence_transformers import SentenceTransformer

                self._model = SentenceTransformer(self.name)
            return self._model


def load_embeddings(settings: Settings) -> SentenceEmbeddings:
    return SentenceEmbeddings(settings.embedding_model)
