"""Opens the assistant that settings describe."""

import logging

from rag.chain import Assistant
from rag.embedding import load_embeddings
from rag.fingerprint import current_fingerprint
from rag.library import Library
from rag.settings import Settings
from rag.wording import chat_model

_log = logging.getLogger(__name__)


def open_assistant(settings: Settings) -> Assistant:
    """The assistant over the library of the settings, with their embedding model and their language model, if any."""
    embeddings = load_embeddings(settings)
    library = Library.open(settings.library, embeddings, settings.chroma_url)
    if stale := library.stale(current_fingerprint(embeddings.fingerprint)):
        _log.warning(
            "资料库已旧：%d 份文件是用别的向量模型或旧版程序导入的，请重新运行 python -m ingest。"
            "The library is stale: %d documents were ingested with another model or version; run python -m ingest again.",
            len(stale),
            len(stale),
        )
    return Assistant(library, chat_model(settings))
