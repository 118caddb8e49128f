"""Which documents a question names: by place, year, title, agency, or in passing ("教育名城那个区")."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from rag.find.names import DocumentNames, naming_values, stem
from rag.language.places import bare
from rag.question.places import Places
from rag.question.titles import Titles
from rag.schema import Metadata
from rag.text import fold, simplify

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d|[-—]\d{3})")
# 教育名城那个区, 2013年那份报告: what comes before 那 says which document is meant.
_THAT = re.compile(
    "([一-龥\\d]{2,10}?)(?:的|说的|提到的)?那(?:一)?(?:个|份|篇|部)(?=区|市|县|省|镇|地方|文件|材料|汇报|总结|要点|报告|办法|通知|计划|里|的|呢|说|，|,|$)"
)
_JOINED = re.compile("(?:和(?!谐)|与|跟|把|问|在|按|照|、)")
_NOT_MEANT = re.compile("(?:不是|除了|不要|别用)[一-龥]{2,4}(?:区|市|县)?(?:的)?(?=$|[，,。?？])")
# 13年那会儿, or at the start of a question: a year in two digits.
_SHORT_YEAR = re.compile("(?:^|[^\\d近这过第])(\\d\\d)年(?=那|的时候)|^(\\d\\d)年(?![以来内前后间])")


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as the catalogue knows it. later: its later versions; repealed_by: documents that end it."""

    source: str
    metadata: Metadata
    later: tuple[str, ...] = ()
    repealed_by: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return self.metadata.title.value if self.metadata.title else ""

    @property
    def year(self) -> str:
        return self.metadata.year.value if self.metadata.year else ""


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names. sources: the documents it can only mean, None: any. The rest: names that no document
    bears.

    groups: the same sources apart, one set for each of several names, so that each is answered for itself.
    """

    sources: frozenset[str] | None = None
    groups: tuple[frozenset[str], ...] = ()
    titles: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    unknown_places: tuple[str, ...] = ()
    unknown_years: tuple[str, ...] = ()
    unknown_titles: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether the question names a document at all, be it one that is not there."""
        return bool(self.sources or self.unknown_places or self.unknown_years or self.unknown_titles)


class Mentions(Protocol):
    """Tells where a phrase stands: the number of sentences that hold it, by source; above: of those with it in a
    heading over them."""

    def __call__(self, phrase: str, /, *, above: bool = False) -> Mapping[str, int]: ...


