"""Questions that a refusal offers: what the sections that come near say, each of which is answered by a look-up."""

import re
from collections.abc import Sequence

from rag.provisions import provision_of
from rag.question.catalogue import Catalogue
from rag.schema import Hit

_LABEL = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十百零\d]+[章节篇])\s*")
_LEAST, _LONGEST = 2, 24  # characters of a heading that is asked for by its name
_MOST = 3


def offers(hits: Sequence[Hit], catalogue: Catalogue) -> tuple[str, ...]:
    """Up to three questions, of documents that have a title and sections that have a name or number."""
    asked = []
    for hit in hits:
        title = catalogue.entry(hit.source).title
        heading = hit.path[-1].strip() if hit.path else ""
        if not title or not heading:
            continue
        name = _LABEL.sub("", heading).strip()
        if article := provision_of(hit.path):
            asked.append(f"《{title}》{article.name}是怎么规定的？")
        elif _LEAST <= len(name) <= _LONGEST and not re.search("[“”]", name):
            asked.append(f"《{title}》里“{name}”讲了什么？")
    return tuple(dict.fromkeys(asked))[:_MOST]
