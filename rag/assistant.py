"""Opens the assistant that settings describe."""

import logging

from rag.chain import Assistant
from rag.embedding import SentenceEmbeddings, load_embeddings
from rag.fingerprint import staleness
from rag.library import Library
from rag.reader.load import load_reader
from rag.settings import Settings
from rag.wording.writer import open_writer

_log = logging.getLogger(__name__)


def open_assistant(settings: Settings, embeddings: SentenceEmbeddings | None = None) -> Assistant:
    """The assistant over the library of the settings, with their embedding model and their language model, if any. embeddings: that
    model, where it is there already."""
    embeddings = embeddings or load_embeddings(settings)
    library = Library.open(settings.library, embeddings, settings.chroma_url)
    if stale := staleness(library, embeddings.fingerprint):
        _log.warning(stale)
    return Assistant(library, open_writer(settings), trained=load_reader(settings.reader_model))
