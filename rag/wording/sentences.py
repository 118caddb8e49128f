"""A reply that comes in pieces, cut into sentences; each is let go with the handles behind it, never with half of one."""

import re
from collections.abc import Iterable, Iterator

_END = re.compile(r"(?:[。！？!?]+[”’」』）)]*|\n+)")
_HANDLES = re.compile(r"(?:[ \t]*[\[【［(（][^\[\]【】［］()（）\n]{1,60}[\]】］)）])*[ \t]*[。]?")
_HALF = re.compile(r"[\[【［(（][^\]】］)）\n]{0,60}$")
# What Markdown and habit put before a sentence or around its words.
_LEADING = re.compile(r"^(?:\s|[-*•#>]+\s|\d{1,2}[.、)）]\s*(?!\d)|(?:回答|答案?|结论)[:：]\s*)+")
_MARKUP = re.compile(r"\*\*|__|`+")


def sentences(pieces: Iterable[str]) -> Iterator[str]:
    """The sentences of a reply, bare of Markdown; the last one may lack its stop."""
    held = ""
    for piece in pieces:
        held += piece
        while cut := _cut(held):
            if sentence := _bare(held[:cut]):
                yield sentence
            held = held[cut:]
    if sentence := _bare(held):
        yield sentence


def _cut(held: str) -> int:
    """Where the first sentence of what is held ends with its handles; 0 while more of it may come."""
    if not (end := _END.search(held)):
        return 0
    if "\n" in end.group():
        return end.end()
    behind = _HANDLES.match(held, end.end())
    cut = behind.end() if behind else end.end()
    rest = held[cut:]
    return 0 if not rest or _HALF.match(rest) else cut


def _bare(text: str) -> str:
    return _MARKUP.sub("", _LEADING.sub("", text)).strip()
