"""Which of the passages that answer are told: the best one, and those that answer as well."""

from collections.abc import Sequence

from rag.answering.prose import LONG, PLAIN
from rag.answering.telling import Told, tell
from rag.judge.judge import Judged
from rag.library import Library
from rag.question.query import Kind, Query
from rag.reader.unit import Unit

_CLOSE = 0.95  # share of the best score at which another passage is as good an answer
_NAMED = 0.05  # how much less the question may name its document
_MOST = 3  # clauses that one answer quotes
_HEADING = 50  # characters that the names above quotations take, about


def choose(query: Query, passages: Sequence[Judged], library: Library) -> list[Told]:
    """What is told of the clauses that answer: of the best one, and of others that answer as well, as far as there is
    room."""
    best = passages[0]
    room = LONG if query.kind is Kind.LIST or query.whole else PLAIN
    told: list[Told] = []
    for judged in passages:
        section = judged.passage.section
        if any(each.section == section for each in told) or len(told) == _MOST:
            continue
        if judged is not best and not _answers_as_well(judged, best):
            continue
        document = library.document(judged.source)
        parts = [each for each in passages if each.passage.section == section]
        found = tell(document, parts, room - _HEADING, query.whole)
        length = section.length(found.ordinals)
        if told and length + _HEADING > room:
            break
        told.append(found)
        room -= length + _HEADING
    return told


def _answers_as_well(judged: Judged, best: Judged) -> bool:
    """Whether another passage is told beside the best one: of the same document where more than a figure is asked for,
    or of another that the question names as much."""
    if judged.score < _CLOSE * best.score:
        return False
    if judged.source == best.source:
        return best.unit is not Unit.SHORT
    return judged.features.named >= best.features.named - _NAMED
