"""Quotations: words to show, and the citation that proves them."""

from rag.schema import Citation, Clause, Document, Hit, Sentence

# Words to show and the slice of a source that they are.
Quoted = tuple[str, Citation]


def cite(hit: Hit, document: Document) -> Citation:
    """The sentence of a hit as a slice of its source."""
    return document.cite(hit.sentence.start, hit.sentence.end, hit.path)


def quoted_sentence(document: Document, clause: Clause, sentence: Sentence) -> Quoted:
    """A sentence of a document, without the glosses and furniture that its slice may hold."""
    return sentence.text, document.cite(sentence.start, sentence.end, clause.path)
