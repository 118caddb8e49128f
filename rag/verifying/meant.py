"""Which documents a claim can only mean: those that it names, or those that the text has been about."""

from dataclasses import dataclass, field, replace

from rag.question.years import RELATIVE
from rag.text import fold
from rag.verifying.naming import Naming, Source
from rag.verifying.verdict import Absence


@dataclass(frozen=True, slots=True)
class Meant:
    """sources: the documents, None: any; dated: those of them that are of the years named. absence, names: what is named and not there."""

    sources: frozenset[str] | None = None
    years: tuple[str, ...] = ()
    dated: frozenset[str] = frozenset()
    absence: Absence | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """What a text is about as it goes on. last: its last claim; topic: a claim that names nothing; cited: 该法 or a bare 第九条."""

    last: Meant = field(default_factory=Meant)
    topic: Meant = field(default_factory=Meant)
    cited: Meant | None = None


def meant(naming: Naming, source: Source, text: str, before: Thread, joined: bool) -> tuple[Meant, Thread]:
    """What a claim means and what the text goes on with.

    source: what the claim names in that text; before: as the text went on until it; joined: it is cut from the sentence of the one before.
    """
    if source.back:
        own = before.cited or before.topic
        return own, replace(before, last=own)
    if source.sources is not None:
        own = _called(naming, source)
        # What is quoted in passing is not what the text goes on to be about.
        topic = before.topic if source.passing else own
        return own, Thread(own, topic, own if source.statute or not before.cited else before.cited)
    about = before.last if joined else before.topic
    if about.absence in (Absence.PLACE, Absence.TITLE):
        return about, replace(before, last=about)
    years = source.years or (() if RELATIVE.search(fold(text)) else about.years)
    own = _dated(naming, about.sources, years)
    return own, Thread(own, before.topic if joined else own, before.cited)


def _called(naming: Naming, source: Source) -> Meant:
    """What a claim calls by its name."""
    if source.absence or not source.years:
        return Meant(source.sources, absence=source.absence, names=source.names)
    own = _dated(naming, source.sources, source.years)
    if not source.titled:
        return own
    # 2019年工作要点 is a document of that year, not one that speaks of it.
    return replace(
        own, sources=own.dated, absence=None if own.dated else Absence.YEAR, names=() if own.dated else source.years
    )


def _dated(naming: Naming, sources: frozenset[str] | None, years: tuple[str, ...]) -> Meant:
    """Documents read by the years named: those of the years, and those that speak of one."""
    if not years:
        return Meant(sources)
    known = frozenset(naming.catalogue.sources()) if sources is None else sources
    dated = frozenset(source for source in known if naming.catalogue.entry(source).year in years)
    missing = [year for year in years if not any(naming.catalogue.entry(source).year == year for source in known)]
    speaking = {year: known & naming.mentions(year).keys() for year in missing}
    silent = tuple(year for year in missing if not speaking[year])
    return Meant(sources, years, dated, Absence.YEAR if silent else None, silent)
