"""Claims over a library: sentences of its clauses as they stand, and as many with what they state altered."""

import random
import re

from rag.library import Library
from rag.text import simplify
from tests.verify_alterations import applied, edits_of

_LABEL = re.compile(r"^(?:\d+[.、]|[（(]\d+[）)]|第[一二三四五六七八九十百]+条[ 　])\s*")
_SHORTEST = 12  # characters; what is shorter is mostly a heading


def claims(library: Library, count: int) -> list[str]:
    """So many claims, half of them altered, every third under its document's name; the same ones every time."""
    choice = random.Random(count)
    found: list[str] = []
    sources = [summary.source for summary in library.summaries()]
    while len(found) < count:
        document = library.document(choice.choice(sources))
        text = _LABEL.sub("", choice.choice(choice.choice(document.clauses).sentences).text)
        if len(text) < _SHORTEST or text.startswith("|"):
            continue
        if len(found) % 2:
            edits = [edits for kind, edits in edits_of(simplify(text)) if kind != "added"]
            if not edits:
                continue
            text = applied(text, choice.choice(edits))
        found.append(f"《{document.name}》提出：{text}" if len(found) % 3 == 0 else text)
    return found
