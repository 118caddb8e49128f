"""Reading closely: what the trained reader says of the sentences that the rules put first."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.library import Library
from rag.question.query import Query
from rag.reader.spans import Span
from rag.reader.window import Window, make_context, windows_around
from rag.reading.evidence import Evidence
from rag.schema import Document, Sentence
from rag.tables import row_at

if TYPE_CHECKING:
    from rag.reader.model import Marked, TrainedReader

_LEAST = 4  # characters of a question
_SURE = 1.0  # logit from which the words that the reader marks are taken for the answer
READ = 14  # sentences that are read closely


_LEFT_OVER = re.compile(
    "^(?:[里的中，,：:的]|(?:那|这)(?:一)?(?:个|份|篇|部)(?:[区县市省]|文件|材料|报告|汇报)?(?:里|的|中)?)+"
)


def what_is_asked(query: Query) -> str:
    """A question without what only names its document, whose agreement search has seen to."""
    asked = query.own
    if query.named.sources:
        named = query.named
        for name in sorted((*named.titles, *named.phrases, *named.places, *named.years), key=len, reverse=True):
            asked = re.sub(f"{re.escape(name)}(?:年(?!级))?[省市县区]?", "", asked, count=1)
        asked = _LEFT_OVER.sub("", asked)
    return asked if len(asked) >= _LEAST else query.own


def read_closely(
    library: Library, reader: "TrainedReader", query: Query, judged: Sequence[Evidence], count: int = READ
) -> list[Evidence]:
    """The same sentences in the same order; the first count of them with the reader's mark and span."""
    wanted: dict[tuple[str, int], list[int]] = {}
    for item in judged[:count]:
        wanted.setdefault((item.hit.source, item.hit.clause), []).append(item.hit.ordinal)
    windows: list[tuple[tuple[str, int], Window]] = []
    for (source, clause), ordinals in wanted.items():
        document = library.document(source)
        found = document.clauses[clause]
        context = make_context((document.name, *found.path[-2:]))
        windows += [
            ((source, clause), window)
            for window in windows_around([_read(document, each) for each in found.sentences], ordinals, context)
        ]
    marks = reader.mark(what_is_asked(query), [window for _, window in windows])
    best: dict[tuple[str, int, int], tuple[float, Span]] = {}
    for (place, _), mark in zip(windows, marks, strict=True):
        for span in mark.spans:
            logit = _logit(mark, span)
            known = best.get((*place, span.ordinal))
            if known is None or logit > known[0]:
                best[*place, span.ordinal] = (logit, span)
    rows = {item.hit.id for item in judged if row_at(library.document(item.hit.source), item.hit.sentence.start)}
    marked = [_with_mark(item, best.get((item.hit.source, item.hit.clause, item.hit.ordinal))) for item in judged]
    # A span of what a row says is none of its text.
    return [replace(item, span=None) if item.hit.id in rows else item for item in marked]


def _read(document: Document, sentence: Sentence) -> str:
    """A sentence as the reader is shown it; a row of a table as what it says, not as its cells alone."""
    return sentence.search if row_at(document, sentence.start) else sentence.text


def _logit(marked: "Marked", span: Span) -> float:
    return (marked.answerable + span.score) / 2


def _with_mark(item: Evidence, mark: tuple[float, Span] | None) -> Evidence:
    if mark is None:
        return item
    logit, span = mark
    # A wrong cut is worse than none: the span counts where the reader is sure.
    return replace(item, marked=logit, span=(span.start, span.end) if logit >= _SURE else None)
