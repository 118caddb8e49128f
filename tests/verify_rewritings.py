"""Sentences of our samples in another dress: width, script, numerals, spaces, marks, glosses, order in a list, a lead. All still true."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from opencc import OpenCC
from pypinyin import pinyin

from tests.verify_claims import Base, bases, leads

Rewrite = Callable[[str], Iterator[str]]

_HAN_DIGITS = "〇一二三四五六七八九"
_MEASURED = "所个名人位项类家块条件次部亩岁分学席届批轮支台度塊"
_HAN_NUMBER = re.compile(
    "(?<![一二三四五六七八九十第几每百])([两三四五六七八九])(?=[所个项件类名条区科席种张][^一-龥]|[所个项件类名条区科席种][小学项体艺机方郊法阶重])"
)
_FULL = {
    ord(char): chr(ord(char) + 0xFEE0) for char in "0123456789%+:()abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
}
_HALF = str.maketrans("，；：（）", ",;:()")
_QUOTES = (
    str.maketrans("“”〞", "「」」"),
    str.maketrans("“”〞", '"""'),
    str.maketrans("“”〞", "‘’’"),
    {ord(char): None for char in "“”〞"},
)


@dataclass(frozen=True, slots=True)
class Rewriting:
    """kind: in what it differs; original: the sentence as it stands, without its label; claim: what is to be verified."""

    kind: str
    source: str
    original: str
    claim: str


@cache
def rewritings() -> tuple[Rewriting, ...]:
    """All of them, the same ones in the same order every time. What fits every sentence is done to some of them only."""
    found: dict[str, Rewriting] = {}
    for place, base in enumerate(base for base in bases() if not _hidden(base)):
        for kind, rewrite in _ALWAYS.items():
            for claim in rewrite(base.text):
                found.setdefault(claim, Rewriting(kind, base.source, base.text, claim))
        for turn, (kind, rewrite) in enumerate(_SOME.items()):
            if (place + turn) % 4 == 0:
                for claim in rewrite(base.text):
                    found.setdefault(claim, Rewriting(kind, base.source, base.text, claim))
        for kind, claim in (*_led(base), *_twice(base)):
            found.setdefault(claim, Rewriting(kind, base.source, base.text, claim))
    originals = {base.text for base in bases()}
    return tuple(each for each in found.values() if each.claim not in originals)


def _hidden(base: Base) -> bool:
    return re.search("X|xx|省级规$", base.text) is not None


def _led(base: Base) -> Iterator[tuple[str, str]]:
    choice = random.Random(base.text)
    yield "lead", choice.choice(leads(base.named, base.article)) + base.text


def _twice(base: Base) -> Iterator[tuple[str, str]]:
    """Two kinds at once, of those that fit."""
    choice = random.Random(base.text + "twice")
    first, second = choice.sample([*_ALWAYS.items(), *_SOME.items()], 2)
    for once in list(first[1](base.text))[:1]:
        for claim in list(second[1](once))[:1]:
            yield "two at once", claim


def _width(text: str) -> Iterator[str]:
    yield text.translate(_FULL)
    yield text.translate(_HALF)


def _script(text: str) -> Iterator[str]:
    for name in ("s2t", "s2tw", "t2s"):
        yield OpenCC(name).convert(text)


def _spaces(text: str) -> Iterator[str]:
    yield re.sub(r"(?<=[一-龥])(?=\d)|(?<=[\d%])(?=[一-龥])", " ", text) if re.search(r"\d", text) else "　　" + text
    choice = random.Random(text)
    places = sorted(choice.sample(range(1, len(text)), min(3, len(text) - 1)))
    yield (
        "".join([text[at:to] + choice.choice((" ", "　", "\n")) for at, to in zip([0, *places], places, strict=False)])
        + text[places[-1] :]
    )


def _lines(text: str) -> Iterator[str]:
    """Broken as a page breaks it."""
    width = random.Random(text).choice((12, 17, 22))
    yield "\n".join(text[at : at + width] for at in range(0, len(text), width))


def _marks(text: str) -> Iterator[str]:
    bare = text.rstrip("。；：;:")
    yield bare + random.Random(text).choice(("", "；", "。 "))


def _glosses(text: str) -> Iterator[str]:
    """The sound of a character behind it, as portals leave it."""
    places = [at for at, char in enumerate(text) if "一" <= char <= "龥"]
    at = random.Random(text).choice(places)
    yield f"{text[: at + 1]}({pinyin(text[at])[0][0]}){text[at + 1 :]}"


def _quotes(text: str) -> Iterator[str]:
    if "“" in text:
        choice = random.Random(text)
        yield from (text.translate(table) for table in choice.sample(_QUOTES, 2))


