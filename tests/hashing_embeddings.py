"""An embedding model for tests where the real one's quality does not matter: no weights, and the same everywhere."""

import hashlib
import math

from langchain_core.embeddings import Embeddings


class HashingEmbeddings(Embeddings):
    """Character bigrams hashed into a fixed number of dimensions, L2-normalised: texts that share wording are near."""

    def __init__(self, dimensions: int = 64) -> None:
        self.dimensions = dimensions
        self.calls = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.calls += 1
        return [self._embed(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self._embed(text)

    def _embed(self, text: str) -> list[float]:
        vector = [0.0] * self.dimensions
        for first, second in zip(f"^{text}", f"{text}$", strict=True):
            digest = hashlib.blake2b((first + second).encode(), digest_size=8).digest()
            vector[int.from_bytes(digest[:4], "big") % self.dimensions] += 1.0 if digest[4] % 2 else -1.0
        length = math.sqrt(sum(value * value for value in vector)) or 1.0
        return [value / length for value in vector]
