"""Opens the assistant that settings describe."""

from rag.chain import Assistant
from rag.embedding import load_embeddings
from rag.library import Library
from rag.settings import Settings


def open_assistant(settings: Settings) -> Assistant:
    """The assistant over the library of the settings, with their embedding model."""
    return Assistant(Library.open(settings.library, load_embeddings(settings), settings.chroma_url))
