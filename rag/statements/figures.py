"""Figures of a text by value: 二〇二四年 is 2024年, 百分之九十五 is 95%, 3.5万元 is 35000元, each with its unit and its bound."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

# start, end and what is to stand there.
Edit = tuple[int, int, str]

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}

# Measure words, longest first; a numeral in characters is a figure only before one of them.
_UNITS = (
    "个百分点 百分点 平方米 平方公里 立方米 人次 学时 课时 周岁 小时 分钟 公里 千米 厘米 毫米 公顷 公斤 学年 学期 年级 个月 季度 工作日 自然日 "
    "人 大类 分 名 位 所 家 个 项 条 款 章 节 件 次 场 期 届 批 类 种 门 套 台 辆 册 本 张 份 篇 间 栋 幢 座 处 块 枚 亩 元 角 岁 级 年 月 日 号 天 周 "
    "米 吨 秒 倍 番 成 度 科 轮 班 户 对 支 队 村 镇 乡 校 点 届 字 % ‰"
).split()
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True)) + "|部(?!分|门|队|委|署|长)|席(?!位)"
_ALIKE = {"名": "人", "位": "人", "个百分点": "百分点", "家": "所", "号": "日"}

_HAN_NUMBER = "[零〇一二两三四五六七八九十百千万亿]"
_ARABIC = r"\d{1,20}(?:\.\d{1,20})?"  # bounded, since a run of digits is tried from each of its places
_ISO_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)")
_PER_HUNDRED = re.compile(rf"(百|千)分之({_HAN_NUMBER}{{1,20}}(?:点[零〇一二三四五六七八九]{{1,20}})?|{_ARABIC})")
_PART = re.compile(rf"({_HAN_NUMBER}{{1,20}}|\d{{1,20}})分之({_HAN_NUMBER}{{1,20}}|\d{{1,20}})")
_TENTHS = re.compile("([一二两三四五六七八九])成([一二三四五六七八九半])?(?![为立了都功果员长绩年人])")
_LARGE = re.compile(rf"({_ARABIC})(万亿|[万亿])")
_IN_HAN = re.compile(
    rf"(?<![几数好{_HAN_NUMBER[1:-1]}])(?<!(?<!以)上)([零〇一二两三四五六七八九十]{_HAN_NUMBER}{{0,20}})(点[零〇一二三四五六七八九]{{1,20}})?(?=[多余]?(?:{_UNIT}))"
)
_ROUND = re.compile(rf"(?<![{_HAN_NUMBER[1:-1]}\d])[百千万](?=[多余](?:{_UNIT}))")  # 百余次
_SOME_LARGE = re.compile(rf"({_ARABIC}|{_HAN_NUMBER[:-2]}]{{1,20}})([多余])(万亿|[万亿])")  # 3600多万
_RATIO = re.compile(rf"({_ARABIC})比({_ARABIC})(?![\d.年])")
_HALF = re.compile("(?<=[占各的])一半")
_ONE_OF = re.compile(rf"(?<=[\d{_HAN_NUMBER[1:-1]}])个(?=小时|工作日|自然日|学期|学年|百分点)|(?<=每)个(?=[一-龥])")
_FEW = re.compile(f"(?<!{_HAN_NUMBER})([两二三四五六七八])[到至]?([三四五六七八九])(?=(?:{_UNIT}))")  # 两三年
_CALENDAR = re.compile(r"\d{4}|0\d")  # 2008年, 08年
_DECIMAL = re.compile(r"\d+\.\d+")
# Words that begin with a numeral and count nothing.
_NO_FIGURE = re.compile(
    "(?<![二三四五六七八九百千])十分|一(?:次性|体化|性|些|样|般|定(?!期)|切|起(?!案)|贯|流|线|体)|万一|统一|同一|唯一|第一时间"
)

_PATTERN = re.compile(
    rf"(?P<ordinal>第)?(?P<value>{_ARABIC}:{_ARABIC}|\d{{1,20}}/\d{{1,20}}|{_ARABIC})(?P<more>[多余])?(?P<unit>{_UNIT})?(?P<after>左右|上下|前后|[及或]?以上|[及或]?以下|以内|之内|以外|以后|之后|以前|之前|内(?!容|部|涵|外)|后(?!勤|备)|前(?!列|景|期|茅|后|沿))?"
)
_NOT = "不[得会能应可]?"
_BOUNDS: tuple[tuple[str, str], ...] = (
    ("<=", f"{_NOT}(?:超过|高于|多于|大于)|未超过|至多|最多|最高|控制在"),
    (">=", f"{_NOT}(?:少于|低于|小于)|至少|最少|最低|达到或超过"),
    (">", "超过|多于|高于|大于|超|逾|突破|超出"),
    ("<", "低于|少于|小于|不足|不到|未达到?|未满|不满"),
    ("<~", "接近|将近|近"),
    ("~", "约|大约|大概|大致"),
)
_BEFORE = tuple(
    (bound, re.compile(rf"(?:{words})(?:每[一-龥]{{1,2}}|了|为|到|达到?|有)?$")) for bound, words in _BOUNDS
)
# Bounds that may stand before the verb: 至少要新建2所.
_ADVERBS = {"至少": ">=", "最少": ">=", "起码": ">=", "至多": "<=", "最多": "<="}
_FAR = re.compile(r"(至少|最少|起码|至多|最多)[^\d,。;、]{1,7}$")
_AFTER = {"左右": "~", "上下": "~", "以上": ">=", "及以上": ">=", "或以上": ">=", "以下": "<=", "及以下": "<=", "或以下": "<=", "以内": "<=", "之内": "<=", "内": "<=", "前后": "~", "后": "after", "以后": "after", "之后": "after", "前": "before", "以前": "before", "之前": "before"}  # fmt: skip
_RISE, _FALL = "提高|提升|上升|增长|增加|增至|扩大|升|增", "下降|降低|减少|压减|缩小|回落|减至|降|减"
_CHANGE = re.compile(rf"(?:(?P<up>{_RISE})|(?P<down>{_FALL}))(?P<to>到|至|为|达到?)?了?(?:约|近|超过|不少于|不低于)?$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a canonical text. bound: = or one of <= >= > < ~ <~ (not quite), before and after; change: up, down, with by or to, or none.

    date: a year, month or day of the calendar. start:end is its place; first: where the words begin that set its bound (不少于).
    """

    value: str
    unit: str
    bound: str
    change: str
    date: bool
    start: int
    end: int
    first: int

    def agrees(self, other: "Figure") -> bool:
        """Whether the other says the same: value, unit where both have one, bound, and no other direction."""
        units = not self.unit or not other.unit or self.unit == other.unit
        changes = self.change == other.change or (not self.change and not other.change.endswith("by"))
        return self.value == other.value and units and self.bound == other.bound and changes


