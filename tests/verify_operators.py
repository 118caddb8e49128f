"""What alters a sentence by rule: figures, masks, order, names in quotation marks, lists, words added.

Each operator takes a sentence in simplified characters and gives the edits of one alteration after the other.
"""

import random
import re
from collections.abc import Callable, Iterator
from functools import cache

from tests.verify_claims import bases

# start, end and what is written there instead.
Edit = tuple[int, int, str]

_DATE = r"(?:19|20)(?:\d\d|XX)(?=年|\+)|\d+(?=月|日)"
_DIGITS = re.compile(rf"{_DATE}|(?<![A-Za-z第\d.])(?P<number>\d+(?:\.\d+)?)(?!\d|中学|XX)")
_COUNTED = "所项条个年名件部门处科大类家批席轮套级区块位次期人张头"
_HAN = re.compile(
    f"(?<![一二三四五六七八九十第几每下新同这另全说做缺唯])(?:(?P<range>两到三)|(?P<number>[一两三四五六七八九十]))(?=[{_COUNTED}])"
    "(?!个推广|所成|个孩子|个不漏|级园|大讨论|体化|部分|处[，是]|个样|头|类)"
)
# What a numeral in characters becomes.
_MORE = dict(pair.split(":") for pair in "一:三 两:四 三:五两 四:三六 五:四六 六:八五 七:六 八:九 九:六 十:五".split())
_HUNDREDS = re.compile("百(?=余次|所|个项目)|万(?=名|余个)")
_ORDINAL = re.compile("第([一二三四五六七八九])(?=届|批|轮|名|年|责任人|条规定)")
_ARTICLE_IN_TEXT = re.compile("第[一二三四五六七八九十]+条(?=规定)")
_RANGE = re.compile(r"(\d)至(\d)(?=名|个|岁)")
_QUOTED = re.compile("[“《]([^”〞》]{2,16})[”〞》]")
_LIST = re.compile("(?:[^，,。；：:、]{1,12}、)+[^，,。；：:、]{2,16}")
_COUNT_WORDS = "零一两三四五六七八九十"
_COUNT = re.compile("([两三四五六七八九]|\\d)(?=项|个|所|件|类|种|科|区|方面|大工程|张|席)")
# What nobody claimed, and what is added to a list; _LIKE: what suits a list in which the words stand.
_ADDED = (
    "并给予每人500元补助", "比上年增长两成", "所需资金由市财政全额承担", "位居全市第一", "并邀请高校专家参与评审", "由第三方机构每季度评估一次", "相关情况纳入校长年度考核",
    "未完成的予以通报", "惠及学生1.2万人", "并优先向民办学校倾斜", "经家长委员会同意后实施", "此项工作由分管副市长牵头", "结果在《中国教育报》上刊登", "累计投入2600万元",
)  # fmt: skip
_ITEMS = ("校园足球", "劳动基地", "图书漂流", "食品安全", "数字档案", "心理测评", "文艺汇演", "研学旅行")
_LIKE = (
    ("岱东|军粮城", "秀山"), ("铁西", "大东"), ("率", "升学率"), ("师大", "华师大"), ("条例", "校园安全条例"), ("儿童|子女", "单亲家庭子女"),
    ("音乐|体育、", "劳动"), ("攀岩", "跳绳"), ("人声", "舞蹈"), ("周", "校园读书周"), ("奖、", "贷"), ("师德、", "资历"), ("功能教室", "宿舍"), ("校长", "年级主任"),
    ("义务教育", "继续教育"), ("中学|高中|学校|幼儿园|示范园", "启智学校"),
)  # fmt: skip
# Lists of clauses, to which a thing cannot be added; and masks.
_NO_NOUNS = re.compile(
    "“|（|XX|举报|以课堂|调好课|正当理由|代学|虚报|说明原因|让家长|低本钱|开单|进得来|补短板|亮身份|有计划|37所|大类|竞标|区委|改建|开办|学用结合|人事科|病假"
)
NUMBERS_IN_HAN = "零一二三四五六七八九十"


