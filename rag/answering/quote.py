"""Quotations: words to show, and the citation that proves them."""

from rag.schema import Citation, Clause, Document, Hit, Sentence

# Words to show and the slice of a source that they are.
Quoted = tuple[str, Citation]


def cite(hit: Hit, document: Document) -> Citation:
    """The sentence of a hit as a slice of its source."""
    start, end = hit.sentence.start, hit.sentence.end
    return Citation(hit.source, hit.path, document.text[start:end], start, end)


def quoted_sentence(document: Document, clause: Clause, sentence: Sentence) -> Quoted:
    """A sentence of a document, without the glosses and furniture that its slice may hold."""
    quote = document.text[sentence.start : sentence.end]
    return sentence.text, Citation(document.source, clause.path, quote, sentence.start, sentence.end)
