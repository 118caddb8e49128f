"""What an OCR engine takes for its look-alike: marks of half and full width, a dash and the numeral one, spaces. Never
a word.

A mark is set right only where the characters beside it leave one reading; figures such as 1.5, 3,250 and 12:30 stay as
read.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

_HAN = "㐀-䶿一-鿿々〇"
_FULL = "，。；：？！、（）《》〈〉“”‘’…—〔〕【】「」『』"
_WIDE = str.maketrans(
    {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "｡": "。", "﹐": "，", "﹔": "；", "﹕": "："}
)
_DIGITS = "一二三四五六七八九十〇零百"
_FULL_ROOM = (
    1.7  # characters: the distance of the two neighbours of a mark of full width is 2, of half width 1.3 to 1.5
)
_ZEROS = "0OoΟОＯ○◯"
_CHAPTER = re.compile(f"第[{_DIGITS}]{{1,5}}[编章节条款]$")

_STOPS = (
    # A mark after or before a Chinese character, or one of the marks that stand among them.
    (re.compile(rf"(?<=[{_HAN}{_FULL}㎡℃])[,;:?!﹐﹔﹕]"), lambda found: found[0].translate(_WIDE)),
    (re.compile(rf"[,;:?!](?=[{_HAN}“《（〔])"), lambda found: found[0].translate(_WIDE)),
    # A full stop: after a Chinese character that is no list number, at the end or before another.
    (re.compile(rf"(?<![.．])(?<=[{_HAN}）”》])[.．｡](?=$|[{_HAN}”’）])"), "。"),
    (re.compile(rf"^([{_DIGITS}]{{1,3}}|.*[第附][{_DIGITS}]{{1,3}})。(?=[{_HAN}])"), r"\1."),
)
_RULES = (
    # The year of a document's number stands in 〔〕: 〔2024〕12号.
    (re.compile(r"[\[［【〔]\s?((?:19|20)\d\d)\s?[\]］】〕](?=\s?第?\s?\d+\s?号)"), r"〔\1〕"),
    # A dash for the numeral one, and the numeral one for a dash between figures.
    (
        re.compile(
            r"(?<=第)[—\-](?=[编章节条款届期次批阶学])|(?<=十)[—\-](?=[、）条章]|$)|(?<=[（(])[—\-](?=[）)])|^[—\-](?=[、])"
        ),
        "一",
    ),
    (re.compile(r"(?<=\d)一(?=\d)|(?<=\d[年月日时点分])一(?=\d)"), "—"),
    # A zero in a year written in Chinese numerals.
    (re.compile(rf"[一二][{_DIGITS}{_ZEROS}]{{3}}(?=年)"), lambda found: re.sub(f"[{_ZEROS}]", "〇", found[0])),
    # A quotation mark in its typewriter form, around Chinese text.
    (re.compile(rf'"([^"“”]*[{_HAN}][^"“”]*)"'), r"“\1”"),
)
_NO_SPACE = re.compile(rf"(?<=[{_HAN}{_FULL}]) +(?=[{_FULL}0-9A-Za-z])|(?<=[{_FULL}0-9A-Za-z%]) +(?=[{_HAN}{_FULL}])")


@dataclass(frozen=True, slots=True)
class Widths:
    """How a page sets its marks. stops, brackets: full width, as Chinese type has them, or half, as a typewriter
    has."""

    stops: bool = True
    brackets: bool = True


def widths(lines: Iterable[tuple[str, Sequence[float]]]) -> Widths:
    """How wide the marks of a page are, by the room that they take between two Chinese characters, whatever they were
    read as.

    lines: texts as spaced() gives them, and where their characters stand. Full width where nothing tells.
    """
    votes = {",，:：;；": 0, "(（)）": 0}
    for text, at in lines:
        step = pitch(text, at)
        for index in range(1, len(text) - 1) if step else ():
            if _han(text[index - 1]) and _han(text[index + 1]):
                for marks in votes:
                    if text[index] in marks:
                        votes[marks] += 1 if (at[index + 1] - at[index - 1]) / step > _FULL_ROOM else -1
    stops, brackets = votes.values()
    return Widths(stops >= 0, brackets > 0 or brackets == 0 and stops >= 0)


def set_right(text: str, marks: Widths) -> str:
    """text of one line with look-alikes set right. marks: how its page sets them."""
    text = _brackets(text, marks.brackets)
    if marks.stops:
        for pattern, right in _STOPS:
            text = pattern.sub(right, text)
    for pattern, right in _RULES:
        text = pattern.sub(right, text)
    return text


def _brackets(text: str, full: bool) -> str:
    """Round brackets: both of a pair alike; where the page has them full width, they are where there is Chinese in them
    or next to them, and where their other half stands in another line."""
    chars = list(text)
    open_at: list[int] = []
    pairs: list[tuple[int, int]] = []
    for index, char in enumerate(chars):
        if char in "(（":
            open_at.append(index)
        elif char in ")）":
            pairs.append((open_at.pop() if open_at else -1, index))
    pairs += [(index, len(chars)) for index in open_at]
    for start, end in pairs:
        inside = text[start + 1 : end]
        if start >= 0 and end < len(chars):
            beside = text[max(0, start - 1) : start] + text[end + 1 : end + 2]
            wide = text[start] + text[end] != "()" or full and re.search(f"[{_HAN}{_FULL}]", inside + beside)
        else:
            wide = full and not re.fullmatch(r"\s*[A-Za-z0-9]{1,3}", inside)  # 1) and a) stay
        if wide:
            chars[max(start, 0)] = "（" if start >= 0 else chars[0]
            if end < len(chars):
                chars[end] = "）"
    return "".join(chars)


def spaced(text: str, at: Sequence[float], em: float) -> tuple[str, tuple[float, ...]]:
    """text with the spaces that are to be seen in the picture and no others, and where its characters stand now.

    at: the middle of each character; em: the size of type, in the same measure. A space is a gap of more than half an
    em between two Chinese characters, of a fifth after a chapter's or article's number; what stands between Latin words
    stays as read.
    """
    out: list[str] = []
    places: list[float] = []
    step = pitch(text, at) or em
    for index, (char, place) in enumerate(zip(text, at, strict=True)):
        if out and _han(char) and _han(out[-1]) and not char.isspace():
            gap = (place - places[-1]) / step - 1
            if gap > 0.5 or gap > 0.18 and _CHAPTER.search("".join(out[-7:])):
                out.append(" ")
                places.append((places[-1] + place) / 2)
        if char.isspace() and (_han(text[index - 1 : index]) and _han(text[index + 1 : index + 2])):
            continue  # told by the gap, above
        out.append(char)
        places.append(place)
    kept = [True] * len(out)
    for found in _NO_SPACE.finditer("".join(out)):
        kept[found.start() : found.end()] = [False] * (found.end() - found.start())
    chosen = [(char, place) for char, place, keep in zip(out, places, kept, strict=True) if keep]
    return "".join(char for char, _ in chosen), tuple(place for _, place in chosen)


def pitch(text: str, at: Sequence[float]) -> float:
    """The usual distance of two Chinese characters that stand side by side, in the measure of at; 0.0 where too few
    do."""
    steps = [
        right - left
        for index, (left, right) in enumerate(zip(at, at[1:], strict=False))
        if _han(text[index]) and _han(text[index + 1])
    ]
    return median(steps) if len(steps) >= 3 else 0.0


def _han(char: str) -> bool:
    return bool(char) and ("一" <= char <= "鿿" or "㐀" <= char <= "䶿" or char == "〇")
