"""What a sentence must say to count: the school level, the sex, the year that a question asks for, and not their twins."""

from collections.abc import Sequence

from rag.library import Library
from rag.question.twins import speaks_of_another
from rag.question.years import names_year
from rag.schema import Hit
from rag.text import fold


def meets(library: Library, required: Sequence[tuple[str, ...]], hit: Hit) -> bool:
    """Whether a sentence says one word of each group; or says no twin of it, and its headings or its clause before it say it."""
    own = hit.sentence.search + hit.sentence.reading
    return all(_says(group, own) or _inherits(group, own, hit, library) for group in required)


def _says(group: tuple[str, ...], text: str) -> bool:
    return names_year(text, group) if group[0].isdigit() else any(word in text for word in group)


def _inherits(group: tuple[str, ...], own: str, hit: Hit, library: Library) -> bool:
    if speaks_of_another(group, own):
        return False
    document = library.document(hit.source)
    before = "".join(sentence.search for sentence in document.clauses[hit.clause].sentences[: hit.ordinal])
    year = document.metadata.year.value if document.metadata.year else ""
    return _says(group, fold("；".join((year, document.name, *hit.path, before))))
