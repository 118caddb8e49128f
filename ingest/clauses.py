"""Clauses of a document: the text under each heading, cut into sentences."""

from bisect import bisect_left, bisect_right
from itertools import pairwise, zip_longest

from ingest.clean import Traced
from ingest.outline import Node, Outline, heading_text
from ingest.sentences import split_sentences
from ingest.swaps import restore
from rag.schema import Clause, Heading, Sentence
from rag.text import fold


def headings(traced: Traced, nodes: list[Node]) -> tuple[Heading, ...]:
    """The outline as the library keeps it."""
    text = traced.text
    return tuple(
        Heading(
            node.level,
            text[node.start : node.marker.end].strip("# \t\u3000"),
            node.title,
            *traced.span(node.start, max(node.body, node.marker.end)),
        )
        for node in nodes
    )


def _sentence(traced: Traced, start: int, end: int, altered: bool) -> Sentence:
    text = traced.text[start:end]
    search = fold(text)
    reading = restore(search) if altered else ""
    return Sentence(text, search, *traced.span(start, end), "" if reading == search else reading)


def _clause(
    traced: Traced, start: int, end: int, path: tuple[str, ...], altered: bool, body: int | None
) -> Clause | None:
    spans = split_sentences(traced.text, start, end)
    if body is not None and len(spans) > 1 and spans[0][0] < body < spans[0][1]:
        spans[:1] = split_sentences(traced.text, start, body) + split_sentences(traced.text, body, spans[0][1])
    if not spans:
        return None
    sentences = tuple(_sentence(traced, first, last, altered) for first, last in spans)
    return Clause(path, sentences[0].start, sentences[-1].end, sentences)


def make_clauses(traced: Traced, outline: Outline, altered: bool) -> tuple[Clause, ...]:
    """The clauses of a body of text, in order; the text before the first heading is a clause with an empty path.

    A heading with nothing but headings below it is in their paths and makes no clause of its own.
    """
    text = traced.text
    found: list[Clause | None] = []

    def add(start: int, stop: int, path: tuple[str, ...], body: int | None) -> None:
        # Where another document begins, the heading above is no heading of what follows.
        cuts = outline.breaks[bisect_right(outline.breaks, start) : bisect_left(outline.breaks, stop)]
        for first, last in pairwise((start, *cuts, stop)):
            found.append(
                _clause(traced, first, last, path if first == start else (), altered, body if first == start else None)
            )

    add(0, outline.opening, (), None)
    for node, following in zip_longest(outline.nodes, outline.nodes[1:]):
        stop = following.start if following else len(text)
        is_parent = following is not None and following.level > node.level
        if is_parent and not text[node.body : stop].strip(" \t\u3000\r\n，,"):
            continue
        path = tuple(heading_text(text, each) for each in (*node.parents, node))
        begin = node.start + len(text[node.start : stop]) - len(text[node.start : stop].lstrip("# \t\u3000"))
        add(begin, stop, path, node.body if node.title else None)
    return tuple(clause for clause in found if clause)
