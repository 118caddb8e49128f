"""A library of ten thousand clauses: the documents at hand again and again, under other places and with other figures."""

from collections.abc import Mapping
from pathlib import Path

from ingest.document import make_document
from ingest.files import FoundFile
from ingest.read import read
from ingest.source import SourceText
from rag.embedding import SentenceEmbeddings
from rag.fingerprint import current_fingerprint
from rag.library import Library

CLAUSES = 10_000
_PLACES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
_DIGITS = str.maketrans("123456789", "234567891")


def moved(texts: Mapping[str, str], place: str) -> dict[str, str]:
    """Texts with their districts and counties renamed and their figures moved on by one."""
    return {
        name: text.replace("县", f"{place}县").replace("区", f"{place}区").translate(_DIGITS)
        for name, text in texts.items()
    }


def fill(folder: Path, files: list[FoundFile], embeddings: SentenceEmbeddings) -> Library:
    """The library, open. Each copy has its districts and counties renamed and its figures moved on by one."""
    library = Library.open(folder, embeddings)
    now = current_fingerprint(embeddings.fingerprint)
    clauses = 0
    texts = {file.name: read(file.path).text for file in files}
    with library.writing():
        for place in _PLACES:
            for name, text in texts.items():
                if clauses >= CLAUSES:
                    return library
                document = make_document(SourceText(f"{place}{name}", text, f"{place}{name}"))
                library.replace(document, now)
                clauses += len(document.clauses)
            texts = moved(texts, place)
    return library
