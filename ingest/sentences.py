"""Sentences of a cleaned text: cut after 。！？； and at line breaks, not inside quotation marks or brackets."""

import re

_STOP = re.compile("[。！？!?；;][”’〞」』）)]*|[\r\n\u2028\u2029]+")
_OPEN, _CLOSE = "“「『《（(〔", "”〞」』》）)〕"
_FARTHEST = 120  # characters within which a quotation must close to hold a sentence together
_SHORTEST = 4  # characters under which a piece is no sentence of its own
_LONGEST = 10_000  # characters at which what never ends is cut: no sentence, and much memory where it is searched


def _closes_soon(text: str, at: int, end: int, depth: int) -> bool:
    """Whether brackets and quotations open at depth are closed within reach of position at, before the line ends."""
    for char in text[at : min(end, at + _FARTHEST)]:
        if char in "\r\n":
            return False
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth <= 0:
            return True
    return False


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the sentences of text[start:end], without white space around them."""
    pieces: list[tuple[int, int]] = []
    begin = start
    depth = counted = 0  # brackets and quotations open at position counted
    for match in _STOP.finditer(text, start, end):
        line_break = match.group()[0] in "\r\n\u2028\u2029"
        for char in text[max(counted, begin) : match.start()]:
            depth = max(0, depth + (char in _OPEN) - (char in _CLOSE))
        counted = match.start()
        if not line_break and depth and _closes_soon(text, match.start() + 1, end, depth):
            continue
        depth, counted = 0, match.end()
        pieces.append((begin, match.start() if line_break else match.end()))
        begin = match.end()
    pieces.append((begin, end))
    pieces = [(at, min(at + _LONGEST, last)) for first, last in pieces for at in range(first, last, _LONGEST)]
    spans: list[tuple[int, int]] = []
    for first, last in pieces:
        piece = text[first:last]
        first += len(piece) - len(piece.lstrip())
        last = first + len(piece.strip())
        if last <= first:
            continue
        if last - first < _SHORTEST and spans and not re.search("[\r\n]", text[spans[-1][1] : first]):
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    return spans
