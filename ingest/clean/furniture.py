"""Page furniture: lines that a portal or a document-sharing site put around a document.

Where a line stands decides how much it takes to call it furniture. Above the document's first paragraph and below its
last, words of a site's business are enough; inside, only what no document says of itself. What is told by nothing
stays.
"""

import re

from ingest import line_ends
from ingest.clean.contents import contents, is_content_line
from ingest.clean.running import is_page, running_headers
from ingest.clean.traced import Traced
from ingest.numbering import OFFICIAL
from rag.text import fold, has_han

# What sites say of themselves and policy documents never do.
_SITE = re.compile(
    "本站(?!稳|[到点位])|上传人:|(?:用户|网友|会员)(?:上传|分享)|文档编号:|(?:网站|联系|在线)客服|客服(?:老师|热线|qq)|下载积分|豆丁网|道客巴巴|百度文库|原创力|c2c|"
    "版权所有|版权归属?用户|备案号:|icp备|icp证|icp20|公网安备|网站标识码|浏览次数:|点击查看更多|展开(?:阅读)?(?:全文|全部|剩余|更多)|点击阅读全文|还剩\\d+页|"
    "正为您匹配|网上搜索|珍藏版|资源描述|(?:小编|为[你您]).{0,8}(?:整理|找来|带来|收集)|点击上方.{0,6}(?:蓝字|关注)|往期回顾|点个在看|allrightsreserved|copyright"
)
_BUSINESS = re.compile(
    "下载|上传|版权|预览|会员|客服|付费|网站|侵权|用户|文档|文库|积分|收益|网友|(?<!规)范文(?![件本字])|举报|许可证|扫一扫|分享到|在线阅读|免责声明|技术支持|"
    "打印本页|关闭窗口|网站地图|主办单位|浏览器|小编|vip|阅读原文"
)
_NUMBERED = re.compile(r"^\d{1,2}[.、．]")
_FILE = re.compile(r"^(?!附件|\d|[一二三四五六七八九十]).{2,58}\.(?:docx?|pdf|pptx?|xlsx?|wps|txt|rtf)$", re.I)
_URL = re.compile(r"^(?:链接地址[:：])?\s*(?:https?://|www\.)\S+$", re.I)
_CRUMBS = re.compile(
    r"(?:当前位置|所在位置|您的位置)\s*[:：]|^首页\s*[>＞»/]|^[^\d>＞»]{2,12}(?:[>＞»]+[^\d>＞»]{2,12}){2,}$"
)
# Where a text was taken from, and the mark that a collection files it under: 原文链接：https://…, 【法宝引证码】 CLI.12.34.
_FILED = re.compile(r"^[一-龥]{2,10}[:：]\s*\S{0,6}https?://\S+$|^.{0,12}【[^】]{2,10}】\s*[A-Z]{2,}[.\dA-Z ]*$")
# A drawn rule is no text anywhere; a way through the site is none where it stands right below furniture, for a manual
# shows such ways too.
_WAY = re.compile(r"^首页\s*[>＞»/\-－–—]\s*\S.{0,40}$")
_RULE = re.compile(r"^[－—–=*~\-]{6,}$")
_COUNTED = re.compile(r"\d+\s*(?:位|人|次)[^，。]{0,6}(?:读过|阅读|浏览|访问)")
_SHARE_KEY = re.compile(
    "(?:上传人|上传时间|上传者|文档编号|编号|格式|页数|大小|下载次数|浏览次数|阅读次数|点击数|点击率|字数|收藏|积分|评分|价格|热度|文件类型|分享人)[:：]"
)
_BUTTONS = frozenset(
    "返回 下载 相关 举报 打印 关闭 分享 收藏 字号 字体 大 中 小 首页 登录 注册 点赞 评论 保存 转发 纠错 上一页 下一页 目录 全文 阅读 内容简介 下载文档 "
    "微信 微博 qq空间 朋友圈 复制链接 下载资源 文档介绍 内容提要 上一篇 下一篇 无障碍 繁体 简体 手机版 返回顶部 加入收藏 申请认领 海报 侵权投诉 投诉".split()
)
_SIZE = re.compile(r"^(?:[\d.]+\s*[km]b|\d+\+|vip.{0,4})$", re.I)
# Marks of a list of other documents, and of what stands at the foot of a page.
_RELATED = re.compile(
    "^(?:展开阅读全文|相关(?:资源|搜索|推荐|文[档章]|阅读|新闻|链接)|猜你.{0,2}(?:喜欢|想看|想搜)|推荐(?:阅读|文档|文章)|(?:热门|最新|精品)(?:文[档章]|推荐|资源|搜索|阅读)|"
    "为您推荐|您?可能(?:还)?(?:感兴趣|喜欢)|更多(?:相关|精彩)|延伸阅读|往期回顾).{0,12}$"
)
_FOOT = re.compile("^(?:上一篇|下一篇|当前位置|友情链接|文档评论|网友评论)|^附件:无$")
_OUTLINE = re.compile(rf"^(?:{OFFICIAL}|#{{1,6}}\s)")
_LONG = 80  # characters of a line up to which a site's word inside the document condemns it
_TAIL_SHARE = 0.1  # of the document's text that may follow its end, as abstracts of other documents


