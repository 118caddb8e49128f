"""Words that tell twins apart: documents give the same figure for primary and middle schools, town and country, boys
and girls.

A question that says one of them is not answered by a sentence about another.
"""

import re

# Each dimension: each value by the ways to say it, folded. The first way is the one shown.
_DIMENSIONS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (
        ("学前", "幼儿园", "幼儿", "幼教", "入园", "托幼"),
        ("小学",),
        ("初中", "初级中学"),
        ("高中", "普高", "高级中学", "高一", "高考"),
        ("中职", "中等职业", "职业高中", "职高", "职业学校", "职校", "技校", "职成", "职业教育", "职教"),
        ("大学", "高校", "高等", "高职", "本科", "大专"),
    ),
    (("农村", "乡村", "乡镇", "村小", "涉农"), ("城区", "城市", "城镇", "县城", "市区", "城里")),
    (("男生", "男"), ("女生", "女")),
    (("公办", "公立", "公有"), ("民办", "私立", "社会力量")),
)  # fmt: skip
# What says several values at once stands for each of them: 中小学, 中学 for a level; 城乡 for town and country.
_SHARED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("小学", ("中小学", "九年一贯", "义务教育")),
    ("初中", ("中小学", "中学", "九年一贯", "义务教育")),
    ("高中", ("中学", "十二年")),
    ("农村", ("城乡",)),
    ("城区", ("城乡",)),
    ("男生", ("男女",)),
    ("女生", ("男女",)),
)
# Words that hold a twin's characters and are none: 高一层次 is a degree, 中小学 is all levels.
_NOT_TWINS = re.compile("[名新古]城|中小学|高一(?:层|级|档|个)|男女|城乡|小学化|大中小|幼小")


def _values(text: str) -> list[tuple[int, tuple[str, ...], str]]:
    """The twins of a folded text: dimension, value, and the word it is said with; a word within a longer one left
    out."""
    plain = _NOT_TWINS.sub(lambda match: "　" * len(match.group()), text)
    found = []
    for dimension, values in enumerate(_DIMENSIONS):
        said = [(value, word) for value in values for word in value if word in plain]
        found += [
            (dimension, value, word)
            for value, word in said
            if not any(word != other and word in other for _, other in said)
        ]
    return found


def required(text: str) -> tuple[tuple[str, ...], ...]:
    """For each dimension that a folded question speaks in, the words of which an answering sentence or its clause
    must hold one."""
    groups: dict[int, list[str]] = {}
    for dimension, value, _ in _values(text):
        shared = [word for first, words in _SHARED if first == value[0] for word in words]
        groups.setdefault(dimension, []).extend((*value, *shared))
    return tuple(tuple(dict.fromkeys(words)) for _, words in sorted(groups.items()))


def swap(before: str, now: str) -> str | None:
    """A question with its twin replaced by that of another (初中教师, 小学 → 小学教师); None if they share no dimension."""
    replaced = before
    told = {dimension: word for dimension, _, word in _values(now)}
    old = [(dimension, word) for dimension, _, word in _values(before) if dimension in told]
    for dimension, word in old:
        replaced = replaced.replace(word, told[dimension], 1)
    return replaced if old else None


def is_twin(text: str) -> bool:
    """Whether a folded text is nothing but a twin: 初中."""
    return any(text.removesuffix("的") in value for values in _DIMENSIONS for value in values)
