"""What titles of documents look like, and what uploads and portals hang on them."""

import re

from ingest import line_ends
from rag.text import fold, simplify

KIND = (
    "工作要点|要点|计划|方案|意见|通知|办法|条例|规定|总结|报告|汇报|规划|纲要|法|细则|公告|决定|函|章程|指南|讲话|规则|批复|通报|请示|纪要|简报|专报|公报|倡议书|"
    "责任书|任务书|白皮书|年报|年鉴|思路|打算|公示|简章|解读|预案|第\\d{1,4}号令?"
)
# Words that end a title only where it names an agency, a place or a year too: they also end headings.
_WEAK_KIND = "建议|情况|工作|措施|标准|安排|清单|制度|目录|须知|答复|要求"
_TITLE = re.compile(
    rf"(?:(?:{KIND})|(?:(?:19|20)(?:\d\d|xx)|[局委厅县区市省]|关于).*(?:{_WEAK_KIND}))(?:[（(][^（）()]{{1,16}}[)）])*$",
    re.I,
)
INVENTED = re.compile("范文|模板|大全|精选|通用版|合集|[一二三四五六七八九十\\d]篇|最新版?$")
_STAMP = re.compile(
    r"[（(](?:19|20)\d\d年\d{1,2}月\d{1,2}日[)）]$|[-_ ]*(?:19|20)\d\d[-.年]\d{1,2}[-.月]\d{1,2}日?$|\.(?:docx?|pdf|pptx?|wps|txt)$|^[#\s]+"
)
_LABEL = re.compile(r"[一-龥][一-龥\s\u3000]{0,6}[:：]\s*(?=\S)")  # 所属通知：, 名　　称：
LONGEST = 80  # characters of a line that can be a title


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without a file's ending, a date stamp of an upload and Markdown marks."""
    if label := _LABEL.match(text, start, end):
        start = label.end()
    while True:
        match = _STAMP.search(text[start:end])
        if not match or match.end() - match.start() >= end - start:
            return start, end
        if match.start() == 0:
            start += match.end()
        else:
            end = start + match.start()


def is_title(line: str) -> bool:
    """Whether a line can be the title of a document."""
    return (
        5 <= len(line) <= LONGEST
        and bool(_TITLE.search(simplify(line)))
        and not line_ends.MARKED.search(line)
        and not INVENTED.search(fold(line))
    )
