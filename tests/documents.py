"""Builds documents as ingest would: the text with its outline, clauses and sentences, every offset right."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from rag.layout import Layout, Page
from rag.schema import Clause, Document, Field, Heading, Metadata, Proven, Sentence
from rag.text import fold

# A section: its headings, outermost first, and its sentences. A pair is a sentence with its other reading.
Section = tuple[Sequence[str], Sequence[str | tuple[str, str]]]

PLAN: list[Section] = [
    (("一、总体要求",), ["坚持立德树人，办好人民满意的教育。", "到2027年，全区义务教育优质均衡比例达到85%。"]),
    (
        ("二、重点任务", "（一）扩大学前教育资源"),
        ["新建公办幼儿园6所，新增学位1800个。", "普惠性幼儿园覆盖率提高到92%以上。"],
    ),
    (
        ("二、重点任务", "（二）加强教师队伍建设"),
        ["每年培训骨干教师300人次。", "落实乡村教师生活补助，每人每月不低于500元。"],
    ),
    (("三、保障措施",), ["区财政每年安排专项资金2400万元。", "建立季度督查和年度考核制度。"]),
]

CAMPUS: list[Section] = [
    (("第一章 总则", "第一条"), ["为了维护校园秩序，保障师生安全，制定本办法。"]),
    (("第一章 总则", "第二条"), ["本办法适用于本市各级各类学校和幼儿园。"]),
    (("第二章 管理", "第三条"), ["学校应当配备专职保安员，并安装视频监控。", "校车驾驶人每年体检一次。"]),
]

# The second reading puts back words that somebody swapped throughout.
SWAPPED: list[Section] = [
    (
        ("一、工作回忆",),
        [
            ("全县教育开展的根底更加牢固。", "全县教育发展的基础更加牢固."),
            "全年培训校长45人。",
            ("后勤效劳的本钱明显下降。", "后勤服务的成本明显下降."),
        ],
    ),
]


def build(
    source: str,
    sections: Sequence[Section],
    title: str = "",
    agency: str = "",
    furniture: str = "",
    warnings: tuple[str, ...] = (),
) -> Document:
    """A document of these sections. furniture: a line before the title that cleaning took out."""
    text = f"{furniture}\n" if furniture else ""
    removed = ((0, len(text)),) if text else ()
    proven = {}
    for name, value in (("title", title), ("agency", agency)):
        if value:
            proven[name] = Proven(value, len(text), len(text) + len(value))
            text += f"{value}\n"
    outline: list[Heading] = []
    clauses: list[Clause] = []
    open_path: tuple[str, ...] = ()
    for path, contents in sections:
        for level, heading in enumerate(path):
            if open_path[: level + 1] != tuple(path[: level + 1]):
                label, _, name = heading.partition(" ")
                outline.append(Heading(level + 1, label, name, len(text), len(text) + len(heading)))
                text += f"{heading}\n"
        open_path = tuple(path)
        start = len(text)
        sentences = []
        for content in contents:
            words, reading = content if isinstance(content, tuple) else (content, "")
            sentences.append(Sentence(words, fold(words), len(text), len(text) + len(words), fold(reading)))
            text += words
        clauses.append(Clause(open_path, start, len(text), tuple(sentences)))
        text += "\n"
    fields = (Field("发布机构", agency, proven["agency"].start, proven["agency"].end),) if agency else ()
    return Document(
        source=source,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        metadata=Metadata(**proven, fields=fields),
        outline=tuple(outline),
        clauses=tuple(clauses),
        altered=any(sentence.reading for clause in clauses for sentence in clause.sentences),
        removed=removed,
        warnings=warnings,
    )


def plan(source: str = "plan.txt") -> Document:
    """A district's education plan."""
    return build(
        source, PLAN, title="江岸新区教育事业发展三年行动计划", agency="江岸新区教育局", furniture="第1页/共4页"
    )


def campus(source: str = "campus.txt") -> Document:
    """A city's regulation in chapters and articles."""
    return build(source, CAMPUS, title="云川市校园安全管理办法")


def swapped(source: str = "swapped.txt") -> Document:
    """A report of which words were swapped."""
    return build(source, SWAPPED, title="青禾县教育工作报告", warnings=("用词似被改动",))


def numbered(source: str, sentences: int, edition: str = "甲") -> Document:
    """A document of any length; each sentence names its source, its edition and its number."""
    per_clause = 5
    sections: list[Section] = [
        (
            (f"第{start // per_clause + 1}条",),
            [
                f"{source}的{edition}版第{number}项指标为{number * 7 % 1000}万元。"
                for number in range(start, min(start + per_clause, sentences))
            ],
        )
        for start in range(0, sentences, per_clause)
    ]
    return build(source, sections, title=f"{source}指标汇编")


def scanned(document: Document) -> Document:
    """The document as if its text had been read from a picture."""
    pages = (Page(1, 0, len(document.text), width=595.0, height=842.0, scanned=True),)
    return replace(document, layout=Layout("pdf", pages))
