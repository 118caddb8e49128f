"""What government portals say around a document: data about it, and controls of the page."""

import re

from lxml import html

from ingest.readers.html.flow import tidy

_META = {
    "articletitle": "标题",
    "dc.title": "标题",
    "pubdate": "发布日期",
    "publishdate": "发布日期",
    "article:published_time": "发布日期",
    "createdate": "生成日期",
    "contentsource": "来源",
    "source": "来源",
    "author": "作者",
    "keywords": "关键词",
    "description": "内容概述",
    "filenumber": "文号",
    "documentnumber": "文号",
    "indexnumber": "索引号",
    "publisher": "发布机构",
}
_ASIDE = {
    "sitename": "网站",
    "columnname": "栏目",
    "columntype": "栏目类别",
    "columnkeywords": "栏目关键词",
    "columndescription": "栏目说明",
}
_LONGEST = 250  # characters of a value that is data; longer ones are excerpts of the text
_NAMES = (
    "索引号|索引编号|信息索引号|统一编号|发布机构|发布单位|发文机关|发文机构|发文单位|制发机关|公开机构|生成日期|成文日期|发文日期|发布日期|发布时间|公开日期|公开时间|"
    "印发日期|文号|发文字号|文件编号|文件字号|组配分类|主题分类|信息分类|体裁分类|主题词|关键词|公开方式|公开范围|公开时限|公开类型|有效性|效力状态|报送单位|报送日期|"
    "废止日期|失效日期|生效日期|信息来源|文章来源|稿件来源|来源|责任编辑|责任部门|作者|发布人|更新时间|浏览次数|浏览量|阅读次数|点击数|访问次数|内容概述|信息名称|服务对象"
)
_SPACED = "|".join(r"[ \u3000]*".join(name) for name in _NAMES.split("|"))
_NAME = re.compile(rf"[【\[]?(?:{_SPACED})[】\]]?\s*[:：]?")
_ROW = re.compile(rf"[【\[]?(?:{_SPACED})[】\]]?\s*[:：]\s*")
_DRESS = re.compile(r"[:：\s【】\[\]]")
_CONTROLS = (
    r"(?:字体|字号|大小|显示|视力保护色|保护视力色|阅读模式|分享到?|分享至|打印(?:本页|此页|文章|页面)?|关闭(?:窗口|本页|页面)?|收藏(?:本页)?|返回(?:顶部|上一页|列表)?|"
    r"复制链接|我要纠错|下载(?:word|pdf)?版?|微信|微博|新浪微博|qq空间|朋友圈|扫一扫(?:在手机(?:上)?打开(?:当前页)?)?|手机(?:看|扫码|版)|语音播报|无障碍(?:阅读|浏览)?|简体|繁体|"
    r"大|中|小|默认|超大|特大|较大|标准|a|t|[+-])"
)
_CONTROL_LINE = re.compile(rf"[\s【】\[\]（）():：|/·>\-]*(?:{_CONTROLS}[\s【】\[\]（）():：|/·>]*)+", re.I)
_CONTROL_TAIL = re.compile(
    r"[\s【\[（(|]*(?:字体|字号|大小|视力保护色|保护视力色|分享到?|分享至|打印|关闭|收藏|扫一扫|我要纠错|语音播报)(?:大小)?[\s:：】\]）)|【\[（(].*$|[\s【\[|]+(?:打印|关闭|收藏|分享)[^，。]{0,20}$"
)
_BUTTON = re.compile(
    "字[体号]|大小|视力|阅读|分享|打印|关闭|收藏|返回|复制|纠错|下载|微信|微博|空间|朋友圈|扫|手机|播报|无障碍|[简繁]体",
    re.I,
)
_SIZES = re.compile(r"[【\[（(]?\s*大\s*[|/]?\s*中\s*[|/]?\s*小\s*[】\]）)]?")
_FRONT = re.compile(
    r"(?:通知|意见|方案|办法|规定|细则|通告|公告|决定|条例|规划|纲要|计划|要点|批复|通报|报告|公示|章程|指南)(?:[（(][^（）()]{1,16}[)）])?$|[〔\[]\d{4}[〕\]]\s*\d{1,4}\s*号$"
)
_LONGEST_CONTROLS = 120  # characters of a row of buttons
_LONGEST_TITLE = 80
_CRUMB = re.compile(r"[»›>＞]+")
_PLACE = re.compile(r"(?:您|你)?(?:现在|当前|所在|目前)?(?:所在)?(?:的)?位置(?:是)?\s*[:：]|^首页\s*[>＞»/›]")


