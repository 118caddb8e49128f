"""The doctor: is everything there that a question needs, and what to do where it is not."""

from dataclasses import dataclass
from pathlib import Path

from rag import messages
from rag.embedding import load_embeddings
from rag.fingerprint import staleness
from rag.library import Library, LibraryError
from rag.programs import libreoffice
from rag.reader.load import ReaderError, load_reader
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
        return Finding(False, messages.NO_MODEL.format(name=folder.name))
    try:
        width = len(load_embeddings(settings).embed_query("近视率"))
    except (OSError, ValueError, RuntimeError) as error:
        return Finding(False, messages.BAD_MODEL.format(name=folder.name, reason=error))
    return Finding(True, messages.MODEL.format(name=folder.name, width=width))


def _reader(settings: Settings) -> Finding:
    folder = settings.reader_model
    try:
        load_reader(folder).mark("近视率", [])
    except ReaderError as error:
        return Finding(False, str(error))
    except (OSError, RuntimeError) as error:
        return Finding(False, messages.BAD_READER.format(name=folder.name, reason=error))
    return Finding(True, messages.READER.format(name=folder.name))


def _library(settings: Settings) -> list[Finding]:
    embeddings = load_embeddings(settings)
    try:
        with Library.open(settings.library, embeddings, settings.chroma_url) as library:
            summaries = library.summaries()
            if not summaries:
                return [Finding(False, messages.NO_DOCUMENTS)]
            library.check()
            clauses = sum(summary.clauses for summary in summaries)
            findings = [Finding(True, messages.DOCUMENTS.format(documents=len(summaries), clauses=clauses))]
            stale = staleness(library, embeddings.fingerprint)
    except LibraryError as error:
        return [Finding(False, str(error))]
    if stale:
        findings.append(Finding(False, stale))
    return findings


def _tokens() -> Finding:
    if vocabulary_at_hand():
        return Finding(True, messages.TOKENS)
    return Finding(True, messages.ESTIMATES)


def _language_model(settings: Settings) -> Finding:
    if settings.llm_base_url and not settings.llm_model:
        return Finding(False, messages.HALF_SET)
    if settings.llm_base_url:
        return Finding(True, messages.LANGUAGE_MODEL.format(name=settings.llm_model))
    return Finding(True, messages.NO_LANGUAGE_MODEL)


def _office() -> Finding:
    return Finding(True, messages.OFFICE if libreoffice() else messages.NO_OFFICE)


def examine(settings: Settings) -> list[Finding]:
    """Everything looked at, good or not."""
    model = _model(settings)
    return [
        model,
        _reader(settings),
        *(_library(settings) if model.good else []),
        _tokens(),
        _language_model(settings),
        _office(),
    ]
