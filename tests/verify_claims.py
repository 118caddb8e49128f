"""The sentences of our samples as claims, and how a speech names their sources."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.document import make_document
from ingest.pipeline import find_files
from ingest.read import read
from rag.numerals import chinese_number
from rag.schema import Clause, Document
from rag.settings import ROOT
from rag.text import fold, simplify

# Salutations, letter heads and what a report says of itself: they claim nothing.
_NO_CLAIM = re.compile(
    "^(?:各位|各中小学|抄送|联系人|以上汇报|受区教育局委托|贵室|现将|区人大常委会|（此件|执行中|东丽区教育局$|为落实)"
    "|^[0-9年月日]+$|管理办法（试行）$|写进了法律|见另送的|印发$"
)
_LABEL = re.compile(r"^(?:\d+\.\s*(?!\d)|（\d+）|第[一二三四五六七八九十]+条 |[一二三四五六七]是,)")
_ARTICLE = re.compile("^第[一二三四五六七八九十]+条$")
_CELLS = re.compile(r"^\| [^|]+ \| ([^|]+) \| ([^|]*\d[^|]*) \|")


@dataclass(frozen=True, slots=True)
class Named:
    """How a source may be named. titles: full and short; place, year: "" where the document has none."""

    titles: tuple[str, ...]
    place: str = ""
    year: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Base:
    """A sentence of a sample that claims something. simple: the same in simplified characters, one for one; article: its 第N条."""

    source: str
    text: str
    simple: str
    article: str
    named: Named


NAMES: dict[str, Named] = {
    "岱山县教育工作要点2024": Named(("岱山县2024年教育工作要点",), "岱山县", "2024", "岱山县教育局"),
    "东丽区教育工作要点2021": Named(("2021东丽区教育局工作要点", "东丽区教育局2021年工作要点"), "东丽区", "2021", "东丽区教育局"),
    "东丽区教师信息技术培训办法2021": Named(
        ("东丽区中小学教师信息技术培训管理办法（试行）", "东丽区中小学教师信息技术培训管理办法"), "东丽区", "2021", "东丽区教育局"
    ),
    "南长区义务教育均衡汇报2010": Named(("关于推进义务教育高位均衡情况的汇报",), "南长区", "2010", "南长区教育局"),
    "南长区教师队伍建设情况2010": Named(("南长区中小学教师队伍建设情况",), "南长区", "2010", ""),
    "市教育局2013年工作總結": Named(("市教育局2013年工作总结",), "", "2013", "市教育局"),
    "2013年学校安全与行风建设专报": Named(("2013年全市学校安全与行风建设专报",), "", "2013"),
    "全区教育工作要点": Named(("全区教育工作方案要点",)),
}  # fmt: skip


@cache
def documents() -> tuple[Document, ...]:
    """The samples as ingested."""
    return tuple(make_document(read(file.path)) for file in find_files([ROOT / "data" / "policies"]))


def bases() -> Iterator[Base]:
    """Every sentence of the samples that claims something, labels and the grid of tables left out."""
    for document in documents():
        named = NAMES[document.source.rsplit("（", 1)[0]]
        for clause in document.clauses:
            article = next((label for label in reversed(clause.path) if _ARTICLE.match(label)), "")
            for text in _sentences(clause):
                yield Base(document.source, text, simplify(text), article, named)


def _sentences(clause: Clause) -> Iterator[str]:
    heading = _bare(clause.path[-1]) if clause.path else ""
    for sentence in clause.sentences:
        text = sentence.text
        if text.startswith("|"):
            if cells := _CELLS.match(text):
                yield cells[1] + cells[2]
            continue
        if _NO_CLAIM.search(simplify(text)) or (_bare(text) == heading and len(clause.sentences) > 1):
            continue
        yield _LABEL.sub("", text)


def _bare(text: str) -> str:
    return re.sub(r"[。;:]$", "", _LABEL.sub("", fold(text)))


def leads(named: Named, article: str = "") -> list[str]:
    """What a speech puts before a sentence to say where it stands; every one of them true of its document."""
    found: list[str] = []
    for title in named.titles:
        if article:
            number = _arabic(article)
            found += [f"《{title}》{article}规定：", f"根据《{title}》第{number}条，", f"{title}{article}规定，"]
        else:
            found += [f"《{title}》提出：", f"根据《{title}》，", f"{title}指出，"]
    if article:
        return found
    if named.agency and named.year:
        found.append(f"{named.agency}{named.year}年的文件提出，")
    if named.place and named.year:
        found += [f"{named.place}{named.year}年提出，", f"{named.year}年，{named.place}提出："]
    return found


def _arabic(article: str) -> int:
    return chinese_number(article[1:-1])
