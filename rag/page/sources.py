"""The list of sources under an answer: a line for each section of a document, with the numbers that lead there."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from rag.page import reference
from rag.page.markup import escape, tag
from rag.page.prose import ARROW
from rag.page.words import Words
from rag.schema import Citation


def render_sources(
    citations: Sequence[Citation], names: Mapping[str, str], words: Words, places: Mapping[Citation, str]
) -> str:
    """The list, "" where there are no citations. names: the name of each document by its source; places: where in its file a
    citation stands, in words."""
    if not citations:
        return ""
    sections: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for number, citation in enumerate(citations, 1):
        sections.setdefault((citation.source, citation.section), []).append(number)
    shared = Counter(names.get(source, source) for source in {citation.source for citation in citations})
    items = []
    for (source, _), numbers in sections.items():
        first = citations[numbers[0] - 1]
        name = names.get(source, source)
        file = source if shared[name] > 1 else ""
        items.append(tag("li", _place(numbers, first, name, file, places.get(first, ""), words)))
    return tag("div", tag("p", escape(words.sources), class_="y-label"), tag("ol", *items), class_="y-sources")


def _place(numbers: Sequence[int], first: Citation, name: str, file: str, at: str, words: Words) -> str:
    """The button that opens the first of the citations of one section. file: told where another document has the name; at: where in its file that one stands."""
    title = tag("span", escape(name), class_="y-doc")
    file = tag("span", escape(file), class_="y-path") if file else ""
    at = tag("span", escape(at), class_="y-at", lang=words.lang) if at else ""
    path = tag("span", escape(ARROW.join(first.section)), class_="y-path") if first.section else ""
    label = tag("span", escape(" ".join(_runs(numbers))), class_="y-number")
    return tag(
        "button", label, tag("span", title, file, at, path, class_="y-where"),
        type="button", class_="y-open y-source-link", title=words.source_number.format(numbers[0]),
        value=reference.cited(first).encode(),
    )  # fmt: skip


def _runs(numbers: Sequence[int]) -> list[str]:
    """Rising numbers as markers, those that follow one another drawn together: [1]–[3], [7]."""
    runs = [[number for _, number in group] for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    return [f"[{run[0]}]" if len(run) == 1 else f"[{run[0]}]–[{run[-1]}]" for run in runs]