def meta_lines(root: html.HtmlElement) -> list[tuple[str, bool]]:
    """The portal's <meta> elements as "标题：…" lines, each with whether it is data about the document (else about the
    site)."""
    lines: list[tuple[str, bool]] = []
    seen: set[str] = set()
    for meta in root.iter("meta"):
        name, value = (meta.get("name") or meta.get("property") or "").strip(), tidy(meta.get("content", ""))
        if not value:
            continue
        label = _META.get(name.lower()) or (name if _NAME.fullmatch(name) else "")
        if label and label not in seen:
            seen.add(label)
            lines.append((f"{label}：{value}", len(value) <= _LONGEST))
        elif aside := _ASIDE.get(name.lower()):
            lines.append((f"{aside}：{value}", False))
    return lines


def article_lines(root: html.HtmlElement) -> list[str]:
    """What a page of WeChat says of its article, which it does not name: who published it, and when."""
    named = (("发布人", "js_name"), ("发布日期", "publish_time"))
    found = ((label, root.get_element_by_id(key, None)) for label, key in named)
    return [f"{label}：{said}" for label, part in found if part is not None and (said := tidy(part.text_content()))]


def is_crumbs(text: str, linked: int) -> bool:
    """Whether a line is the way through the site to the page, as 首页 » 政策 » 标题. linked: its characters that lead
    elsewhere."""
    return linked > 0 and len(_CRUMB.findall(text)) > 1


def is_field(text: str) -> bool:
    """Whether a line is data about the document, as 索引号：… or 来源：… 发布日期：…"""
    return bool(_ROW.match(text)) and len(text) <= _LONGEST


def is_name(text: str) -> bool:
    """Whether a text is the name of such data and nothing else."""
    return bool(_NAME.fullmatch(text.strip()))


def without_controls(text: str) -> tuple[str, str]:
    """A line of data, and the controls of the page that stand behind it."""
    found = _CONTROL_TAIL.search(text)
    return (text[: found.start()].rstrip(), text[found.start() :].strip()) if found else (text, "")


def is_control(text: str) -> bool:
    """Whether a line is a row of buttons or says where on the site the page stands."""
    if len(text) > _LONGEST_CONTROLS:
        return False
    return bool(
        _PLACE.match(text) or (_CONTROL_LINE.fullmatch(text) and (_BUTTON.search(text) or _SIZES.fullmatch(text)))
    )


def is_front(text: str) -> bool:
    """Whether a line may be the title or the number of a document, which some portals put into the head of a page."""
    return len(text) <= _LONGEST_TITLE and bool(_FRONT.search(text))


def field_rows(rows: list[list[str]]) -> list[str]:
    """The lines of a table of such data, "" where the table holds other things too: names and values by turns."""
    lines: list[str] = []
    names = 0
    for row in rows:
        at = 0
        while at < len(row):
            text = row[at].strip()
            if is_name(text) and at + 1 < len(row) and not is_name(row[at + 1]):
                lines.append(paired(text, row[at + 1]))
                names += 1
                at += 2
                continue
            if is_field(text):
                names += 1
            if text and not (is_name(text) and at + 1 < len(row)):
                lines.append(text)
            at += 1
    return lines if names >= 2 and names * 3 >= len(lines) * 2 else []


def paired(name: str, value: str) -> str:
    """A name and its value, which a page shows side by side, as one line."""
    return f"{_DRESS.sub('', name)}：{tidy(value)}"


def site_names(root: html.HtmlElement, title: str) -> frozenset[str]:
    """What a page calls its site and its column: in its metas, and behind the article's name in its title."""
    named = {tidy(meta.get("content", "")) for meta in root.iter("meta") if meta.get("name", "").lower() in _ASIDE}
    return frozenset(named | set(re.split(r"\s*[-_|–—｜]+\s*", title)[1:])) - {""}
