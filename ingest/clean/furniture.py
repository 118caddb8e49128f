"""Page furniture: lines that a portal or a document-sharing site put around a document.

A line goes for what it is (a page number, a row of buttons, an upload notice, words only such sites use), for where it stands
(after the mark that ends the document on the page) or for being said again (a running header). Anything else stays.
"""

import re

from ingest.clean.traced import Traced
from rag.text import fold, has_han

# Words of share sites and portals about themselves; policy documents have no use for them.
_SITE = re.compile(
    "本站|上传人|会员分享|(用户|网友|会员)(上传|分享)|文档编号|(网站|联系|在线)客服|客服(老师|热线|qq)|(?<!规)范文(?![件本字])|小编|精心整理|下载积分|"
    "豆丁|道客巴巴|百度文库|原创力|c2c|侵权.{0,8}删除|"
    "版权所有|版权归|版权声明|免责声明|备案号|icp备|icp证|icp20|公网安备|经营许可证|网站标识码|网站地图|浏览次数|点击查看更多|展开(阅读)?(全文|全部|剩余|更多)|点击阅读全文|还剩\\d+页|"
    "文档下载|下载文档|立即下载|下载前请|付费下载|正为您匹配|请在.{1,8}网上搜索|在线阅读|举报投诉|扫一扫|分享到|打印本页|关闭窗口|建议使用.{0,12}浏览器|"
    "资源描述|technicalsupport|技术支持[:：]|all rights reserved|copyright|无法下载或下载|查看预览"
)
_SITE_WEAK = re.compile("下载|上传|版权|预览|会员|客服|付费|网站|侵权|用户|文档|文库|积分|收益|网友")
_NOTICE = re.compile("^(温馨提示|特别提示|友情提示|小提示|提示|下载说明|使用说明|上传说明|阅读须知|下载须知|注意事项|声明)[:：]?$")
_NUMBERED = re.compile(r"^\d{1,2}[.、．]")
_PAGE = re.compile(
    r"^(.{0,80}_第\d{1,4}页)?\s*(.{0,80}[_-])?第?\s*\d{1,4}\s*页?\s*[/,，]?\s*(共\s*\d{1,4}\s*页)?$|^[-—–]\s*\d{1,4}\s*[-—–]$|^page\s*\d+(\s*of\s*\d+)?$", re.I
)
_PAGE_WORDS = re.compile(r"页|^[-—–]|page", re.I)
_FILE = re.compile(r"\.(docx?|pdf|pptx?|xlsx?|wps|txt|rtf)$", re.I)
_URL = re.compile(r"^(https?://|www\.)\S+$", re.I)
_CRUMBS = re.compile(r"(首页|位置|主页)\s*[:：>＞»/]|^\S{2,12}\s*[>＞»]+\s*\S{2,12}(\s*[>＞»]+\s*\S{2,12})*$")
_SHARE_ROW = re.compile(
    "(上传人|上传时间|上传者|文档编号|格式|页数|大小|下载次数|浏览次数|阅读次数|点击数|点击率|字数|收藏|积分|评分|价格|热度|文件类型|分享人)[:：]"
)
_BUTTONS = frozenset(
    "返回 下载 相关 举报 打印 关闭 分享 收藏 字号 字体 大 中 小 首页 登录 注册 点赞 评论 保存 转发 纠错 上一页 下一页 目录 全文 阅读 "
    "内容简介 下载文档 微信 微博 qq空间 朋友圈 复制链接 下载资源 文档介绍 内容提要 上一篇 下一篇 无障碍 繁体 简体 手机版 返回顶部 加入收藏 申请认领".split()
)
# Marks of a list of other documents.
_RELATED = re.compile(
    "^(展开阅读全文|相关(资源|搜索|推荐|文[档章]|阅读|新闻|链接|信息)|猜你.{0,2}(喜欢|想看|想搜)|推荐(阅读|文档|文章)|(热门|最新|精品)(文[档章]|推荐|资源|搜索|阅读)|"
    "为您推荐|您?可能(还)?(感兴趣|喜欢)|更多(相关|精彩)|延伸阅读)"
)
_FOOT = re.compile("^(上一篇|下一篇|当前位置|友情链接|文档评论|网友评论|附件:无$)")
_HEAD_LINES = 40  # shown lines in which a site's own notices may stand above the document
_ENDED = re.compile("[。！？!?；;…]”?[)）]?$")
_OUTLINE = re.compile(r"^(第[一二三四五六七八九十百零〇\d]+[编章节条]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|#{1,6}\s)")


