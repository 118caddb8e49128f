"""Provisions: 第N条 with its 款 and 项, as a text names them and as they stand in a document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.numerals import chinese_number
from rag.schema import Clause, Document, Sentence

_NUMERAL = r"[一二三四五六七八九十百千零〇两\d]{1,7}"
_INSERTED = "条之(?P<inserted>[一二三四五六七八九十])"
_PARAGRAPH = rf"第\s*(?P<paragraph>{_NUMERAL})\s*款"
_ITEM = rf"(?:第\s*[（(]?|[（(])(?P<item>{_NUMERAL})[)）]?\s*[项目]"
_AND = r"\s*[、,，和及与或]\s*"
# 第八十二条之一第二款第（三）项; 第三条至第五条; 第三、五条.
_ARTICLE = re.compile(
    rf"第\s*(?P<first>{_NUMERAL})\s*(?:(?:条\s*)?(?:到|至|[-~－—～])\s*第?\s*(?P<last>{_NUMERAL})\s*条|(?P<more>(?:、\s*{_NUMERAL})+)\s*条|{_INSERTED}|条)"
)
_PART = re.compile(rf"(?P<and>{_AND})?的?\s*(?:{_PARAGRAPH}(?:的?\s*{_ITEM})?|{_ITEM.replace('item', 'alone')})")
# 第八十二条之一, 第 12-1 條.
_HEADING = re.compile(rf"\s*第\s*({_NUMERAL})(?:-(\d))?\s*[条條](?:之([一二三四五六七八九十]))?")
_ITEM_MARK = re.compile(r"\s*[（(]([一二三四五六七八九十]{1,3}|\d{1,2})[)）]")
_SUB_MARK = re.compile(r"\s*(?:\d{1,2}[.、．]|[（(]\d{1,2}[)）]|[①-⑳])")
_BREAK = re.compile("\n")
_SET_IN = re.compile(r"\n(?:[ \t\u3000]{2}|[ \t\u3000]*\n)")
_MOST = 8  # articles that 第三条至第九十条 stands for at most
_DIGITS = "零一二三四五六七八九"

# A provision within a longer expression, without groups.
PROVISION = (
    rf"(?:第\s*{_NUMERAL}\s*(?:条之[一二三四五六七八九十]|条)(?:的?\s*第\s*{_NUMERAL}\s*款)?"
    rf"(?:的?\s*(?:第\s*[（(]?|[（(]){_NUMERAL}[)）]?\s*[项目])?)"
)
# The part of one without its article.
PART = rf"(?:第\s*{_NUMERAL}\s*款(?:的?\s*第\s*[（(]?{_NUMERAL}[)）]?\s*[项目])?|第\s*[（(]?{_NUMERAL}[)）]?\s*项)"


@dataclass(frozen=True, slots=True, order=True)
class Provision:
    """An article, its paragraph (款) and item (项), 0 where none is named; inserted: 1 of 第八十二条之一."""

    article: int
    inserted: int = 0
    paragraph: int = 0
    item: int = 0

    @property
    def whole(self) -> "Provision":
        """Its article."""
        return Provision(self.article, self.inserted)

    @property
    def part(self) -> str:
        """Its 款 and 项 as a law writes them: 第二款第三项; "" where it is a whole article."""
        paragraph = f"第{_in_characters(self.paragraph)}款" if self.paragraph else ""
        return paragraph + (f"第{_in_characters(self.item)}项" if self.item else "")

    @property
    def name(self) -> str:
        """As a law writes it: 第八十二条之一第二款第三项."""
        inserted = f"之{_in_characters(self.inserted)}" if self.inserted else ""
        return f"第{_in_characters(self.article)}条{inserted}{self.part}"


def provisions(text: str) -> tuple[Provision, ...]:
    """The provisions that a text names, each once, in order."""
    return tuple(dict.fromkeys(_named(text)))


def _named(text: str) -> Iterator[Provision]:
    for match in _ARTICLE.finditer(text):
        first = Provision(chinese_number(match["first"]), chinese_number(match["inserted"] or "0"))
        last = chinese_number(match["last"] or "0")
        if last:
            yield from (Provision(number) for number in range(first.article, min(last, first.article + _MOST - 1) + 1))
        elif match["more"]:
            yield first
            yield from (Provision(chinese_number(number)) for number in re.findall(_NUMERAL, match["more"]))
        else:
            yield from _parts(text, match.end(), first) or (first,)


def _parts(text: str, at: int, whole: Provision) -> list[Provision]:
    """The 款 and 项 that are named behind an article: 第二款第三项、第四项和第五款."""
    found: list[Provision] = []
    while (match := _PART.match(text, at)) and bool(found) == bool(match["and"]):
        before = found[-1] if found else whole
        item = chinese_number(match["item"] or match["alone"] or "0")
        paragraph = chinese_number(match["paragraph"]) if match["paragraph"] else before.paragraph
        found.append(replace(whole, paragraph=paragraph, item=item))
        at = match.end()
    return found


def provision_of(path: Sequence[str]) -> Provision | None:
    """The article that a clause of these headings is; None where it is none."""
    match = _HEADING.match(path[-1]) if path else None
    return Provision(chinese_number(match[1]), chinese_number(match[2] or match[3] or "0")) if match else None


def article(document: Document, wanted: Provision) -> int | None:
    """The index of the clause that is the article of a provision; None where a document has none."""
    return next((at for at, clause in enumerate(document.clauses) if provision_of(clause.path) == wanted.whole), None)


def has_articles(document: Document) -> bool:
    """Whether a document is numbered by articles."""
    return any(provision_of(clause.path) for clause in document.clauses)


def part(document: Document, clause: Clause, wanted: Provision) -> tuple[Sentence, ...]:
    """The sentences of an article's 款 or 项, all of them where neither is named; () where there is no such."""
    places = _places(document, clause)
    return tuple(
        sentence
        for sentence, (paragraph, item) in zip(clause.sentences, places, strict=True)
        if wanted.paragraph in (0, paragraph) and wanted.item in (0, item)
    )


def _places(document: Document, clause: Clause) -> list[tuple[int, int]]:
    """Paragraph and item of each sentence of an article, counted from 1; item 0 where it stands in none.

    A paragraph is a line that no item begins; the items below it are its own. Where lines are broken within
    sentences, only one that is set in or stands behind a blank one begins a paragraph.
    """
    broken = any("\n" in document.text[sentence.start : sentence.end] for sentence in clause.sentences)
    begins = _SET_IN if broken else _BREAK
    places: list[tuple[int, int]] = []
    paragraph, item, end = 0, 0, -1
    for sentence in clause.sentences:
        fresh = end < 0 or begins.search(document.text[end : sentence.start])
        if (mark := _ITEM_MARK.match(sentence.text)) and paragraph:
            item = chinese_number(mark[1])
        elif fresh and not (item and _SUB_MARK.match(sentence.text)):
            paragraph, item = paragraph + 1, 0
        places.append((paragraph, item))
        end = sentence.end
    return places


def _in_characters(number: int) -> str:
    """A number below ten thousand in characters: 一百零五."""
    written, digits = "", str(number)
    for at, digit in enumerate(map(int, digits)):
        if digit:
            written += _DIGITS[digit] + ("", "十", "百", "千")[len(digits) - at - 1]
        elif written and not written.endswith("零"):
            written += "零"
    written = written.rstrip("零")
    return written[1:] if written.startswith("一十") else written
