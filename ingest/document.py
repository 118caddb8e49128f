"""A source text to a document: clean, front, outline, clauses, metadata, in that order."""

import re

from ingest.clauses import headings, make_clauses
from ingest.clean import clean
from ingest.front import read_front
from ingest.metadata import find_metadata
from ingest.outline import build_outline
from ingest.read import SourceText
from ingest.swaps import looks_altered
from rag.schema import Clause, Document
from rag.text import fold

_ENDED = re.compile("[。！？!?；;…：:][”’〞」』）)\\]】]*$")
_NO_SENTENCE = re.compile("[：:|｜]|^(附件|抄送|联系人|主题词)|印发[）)]?$|\\d日?[）)]?$")
_SHORT = 20  # characters under which a last line may be a signature or a contact


class NoClauses(ValueError):
    """A file in which no text of a document was found. Its message is one sentence for the user."""


def _is_cut_off(last: Clause) -> bool:
    """Whether a document breaks off: its last sentence does not end, or its last heading has no text."""
    sentence = last.sentences[-1].text
    if _ENDED.search(sentence) or _NO_SENTENCE.search(sentence):
        return False
    return len(sentence) >= _SHORT or bool(last.path and len(last.sentences) == 1)


def make_document(source: SourceText) -> Document:
    """The document in a source text. Raises NoClauses when nothing is left of it."""
    cleaned = clean(source.text)
    front = read_front(cleaned.text, cleaned.covers)
    body = cleaned.text.without(front.taken)
    outline = build_outline(body)
    altered = looks_altered(fold(body.text))
    clauses = make_clauses(body, outline, altered)
    if not clauses:
        raise NoClauses(
            "清理后没有剩下正文，一个条款也没有，请检查文件是不是只有网页边角。No clause is left after cleaning; check that the file holds the document's text."
        )
    warnings = list(source.warnings)
    if altered:
        warnings.append("用词疑似被替换过，引文照原样给出。The wording looks altered; quotations show it as it stands.")
    if _is_cut_off(clauses[-1]):
        warnings.append("原文在末尾中断。The text is cut off at its end.")
    return Document(
        source=source.name,
        sha256=source.sha256,
        text=source.text,
        metadata=find_metadata(body, cleaned.fields, front),
        outline=headings(body, outline.nodes),
        clauses=clauses,
        altered=altered,
        removed=cleaned.text.removed(len(source.text)),
        warnings=tuple(warnings),
    )
