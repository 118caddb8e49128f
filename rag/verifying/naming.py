"""What a claim names as its source, in its lead or at its head: a document by title, number, kind or agency, a place,
a year.

A title that a claim speaks of (出台《…办法》) is part of what it claims; so are a place and a year that do not stand at its
head.
"""

import re
from dataclasses import dataclass, replace

import rjieba

from rag.language.places import bare
from rag.provisions import Provision, provisions
from rag.question.catalogue import Catalogue, Mentions, Named
from rag.statements.figures import figures_of
from rag.statements.pieces import normal
from rag.text import fold, simplify
from rag.verifying.lead import is_generic
from rag.verifying.predicates import has_verb, is_building
from rag.verifying.verdict import Absence, Claim

_TITLE = "《((?:[^《》]|《[^《》]*》)+)》"
_QUOTED = re.compile(_TITLE)
_HEAD_TITLE = re.compile(rf"\s*(?:{_TITLE})(?:[（(][^（）()]{{1,16}}[)）])?")
_NUMBER = re.compile(r"([一-龥]{0,12})[\[【(]((?:19|20)\d\d)[\]】)]第?0*(\d{1,4})号")  # folded
_BY = re.compile("^(?:根据|按照|依据|依照|遵照|参照|按|据|在|从|我国|我国的)+")
_LAW = re.compile("([一-龥]{2,20}(?<![办做方看想说手语本该此前])法)(?=第|的|中|里|规|明|要|提|[，,：:（(]|$)")
_STATUTE = re.compile("(?:法|条例|办法|规定|细则|规则|章程|通则|准则)$")
# The document that the text has been quoting.
_BACK = re.compile(
    "(?:根据|按照|依据|依照|按|据)?(?:该|本|此|同|上述|前述)(?:法|条例|办法|规定|细则|文件|通知|意见|方案|要点|总结|报告|条)"
)
# An agency of a place that no document is of.
_OFFICE = re.compile(
    "^(?:(?:19|20)\\d\\d年[，,]?)?((?![全本我各该])[一-龥]{2,4}?[省市县区旗州])(?:人民政府|政府|教育|教委|教体)"
)
_KINDS = (
    "工作要点", "要点", "工作总结", "总结", "工作计划", "计划", "专报", "汇报", "报告", "办法", "条例", "规定", "细则", "意见", "通知", "方案", "规划", "纲要", "章程",
)  # fmt: skip
_YEAR = r"(?:(?:19|20)\d\d|[二两][〇○零][〇○零一二三四五六七八九]{2}|\d\d)\s*(?:学?年)?度?"
_TIME = re.compile(
    rf"(?:截至|截止|自|从|到|至|在|早在|过去|{_YEAR}(?:[—–~～－-]+|至|到){_YEAR}|{_YEAR}(?<=[年度])|[今去明前本上当]年度?|年内|全年|目前|近[几两三五]年来|以来|期间|间|"
    r"[上下]半年|第[一二三四]季度|\d{1,2}月(?:\d{1,2}日)?|[底初末春秋起]|那年|那会儿|的时候|[，,、\s])+"
)
_DATED = re.compile(r"(?:19|20)\d\d年|[二两][〇○零][〇○零一二三四五六七八九]{2}年")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d\d)年")
# 建设教育名城的区: a document that is meant by what it says.
_SAID_OF = re.compile("([一-龥]{3,12})的(?:那个|那)?(区|市|县|省|镇)(?=[，,]|[一-龥])")
_THAT = re.compile(
    "[^，,]{0,20}?那(?:一)?(?:个|份|篇|部)(?:[区市县省镇](?![教级局])|地方|文件|材料|汇报|总结|要点|报告|办法|通知|计划)?"
)
_INSTITUTION = re.compile(
    "(?:师范|外国语|第?[一二三四五六七八九十]|实验|中心|市立|理工|科技)*(?:大学|学院|中学|小学|学校|幼儿园|医院|公司|集团|出版社)"
)
_GOES_ON = re.compile(r"\d|[一二两]|[今去明本]年|的|要|将|计划|准备|拟|全|教育|中小学|有|已")
_NEXT_YEAR = re.compile(r"(?:19|20)\d\d年|[今去明本]年")  # what the tagger takes for a person is a place before a year
_HEAD = 24  # characters in which a place stands


