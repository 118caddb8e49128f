"""Opens the assistant that settings describe."""

from rag.chain import Assistant
from rag.embedding import load_embeddings
from rag.library import Library
from rag.settings import Settings
from rag.wording import chat_model


def open_assistant(settings: Settings) -> Assistant:
    """The assistant over the library of the settings, with their embedding model and their language model, if any."""
    library = Library.open(settings.library, load_embeddings(settings), settings.chroma_url)
    return Assistant(library, chat_model(settings))
