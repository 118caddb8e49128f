"""Which other documents a document ends (《…》同时废止), each with the slice that proves it."""

import re

from rag.schema import Document, Proven, Repeal
from rag.text import fold

_NUMBER = "[0-9０-９〇零○一二三四五六七八九十百]"
# 《…》（…）同时废止: what is ended stands before it, in one sentence.
_ENDS_OTHERS = re.compile(
    "(?:废止|停止执行|不再执行|(?<!自行)失效)(?:的?(?:通知|决定))?[。；;：:]?$|废止(?:下列|以下|如下)"
)
_OTHER = re.compile(
    "《((?:[^《》]|《[^《》]*》)+)》\\s*(?:[（(]([^（）()]*(?:[（(〔\\[［][^（）()]*[）)〕\\]］][^（）()]*)?)[）)])?"
)
_NUMBER_OF = re.compile(
    r"[一-龥]{1,16}\s*[〔\[［(（【]\s*(?:19|20)\d\d\s*[〕\]］)）】]\s*第?\s*\d{1,4}\s*号|[一-龥]{2,12}令第?\s*[\d一二三四五六七八九十百]+\s*号"
)
_REPEALING = re.compile("关于(?:宣布|公布)?(?:废止|宣布失效)(?!和|、|与|或)")
_STANDS = re.compile("继续有效|仍然有效|予以保留|修改后|的规定废止")
_LIST_LINE = re.compile(rf"^\s*(?:{_NUMBER}{{1,3}}[.．、]|[（(]{_NUMBER}{{1,3}}[)）])?\s*(?:[一-龥]{{2,20}})?《")


def repeals_of(document: Document) -> tuple[Repeal, ...]:
    """The other documents that it ends, each once, in order: 《…》（…〔2019〕5号）同时废止; in a notice that repeals, those it lists."""
    text = document.text
    found: dict[tuple[str, str], Repeal] = {}
    title = document.metadata.title
    listing = bool(title and _REPEALING.search(title.value))
    if title and listing:
        for each in _others(title.value):
            found[each] = Repeal(*each, title)
    in_list = False
    for sentence in re.finditer("[^。；;\n\r]+[。；;]?", text):
        words = sentence.group()
        ends = bool(_ENDS_OTHERS.search(words.strip())) and not _STANDS.search(words)
        listed = in_list and _LIST_LINE.match(words)
        if (
            listed
            or (ends and _ENDS_OTHERS.search(words[words.rfind("》") + 1 :].strip()))
            or (ends and listing and "《" in words)
        ):
            start = sentence.start() + len(words) - len(words.lstrip())
            proof = Proven(
                text[start : sentence.end()].rstrip(), start, start + len(text[start : sentence.end()].rstrip())
            )
            for each in _others(words):
                found.setdefault(each, Repeal(*each, proof))
        in_list = bool(listed) or (ends and listing)
    own = fold(title.value) if title else ""
    return tuple(each for each in found.values() if fold(each.title) != own or each.number)


def _others(words: str) -> list[tuple[str, str]]:
    """Title and number of each document that stands in title marks."""
    return [
        (match[1], "".join(number.group().split()) if match[2] and (number := _NUMBER_OF.search(match[2])) else "")
        for match in _OTHER.finditer(words)
    ]


def plain_number(number: str) -> str:
    """A document number by its characters and figures, however it is written: 海教-2019-5 of 海教〔2019〕第5号."""
    return "-".join(re.findall(r"[一-龥]+|\d+", fold(number).replace("第", ""))).removesuffix("-号")