def _is_button_row(line: str) -> bool:
    words = [word for word in re.split(r"[\s|/·【】\[\]（）():：,，]+|a[⁺⁻+-]", line.lower()) if word]
    if words and all(word in _BUTTONS for word in words):
        return True
    parts = [part.strip() for part in re.split("[|｜]", line)]  # a menu: 设为首页 | 加入收藏 | 网站导航
    return len(parts) > 2 and all(2 <= len(part) <= 6 for part in parts) and not _BUTTONS.isdisjoint(parts)


def _says_of_itself(line: str, plain: str) -> bool:
    """Whether a line is furniture wherever it stands."""
    if len(line) <= _LONG and _SITE.search(plain) and not _OUTLINE.match(line):
        return True
    if len(_SHARE_KEY.findall(line)) >= 2 or _URL.match(line) or (_is_button_row(line) and len(plain) > 1):
        return True
    return bool(_RULE.match(line)) or is_page(line) or is_content_line(line)


def _is_about_the_site(line: str, plain: str) -> bool:
    """Whether a line above or below the document is furniture."""
    business = len(set(_BUSINESS.findall(plain)))
    if (
        _SITE.search(plain)
        or business >= 4
        or (business >= 2 and len(line) <= _LONG)
        or _FOOT.match(plain)
        or _SIZE.match(plain)
        or _FILED.match(line)
        or _COUNTED.search(plain)
        or not any(map(str.isalnum, line))
    ):
        return True
    return (
        len(plain) <= 60
        and not line_ends.SENTENCE.search(line)
        and bool(_FILE.match(line) or _CRUMBS.search(plain) or _SHARE_KEY.match(line))
    )


def _is_content(line: str, plain: str) -> bool:
    """A line that only a document would have: a heading of an official outline, or a paragraph that is not about a
    site."""
    if is_content_line(line):
        return False
    if _OUTLINE.match(line):
        return True
    if len(line) >= 200 and has_han(line) and "。" in line:
        return True
    return (
        len(line) >= 30
        and has_han(line)
        and bool(line_ends.SENTENCE.search(line))
        and not _SITE.search(plain)
        and len(set(_BUSINESS.findall(plain))) < 2
    )


def _end(lines: list[str], plains: list[str], content: list[int]) -> int:
    """Index of the line with which the page goes on after the document: a mark of it with hardly any text behind."""
    known = set(content)
    total = sum(len(lines[index]) for index in content)
    seen = 0
    for index, line in enumerate(lines):
        if index in known:
            seen += len(line)
        elif (
            seen * 2 > total
            and line
            and (
                _RELATED.match(plains[index])
                or _FOOT.match(plains[index])
                or _SITE.search(plains[index])
                or _is_button_row(line)
            )
            # What is left is weighed first, by what has been seen: to look at it for every such line takes too long.
            and total - seen <= _TAIL_SHARE * total
            and not any(_OUTLINE.match(lines[later]) for later in content if later > index)
        ):
            return index
    return len(lines)


def _notices(lines: list[str], plains: list[str], last: int) -> set[int]:
    """Indexes of numbered lists above the document that are about the site, with the line that announces each."""
    found: set[int] = set()
    shown = [index for index in range(last) if lines[index]]
    block: list[int] = []
    for place, index in enumerate([*shown, None]):
        if index is not None and _NUMBERED.match(lines[index]):
            block.append(place)
            continue
        items = [shown[at] for at in block]
        about = [item for item in items if _BUSINESS.search(plains[item])]
        if (
            len(items) > 1
            and len(about) * 2 >= len(items)
            and any(_SITE.search(plains[item]) or re.search("文档|本文|版权|资料", plains[item]) for item in items)
        ):
            found.update(items)
            if block[0] and len(lines[shown[block[0] - 1]]) <= 12:
                found.add(shown[block[0] - 1])
        block = []
    return found


def drop_furniture(traced: Traced) -> Traced:
    """The text without lines of page furniture."""
    spans = traced.lines()
    lines = [traced.text[start:end] for start, end in spans]
    plains = [fold(line) if len(line) <= 1000 else "" for line in lines]
    content = [index for index, line in enumerate(lines) if line and _is_content(line, plains[index])]
    first = content[0] if content else len(lines)
    end = _end(lines, plains, content)
    last = max((index for index in content if index < end), default=first)
    furniture = (
        set(range(end, len(lines)))
        | contents(lines, plains)
        | _notices(lines, plains, first)
        | running_headers(lines, plains)
    )
    known = set(content)
    related = below = False  # below: the last line that says something was furniture
    for index, (line, plain) in enumerate(zip(lines, plains, strict=True)):
        if not line or index in furniture:
            below = below or bool(line)
            continue
        inside = first <= index <= last
        if _RELATED.match(plain):
            related = True
            furniture.add(index)
        elif index in known:
            related = False
        elif (
            _says_of_itself(line, plain)
            or (not inside and _is_about_the_site(line, plain))
            or (related and len(line) <= 60 and not line_ends.SENTENCE.search(line))
            or (below and _WAY.match(line))
        ):
            furniture.add(index)
        below = index in furniture
    return traced.without(spans[index] for index in furniture)
