"""Which documents a question names: by place, year, title, agency, or in passing ("教育名城那个区")."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice, product

import rjieba
from pypinyin import Style, lazy_pinyin, pinyin

from rag.schema import Metadata
from rag.text import fold, simplify

_SUFFIX = re.compile("(?:自治)?[省市区县旗州]$")
_MOST_READINGS = 8  # ways to say one place
_PLACE_ENDS = "省市区县旗州"
_GENERIC = re.compile(
    "^(?:[全我本各该两某每这那哪几此其个新老城郊山社校园学地辖片]|有的|哪些|哪个|那个|这个|几个|我们|强|市辖|教育强|示范|先进|合格)?[省市区县旗州]$"
)
_ENGLISH_PLACE = re.compile(r"\b([A-Z][a-z]+)(?:'s)?\s+(County|District|City|Province|Prefecture|Municipality)\b")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d|[-—]\d{3})")
# 教育名城那个区, 2013年那份报告: what comes before 那 says which document is meant.
_THAT = re.compile(
    "([一-龥\\d]{2,10}?)(?:的|说的|提到的)?那(?:一)?(?:个|份|篇|部)(?=区|市|县|省|镇|地方|文件|材料|汇报|总结|要点|报告|办法|通知|计划|里|的|呢|说|，|,|$)"
)
_JOINED = re.compile("(?:和(?!谐)|与|跟|把|问|在|按|照|、)")
_NOT_MEANT = re.compile("(?:不是|除了|不要|别用)[一-龥]{2,4}(?:区|市|县)?(?:的)?(?=$|[，,。?？])")
_KINDS = ("实施细则", "管理办法", "办法", "条例", "规定", "细则", "纲要", "章程", "法")
_BRACKETS = re.compile(r"\([^()]{1,12}\)")  # （试行）
_LAW = re.compile(
    "《([^》]{2,40})》|((?:中华人民共和国)?[一-龥]{2,18}?(?:法|条例|办法|规定|细则|纲要|通则|章程))(?=第|的?第|规定|里|中|从|所称|关于|是|自|什么|何时|哪|有|怎|由|$)"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as the catalogue knows it."""

    source: str
    metadata: Metadata

    @property
    def title(self) -> str:
        return self.metadata.title.value if self.metadata.title else ""

    @property
    def year(self) -> str:
        return self.metadata.year.value if self.metadata.year else ""


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names. sources: the documents it can only mean, None: any. The rest: names that no document bears.

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


# Told where a phrase stands: the number of sentences that hold it, by source.
Mentions = Callable[[str], Mapping[str, int]]


def stem(place: str) -> str:
    """A place without its kind: 岱山 of 岱山县; a name of two characters stays whole."""
    short = _SUFFIX.sub("", place)
    return short if len(short) >= 2 else place


def spoken(place: str) -> tuple[str, ...]:
    """The ways to say a place's stem in toneless pinyin: daishan of 岱山县; nanchang and nanzhang of 南长区."""
    readings = pinyin(stem(place), style=Style.NORMAL, heteronym=True)
    return tuple(islice(map("".join, product(*readings)), _MOST_READINGS))