def _numerals(text: str) -> Iterator[str]:
    """The same figures in other numerals, all those of a kind in the text at once."""
    for pattern, write in _NUMERALS:
        new = pattern.sub(write, text)
        if new != text:
            yield new


def _in_han(number: int) -> str:
    """A number below a hundred thousand in characters: 20 → 二十."""
    if number >= 10_000:
        rest = number % 10_000
        return _in_han(number // 10_000) + "万" + (("零" if rest < 1000 else "") + _in_han(rest) if rest else "")
    written, gap = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            written += ("零" if gap and written else "") + _HAN_DIGITS[digit] + unit
        gap = digit == 0 and bool(written)
    return re.sub("^一十", "十", written) or "零"


def _percentage(match: re.Match[str]) -> str:
    whole = int(match[1])
    return "百分之" + ("百" if whole == 100 else _in_han(whole))


def _year(match: re.Match[str]) -> str:
    return "".join(_HAN_DIGITS[int(digit)] for digit in match[1])


def _myriads(match: re.Match[str]) -> str:
    return f"{round(float(match[1]) * 10_000)}万"


def _thousands(match: re.Match[str]) -> str:
    return f"{int(match[0]):,}"


_NUMERALS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年)"), _year),
    (re.compile(r"(?<![\d.])(\d{1,3})[%％]"), _percentage),
    (re.compile(r"(\d+(?:\.\d+)?)[亿億](?=元)"), _myriads),
    (re.compile(r"(?<![\d.])\d{4}(?=次|[多余]?万元)"), _thousands),
    (re.compile(rf"(?<![\d.第:+至])(\d+)(?=[多余餘]?(?:[{_MEASURED}個項類塊條]|[万萬](?:人次|元|人)|大[类類]|[隊项項]次))"), lambda match: _in_han(int(match[1]))),
    (_HAN_NUMBER, lambda match: str("零一二三四五六七八九".index(match[1].replace("两", "二")))),
    (re.compile(r"(\d)至(\d)(?=名|个|岁)"), lambda match: f"{match[1]}-{match[2]}"),
    (re.compile(r"(\d)至(\d)(?=名|个|岁)"), lambda match: f"{_in_han(int(match[1]))}至{_in_han(int(match[2]))}"),
    (re.compile(r"百分之百"), lambda match: "100%"),
    (re.compile(r"(\d)月(\d+)日"), lambda match: f"{_in_han(int(match[1]))}月{_in_han(int(match[2]))}日"),
    (re.compile(r"(\d+)[余餘](?=[次人所個个])"), lambda match: f"{match[1]}多"),
    (re.compile(r"(\d+)多(?=人|万元)"), lambda match: f"{match[1]}余"),
    (re.compile(r"(?<=[办辦]了)百[余餘]次"), lambda match: "一百多次"),
    (re.compile(r"一[万萬][余餘]"), lambda match: "1万多"),
    (re.compile(r"第([一二三四五六七八九])(?=届|批|轮)"), lambda match: f"第{_HAN_DIGITS.index(match[1])}"),
)  # fmt: skip


def _section(name: str) -> list[str]:
    text = Path(__file__).with_suffix(".txt").read_text("utf-8")
    return text.split(f"[{name}]\n")[1].split("\n\n")[0].splitlines()


def _listed(text: str) -> Iterator[str]:
    """The items of a list turned round, and moved on by one."""
    simple = OpenCC("t2s").convert(text)
    for line in _section("list"):
        if (start := simple.find(line)) < 0:
            continue
        parts = re.split("([、，,]|(?<=[一-龥])和(?=[一-龥]))", text[start : start + len(line)])
        items, marks = parts[::2], parts[1::2]
        for turned in dict.fromkeys((tuple(reversed(items)), (*items[1:], items[0]))):
            joined = turned[0] + "".join(mark + item for mark, item in zip(marks, turned[1:], strict=True))
            yield text[:start] + joined + text[start + len(line) :]


def _worded(section: str) -> Rewrite:
    def rewrite(text: str) -> Iterator[str]:
        for line in _section(section):
            pattern, new = line.split()
            changed = re.sub(pattern, new, text)
            if changed != text:
                yield changed

    return rewrite


_ALWAYS: dict[str, Rewrite] = {
    "numerals": _numerals, "order of a list": _listed, "的": _worded("of"), "words for figures": _worded("words"), "quotation marks": _quotes,
}  # fmt: skip
_SOME: dict[str, Rewrite] = {
    "width": _width, "script": _script, "spaces": _spaces, "line breaks": _lines, "marks": _marks, "glosses": _glosses,
}  # fmt: skip
