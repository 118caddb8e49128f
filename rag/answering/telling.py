"""What of the passages that answer is told: the short run of a figure or a name, the sentences, or the whole
provision."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.cutting import LABEL, PHRASE_ENDS, beginning
from rag.answering.steps import cut_short, steps_of
from rag.judge.judge import Judged
from rag.judge.section import Section
from rag.reader.spans import Span
from rag.reader.unit import Unit
from rag.schema import Citation, Document
from rag.tables import row_at

_BELONGS = 0.5  # probability from which the likeliest token of a sentence makes it part of the answer
_SHARE = 0.25  # share of a sentence's tokens that must belong to it too
_LONGEST_RUN = 40  # characters of a short answer
_SHORTER = 0.6  # of its sentence's length that it has at most


@dataclass(frozen=True, slots=True)
class Told:
    """What of a section answers. ordinals: of its sentences, in order; whole: whether that is all of the clauses they
    stand in; run: the short answer, as start:end in the text of the sentence of ordinal best; said: what of a row
    that is, folded: 学生数:812人; short: of which only the beginning is told."""

    section: Section
    ordinals: tuple[int, ...]
    best: int
    whole: bool
    run: tuple[int, int] | None = None
    said: str = ""
    short: frozenset[int] = frozenset()

    @property
    def source(self) -> str:
        return self.section.source


def tell(document: Document, parts: Sequence[Judged], room: int, whole: bool = False) -> Told:
    """What a section tells. parts: its passages as judged, best first; room: characters that its sentences may take;
    whole: the provision is asked for, whatever would answer."""
    first = parts[0]
    section = first.passage.section
    spans: dict[int, Span] = {}
    for part in parts:
        spans = {**part.spans, **spans}
    best = first.best
    belonging = sorted({best, *(n for n, span in spans.items() if span.belongs >= _BELONGS and span.share >= _SHARE)})
    table = row_at(document, section.sentences[best].start) is not None
    run, said = None, ""
    unit = Unit.WHOLE if whole else first.unit
    if unit is Unit.SHORT:
        sentence, span = section.sentences[best], first.spans[best]
        run = None if table else _run(sentence.text, span)
        said = _piece(sentence.search, span) if table else ""
        chosen = [best]
    elif table:
        chosen = belonging
    elif unit is Unit.SENTENCE:
        low, high = belonging[0], belonging[-1]
        listed = any(section.sentences[n].search.endswith((";", ":")) for n in belonging)
        chosen = _fitting(section, _stretch(section, low, high) if listed else belonging, best, room)
    else:
        chosen = _provision(section, belonging, best, room)
        steps = steps_of(section, belonging)
        starts = {step.start for step in steps}
        if not starts <= set(chosen) and (short := cut_short(section, steps, belonging, best, room)):
            told = (ordinal for step in steps for ordinal in (step[:1] if step.start in short else step))
            return Told(section, tuple(told), best, False, short=short)
    every = range(section.clause_of(chosen[0]).start, section.clause_of(chosen[-1]).stop)
    return Told(section, tuple(chosen), best, len(chosen) == len(every), run, said)


def _run(text: str, span: Span) -> tuple[int, int] | None:
    """The short answer: the phrase that a span stands in, or the span alone where that is long; None where it is no
    shorter than its sentence."""
    cuts = [0, *(n + 1 for n, char in enumerate(text) if char in PHRASE_ENDS), len(text)]
    start, end = max(cut for cut in cuts if cut <= span.start), min(cut for cut in cuts if cut >= span.end)
    label = LABEL.match(text, start, end)
    start = min(label.end() if label else start, span.start)
    for first, last in ((start, end), (span.start, span.end)):
        run = text[first:last].rstrip(PHRASE_ENDS)
        if 0 < len(run) <= min(_LONGEST_RUN, _SHORTER * len(text)):
            return first, first + len(run)
    return None


def _piece(said: str, span: Span) -> str:
    """What of a row, said in words, holds the answer."""
    start = said.rfind(";", 0, span.start) + 1
    end = said.find(";", span.start)
    return said[start : end if end >= 0 else len(said)]


def _provision(section: Section, belonging: Sequence[int], best: int, room: int) -> list[int]:
    """The clauses that answer, whole where there is room, else the stretch of it that answers with what announces it,
    else what answers most."""
    every = range(section.clause_of(belonging[0]).start, section.clause_of(belonging[-1]).stop)
    if section.length(every) <= room:
        return list(every)
    stretch = list(_stretch(section, belonging[0], belonging[-1]))
    if section.length(stretch) <= room:
        return stretch
    # What answers goes before what stands between it.
    chosen = _fitting(section, belonging, best, room)
    return _fitting(section, stretch, best, room) if chosen == [best] else chosen


def _stretch(section: Section, low: int, high: int) -> range:
    """Sentences low to high with the rest of the list that they are of, and what announces it."""
    sentences = section.sentences

    def is_item(ordinal: int) -> bool:
        return bool(LABEL.match(sentences[ordinal].text)) or sentences[ordinal - 1].search.endswith((";", ":"))

    while high + 1 < len(sentences) and is_item(high + 1):
        high += 1
    while low > 0 and is_item(low):
        low -= 1
    return range(low, high + 1)


def _fitting(section: Section, ordinals: Sequence[int], best: int, room: int) -> list[int]:
    """As many of some sentences as there is room for, the best one in any case, then from the first on."""
    chosen = {best}
    for ordinal in ordinals:
        if section.length(sorted({*chosen, ordinal})) <= room:
            chosen.add(ordinal)
    return sorted(chosen)


def pieces(document: Document, told: Told) -> list[tuple[str, Citation]]:
    """The lines of what is told, each with its citation: a stretch of a clause is cited as a whole, whose items are
    lines of their own, a row of a table by itself."""
    section = told.section
    found: list[tuple[str, Citation]] = []
    for stretch in _stretches(document, told):
        if stretch[0] in told.short:
            clause = section.clause_of(stretch[0])
            first, last = section.sentences[clause.start], section.sentences[clause.stop - 1]
            head = beginning(section.sentences[stretch[0]].text)
            found.append((head, document.cite(first.start, last.end, section.path(clause.start, clause.start))))
            continue
        first, last = section.sentences[stretch[0]], section.sentences[stretch[-1]]
        citation = document.cite(first.start, last.end, section.path(stretch[0], stretch[-1]))
        lines: list[str] = []
        for ordinal in stretch:
            text = section.sentences[ordinal].text
            if lines and not LABEL.match(text) and not lines[-1].rstrip().endswith(("：", ":", "；", ";")):
                lines[-1] += text
            else:
                lines.append(text)
        found += [(line, citation) for line in lines]
    return found


def _stretches(document: Document, told: Told) -> list[list[int]]:
    """Sentences that follow one another together; rows of tables, and clauses that are cut short, each by itself."""
    found: list[list[int]] = []
    for ordinal in told.ordinals:
        alone = ordinal in told.short or row_at(document, told.section.sentences[ordinal].start) is not None
        if found and not alone and found[-1][-1] == ordinal - 1 and found[-1][-1] not in told.short:
            found[-1].append(ordinal)
        else:
            found.append([ordinal])
    return found
