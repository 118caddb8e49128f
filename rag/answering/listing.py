"""Lists whole: all the items that stand under the heading asked about."""

from collections.abc import Sequence

from rag.answering.quote import Quoted, quoted_sentence
from rag.question.query import Query
from rag.schema import Document, Heading, Hit
from rag.tables import row_at
from rag.text import fold, grams

_ITEMS = 15  # items of a list at most
_BRIEF = 40  # characters of an item that has no mark
_TITLE_SAID = 0.75  # share of a heading's pairs of characters that a question about its section says
_ALL_SAID = 0.5  # share of the question's words that such a heading says


def heading_path(document: Document, index: int) -> tuple[str, ...]:
    """The headings that a heading of the outline stands under, outermost first, itself last; as the clauses below
    name them."""
    heading = document.outline[index]
    title = fold(heading.title or heading.label)
    for clause in document.clauses:
        if clause.end > heading.start:
            for depth, step in enumerate(clause.path, 1):
                if title in fold(step):
                    return clause.path[:depth]
    return ()


def quote_heading(document: Document, index: int) -> Quoted:
    """A heading of the outline, without the signs of Markdown."""
    heading = document.outline[index]
    line = document.text[heading.start : heading.end]
    start = heading.start + len(line) - len(line.lstrip("#* "))
    end = heading.end - (len(line) - len(line.rstrip("#* ")))
    quote = document.text[start:end]
    # Glosses within the slice are not part of what it says.
    between = "" if heading.label.endswith(tuple("、.．)）")) else " "
    plain = quote if fold(heading.title) in fold(quote) else f"{heading.label}{between}{heading.title}".strip()
    return plain, document.cite(start, end, heading_path(document, index))


def children(outline: Sequence[Heading], index: int) -> list[int]:
    """The headings one level below a heading, in order, by their place in the outline."""
    below: list[int] = []
    for later in range(index + 1, len(outline)):
        if outline[later].level <= outline[index].level:
            break
        below.append(later)
    inner = min((outline[later].level for later in below), default=0)
    return [later for later in below if outline[later].level == inner]


def under_heading(document: Document, hit: Hit, query: Query) -> tuple[tuple[str, ...], list[Quoted]]:
    """The section that a question asks for by its heading (主要差距有哪些), as a path, and its items: its sub-headings, or its
    sentences where each is brief. No items where the question asks for something within a section."""
    index = _asked_heading(document, hit, query)
    if index is None:
        return (), []
    path = heading_path(document, index)
    below = children(document.outline, index)
    if len(below) > 1 and all(document.outline[each].title for each in below):
        return path, [quote_heading(document, each) for each in below]
    clause = document.clauses[hit.clause]
    if row_at(document, hit.sentence.start):
        return path, []
    texts = [sentence for sentence in clause.sentences if fold(document.outline[index].title) not in sentence.search]
    if below or not 1 < len(texts) <= _ITEMS or any(len(sentence.search) > _BRIEF for sentence in texts):
        return path, []
    return path, [quoted_sentence(document, clause, sentence) for sentence in texts]


def _asked_heading(document: Document, hit: Hit, query: Query) -> int | None:
    """The innermost heading above a hit that says what the question asks for."""
    said = set(grams(query.text)) | set(grams(" ".join(query.terms)))
    clause = document.clauses[hit.clause]
    name = fold(document.name)
    above = [
        index
        for index, heading in enumerate(document.outline)
        if heading.title
        and any(fold(heading.title) in fold(step) for step in clause.path)
        and heading.start < clause.end
    ]
    for index in reversed(above):
        title = fold(document.outline[index].title)
        pairs = [pair for pair in grams(title) if len(pair) == 2]
        if not pairs or sum(pair in said for pair in pairs) < _TITLE_SAID * len(pairs):
            continue
        words = [word for word in query.terms if len(word) > 1 and word not in name]
        if words and sum(word in title for word in words) >= _ALL_SAID * len(words):
            return index
    return None
