"""Values of spreadsheet cells as they are shown, by their number format (ECMA-376-1, 18.8.30 and 18.8.31)."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from ingest.readers.word.numerals import numeral

Value = str | int | float | bool | datetime | date | time | timedelta | None

# What Chinese programs show for the formats that are known by their number only.
BY_NUMBER = {
    14: "yyyy/m/d", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

# What they stand for on a Chinese system, whatever code follows.
_BY_SYSTEM = {"[$-F800]": 'yyyy"年"m"月"d"日"', "[$-F400]": "h:mm:ss"}

_TOKEN = re.compile(
    r'"[^"]*"|\\.|![.,%]|_.|\*.|\[[^\]]*\]|上午/下午|AM/PM|A/P|General|G/通用格式|E[+-]0+|[yYeE]+|[mM]+|[dD]+|[aA]{3,}|[hH]+|[sS]+(?:\.0+)?|[#0?]|.',
    re.S,
)
_DATE = re.compile(r"[ymdhs]|a{3}|上午", re.I)
_PLACE = re.compile("[0#?]")
_POWER = re.compile(r"E([+-])(0+)", re.I)
_ELAPSED = {"h": 3600, "m": 60, "s": 1}
_WEEKDAYS = "一二三四五六日"


def shown(value: Value, form: str = "General", since_1904: bool = False) -> str:
    """A value as its cell shows it. form: the format's code; since_1904: days are counted from 1904."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if form == "General" and isinstance(value, (str, int, float)):
        return value if isinstance(value, str) else _general(value)
    sections = _sections(form)
    if isinstance(value, str):
        return _in_text(value, sections[3]) if len(sections) > 3 else value
    if isinstance(value, (datetime, date, time, timedelta)):
        moment, days = _moment(value)
        code = next((each for each in sections if _is_date(each)), "")
        if not code:
            code = "yyyy/m/d" if isinstance(value, date) else "h:mm:ss"
            code += " h:mm:ss" if isinstance(value, datetime) and value.time() != time() else ""
        return _dated(code, moment, days)
    code, number = _section(sections, value)
    if _is_date(code):
        if not 0 <= number < 2_958_466:
            return _general(value)
        start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if number >= 60 else 31)
        moment = start + timedelta(seconds=round(number * 86_400, 3))
        return _dated(code, moment, number)
    return _numbered(code, number)


@lru_cache(maxsize=1000)
def _sections(form: str) -> tuple[str, ...]:
    for mark, shown_as in _BY_SYSTEM.items():
        if mark in form.upper():
            form = shown_as
    found: list[str] = []
    current = ""
    for token in _TOKEN.findall(form or "General"):
        if token == ";":
            found.append(current)
            current = ""
        else:
            current += token
    return (*found, current)


def _section(sections: tuple[str, ...], value: float) -> tuple[str, float]:
    """The part of a format that a number is shown by, and the number to show: the part for negative ones shows none of
    its own sign."""
    conditions = [re.search(r"\[([<>=]+)(-?\d+(?:\.\d+)?)\]", each) for each in sections[:3]]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=False):
            if condition is None or _holds(value, condition[1], float(condition[2])):
                return section, value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _holds(value: float, sign: str, bound: float) -> bool:
    return {
        "<": value < bound, ">": value > bound, "=": value == bound, "<=": value <= bound, ">=": value >= bound,
        "<>": value != bound,
    }.get(sign, False)  # fmt: skip


def _bare(code: str) -> str:
    """A code without its literals, colours and conditions."""
    return re.sub(r'"[^"]*"|\\.|![.,%]|_.|\*.|\[(?![hms]+\])[^\]]*\]|General|G/通用格式', "", code, flags=re.I)


@lru_cache(maxsize=1000)
def _is_date(code: str) -> bool:
    bare = _bare(code)
    return bool(_DATE.search(bare)) and not re.search(r"[#?]|(?<![s.])0", bare, re.I)