class Catalogue:
    """The documents of a library by what they are called. whole: the catalogue of which this one leaves some out."""

    def __init__(self, entries: Iterable[Entry], whole: "Catalogue | None" = None) -> None:
        self.entries = tuple(entries)
        self.whole = whole or self

    def without(self, sources: Collection[str]) -> "Catalogue":
        """The catalogue without these sources; itself where there is none."""
        if not sources:
            return self
        return Catalogue((entry for entry in self.entries if entry.source not in sources), self)

    @cached_property
    def within(self) -> frozenset[str] | None:
        """The sources to look in; None for all that the library has."""
        return frozenset(entry.source for entry in self.entries) if self.whole is not self else None

    @cached_property
    def _by_place(self) -> dict[str, set[str]]:
        """Folded place, with and without its kind, to the sources that bear it."""
        places: dict[str, set[str]] = {}
        for entry in self.entries:
            if entry.metadata.place:
                name = fold(entry.metadata.place.value)
                for form in {name, bare(name)}:
                    places.setdefault(form, set()).add(entry.source)
        return places

    @cached_property
    def _places(self) -> Places:
        return Places(self._by_place)

    @cached_property
    def _titles(self) -> Titles:
        return Titles({entry.source: entry.title for entry in self.entries})

    @cached_property
    def naming(self) -> DocumentNames:
        """How far a question names each document."""
        return DocumentNames((entry.source, entry.metadata) for entry in self.entries)

    @cached_property
    def called_by(self) -> dict[str, str]:
        """All that each document is called, folded: its file's name, title, place and agency."""
        return {
            entry.source: fold(" ".join([stem(entry.source), *(each.value for each in naming_values(entry.metadata))]))
            for entry in self.entries
        }

    @cached_property
    def _by_source(self) -> dict[str, Entry]:
        return {entry.source: entry for entry in self.entries}

    def _years(self, plain: str) -> tuple[str, ...]:
        """The years that a question names; one in two digits where a document is of it."""
        short = ("20" + (first or second) for first, second in _SHORT_YEAR.findall(plain))
        known = [year for year in short if any(entry.year == year for entry in self.entries)]
        return tuple(dict.fromkeys((*_YEAR.findall(plain), *known)))

    def _in_passing(self, plain: str, mentions: Mentions) -> tuple[list[set[str]], list[str]]:
        """Documents that a question points at by something they say or by their year (教育名城那个区, 2013年那份), and those
        words."""
        groups: list[set[str]] = []
        phrases: list[str] = []
        for phrase in (_JOINED.split(found)[-1] or found for found in _THAT.findall(plain)):
            if not (dated := {entry.source for entry in self.entries if entry.year and entry.year in phrase}):
                found = mentions(phrase)
                most = max(found.values(), default=0)
                dated = {source for source, count in found.items() if count * 2 > most}
            if dated:
                groups.append(dated)
                phrases.append(phrase)
        return groups, phrases

    def _headed(self, years: Sequence[str], mentions: Mentions) -> set[str]:
        """Documents of no year of their own with headings, captions or sheets of one of these years."""
        undated = {entry.source for entry in self.entries if not entry.year}
        return undated & {source for year in years for source in mentions(year, above=True)} if undated else set()

    def _of_years(
        self, groups: list[set[str]], years: tuple[str, ...], mentions: Mentions, passing: bool
    ) -> tuple[list[set[str]], tuple[str, ...]]:
        """Groups of documents, those of them of the years that a question names where there are any; and these years
        where no document that may be meant is of one. passing: documents are pointed at in passing, whatever their
        year."""
        if not years or passing:
            return groups, ()
        dated = {entry.source for entry in self.entries if entry.year in years} | self._headed(years, mentions)
        within = [group & dated for group in groups]
        if any(within):
            return [narrow or group for narrow, group in zip(within, groups, strict=True)], ()
        if dated and not groups:
            return [dated], ()
        is_unknown = not dated or all(self.entry(source).year for group in groups for source in group)
        return groups, years if is_unknown else ()

    def named(self, question: str, mentions: Mentions) -> Named:
        """What a question names, read from its own words alone."""
        plain = _NOT_MEANT.sub("", simplify(question))
        places, unknown_places = self._places.named(_NOT_MEANT.sub("", question), fold(plain))
        titled, titles, unknown_titles = self._titles.named(plain)
        ordered = sorted(places, key=lambda place: (plain.find(place), -len(place)))
        groups = [
            self._by_place[place] for place in ordered if not any(place != other and place in other for other in places)
        ]
        pointed, phrases = self._in_passing(plain, mentions)
        passing = [group for group in pointed if not any(group & known for known in groups)]
        if titled:
            within = [group & titled for group in groups]
            groups = [group for group in within if group] or [titled]
        years = self._years(plain)
        groups, unknown_years = self._of_years([*groups, *passing], years, mentions, bool(passing))
        sources = frozenset().union(*groups) if groups else None
        return Named(
            sources,
            tuple(map(frozenset, groups)) if len(groups) > 1 else (),
            tuple(titles),
            tuple(fold(phrase) for phrase in phrases),
            tuple(ordered),
            years,
            tuple(dict.fromkeys(unknown_places)),
            unknown_years,
            tuple(unknown_titles),
        )

    def called(self, title: str) -> frozenset[str]:
        """The sources that a title calls, in full or short."""
        return frozenset(self._titles.by_name(simplify(title)))

    def titled(self, text: str) -> frozenset[str]:
        """The sources whose title a text gives in full between title marks, as answers do."""
        marks = str.maketrans("《》", "〈〉")
        return frozenset(
            entry.source for entry in self.entries if entry.title and f"《{entry.title.translate(marks)}》" in text
        )

    def entry(self, source: str) -> Entry:
        """The entry of a source; KeyError if there is none."""
        return self._by_source[source]

    def sources(self) -> Sequence[str]:
        return [entry.source for entry in self.entries]