def _is_button_row(line: str) -> bool:
    words = [word for word in re.split(r"[\s|/·【】\[\]（）():：,，]+", line.lower()) if word]
    return bool(words) and all(word in _BUTTONS for word in words)


def is_furniture(line: str) -> bool:
    """Whether a line says by itself that it is page furniture."""
    plain = fold(line)
    if _SITE.search(plain):
        return True
    if len(_SHARE_ROW.findall(line)) >= 2 or _is_button_row(line) or _FOOT.match(plain) or _NOTICE.match(plain) or _URL.match(line):
        return True
    if _PAGE.match(line) and _PAGE_WORDS.search(line):
        return True
    short = len(plain) <= 60 and not _ENDED.search(line)
    return short and bool(_FILE.search(line) or _CRUMBS.search(line) or _SHARE_ROW.match(line))


def _is_content(line: str) -> bool:
    """A line that only a document would have: a paragraph or a heading of an official outline."""
    return len(line) >= 30 and bool(_ENDED.search(line)) and has_han(line) or bool(_OUTLINE.match(line))


def _tail(lines: list[str], furniture: list[bool]) -> int:
    """Index of the line at which the page goes on after the document's end."""
    content = [index for index, line in enumerate(lines) if not furniture[index] and _is_content(line)]
    total = sum(len(lines[index]) for index in content)
    seen = 0
    for index, line in enumerate(lines):
        if index in content:
            seen += len(line)
        elif seen * 2 > total and (furniture[index] or _RELATED.match(fold(line))):
            rest = [lines[later] for later in content if later > index]
            # Abstracts of other documents may follow; the document itself would go on with its outline.
            if sum(map(len, rest)) * 10 < total and not any(_OUTLINE.match(later) for later in rest):
                return index
    return len(lines)


def _notices(lines: list[str]) -> list[int]:
    """Indexes of lines above the document that are about the site: many of its words in one, or a list most of whose items use them."""
    found: list[int] = []
    block: list[int] = []
    shown = [index for index, line in enumerate(lines) if line][:_HEAD_LINES]
    for index in [*shown, None]:
        if index is not None and _NUMBERED.match(lines[index]):
            block.append(index)
            continue
        if len(block) > 1 and sum(bool(_SITE_WEAK.search(lines[item])) for item in block) * 2 >= len(block):
            found += block
        block = []
        if index is not None and len(set(_SITE_WEAK.findall(lines[index]))) >= 4:
            found.append(index)
        if index is not None and _OUTLINE.match(lines[index]):
            break
    return found


def drop_furniture(traced: Traced) -> Traced:
    """The text without lines of page furniture."""
    spans = traced.lines()
    lines = [traced.text[start:end] for start, end in spans]
    furniture = [bool(line) and is_furniture(line) for line in lines]
    for index in range(_tail(lines, furniture), len(lines)):
        furniture[index] = True
    for index in _notices(lines):
        furniture[index] = True
    related = False
    seen: dict[str, int] = {}
    for index, line in enumerate(lines):
        if not line:
            continue
        # What follows such a mark belongs to it until the document shows again.
        if _RELATED.match(fold(line)):
            related, furniture[index] = True, True
        elif _is_content(line) and not furniture[index]:
            related = False
        elif related and len(line) <= 60 and not _ENDED.search(line):
            furniture[index] = True
        key = fold(line)
        if 6 <= len(key) <= 60 and not _ENDED.search(line) and not _OUTLINE.match(line):
            seen[key] = seen.get(key, 0) + 1
    for index, line in enumerate(lines):
        if seen.get(fold(line), 0) >= 3 and not furniture[index]:
            furniture[index] = any(fold(lines[before]) == fold(line) and not furniture[before] for before in range(index))
    return traced.without(span for span, is_page in zip(spans, furniture, strict=True) if is_page)
