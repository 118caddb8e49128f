"""Several questions in one: “近视率降多少，入园率要达到多少？” asks twice, each to be answered for itself."""

from itertools import pairwise

from rag.question.boundaries import likely
from rag.question.content import fold_spaces
from rag.question.kinds import fields_of

_MOST = 4  # questions that one message holds at most
_SURE = 0.8


def split(message: str) -> list[str]:
    """The questions of a message, in order, in its own words; one that asks once comes back whole."""
    begins = [at for at, probability in likely(message).items() if probability >= _SURE]
    asks = [message[start:end] for start, end in pairwise((0, *begins, len(message)))]
    # What documents say of themselves is told in one answer.
    if len(asks) > _MOST or all(fields_of(fold_spaces(ask)) for ask in asks):
        return [message]
    return asks
