"""What sites write around a document that is neither navigation nor text of it: readers' comments, other articles, a
byline, credits."""

import re
from collections.abc import Iterator, Sequence

from ingest.readers.html.flow import Block
from ingest.readers.html.main import MainText
from ingest.readers.html.portal import is_control, is_field, is_front

_LONGEST = 60  # characters of a line that names another article, a byline or a credit
_COUNT = r"\s*[:：]?\s*(?:[（(【\[]?\s*共?\s*\d+\s*条?(?:评论)?\s*[）)】\]]?)"
_COMMENTS = re.compile(
    rf"(?:网友|最新|热门|全部|精彩|精选|用户|读者)(?:评论|留言|跟帖|热评)(?:列表|区|专区)?(?:{_COUNT})?(?:[（(].*)?|(?:评论|留言|跟帖|热评)(?:列表|区)?{_COUNT}|"
    rf"(?:我要|发表|写|查看|添加)(?:评论|留言)(?:{_COUNT})?|我来说(?:两|几)句|文明上网.{0, 12}发言.{0, 20}"
)
_OTHERS = re.compile(
    r"\W*(?:往期|精彩|推荐|相关|延伸|热门|最新|更多|猜你)(?:推荐|回顾|精选|阅读|文章|链接|新闻|内容|资讯|稿件|喜欢)\W*"
)
_CALL = re.compile(
    r"\W*(?:(?:点击|长按|扫描|识别|戳|扫码|微信扫一扫).{0,12}(?:蓝字|关注|二维码|公众号|小程序).{0,8}|关注(?:我们|该公众号)|微信扫一扫|阅读原文|the\s+end|end|完|"
    r"点?个?.?在看.?|预览时标签不可点|喜欢作者|(?:(?:分享|收藏|点赞|在看|赞)[\s、/|]*){2,})\W*",
    re.I,
)
_CREDIT = re.compile(
    r"[\s【\[（(]*(?:图文|文字|文|图|图片|摄影|来源|供稿|撰稿|撰文|作者|编辑|小编|责编|责任编辑|美编|排版|校对|审核|核稿|初审|复审|终审|一审|二审|三审|监制|总监制|编审|制作|出品|值班编辑)"
    r"(?:\s*[、/&|丨]\s*(?:文|图|编辑|审核|校对|排版|摄影|供稿|制作))*\s*[:：|丨]\s*[^。；]{1,24}"
)
_DATE = re.compile(
    r"(?:19|20)\d\d(?P<sign>[-./年])\d{1,2}[-./月]\d{1,2}日?(?P<time>\s*(?:星期.)?\s*\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?"
)
_NO_BYLINE = re.compile("[。，；！？《》]")
_LONGEST_BYLINE = 30  # characters beside its date
_IMPRINT = re.compile("版权所有|备案(?:序)?号|网站标识码|公网安备|copyright", re.I)
_LITTLE = 30  # characters under which a page without a sentence holds no text
_HALF = 2  # a part of a page behind the document stands after one in so many of its characters of prose


def around(blocks: Sequence[Block], main: MainText) -> frozenset[Block]:
    """The blocks of a page that stand around its document and are no text of it."""
    prose = [at for at, block in enumerate(blocks) if main.is_prose(block)]
    if not prose:
        return frozenset(block for block in blocks if _CALL.fullmatch(block.text))
    total = sum(len(blocks[at].text) for at in prose)
    seen, middle = 0, prose[-1]
    for at in prose:
        seen += len(blocks[at].text)
        if seen * _HALF > total:
            middle = at
            break
    end = next((at for at in range(middle, len(blocks)) if _COMMENTS.fullmatch(blocks[at].text)), len(blocks))
    found = set(blocks[end:])
    found |= set(_bylines(blocks[: prose[0]]))
    found |= set(_other_articles(blocks[middle:end], main))
    found |= {block for block in blocks if not block.cells and _CALL.fullmatch(block.text)}
    found |= set(_below_imprint(blocks, main))
    found |= set(_credits([block for block in blocks[middle:end] if block not in found]))
    return frozenset(found)


def has_text(blocks: Sequence[Block], main: MainText) -> bool:
    """Whether any of a page is text: prose, a table, or at least some words that lead nowhere."""
    own = [
        block
        for block in blocks
        if not (main.is_navigation(block) or is_control(block.text) or is_field(block.text))
        and block.linked * 2 <= len(_without(block.text))
    ]
    return sum(len(block.text) for block in own) >= _LITTLE or any(
        block.cells or "。" in block.text or main.is_prose(block) for block in own
    )


def _bylines(blocks: Sequence[Block]) -> Iterator[Block]:
    """Lines above the text that say when and by whom it was put on the site, as portals and apps print it under a
    title."""
    for block in blocks:
        date = _DATE.search(block.text)
        if not date or block.cells or _NO_BYLINE.search(block.text) or is_front(block.text):
            continue
        printed = date["sign"] != "年" or date["time"]  # a date in words may be the document's own
        if (
            printed
            and len(block.text) - len(date[0]) <= _LONGEST_BYLINE
            and not re.search("[:：]", _without(block.text))
        ):
            yield block


def _without(text: str) -> str:
    return _DATE.sub("", text)


def _other_articles(blocks: Sequence[Block], main: MainText) -> Iterator[Block]:
    """Titles of other articles, with the line that announces them."""
    inside = False
    for block in blocks:
        if _OTHERS.fullmatch(block.text):
            inside = True
        elif block.cells or main.is_prose(block) or len(block.text) > _LONGEST or block.text.endswith(("。", "：")):
            inside = False
        if inside:
            yield block


def _below_imprint(blocks: Sequence[Block], main: MainText) -> list[Block]:
    """What a page says below the site's imprint, behind its main part, in other than sentences: buttons that float at
    its edge."""
    behind = max((at for at, block in enumerate(blocks) if main.holds(block)), default=len(blocks)) + 1
    imprint = next(
        (
            at
            for at in range(behind, len(blocks))
            if _IMPRINT.search(blocks[at].text) and main.is_navigation(blocks[at])
        ),
        len(blocks),
    )
    return [block for block in blocks[imprint + 1 :] if not block.cells and "。" not in block.text]


def _credits(blocks: Sequence[Block]) -> list[Block]:
    """The lines at a page's end that say who wrote, edited and checked it, where there are several."""
    found = [block for block in blocks if not block.cells and _CREDIT.fullmatch(block.text)]
    return found if len(found) > 1 and len(blocks) - blocks.index(found[0]) <= 2 * len(found) + 2 else []