@dataclass(frozen=True, slots=True)
class Source:
    """What a claim names. sources: the documents that are called or of the place, None: it calls none.

    spans: what of the claim only names its document. statute: a law or rule; passing: what the text does not go on to
    be about. titled: by kind and year (2024年工作要点). back: 该法, 第九条 with no law. absence, names: what is called and not
    there.
    """

    sources: frozenset[str] | None = None
    years: tuple[str, ...] = ()
    provisions: tuple[Provision, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    statute: bool = False
    passing: bool = False
    titled: bool = False
    back: bool = False
    absence: Absence | None = None
    names: tuple[str, ...] = ()


class Naming:
    """Reads what claims name among the documents of a catalogue."""

    def __init__(self, catalogue: Catalogue, mentions: Mentions) -> None:
        self.catalogue = catalogue
        self.mentions = mentions

    def source(self, claim: Claim) -> Source:
        """What a claim names as its source."""
        text = simplify(claim.text)
        lead = text[slice(*claim.lead)]
        if not lead:
            return self._of_head(text, 0)
        named = self._of_lead(lead)
        if named.absence or named.sources is not None or named.back:
            return named
        # A lead that calls no document of the library stays part of what is claimed, unless it only says
        # that one speaks.
        spoken = named.spans if is_generic(lead) else ()
        head = self._of_head(text, len(lead) if spoken else 0)
        return replace(head, spans=(*spoken, *head.spans))

    def _of_lead(self, lead: str) -> Source:
        """What a lead names."""
        found = Source(provisions=provisions(lead), spans=((0, len(lead)),), back=bool(_BACK.match(lead)))
        titles = _QUOTED.findall(lead) or _LAW.findall(_BY.sub("", lead))
        called = frozenset().union(*map(self.catalogue.called, titles))
        number = _NUMBER.search(fold(lead))
        numbered = self._numbered(number) if number else frozenset()
        named = self.catalogue.named(_QUOTED.sub("", lead), self.mentions)
        titles = titles or [*named.titles, *named.unknown_titles]
        statute = bool(found.provisions) or any(_STATUTE.search(re.sub("[（(].*", "", title)) for title in titles)
        if called:
            return replace(found, sources=(called & numbered) or called, statute=statute, passing=statute, back=False)
        if numbered:
            return replace(found, sources=numbered, statute=statute, passing=statute, back=False)
        if found.back:
            return found
        if unknown := titles if _QUOTED.search(lead) else (named.unknown_titles or _LAW.findall(_BY.sub("", lead))):
            names = tuple(f"《{title}》" for title in unknown)
            return replace(
                found, sources=frozenset(), statute=statute, passing=statute, absence=Absence.TITLE, names=names
            )
        if not named.places and (office := _OFFICE.search(_BY.sub("", lead))):
            return replace(found, sources=frozenset(), absence=Absence.PLACE, names=(office[1],))
        if named.sources:
            sources, titled = self._of_kind(named.sources, lead)
            return replace(found, sources=sources, years=named.years, statute=statute, passing=statute, titled=titled)
        if named.unknown_places:
            passing = bool(_BY.match(lead))  # 按照浙江省要求
            return replace(
                found, sources=frozenset(), passing=passing, absence=Absence.PLACE, names=named.unknown_places
            )
        if number:
            return replace(found, sources=frozenset(), absence=Absence.TITLE, names=(_BY.sub("", number.group()),))
        return replace(found, years=named.years, back=bool(found.provisions))

    def _numbered(self, number: re.Match[str]) -> frozenset[str]:
        """The documents of that number: 教基〔2021〕3号."""
        found = set()
        for entry in self.catalogue.entries:
            own = _NUMBER.search(fold(entry.metadata.number.value)) if entry.metadata.number else None
            if (
                own
                and own.groups()[1:] == number.groups()[1:]
                and (number[1].endswith(own[1]) or own[1].endswith(number[1]))
            ):
                found.add(entry.source)
        return frozenset(found)

    def _of_kind(self, sources: frozenset[str], lead: str) -> tuple[frozenset[str], bool]:
        """Of several documents, those of the kind that the lead says (工作要点), and whether it says one."""
        kind = next((kind for kind in _KINDS if kind in lead), "")
        titles = {source: fold(self.catalogue.entry(source).title) for source in sources}
        return frozenset(source for source in sources if kind and kind in titles[source]) or sources, bool(kind)

    def _of_head(self, text: str, at: int) -> Source:
        """What stands at the head of a claim from at on: a title that it is about, or a time, a place or 那份总结, and a
        time."""
        if titled := _HEAD_TITLE.match(text, at):
            called = self.catalogue.called(titled[1])
            return Source(called, spans=(titled.span(),)) if called else Source()
        time = _TIME.match(text, at)
        begin = time.end() if time else at
        said = _SAID_OF.match(text, begin)
        named = self._pointed(said) if said else None
        named = named or self.catalogue.named(_QUOTED.sub("", text[at : begin + _HEAD]), self.mentions)
        found, end = Source(), begin
        if named.phrases:
            pointed = said or _THAT.match(text, at)
            span = (begin if said else at, pointed.end()) if pointed else (at, begin)
            found, end = Source(named.sources, spans=(span,)), span[1]
        elif place := self._place_at(text, begin, named):
            found, end = place
        elif unknown := self._unknown_at(text, begin, named):
            return Source(frozenset(), absence=Absence.PLACE, names=(unknown,))
        return replace(found, years=self._years(text[at:begin], self._time_after(text, end)))

    def _pointed(self, said: re.Match[str]) -> Named | None:
        """The documents that are meant by what they say (建设教育名城的区), the words that lead up to it left out one by
        one."""
        words = rjieba.cut(said[1], True)
        for start in range(len(words)):
            named = self.catalogue.named(f"{''.join(words[start:])}那个{said[2]}", self.mentions)
            if named.phrases:
                return named
        return None

    def _time_after(self, text: str, at: int) -> str:
        """The time that stands behind what is spoken of, before any verb: 全市2024年新建."""
        year = _DATED.search(text, at, at + _HEAD)
        time = _TIME.match(text, year.start() if year and not has_verb(text[at : year.start()]) else at)
        return time.group() if time else ""

    def _years(self, *times: str) -> tuple[str, ...]:
        """The years that expressions of time name; one in two digits where a document is of it."""
        years: list[str] = []
        for time in times:
            plain = normal(time)
            known = [figure.value for figure in figures_of(plain) if figure.unit == "年" and len(figure.value) == 4]
            short = [] if known else ["20" + year for year in _SHORT_YEAR.findall(plain)]
            years += known + [year for year in short if any(entry.year == year for entry in self.catalogue.entries)]
            years += re.findall(r"(?<!\d)((?:19|20)\d\d)(?=[-~]|至|到)", plain)
        return tuple(dict.fromkeys(years))

    def _place_at(self, text: str, at: int, named: Named) -> tuple[Source, int] | None:
        """The documents of the known place that stands there, in its longest form, and where it ends."""
        for place in sorted(named.places, key=len, reverse=True):
            match = re.match(
                f"(?:在|全)?{re.escape(place)}{'' if place[-1] in '省市县区' else '[省市县区]?'}", text[at : at + _HEAD]
            )
            if match:
                return Source(self._of_place(place), spans=((at, at + match.end()),)), at + match.end()
        # A slip of the keyboard names the place, and stays what was written.
        slip = next((place for place in named.places if place not in fold(text)), None)
        return (Source(self._of_place(slip)), at) if slip else None

    def _of_place(self, place: str) -> frozenset[str]:
        places = {
            entry.source: fold(entry.metadata.place.value) for entry in self.catalogue.entries if entry.metadata.place
        }
        return frozenset(source for source, own in places.items() if place in (own, bare(own)))

    def _unknown_at(self, text: str, at: int, named: Named) -> str:
        """The place that stands there and that no document is of or speaks of."""
        head = text[at : at + _HEAD].removeprefix("在")
        word, tag = next(iter(rjieba.tag(head, True)), ("", ""))
        follows = _GOES_ON if tag.startswith("ns") else _NEXT_YEAR
        bare = [word] if tag[:2] in ("ns", "nr", "nz") and len(word) > 1 and follows.match(head, len(word)) else []
        for place in (*named.unknown_places, *(place for place in bare if not is_building(place))):
            if head.startswith(place) and not _INSTITUTION.match(head, len(place)) and not self.mentions(place):
                return place
        return ""