def _numbers(text: str) -> Iterator[list[Edit]]:
    for match in _DIGITS.finditer(text):
        if number := match["number"]:
            for other in _other_numbers(number):
                yield [(*match.span(), other)]
    for match in _RANGE.finditer(text):
        low, high = int(match[1]), int(match[2])
        yield [(*match.span(), f"{low + 2}至{high + 2}")]
        yield [(*match.span(), f"{low}")]
    for match in _HAN.finditer(text):
        if match["range"]:
            yield [(*match.span(), "四到五")]
        else:
            yield from ([(*match.span(), other)] for other in _MORE[match["number"]])
    for match in _HUNDREDS.finditer(text):
        yield [(*match.span(), "千" if match[0] == "百" else "百")]
    for match in _ORDINAL.finditer(text):
        yield [(*match.span(1), NUMBERS_IN_HAN[NUMBERS_IN_HAN.index(match[1]) % 9 + 1])]
    yield from ([(*match.span(), "三分之一")] for match in re.finditer("一半", text))
    yield from ([(*match.span(), "两成")] for match in re.finditer("一成(?=。)", text))
    yield from ([(*match.span(), "百分之九十")] for match in re.finditer("百分之百", text))


def _other_numbers(number: str) -> list[str]:
    """Off by one in the last digit, another digit in front, ten times as much, two digits exchanged."""
    last = number[:-1] + str((int(number[-1]) + 1) % 10)
    first = str(int(number[0]) % 9 + 1) + number[1:]
    whole = number.replace(".", "") if "." in number else number + "0"
    turned = number[::-1] if len(number) == 2 and number[0] != number[1] and not number.endswith("0") else last
    return [other for other in dict.fromkeys((last, turned, first, whole)) if float(other) != float(number)]


def _masks(text: str) -> Iterator[list[Edit]]:
    for match in re.finditer("20XX(?=年)", text):
        yield from ([(*match.span(), year)] for year in ("2005", "2006", "2008"))
    if "XX县区、XX县区、XX县区" in text:
        start = text.index("XX县区、XX县区、XX县区")
        yield from ([(start, start + 14, places)] for places in ("东丽区、南长区、和平区", "岱山县、普陀区、定海区"))


def _order(text: str) -> Iterator[list[Edit]]:
    """Two figures exchanged, the numerals alone."""
    spans = [match.span() for match in _DIGITS.finditer(text) if match["number"] and _free(text, *match.span())]
    for at, first in enumerate(spans):
        for second in spans[at + 1 : at + 3]:
            one, other = text[slice(*first)], text[slice(*second)]
            if one != other:
                yield [(*first, other), (*second, one)]


def _free(text: str, start: int, end: int) -> bool:
    """Whether a figure is no part of a range, a sum or, but for its first term, a ratio."""
    return text[start - 1 : start] not in ("+", "至", ":") and text[end : end + 1] not in ("+", "至")


def _titles(text: str) -> Iterator[list[Edit]]:
    """A name in quotation marks replaced by one from elsewhere."""
    for match in _QUOTED.finditer(text):
        choice = random.Random(match[1])
        if match[1] == "xx":
            continue
        others = [title for title in _all_titles() if abs(len(title) - len(match[1])) <= 2 and title not in text]
        yield from ([(*match.span(1), other)] for other in choice.sample(others, min(2, len(others))))


@cache
def _all_titles() -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(match[1] for base in bases() for match in _QUOTED.finditer(base.simple) if match[1] != "xx")
    )


def _lists(text: str) -> Iterator[list[Edit]]:
    """An item too many, an item exchanged; where the items are counted, an item too few, with the count and without."""
    for match in _LIST.finditer(text):
        if _NO_NOUNS.search(match[0]):
            continue
        places = [at.start() + match.start() for at in re.finditer("、", match[0])]
        item = next((item for words, item in _LIKE if re.search(words, match[0])), None)
        item = item or random.Random(match[0]).choice(_ITEMS)
        yield [(places[-1], places[-1], "、" + item)]
        if len(places) > 1:
            # What stands between two commas of a list is an item whole.
            first, second = places[-2:]
            yield [(first + 1, second, item)]
            if count := next((each for each in _COUNT.finditer(text) if _counts(each[1]) == len(places) + 1), None):
                yield [(first, second, "")]
                fewer = (*count.span(1), _COUNT_WORDS[len(places)])
                yield sorted([(first, second, ""), fewer])


def _counts(word: str) -> int:
    return int(word) if word.isdigit() else _COUNT_WORDS.index(word)


def _added(text: str) -> Iterator[list[Edit]]:
    at = len(text.rstrip("。；：:;"))
    yield [(at, at, "，" + random.Random(text).choice(_ADDED))]


def _articles_in_text(text: str) -> Iterator[list[Edit]]:
    yield from (
        [(*match.span(), other)] for match in _ARTICLE_IN_TEXT.finditer(text) for other in ("第六条", "第十一条")
    )


OPERATORS: dict[str, Callable[[str], Iterator[list[Edit]]]] = {
    "number": _numbers, "mask": _masks, "order": _order, "title": _titles, "list": _lists, "added": _added, "article": _articles_in_text,
}  # fmt: skip
