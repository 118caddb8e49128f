"""Titles that a question calls documents by: in full, short, or with a slip of the keyboard."""

import re
from collections.abc import Mapping

from pypinyin import lazy_pinyin

from rag.text import fold

_KINDS = ("实施细则", "管理办法", "办法", "条例", "规定", "细则", "纲要", "章程", "法")
_BRACKETS = re.compile(r"\([^()]{1,12}\)")  # （试行）
_CALLED = re.compile(
    "《((?:[^《》]|《[^《》]*》){2,80})》|((?:中华人民共和国)?[一-龥]{2,18}?(?:法|条例|办法|规定|细则|纲要|通则|章程))(?=第|的?第|规定|里|中|从|所称|关于|是|自|什么|何时|哪|有|怎|由|[\\s，,。？?]|目录|大纲|结构|分|$)"
)
_BEFORE = re.compile("^(?:违反|违背|触犯|按照|按|根据|依据|依照|参照|请问|在)+(?=..)")  # no part of a title
_YEAR = re.compile("((?:19|20)\\d\\d)(?:年度?)?")
_THIS = ("本法", "该法", "本办法", "本条例", "本规定")  # no title: the document that is being quoted
_LONG_ENOUGH = 5  # characters of a short name from which words between them may be left out
# 那份学校安全专报: a kind of document, and what it is about.
_THAT_ONE = re.compile(
    "[那这](?:一)?(?:份|篇|个|部)[“”]?([一-龥]{2,14}?)(专报|要点|汇报|总结|办法|报告|通知|说明|计划|方案|意见|纲要|条例)"
)


class Titles:
    """The titles of documents. titles: by source, "" where a document has none."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self._called = [(source, called) for source, title in titles.items() for called in _names(title)]

    def named(self, plain: str) -> tuple[set[str], list[str], list[str]]:
        """Documents whose title a question gives in full or short (教育法), those titles, and titles that no document bears."""
        sources: set[str] = set()
        known: list[str] = []
        unknown: list[str] = []
        for quoted, bare in _CALLED.findall(plain):
            name = quoted or _BEFORE.sub("", bare)
            if found := self.by_name(name):
                sources |= found
                known.append(name)
            elif name.endswith(_THIS):
                continue
            elif (quoted and re.search("法$|条例$", quoted)) or (
                bare and re.search(f"{re.escape(name)}(的)?第[一二三四五六七八九十百零〇千\\d]+条", plain)
            ):
                unknown.append(name)
        for about, kind in _THAT_ONE.findall(plain):
            # Each pair of characters stands in the title: 学校安全 in 学校安全与行风建设专报.
            pairs = [about[at : at + 2] for at in range(0, len(about) - 1, 2)]
            found = {
                source for source, called in self._called if kind in called and all(pair in called for pair in pairs)
            }
            if found and not found & sources:
                sources |= found
                known.append(about + kind)
        return sources, known, unknown

    def by_name(self, name: str) -> set[str]:
        """Sources that a name calls: in full; without 中华人民共和国; by the end of the title, as 教育法 ends 高等教育法 not; by what a
        notice issues; by its kind and what it is about, as 食堂办法 is what 学校食堂管理办法 is called; or in full by its sound."""
        name = _BRACKETS.sub("", fold(name))
        exact = {source for source, called in self._called if called in (name, "中华人民共和国" + name)}
        # The year stands before the agency or after it.
        exact = exact or {
            source
            for source, called in self._called
            if (year := _YEAR.findall(name))
            and year == _YEAR.findall(called)
            and _YEAR.sub("", called) == _YEAR.sub("", name)
        }
        if exact or len(name) < 3:
            return exact
        ends = {source for source, called in self._called if called.endswith(name) and not _is_other_law(called, name)}
        if ends:
            return ends
        kind = next((kind for kind in _KINDS if name.endswith(kind) and len(name) >= len(kind) + 2), "")
        about = name.removesuffix(kind)
        short = {
            source
            for source, called in self._called
            if kind and kind != "法" and called.endswith(kind) and _in_order(about, called)
        }
        return short or {
            source
            for source, called in self._called
            if len(called) == len(name) and lazy_pinyin(called) == lazy_pinyin(name)
        }


def _in_order(short: str, title: str) -> bool:
    """Whether the characters of a short name stand in a title, in their order: words of a title are left out in speech."""
    rest = iter(title)
    return all(char in rest for char in short) if len(short) >= _LONG_ENOUGH else short in title


def _names(title: str) -> tuple[str, ...]:
    """What a document of that title is called, folded: the title, and what a notice issues."""
    plain = fold(title)
    return tuple(_BRACKETS.sub("", called) for called in (plain, *re.findall("《([^《》]{3,60})》", plain)) if called)


def _is_other_law(title: str, name: str) -> bool:
    """Whether a title that ends with a short name is another law: 高等教育法 is not meant by 教育法."""
    rest = title[: -len(name)].removeprefix("中华人民共和国")
    return bool(rest) and title.endswith("法") and name.endswith("法")
