"""A document by a part of its name."""

from collections.abc import Sequence

from rag.comparing.words import MORE, NO_SUCH, SEVERAL
from rag.library import DocumentSummary
from rag.text import fold

_SHOWN = 5  # names that are listed where several fit


def find_source(summaries: Sequence[DocumentSummary], name: str) -> str:
    """The source of the document that is called so: by its file name, by its title, or by parts of either with spaces between them.

    Raises ValueError, with a sentence for the user, where there is none or several.
    """
    wanted = fold(name)
    if not wanted:
        raise ValueError(NO_SUCH.format(name=name))
    for fits in (
        lambda each: each.source == name,
        lambda each: wanted in (fold(each.source), fold(each.name)),
        lambda each: all(fold(part) in fold(each.source) or fold(part) in fold(each.name) for part in name.split()),
    ):
        found = [each for each in summaries if fits(each)]
        if len(found) == 1:
            return found[0].source
        if found:
            raise ValueError(SEVERAL.format(name=name, names=_listed(found)))
    raise ValueError(NO_SUCH.format(name=name))


def _listed(found: Sequence[DocumentSummary]) -> str:
    more = MORE.format(len(found)) if len(found) > _SHOWN else ""
    return "、".join(each.source for each in found[:_SHOWN]) + more
