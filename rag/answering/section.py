"""Questions about a document's own outline: its parts (这份文件有哪几部分), one of them by number or by name (第三部分讲什么)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.listing import children, quote_heading
from rag.answering.quote import Quoted, quoted_sentence
from rag.numerals import chinese_number
from rag.schema import Document, Heading
from rag.text import fold

_NUMERAL = "[一二三四五六七八九十\\d]{1,3}"
_PARTS = "(?:大)?(?:部分|章节|章|节|板块|块|篇)"
_WHOLE = re.compile(
    f"(?:有|分(?:为|成)?|包括|包含|由)(?:了)?(?:哪|几|多少)[一-龥]?(?:个)?{_PARTS}(?:组成|构成)?(?:[?？。]|$)|"
    "(?:目录|大纲|提纲)(?:是什么|有什么|有哪些|怎么|呢)?(?:[?？。]|$)|(?:文件|全文|报告|要点|总结|汇报|办法)的?(?:结构|框架)|"
    "\\b(?:outline|table of contents)\\b"
)
_SAYS = "(?:主要|都|具体)?(?:讲|说|写|谈|是|规定|提|包括|包含|有|部署)(?:的|了|到|些)*(?:是|关于)?(?:什么|啥|哪|些什么|内容)"
_NUMBERED = re.compile(
    f"第({_NUMERAL})(?:个)?({_PARTS}|大?点|方面|大块)(?:的)?(?:内容)?(?:{_SAYS}|(?:的)?(?:内容|标题)(?:是什么)?(?:[?？。]|$)|呢?[?？。]?$)"
)
_NAMED = re.compile(
    f"”([^”]{{2,30}})”(?:这|那)?(?:一)?(?:个)?(?:{_PARTS}|段|条|标题|小标题|方面)?(?:里|中|下面)?{_SAYS}|"
    f"([一-龥、,，]{{2,24}}?)(?:(?:这|那)一?(?:个)?(?:{_PARTS}|段)(?:里|中)?|下面|底下|部分){_SAYS}"
)

_LABEL = re.compile(f"{_NUMERAL}是[,，、]?|[(（]?{_NUMERAL}[)）、.．]")


@dataclass(frozen=True, slots=True)
class Part:
    """What of an outline is asked for: all of it, the part of a number (章, 节 … as kind), or the part of a name."""

    number: int = 0
    kind: str = ""
    name: str = ""


def asked_part(plain: str) -> Part | None:
    """The part of an outline that a folded question asks for, None where it asks for something else."""
    if found := _NUMBERED.search(plain):
        return Part(number=chinese_number(found.group(1)), kind=found.group(2)[-1])
    if found := _NAMED.search(plain):
        return Part(name=re.split("[的里]", _LABEL.split(found.group(1) or found.group(2))[-1])[-1])
    return Part() if _WHOLE.search(plain) else None


def _find(outline: Sequence[Heading], part: Part) -> int | None:
    if part.name:
        named = [index for index, heading in enumerate(outline) if part.name in fold(heading.title)]
        exact = [index for index in named if fold(outline[index].title) == part.name]
        return next(iter(exact or named), None)
    labelled = [
        index
        for index, heading in enumerate(outline)
        if (label := re.fullmatch(f"第({_NUMERAL})([章节篇])", fold(heading.label)))
        and label.group(2) == part.kind
        and chinese_number(label.group(1)) == part.number
    ]
    if labelled or part.kind in "章节篇":
        return next(iter(labelled), None)
    top = _top(outline)
    return top[part.number - 1] if 0 < part.number <= len(top) else None


def _top(outline: Sequence[Heading]) -> list[int]:
    outermost = min((heading.level for heading in outline), default=0)
    return [index for index, heading in enumerate(outline) if heading.level == outermost]


def read_part(document: Document, part: Part) -> list[Quoted]:
    """The headings that answer, whole and in order; the sentences of a part that has no headings of its own; none where there is no such part."""
    if part == Part():
        return [quote_heading(document, index) for index in _top(document.outline)]
    index = _find(document.outline, part)
    if index is None:
        return []
    heading = document.outline[index]
    below = children(document.outline, index)
    if below and all(document.outline[each].title for each in below):
        return [quote_heading(document, each) for each in (index, *below)]
    last = _end(document, index)
    found = [
        quoted_sentence(document, clause, sentence)
        for clause in document.clauses
        for sentence in clause.sentences
        if heading.start <= sentence.start < last and sentence.end > heading.end
    ]
    inline = found and found[0][1].start < heading.end
    return found if inline or not found else [quote_heading(document, index), *found]


def breaks_off_at(document: Document, part: Part) -> bool:
    """Whether a part is the last of a document and has no text below its heading."""
    index = _find(document.outline, part) if part != Part() else None
    return index is not None and index == len(document.outline) - 1 and not read_part(document, part)


def _end(document: Document, index: int) -> int:
    """Where the part of a heading ends: at the next heading that is not below it."""
    outline = document.outline
    return next(
        (later.start for later in outline[index + 1 :] if later.level <= outline[index].level), len(document.text)
    )
