"""Words of presentation templates glued to a document: "汇报人:XXXX", "Your content to play here…", "感谢您的审阅"."""

import re

from ingest.clean.traced import Traced
from rag.schema import Proven

_ENGLISH = re.compile(r"[A-Za-z][A-Za-z ,.'’;:!?\-]{30,}")
_TEMPLATE = re.compile(r"\b(your?|content|click|paste|copy|insert|lorem|ipsum|template|here|box|text|title)\b", re.I)
_WORDS = re.compile(
    r"(?:汇报|报告|演讲|主讲|答辩)人?[:：]\s*(?:[Xx×*]{2,}|某+)|(?:时间|日期|部门|单位)[:：]\s*[Xx×*]{2,}(?![年月日Xx×*一-龥])\d{0,4}|"
    r"(?:时间|日期)[:：]\s*[Xx×*]{2,}年?\d{0,4}(?=\s*(?:感谢|谢谢|$))|"
    r"(?:感谢|谢谢)(?:您|各位|大家)?的?(?:审阅|观看|聆听|阅读|下载|欣赏)|(?:单击|点击|请)(?:此处|在此)(?:添加|输入|编辑|填写)(?:您的)?(?:标题|文字|文本|内容|副标题)|"
    r"您的内容打在这里|ppt模板|thanks for watching",
    re.I,
)


def _matches(text: str) -> list[tuple[int, int]]:
    english = [
        match.span()
        for match in _ENGLISH.finditer(text)
        if len(set(map(str.lower, _TEMPLATE.findall(match.group())))) >= 3
    ]
    return sorted(english + [match.span() for match in _WORDS.finditer(text)])


def drop_placeholders(traced: Traced) -> tuple[Traced, tuple[Proven, ...]]:
    """The text without template words, and the covers: what stood glued before them, where a title may be.

    On a line, all before the last placeholder goes that comes before the first full stop, and all after the last full
    stop if a placeholder is among it.
    """
    spans: list[tuple[int, int]] = []
    covers: list[Proven] = []
    for start, end in traced.lines():
        line = traced.text[start:end]
        found = _matches(line)
        if not found:
            continue
        stop = line.find("。")
        head = [span for span in found if stop < 0 or span[0] < stop]
        tail = [span for span in found if span[0] > line.rfind("。") >= 0]
        if head:
            cover = line[: head[0][0]].rstrip()
            if cover:
                covers.append(Proven(cover, *traced.span(start, start + len(cover))))
            spans.append((start, start + max(last for _, last in head)))
        if tail:
            spans.append((start + line.rfind("。") + 1, end))
        spans += [(start + first, start + last) for first, last in found if (first, last) not in head + tail]
    return traced.without(_merged(spans)), tuple(covers)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
