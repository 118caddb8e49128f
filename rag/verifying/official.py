"""A citation in the form of Chinese official writing: 《…》（…〔2024〕12号）第五条：“…”. It is Chinese in any language of the
page."""

import re
from collections.abc import Callable
from dataclasses import replace

from rag.provisions import Provision, part, provision_of
from rag.schema import Citation, Clause, Document
from rag.verifying.verdict import Passage

_NUMERAL = "[0-9０-９〇零一二三四五六七八九十百千两]"
_ARTICLE = re.compile(rf"第{_NUMERAL}+条(?:之{_NUMERAL}+)?")
_LABEL = re.compile(
    rf"第{_NUMERAL}+[编章节部篇](?:分)?|[（(【\[]{_NUMERAL}+[）)】\]]|{_NUMERAL}+(?=[、.．，,]|\s)|[①-⑳]"
)
_FORWARDS = re.compile("转发|批转")
_BARE = re.compile(f"{_NUMERAL}+")
_BRACKETS = re.compile("[\\[［【（(〔]\\s*((?:19|20)\\d\\d)\\s*[\\]］】）)〕]")
_YEAR_IN_NUMBER = r"〔\1〕"
_WITHIN = str.maketrans("《》", "〈〉")
_WITHIN_QUOTES = str.maketrans("“”", "‘’")


def cite(passage: Passage, document: Document) -> str:
    """The passage as it is cited: title, number of the document, place in it, its words."""
    name, place = name_of(document, passage.citation.start), place_of(passage.citation, document)
    return f"{name}{place if name.endswith(('》', '）')) or not place else f'，{place}'}：{quote_of(passage)}"


def name_of(document: Document, start: int = -1) -> str:
    """《title》 with the document's number where it is known; the file's name where the text proves no title.

    What stands (start) in a text that a notice issues is cited by that text and the notice's number (关于印发《…办法》的通知);
    what stands in one that it forwards, by that text's own number.
    """
    title, number = document.metadata.title, document.metadata.number
    if title is None:
        return document.source
    name = title.value.strip()
    if part := document.metadata.part_at(start):
        number = part.number or (None if _FORWARDS.search(name) else number)
        name = part.title.value.strip()
    shown = f"（{_BRACKETS.sub(_YEAR_IN_NUMBER, number.value.strip())}）" if number else ""
    return f"《{name.translate(_WITHIN)}》{shown}"


def place_of(citation: Citation, document: Document) -> str:
    """第五条第二款 alone where the text is in articles; else the numbers of the headings; else the innermost heading in
    quotation marks.

    A paragraph (款) is named where the article has several and the citation lies within one, an item (项) likewise.
    """
    if article := _article(citation, document):
        return article
    labels = [found.group() for heading in citation.section if (found := _LABEL.match(heading))]
    if labels:
        return "".join(f"{label}、" if _BARE.fullmatch(label) else label for label in labels).removesuffix("、")
    return f"“{citation.section[-1].translate(_WITHIN_QUOTES)}”部分" if citation.section else ""


def _article(citation: Citation, document: Document) -> str:
    """The article of a citation as a law writes it; "" where its place is none."""
    within = [each for each in document.clauses if each.start <= citation.start < each.end]
    whole = provision_of(within[0].path) if within else None
    if whole is None:
        return next((found.group() for heading in citation.section if (found := _ARTICLE.match(heading))), "")
    paragraphs = _parts(document, within[0], lambda number: replace(whole, paragraph=number))
    several = [at for at, span in enumerate(paragraphs, 1) if _touches(citation, span)]
    if len(paragraphs) > 1 and len(several) == 1:
        whole = replace(whole, paragraph=several[0])
    items = _parts(document, within[0], lambda number: replace(whole, item=number))
    several = [at for at, span in enumerate(items, 1) if _touches(citation, span)]
    inside = len(several) == 1 and items[several[0] - 1][0] <= citation.start
    return replace(whole, item=several[0]).name if inside else whole.name


def _parts(document: Document, clause: Clause, wanted: Callable[[int], Provision]) -> list[tuple[int, int]]:
    """The spans of an article's paragraphs or items, in order."""
    spans = []
    while sentences := part(document, clause, wanted(len(spans) + 1)):
        spans.append((sentences[0].start, sentences[-1].end))
    return spans


def _touches(citation: Citation, span: tuple[int, int]) -> bool:
    return citation.start < span[1] and span[0] < citation.end


def quote_of(passage: Passage) -> str:
    """The words in quotation marks, those within them single, without the number that the place has named."""
    text = passage.text.strip()
    innermost = passage.citation.section[-1:]
    for pattern in (_ARTICLE, _LABEL):
        for heading in innermost:
            found = pattern.match(heading)
            if found and text.startswith(found.group()):
                text = text[found.end() :].lstrip("*　 、．.，,")
    return f"“{text.translate(_WITHIN_QUOTES)}”"