def canonical(folded: str) -> str:
    """A folded text with its figures in Arabic numerals and full value, so that equal ones are equal to the letter."""
    for step in STEPS:
        folded = splice(folded, step(folded))
    return folded


def splice(text: str, edits: Sequence[Edit]) -> str:
    """A text with runs of it replaced; edits in order."""
    parts: list[str] = []
    at = 0
    for start, end, new in edits:
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def _by(pattern: re.Pattern[str], write: Callable[[re.Match[str]], str]) -> Callable[[str], list[Edit]]:
    return lambda text: [(*match.span(), write(match)) for match in pattern.finditer(text)]


def _in_characters(text: str) -> list[Edit]:
    # What counts nothing is hidden while the numerals in characters are read.
    hidden = _NO_FIGURE.sub(lambda word: "\0" * len(word[0]), text)
    found = [(*match.span(), _plain(_value(match[1] + (match[2] or "")))) for match in _IN_HAN.finditer(hidden)]
    found += [(*match.span(), _plain(_value(match[0]))) for match in _ROUND.finditer(hidden)]
    return sorted(found)


# What makes a folded text canonical, one after the other: each finds the runs to be rewritten.
STEPS: tuple[Callable[[str], list[Edit]], ...] = (
    _by(_RATIO, lambda ratio: f"{ratio[1]}:{ratio[2]}"),
    _by(_HALF, lambda _: "50%"),
    _by(_ONE_OF, lambda _: ""),
    _by(_FEW, lambda few: f"{_DIGITS[few[1]]}-{_DIGITS[few[2]]}"),
    _by(_ISO_DATE, lambda date: f"{date[1]}年{int(date[2])}月{int(date[3])}日"),
    _by(_THOUSANDS, lambda number: number[0].replace(",", "")),
    _by(_PER_HUNDRED, lambda part: _plain(_value(part[2])) + ("%" if part[1] == "百" else "‰")),
    _by(_PART, lambda part: f"{_plain(_value(part[2]))}/{_plain(_value(part[1]))}"),
    _by(_TENTHS, lambda tenths: _percent(tenths)),
    _by(_SOME_LARGE, lambda number: f"{_plain(_value(number[1]) * _myriad(number[3]))}{number[2]}"),
    _by(_LARGE, lambda number: _plain(Decimal(number[1]) * _myriad(number[2]))),
    _in_characters,
    _by(_DECIMAL, lambda number: _plain(Decimal(number[0]))),
)