class Catalogue:
    """The documents of a library by what they are called."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)

    @cached_property
    def _places(self) -> dict[str, set[str]]:
        """Folded place, with and without its kind, to the sources that bear it."""
        places: dict[str, set[str]] = {}
        for entry in self.entries:
            if entry.metadata.place:
                name = fold(entry.metadata.place.value)
                for form in {name, stem(name)}:
                    places.setdefault(form, set()).add(entry.source)
        return places

    @cached_property
    def _spoken(self) -> dict[str, str]:
        """Toneless pinyin of a place's stem to the stem, for questions in English."""
        return {sound: place for place in self._places if place == stem(place) for sound in spoken(place)}

    def _named_places(self, question: str, plain: str) -> tuple[set[str], list[str]]:
        """Places of the library that a question names, and places that no document bears."""
        known = {place for place in self._places if place in plain}
        known |= {
            place
            for sound, place in self._spoken.items()
            if len(sound) > 3 and re.search(rf"\b{sound}\b", question.lower())
        }
        unknown = [name for name, _ in _ENGLISH_PLACE.findall(question) if name.lower() not in self._spoken]
        unknown += [
            word
            for word in re.findall(r"\b[A-Z][a-z]{3,}\b", question)
            if word.lower() in _spoken_cities() - self._spoken.keys()
        ]
        words = rjieba.tag(plain, True)
        for word, tag in words:
            placed = (tag.startswith("ns") and len(word) >= 2) or (
                len(word) >= 3 and word[-1] in _PLACE_ENDS and tag.startswith("n")
            )
            if not placed or _GENERIC.match(word) or any(place in word or word in place for place in self._places):
                continue
            if tag.startswith("ns") and (word[-1] in _PLACE_ENDS or word in _PROVINCES_AND_CITIES):
                unknown.append(word)
        return known, unknown

    def _titled(self, plain: str) -> tuple[set[str] | None, list[str], list[str]]:
        """Documents whose title a question gives in full or short (教育法), those titles, and titles that no document bears."""
        sources: set[str] | None = None
        known: list[str] = []
        unknown: list[str] = []
        for quoted, bare in _LAW.findall(plain):
            name = quoted or bare
            found = self.by_title(name)
            if found:
                sources = (sources or set()) | found
                known.append(name)
            elif (
                quoted
                and re.search("法$|条例$", quoted)
                or (bare and re.search(f"{re.escape(bare)}(的)?第[一二三四五六七八九十百零〇千\\d]+条", plain))
            ):
                unknown.append(name)
        return sources, known, unknown

    def by_title(self, name: str) -> set[str]:
        """Sources that a name calls: in full; without 中华人民共和国; by the end of the title, as 教育法 ends 高等教育法 not; by what a
        notice issues; or by its kind and what it is about, as 食堂办法 is what 学校食堂管理办法 is called."""
        name = _BRACKETS.sub("", fold(name))
        titles = [(entry.source, called) for entry in self.entries for called in _names(entry.title)]
        exact = {source for source, called in titles if called in (name, "中华人民共和国" + name)}
        if exact or len(name) < 3:
            return exact
        ends = {source for source, called in titles if called.endswith(name) and not _is_other_law(called, name)}
        if ends:
            return ends
        kind = next((kind for kind in _KINDS if name.endswith(kind) and len(name) >= len(kind) + 2), "")
        about = name.removesuffix(kind)
        return {
            source for source, called in titles if kind and kind != "法" and called.endswith(kind) and about in called
        }

    def _in_passing(self, plain: str, mentions: Mentions) -> tuple[list[set[str]], list[str]]:
        """Documents that a question points at by something they say or by their year (教育名城那个区, 2013年那份), and those words."""
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

    def named(self, question: str, mentions: Mentions) -> Named:
        """What a question names, read from its own words alone."""
        plain = _NOT_MEANT.sub("", simplify(question))
        places, unknown_places = self._named_places(_NOT_MEANT.sub("", question), fold(plain))
        titled, titles, unknown_titles = self._titled(plain)
        ordered = sorted(places, key=plain.find)
        groups = [
            self._places[place] for place in ordered if not any(place != other and place in other for other in places)
        ]
        pointed, phrases = self._in_passing(plain, mentions)
        passing = [group for group in pointed if not any(group & known for known in groups)]
        if titled:
            within = [group & titled for group in groups]
            groups = [group for group in within if group] or [titled]
        groups += passing
        years = tuple(dict.fromkeys(_YEAR.findall(plain)))
        unknown_years: list[str] = []
        dated = {entry.source for entry in self.entries if entry.year in years}
        if years and not passing:
            within = [group & dated for group in groups]
            if groups and any(within):
                groups = [narrow or group for narrow, group in zip(within, groups, strict=True)]
            elif dated and not groups:
                groups = [dated]
            elif not dated or all(self.entry(source).year for group in groups for source in group):
                unknown_years = list(years)
        sources = frozenset().union(*groups) if groups else None
        return Named(
            sources,
            tuple(map(frozenset, groups)) if len(groups) > 1 else (),
            tuple(titles),
            tuple(fold(phrase) for phrase in phrases),
            tuple(ordered),
            years,
            tuple(dict.fromkeys(unknown_places)),
            tuple(unknown_years),
            tuple(unknown_titles),
        )

    def entry(self, source: str) -> Entry:
        """The entry of a source; KeyError if there is none."""
        for entry in self.entries:
            if entry.source == source:
                return entry
        raise KeyError(source)

    def sources(self) -> Sequence[str]:
        return [entry.source for entry in self.entries]


def _names(title: str) -> tuple[str, ...]:
    """What a document of that title is called, folded: the title, and what a notice issues."""
    plain = fold(title)
    return tuple(_BRACKETS.sub("", called) for called in (plain, *re.findall("《([^《》]{3,60})》", plain)) if called)


def _is_other_law(title: str, name: str) -> bool:
    """Whether a title that ends with a short name is another law: 高等教育法 is not meant by 教育法."""
    rest = title[: -len(name)].removeprefix("中华人民共和国")
    return bool(rest) and title.endswith("法") and name.endswith("法")


@cache
def _spoken_cities() -> frozenset[str]:
    return frozenset("".join(lazy_pinyin(place)) for place in _PROVINCES_AND_CITIES)


_PROVINCES_AND_CITIES = frozenset(
    "北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 "
    "内蒙古 广西 西藏 宁夏 新疆 香港 澳门 杭州 宁波 温州 绍兴 舟山 南京 苏州 无锡 常州 济南 青岛 淄博 烟台 沈阳 大连 哈尔滨 长春 石家庄 太原 "
    "郑州 武汉 长沙 广州 深圳 珠海 佛山 南昌 合肥 福州 厦门 成都 贵阳 昆明 西安 兰州 西宁 银川 乌鲁木齐 呼和浩特 南宁 海口 拉萨".split()
)
