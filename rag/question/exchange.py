"""A question said with other names: place, year, article, document or level exchanged for those of another text."""

import re
from collections.abc import Sequence

from rag.language.places import KINDS
from rag.provisions import PART, PROVISION
from rag.question.catalogue import Named
from rag.question.places import spoken
from rag.question.twins import swap
from rag.question.years import RELATIVE, year_from
from rag.text import fold, has_han

ARTICLE = re.compile("第[一二三四五六七八九十百零〇千两\\d]+[条章节款项]")
_PROVISION, _PART = re.compile(PROVISION), re.compile(PART)
YEAR = re.compile("(?<!\\d)(?:19|20)\\d\\d(?!\\d)年?")
POINTED = "(?:的|说的|提到的)?那(?:一)?(?:个|份|篇|部)(?:[区市县省镇](?![教级局])|地方|文件|材料|汇报|总结|要点|报告|办法|通知|计划)?"


def exchange(before: str, rest: str, named: Named, earlier: Named) -> str:
    """The question before with place, year, article, document and level exchanged for those of the rest."""
    text = before
    text = _exchange_provision(text, rest)
    place, year = said(rest, named, years=False), _year(rest, before)
    if place:
        text = _replace(text, _spans(text, earlier, years=bool(not year and earlier.phrases)), place)
    if year:
        found = YEAR.search(text) or RELATIVE.search(text)
        text = _replace(text, [found.span()] if found else [], year)
    return swap(text, fold(rest)) or text


def _exchange_provision(text: str, rest: str) -> str:
    """A question with its article exchanged for that of the rest, or with the 款 or 项 of its article for those of the
    rest."""
    if new := _PROVISION.search(rest):
        return _PROVISION.sub(new.group(), text, count=1)
    if (new := _PART.search(rest)) and (old := _PROVISION.search(text)):
        article = _PART.split(old.group())[0]
        return f"{text[: old.start()]}{article}{new.group()}{text[old.end() :]}"
    if (new := ARTICLE.search(rest)) and ARTICLE.search(text):
        return ARTICLE.sub(new.group(), text, count=1)
    return text


def _year(rest: str, before: str) -> str:
    """The year that a rest names, 去年 read against the year of the question before."""
    if found := YEAR.search(rest):
        return found.group().removesuffix("年") + "年"
    if not (word := RELATIVE.search(rest)):
        return ""
    base = YEAR.search(before)
    return f"{year_from(word.group(), int(base.group()[:4]))}年" if base else word.group()


def _replace(text: str, spans: Sequence[tuple[int, int]], new: str) -> str:
    """The text with the first span exchanged and the others dropped; before it where there is none."""
    if not spans:
        return new + text
    for start, end in sorted(spans, reverse=True)[: len(spans) - 1]:
        text = text[:start] + text[end:]
    start, end = min(spans)
    return text[:start] + new + text[end:]


def insert(before: str, word: str, earlier: Named) -> str:
    """The question before, narrowed by a word after what names its document."""
    at = max((end for _, end in _spans(before, earlier)), default=0)
    return before[:at] + word + before[at:]


def said(text: str, named: Named, years: bool = True) -> str:
    """The words of a text that name a document, in their order."""
    said = [text[start:end] for start, end in _spans(text, named, years)]
    return ("" if has_han(text) else " ").join(said)


def _spans(text: str, named: Named, years: bool = True) -> list[tuple[int, int]]:
    """Where a text names a document, in order, without overlaps."""
    patterns = [
        *(f"《?{re.escape(title)}》?" for title in (*named.titles, *named.unknown_titles)),
        *(re.escape(phrase) + POINTED for phrase in named.phrases),
        *(f"{re.escape(place)}[{KINDS}]?" for place in (*named.places, *named.unknown_places)),
        *(rf"\b{sound}\b(?: (?:county|district|city|province))?" for place in named.places for sound in spoken(place)),
        *((f"{year}年?" for year in named.years) if years else ()),
    ]
    spans: list[tuple[int, int]] = []
    for pattern in patterns:
        for match in re.finditer(pattern, text, re.I):
            if not any(match.start() < end and match.end() > start for start, end in spans):
                spans.append(match.span())
    return sorted(spans)
