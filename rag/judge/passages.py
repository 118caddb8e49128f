"""The passages that are read for a question: windows over the sections of the sentences that search found."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rag.find.names import shown_name
from rag.judge.section import Section, packs, section_of
from rag.library import Library
from rag.reader.window import LONGEST, Window, make_context, windows_around
from rag.schema import Document, Hit, Sentence
from rag.tables import row_at


@dataclass(frozen=True, slots=True)
class Passage:
    """A window over a section. hits: the sentences of it that search found, best first; score: that of the best."""

    section: Section
    window: Window
    hits: tuple[Hit, ...]

    @property
    def source(self) -> str:
        return self.section.source

    @property
    def score(self) -> float:
        return self.hits[0].score


def read_as(document: Document, sentence: Sentence) -> str:
    """A sentence as the reader is shown it; a row of a table as what it says, not as its cells alone."""
    return sentence.search if row_at(document, sentence.start) else sentence.text


def context_of(document: Document, path: Sequence[str]) -> str:
    """The names above a passage. path: its headings."""
    return make_context((shown_name(document.source, document.metadata), *path[-2:]))


def passages_of(library: Library, hits: Sequence[Hit], count: int, longest: int = LONGEST) -> list[Passage]:
    """The passages of hits, best first, at most count. hits: best first; longest: characters of a passage."""
    sections: dict[tuple[str, int], Section] = {}
    found_in: dict[tuple[str, int], dict[int, Hit]] = defaultdict(dict)
    for hit in hits:
        section = section_of(library.document(hit.source), hit.clause)
        key = (section.source, section.first)
        sections.setdefault(key, section)
        found_in[key][section.ordinal(hit.clause, hit.ordinal)] = hit
    found = [
        passage
        for key, inside in found_in.items()
        for passage in _passages_in(library.document(key[0]), sections[key], inside, longest)
    ]
    return sorted(found, key=lambda passage: -passage.score)[:count]


def _passages_in(document: Document, section: Section, inside: Mapping[int, Hit], longest: int) -> Iterator[Passage]:
    """The passages of a section. inside: the hits by ordinal, best first."""
    for pack in packs(section, longest):
        wanted = [ordinal for ordinal in inside if ordinal in pack]
        texts = [read_as(document, section.sentences[ordinal]) for ordinal in pack] if wanted else []
        context = context_of(document, section.path(pack[0], pack[-1]))
        for window in windows_around(texts, [ordinal - pack.start for ordinal in wanted], context, longest):
            parts = tuple((ordinal + pack.start, *rest) for ordinal, *rest in window.parts)
            shown = {part[0] for part in parts}
            held = tuple(hit for ordinal, hit in inside.items() if ordinal in shown)
            yield Passage(section, replace(window, parts=parts), held)
