"""The doctor: is everything there that a question needs, and what to do where it is not."""

from dataclasses import dataclass
from pathlib import Path

from rag.embedding import load_embeddings
from rag.fingerprint import current_fingerprint
from rag.library import Library, LibraryError
from rag.settings import Settings
from rag.tokens import vocabulary_at_hand


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. text: what was found and, where it is not good, what to do."""

    good: bool
    text: str


def _model(settings: Settings) -> Finding:
    name = settings.embedding_model
    folder = Path(name)
    if (folder.is_absolute() or name.startswith(".")) and not folder.is_dir():
        return Finding(
            False, f"没有向量模型 {folder.name}：请运行 make setup。The embedding model is not there: run make setup."
        )
    try:
        width = len(load_embeddings(settings).embed_query("近视率"))
    except (OSError, ValueError, RuntimeError) as error:
        return Finding(
            False,
            f"向量模型 {folder.name} 打不开（{error}）：请运行 make setup 重新准备。The embedding model does not load: run make setup.",
        )
    return Finding(True, f"向量模型 {folder.name}，{width} 维。Embedding model, {width} dimensions.")


def _library(settings: Settings) -> list[Finding]:
    embeddings = load_embeddings(settings)
    try:
        with Library.open(settings.library, embeddings, settings.chroma_url) as library:
            summaries = library.summaries()
            if not summaries:
                return [
                    Finding(
                        False,
                        "资料库是空的：请运行 python -m ingest 文件夹。The library is empty: run python -m ingest FOLDER.",
                    )
                ]
            clauses = sum(summary.clauses for summary in summaries)
            findings = [
                Finding(
                    True,
                    f"资料库有 {len(summaries)} 份文件、{clauses} 条。{len(summaries)} documents, {clauses} clauses.",
                )
            ]
            stale = library.stale(current_fingerprint(embeddings.fingerprint))
    except LibraryError as error:
        return [Finding(False, str(error))]
    if stale:
        text = (
            f"{len(stale)} 份文件是用别的向量模型或旧版程序导入的：请重新运行 python -m ingest。"
            f"{len(stale)} documents were ingested with another model or version: run python -m ingest again."
        )
        findings.append(Finding(False, text))
    return findings


def _tokens() -> Finding:
    if vocabulary_at_hand():
        return Finding(True, "词元计数用 tiktoken 词表。Token counts by tiktoken's vocabulary.")
    return Finding(
        True, "没有 tiktoken 词表，词元数按估算。No tiktoken vocabulary at hand; token counts are estimates."
    )


def _language_model(settings: Settings) -> Finding:
    if settings.llm_base_url and not settings.llm_model:
        return Finding(False, "设了 YOUJU_LLM_BASE_URL 而没有 YOUJU_LLM_MODEL：请补上模型名。Set YOUJU_LLM_MODEL too.")
    if settings.llm_base_url:
        return Finding(True, f"语言模型 {settings.llm_model}。Language model {settings.llm_model}.")
    return Finding(True, "没有设语言模型，直接引用原文作答。No language model: answers by quoting.")


def examine(settings: Settings) -> list[Finding]:
    """Everything looked at, good or not."""
    model = _model(settings)
    return [model, *(_library(settings) if model.good else []), _tokens(), _language_model(settings)]
