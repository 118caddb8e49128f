"""Questions about the library itself: which documents it holds, of which places and years."""

import re
from collections import defaultdict
from enum import StrEnum

from rag.question.catalogue import Catalogue, Entry, Named
from rag.question.content import content_words, without_names
from rag.question.query import Query

_HOLDER = "(?:(?:资料|知识|文件|文档|数据)库|库|系统|你(?:们)?(?:这里|这儿|手上|手里|那里)?|这里|这儿)(?:里|中|里面|现在|目前|一共|总共|都|共|总)*"
_PAPERS = "(?:文件|材料|资料|文档|政策(?:文件)?|法律|法规|公文)"
_LIBRARY = re.compile(
    f"{_HOLDER}(?:有|收(?:录|集|了|进)?|存|装|放|能查|可以查|包括|包含)(?:了|着|到)?(?:哪|什么|啥|几|多少).{{0,8}}|"
    f"^(?:现在|目前|一共|总共|都|共)*(?:有|收录?了?|导入了?)(?:哪些|什么|啥|几份|多少份?|哪几份){_PAPERS}(?:[?？。]|可以|$)|"
    f"^(?:列(?:出|一下)|看(?:看|一下))(?:全部|所有)?(?:的)?{_PAPERS}|"
    "\\b(?:what|which|how many|list(?: all)?(?: the)?)\\b.{0,12}(?:documents|files)(?:.{0,14}(?:have|library|there|hold))?[?]?$"
)
_YEARS = re.compile(f"^.{{0,12}}(?:有|收录?了?)(?:哪些|哪几个?|几个|什么)(?:年份|年度|年)(?:的)?(?:{_PAPERS})?[?？]?$")
_PLACES = re.compile(
    f"^.{{0,12}}(?:有|收录?了?)(?:哪些|哪几个?|几个|什么)(?:地方|地区|区县|县区|县市|省市|城市|区|县|市)(?:的)?(?:{_PAPERS})?[?？]?$"
)
_ANY = re.compile(
    f"(?:有没有|有无|(?:能|可以)查(?:到)?|是否有|收录?了?)(.+?)(?:的|相关的?)*{_PAPERS}(?:吗|么|呢)?[?？]?$|(?:^|里|儿|库|中)有(.+?)(?:的|相关的?)*{_PAPERS}(?:吗|么)[?？]?$"
)
_SHELL = frozenset(
    f"这里 那里 这儿 手上 手里 资料库 库 知识库 系统 文件 材料 资料 文档 政策 教育 任何 关于 相关 {'要点 总结 报告 汇报 通知 办法'}".split()
)


class Asked(StrEnum):
    """What is asked of the library."""

    DOCUMENTS = "documents"
    YEARS = "years"
    PLACES = "places"


def asked_of_library(plain: str, named: Named) -> Asked | None:
    """What a folded question asks of the library as such, None where it asks what documents say. named: what it names."""
    if _YEARS.search(plain):
        return Asked.YEARS
    if _PLACES.search(plain):
        return Asked.PLACES
    content = [word for word in without_names(content_words(plain), named) if word not in _SHELL]
    if _LIBRARY.search(plain) and len(content) < 3:
        return Asked.DOCUMENTS
    if _ANY.search(plain) and named.anything and not content:
        return Asked.DOCUMENTS
    return None


def groups_of(catalogue: Catalogue, asked: Asked, query: Query) -> dict[str, list[Entry]]:
    """The documents that a question can mean, in the catalogue's order, by year or place where these are asked for ("" where a document shows none), else all under ""."""
    entries = [
        entry for entry in catalogue.entries if query.named.sources is None or entry.source in query.named.sources
    ]
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        place = entry.metadata.place.value if entry.metadata.place else ""
        found[{Asked.YEARS: entry.year, Asked.PLACES: place}.get(asked, "")].append(entry)
    return dict(sorted(found.items(), key=lambda item: (not item[0], item[0])))
