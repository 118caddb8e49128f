"""Edits that leave a question without its answer though everything else stays: another year, another name, a masked
figure; and one that leaves all as it is for a reader: words swapped as share sites swap them."""

import random
import re
from dataclasses import replace

from rag.reader.window import Window
from training.example import Example

_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURE = re.compile(r"\d[\d.,]*")
_MASKS = ("X", "×", "*", "＊", "某")
_DISTANCES = (-10, -3, -2, -1, 1, 2, 3, 10)

# Words that share sites put for one another, of one length so that no offset moves.
_SWAPS = (
    ("发展", "开展"), ("基础", "根底"), ("提高", "进步"), ("加强", "增强"), ("实施", "施行"), ("建立", "树立"), ("根据", "按照"), ("完善", "健全"), ("推进", "推动"),
    ("落实", "贯彻"), ("保障", "保证"), ("解决", "处理"), ("管理", "治理"), ("组织", "安排"), ("开展", "展开"), ("建设", "建立"), ("培训", "培养"), ("水平", "程度"),
    ("目标", "目的"), ("任务", "工作"), ("质量", "品质"), ("问题", "难题"), ("全面", "片面"), ("积极", "踊跃"), ("进一步", "进一层"), ("以及", "和与"), ("规范", "标准"),
)  # fmt: skip


def other_year(question: str, window: Window, rng: random.Random) -> Example | None:
    """The question about a year of which the window does not speak; None where it names no year, or the window's
    names say of none."""
    named = _YEAR.search(question)
    if not named or not re.search(r"(?:19|20)\d\d", window.context):
        return None
    spoken = set(re.findall(r"\d{4}", window.context + window.text))
    others = [year for by in _DISTANCES if (year := str(int(named.group()) + by)) not in spoken]
    return Example(question.replace(named.group(), rng.choice(others)), window) if others else None


def other_name(question: str, window: Window, name: str, other: str) -> Example | None:
    """The question about something that the window does not name in the place of what it does; None where it names it
    not."""
    if len(name) < 2 or name not in question or other in window.context + window.text:
        return None
    return Example(question.replace(name, other), window)


def masked(example: Example, rng: random.Random) -> Example | None:
    """The window with the figures of the answer blotted out, in its sentence and wherever else they stand."""
    text = example.window.text
    figures = [figure for start, end in example.runs for figure in _FIGURE.findall(text[start:end])]
    if not figures:
        return None
    mask = rng.choice(_MASKS)
    for figure in figures:
        text = text.replace(figure, mask * len(figure))
    return Example(example.question, Window(example.window.context, text, example.window.parts), unit=example.unit)


def swapped(example: Example, rng: random.Random, share: float = 0.5) -> Example:
    """The window with some of its words swapped, the answer's own words left alone."""
    text = example.window.text
    for word, other in rng.sample(_SWAPS, int(share * len(_SWAPS))):
        at = text.find(word)
        if at >= 0 and not any(at < end and at + len(word) > start for start, end in example.runs):
            text = text[:at] + other + text[at + len(word) :]
    return replace(example, window=Window(example.window.context, text, example.window.parts))
