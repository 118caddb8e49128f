"""What search looks for word by word."""

from collections import Counter
from collections.abc import Collection, Sequence

from rag.library import Library
from rag.spelling import respell
from rag.text import fold, grams

_MENTIONS = 60  # sentences looked through for a phrase


def lexical_terms(library: Library, words: Sequence[str]) -> list[str]:
    """Lexical terms of words, with homophones for what stands nowhere."""
    terms = grams(" ".join(words))
    respelled = respell([term for term in terms if len(term) == 2], library.document_frequency)
    return [*terms, *respelled.values()]


def mentions(
    library: Library, phrase: str, sources: Collection[str] | None = None, above: bool = False
) -> dict[str, int]:
    """In how many of the best sentences for a phrase it stands word for word, by source. sources: to look in, None
    for all; above: where it stands in the headings, captions and names of sheets over them instead."""
    plain = fold(phrase)
    hits = library.search_lexical(grams(plain), _MENTIONS, sources)
    if above:
        return Counter(hit.source for hit in hits if any(plain in fold(step) for step in hit.path))
    return Counter(hit.source for hit in hits if plain in hit.sentence.search or plain in hit.sentence.reading)
