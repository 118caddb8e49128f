"""Look-ups that need no search: an article of a law by its number, a row of a document's metadata."""

from collections.abc import Iterable
from dataclasses import dataclass

from rag import provisions
from rag.library import Library
from rag.provisions import Provision
from rag.question.query import Query
from rag.schema import Citation, Clause, Document, Proven, Sentence
from rag.text import fold

# Words of a question about a document that name no content.
_ABOUT = frozenset(
    "发 写 报 出 做 作 发出 发出来 出来 归 归到 归在 放 挂 网上 网站 工作 要点 工作要点 计划 总结 报告 汇报 文件 通知 办法 意见 方案 教育 教育局 县教育局 区教育局 市教育局 材料 政策 文号 索引 索引号 标题 题目 日期 时间 发布 印发 发文 生成 成文 "
    "机构 单位 部门 机关 科室 处室 年份 年度 公开 落款 编号 全称 名称 字号 报送 上来 上网 情况 说明 专报 哪天 时候 里面 上面 这份 那份 上 issued published document report plan work points bureau education who when index number".split()
)
_BY_FIELD = ("agency", "issued", "number", "year", "title", "copied_to", "addressee", "signer")


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a document, or the 款 or 项 of it that a provision names: its sentences, one at least."""

    document: Document
    clause: Clause
    provision: Provision
    sentences: tuple[Sentence, ...]


def article(library: Library, sources: Iterable[str], wanted: Provision) -> Article | None:
    """What a provision names in the first of the sources that has it."""
    for source in sources:
        document = library.document(source)
        at = provisions.article(document, wanted)
        if at is not None and (found := provisions.part(document, document.clauses[at], wanted)):
            return Article(document, document.clauses[at], wanted, found)
    return None


def asks_about(query: Query, title: str) -> bool:
    """Whether a question is about the document of that title as such: it names no content besides what the document
    is called."""
    named = fold(title) + "".join(query.named.places) + "".join(query.named.years)
    content = [word for word in query.about if word not in _ABOUT and word not in named]
    called = query.named.sources is not None or sum(word in named and word not in _ABOUT for word in query.about) >= 2
    return called and not content


def metadata(document: Document, name: str) -> tuple[str, Citation] | None:
    """The value of a metadata row with its proof, or None where the document has none."""
    proven: Proven | None = None
    if name in _BY_FIELD:
        proven = getattr(document.metadata, name)
    elif name == "attachments":
        listed = [each.title for each in document.metadata.attachments]
        value = "；".join(each.value for each in listed)
        proven = Proven(value, listed[0].start, listed[-1].end) if listed else None
    else:
        row = next((row for row in document.metadata.fields if row.name == name), None)
        proven = Proven(row.value, row.start, row.end) if row else None
    if proven is None:
        return None
    return proven.value, document.cite(proven.start, proven.end)
