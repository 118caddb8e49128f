"""The baseline: the pipeline that LangChain's documentation builds, on the same files and the same model."""

from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

CHUNK, OVERLAP = 300, 30  # characters; a clause of the five documents has about 300


def plain_embeddings(model: str) -> HuggingFaceEmbeddings:
    """The model with the prompts it was trained with, everything else as HuggingFaceEmbeddings has it."""
    return HuggingFaceEmbeddings(
        model_name=model, encode_kwargs={"prompt_name": "passage"}, query_encode_kwargs={"prompt_name": "query"}
    )


def plain_ingest(texts: dict[str, str], embeddings: HuggingFaceEmbeddings, folder: Path) -> tuple[Chroma, int]:
    """The vector store over the texts, and the number of its chunks."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    chunks = splitter.split_documents([Document(text, metadata={"source": name}) for name, text in texts.items()])
    return Chroma.from_documents(chunks, embeddings, persist_directory=str(folder)), len(chunks)
