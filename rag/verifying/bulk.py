"""What is pasted and uploaded, verified claim by claim."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.settings import Settings
from rag.verifying import messages
from rag.verifying.pasted import Pasted, UnreadableUpload, read_upload, typed
from rag.verifying.report import Row
from rag.verifying.split import split_claims
from rag.verifying.verifier import Verifier


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts to verify, and how many claims they hold."""

    texts: tuple[Pasted, ...]
    total: int


def gather(text: str, uploads: Sequence[tuple[Path, str]], settings: Settings) -> Batch:
    """The claims of a pasted text and of uploads (path and name). Raises UnreadableUpload, its name "" for what was pasted."""
    texts: list[Pasted] = []
    if text.strip():
        if len(text.encode("utf-8", "replace")) > settings.verify_bytes:
            raise UnreadableUpload("", messages.TOO_LONG)
        texts.append(typed(text))
    for path, name in uploads:
        texts += read_upload(path, name, settings.verify_bytes)
    if not texts:
        raise UnreadableUpload("", messages.NOTHING)
    total = sum(len(split_claims(each.text)) for each in texts)
    if not total:
        raise UnreadableUpload("", messages.NO_CLAIM)
    if total > settings.verify_claims:
        raise UnreadableUpload("", messages.TOO_MANY.format(count=total, limit=settings.verify_claims))
    return Batch(tuple(texts), total)


def verdicts(verifier: Verifier, batch: Batch) -> Iterator[Row]:
    """The verdicts on a batch, in order, each as soon as it is there."""
    number = 0
    for text in batch.texts:
        for verdict in verifier.verify_all(text.text):
            number += 1
            yield Row(number, verdict, text.place(verdict.claim.start))