def figures_of(text: str) -> list[Figure]:
    """The figures of a canonical text, in order."""
    found = []
    for match in _PATTERN.finditer(text):
        unit = match["unit"] or ""
        before = text[max(0, match.start() - 10) : match.start()]
        bound = _AFTER.get(match["after"] or "", ">" if match["more"] else "")
        told = next(((bound, said) for bound, words in _BEFORE if (said := words.search(before))), None)
        far = None if told else _FAR.search(before)
        change = _CHANGE.search(before)
        found.append(
            Figure(
                ("第" if match["ordinal"] else "") + match["value"],
                _ALIKE.get(unit, unit),
                bound or (told[0] if told else "=" if not far else _ADVERBS[far[1]]),
                _direction(change) if change else "",
                not match["ordinal"]
                and (unit in ("月", "日", "号") or (unit == "年" and _CALENDAR.fullmatch(match["value"]) is not None)),
                match.start(),
                match.end(),
                match.start() - len(told[1].group()) if told else match.start(),
            )
        )
    return found


def _direction(change: re.Match[str]) -> str:
    return ("up" if change["up"] else "down") + (" to" if change["to"] or change[0][1:2] == "至" else " by")


def _percent(tenths: re.Match[str]) -> str:
    rest = 5 if tenths[2] == "半" else _DIGITS.get(tenths[2] or "零", 0)
    return f"{10 * _DIGITS[tenths[1]] + rest}%"


def _myriad(words: str) -> int:
    value = 1
    for char in words:
        value *= _MYRIADS[char]
    return value


def _value(numeral: str) -> Decimal:
    """The value of a numeral, Arabic or in characters: 二〇二四, 三万五千, 九十五点六."""
    if numeral[0].isdigit() and numeral.isascii():
        return Decimal(numeral)
    whole, _, decimals = numeral.partition("点")
    if len(whole) > 1 and all(char in _DIGITS for char in whole):
        number = Decimal("".join(str(_DIGITS[char]) for char in whole))
    else:
        number = Decimal(_whole(whole))
    return number + Decimal("0." + "".join(str(_DIGITS[char]) for char in decimals)) if decimals else number


def _whole(numeral: str) -> int:
    total = section = digit = 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _POWERS:
            section += (digit or 1) * _POWERS[char]
            digit = 0
        else:
            total = (total + section + digit) * _MYRIADS[char] if char == "亿" else total + (section + digit) * 10**4
            section = digit = 0
    return total + section + digit


def _plain(number: Decimal) -> str:
    """Without an exponent, nor zeros behind the point."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