def _in_text(value: str, code: str) -> str:
    found = ""
    for token in _TOKEN.findall(code):
        found += value if token == "@" else _literal(token)
    return found


def _literal(token: str) -> str:
    if token.startswith('"'):
        return token[1:-1]
    if token.startswith("\\") or len(token) == 2 and token[0] == "!":
        return token[1:]
    if token.startswith("_"):
        return " "
    if token.startswith("[$"):
        return token[2:-1].split("-")[0]
    return "" if token.startswith(("*", "[")) else token


def _general(value: float) -> str:
    """As a wide cell shows it: whole numbers in full, others with ten digits."""
    if isinstance(value, int) or float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    found = f"{value:.10g}"
    return found.replace("e", "E") if "e" in found else found


def _numbered(code: str, number: float) -> str:
    bare, hidden = _bare(code), _hidden(code)
    power = _POWER.search(hidden)
    places = list(_PLACE.finditer(hidden[: power.start() if power else len(hidden)]))
    if not places:
        sign = "-" if number < 0 and "General" not in code else ""
        literal = "".join(
            _general(number) if token in ("General", "G/通用格式", "@") else _literal(token)
            for token in _TOKEN.findall(code)
        )
        return _in_chinese(code, literal) if literal.strip() or not bare else sign + literal
    if re.search(r"[#0?]\s*/\s*[#0?\d]", bare):
        return _general(number)
    first, last = places[0].start(), places[-1].end()
    first -= hidden[:first].endswith(".")
    while hidden[last : last + 1] in (".", ","):
        last += 1
    digits = hidden[first:last]
    # Commas that no digit follows divide by a thousand each.
    scaled = sum(len(part) - len(part.rstrip(",")) for part in digits.split(".", 1))
    value = Decimal(repr(number)) * 100 ** bare.count("%") / 1000**scaled
    tail = code[last:]
    if power:
        mantissa, _, exponent = f"{value:.{digits.partition('.')[2].count('0')}E}".partition("E")
        text = f"{mantissa}E{exponent[0]}{exponent[1:].lstrip('+-').zfill(len(power[2]))}"
        tail = code[power.end() :]
    elif digits.strip("0#?,."):
        text = _spread(value, _TOKEN.findall(code[first:last]))
    else:
        text = _fixed(value, digits.rstrip(","))
    before = "".join(map(_literal, _TOKEN.findall(code[:first])))
    after = "".join(map(_literal, _TOKEN.findall(tail)))
    negative = text.startswith("-")
    text = f"{'-' if negative else ''}{before}{text.removeprefix('-')}{after}"
    return _in_chinese(code, text).strip()


def _spread(value: Decimal, tokens: list[str]) -> str:
    """A number whose digits have words between them, such as a telephone's: each place holds one, the first all that
    are left."""
    point = tokens.index(".") if "." in tokens else len(tokens)
    places = [index for index, token in enumerate(tokens) if _PLACE.fullmatch(token)]
    behind = [index for index in places if index > point]
    rounded = value.quantize(Decimal(1).scaleb(-len(behind)), ROUND_HALF_UP)
    front, _, back = f"{abs(rounded):f}".partition(".")
    front = front.lstrip("0")
    held = dict(zip(behind, back, strict=True))
    ahead = [index for index in places if index < point]
    for index in reversed(ahead):
        cut = 0 if index == ahead[0] else max(0, len(front) - 1)
        held[index] = front[cut:] or ("0" if tokens[index] == "0" else "")
        front = front[:cut]
    shown = (
        held[index] if index in held else "" if token == "," else _literal(token) for index, token in enumerate(tokens)
    )
    return ("-" if rounded < 0 else "") + "".join(shown)


def _hidden(code: str) -> str:
    """A code whose literals show no digits, of the same length."""
    return re.sub(r'"[^"]*"|\\.|![.,%]|_.|\*.|\[[^\]]*\]', lambda match: "\0" * len(match[0]), code)


