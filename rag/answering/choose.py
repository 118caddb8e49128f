"""Which of the sentences that answer are shown."""

import re
from collections.abc import Sequence

from rag.numerals import figures
from rag.question.query import Kind, Query
from rag.reading.evidence import Evidence
from rag.reading.read import REFUSE
from rag.text import fold

_CLOSE = 0.93  # share of the best score at which another document's sentence is as good an answer
_DOCUMENTS = 0.6  # the same where the question is which documents say so, or asks for each one's own
_BESIDE = 0.92  # the same for a second sentence of one document
_MOST = 4  # documents that one answer quotes
_MOST_EACH = 8  # the same where the question asks for each one's own
_SHOWN = re.compile("“(.{4,}?)”(?=\\s*\\[|$)", re.MULTILINE)
# Asks each document, or which of them stands out: 各区分别多少, 哪个区最高, 谁先.
_EACH = re.compile(
    "各(?:个)?(?:区|县|市|地|校|份|文件|自)|分别|(?:哪(?:个|一个|里|份|家)?(?:区|县|市|地方|文件)?|谁)(?:的[一-龥]{2,8})?(?:更|最|比较)?(?:高|低|多|少|大|小|早|先|快|强|好|晚|长)|哪(?:个|些)(?:区|县|市|地方)"
)
_NOT_STATED = re.compile("第[一二三四五六七八九十百零〇千两\\d]+[条章节款项]|哪一?[一两二三四]|一[下样起些直般]")


def asks_each(query: Query) -> bool:
    """Whether a question that names no document asks each of them, or which of them stands out."""
    return query.named.sources is None and bool(_EACH.search(query.own))


def choose(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The sentences to show, most telling first: one a document where several answer as well, else the best and one beside it."""
    best = evidence[0]
    by_document: dict[str, Evidence] = {}
    for item in evidence:
        by_document.setdefault(item.hit.source, item)
    each = asks_each(query) and best.fits
    if query.kind is Kind.DOCUMENT or each:
        floor = max(REFUSE, _DOCUMENTS * best.score)
        found = [item for item in by_document.values() if item.score >= floor and (item.fits or not each)]
        return found[: _MOST_EACH if each else _MOST]
    chosen = [item for item in by_document.values() if item.score >= _CLOSE * best.score and item.fits >= best.fits]
    if len(chosen) == 1 and query.kind in (Kind.LIST, Kind.TEXT, Kind.WHY, Kind.YES_NO):
        chosen += [
            item
            for item in evidence[1:3]
            if item.hit.source == best.hit.source
            and item.hit.clause == best.hit.clause
            and item.score >= _BESIDE * best.score
        ][:1]
    return chosen[:_MOST]


def untold(evidence: Sequence[Evidence], told: str) -> list[Evidence]:
    """The sentences that an earlier answer does not quote."""
    shown = [fold(quote).strip("…·.") for quote in _SHOWN.findall(told)]
    return [
        item
        for item in evidence
        if not any(quote in item.hit.sentence.search or item.hit.sentence.search in quote for quote in shown)
    ]


def unquoted_figures(query: Query, chosen: Sequence[Evidence]) -> list[str]:
    """The figures of a statement that the sentences lack: somebody who pastes one must not take them for a confirmation."""
    if query.kind not in (Kind.TEXT, Kind.YES_NO) or query.understood:
        return []
    stated = figures(_NOT_STATED.sub(" ", query.own)) - set(query.named.years)
    return sorted(stated - {figure for item in chosen for figure in figures(item.hit.sentence.search)})