def _fixed(value: Decimal, digits: str) -> str:
    whole, _, part = digits.partition(".")
    rounded = value.quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP)
    front, _, back = f"{abs(rounded):f}".partition(".")
    keep = max((index + 1 for index, sign in enumerate(part) if sign == "0"), default=0)
    back = back[:keep] + back[keep:].rstrip("0")
    front = front.lstrip("0").zfill(whole.replace(",", "").count("0"))
    if "," in whole.rstrip(","):
        front = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", front)
    return ("-" if rounded < 0 else "") + front + ("." + back if back or (part and keep) else "")


def _in_chinese(code: str, text: str) -> str:
    form = "chineseCountingThousand" if "[DBNum1]" in code else "chineseLegalSimplified" if "[DBNum2]" in code else ""
    return re.sub(r"\d+", lambda match: numeral(int(match[0]), form), text) if form else text


def _moment(value: datetime | date | time | timedelta) -> tuple[datetime, float]:
    """A moment, and how many days it is since the first."""
    if isinstance(value, timedelta):
        return datetime(1899, 12, 31) + value, value.total_seconds() / 86_400
    if isinstance(value, time):
        value = datetime.combine(date(1899, 12, 31), value)
    elif not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return value, (value - datetime(1899, 12, 31)).total_seconds() / 86_400


def _dated(code: str, moment: datetime, days: float) -> str:
    tokens = _TOKEN.findall(code)
    lower = [token.lower() for token in tokens]
    halves = any(token in ("上午/下午", "am/pm", "a/p") for token in lower)
    chinese = "[dbnum1]" in lower
    found = ""
    for index, token in enumerate(lower):
        elapsed = re.fullmatch(r"\[([hms])+\]", token)
        if elapsed:
            found += str(int(days * 86_400 + 0.0005) // _ELAPSED[elapsed[1]])
        elif token[0] in "ymdhsea" and token.isalpha() and token not in ("general",) or token.startswith("s"):
            found += _part(token, moment, _is_minute(lower, index), halves, chinese)
        elif token in ("上午/下午", "am/pm", "a/p"):
            late = moment.hour >= 12
            found += (
                ("下午" if late else "上午") if token == "上午/下午" else ("PM" if late else "AM")[: len(token) // 2]
            )
        elif token not in ("@", "general"):
            found += _literal(tokens[index])
    return found.strip()


def _part(token: str, moment: datetime, minute: bool, halves: bool, chinese: bool) -> str:
    kind, long = token[0], len(token) > 1
    if kind in "ye":
        number = moment.year if len(token) > 2 or kind == "e" else moment.year % 100
        return numeral(number, "ideographDigital") if chinese else f"{number:02}"
    if kind == "m" and not minute:
        if len(token) > 2:
            return moment.strftime({3: "%b", 4: "%B"}.get(len(token), "%b"))[: 1 if len(token) == 5 else None]
        value = moment.month
    elif kind == "d":
        if len(token) > 2:
            return moment.strftime("%a" if len(token) == 3 else "%A")
        value = moment.day
    elif kind == "a":
        return ("星期" if len(token) > 3 else "") + _WEEKDAYS[moment.weekday()]
    elif kind == "h":
        value = (moment.hour % 12 or 12) if halves else moment.hour
    else:
        value = moment.minute if kind == "m" else moment.second
    if chinese:
        return numeral(value, "chineseCountingThousand") if value else "〇"
    return f"{value:02}" if long else str(value)


def _is_minute(tokens: list[str], index: int) -> bool:
    """Whether an m stands for minutes: after hours or before seconds."""
    if tokens[index][0] != "m":
        return False
    before = next((token for token in reversed(tokens[:index]) if token.strip("[]")[:1] in tuple("ymdhs")), "")
    after = next((token for token in tokens[index + 1 :] if token.strip("[]")[:1] in tuple("ymdhs")), "")
    return before.strip("[]").startswith("h") or after.startswith("s")
