"""Questions made mechanically from the articles of laws: what somebody must or must not do, what a term means, and
what an article does not say (a sum, a deadline, an office) about what it speaks of."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.reader.window import LONGEST, make_context, windows_around
from rag.schema import Document
from rag.text import simplify
from training.example import Example

_DUTY = re.compile(
    r"^(?P<who>[^，,；;。：（）]{2,24}?)(?P<what>(?P<word>应当|不得|可以|必须|有权)[^。；;]{4,90})[。；;]"
)
_MEANING = re.compile(
    r"(?:本法|本条例|本办法)?所称的?(?P<term>[^，,。；]{2,20})[，,]?(?:是指|指)(?P<what>[^。；;]{6,160})"
)
_ASKED = {
    "应当": ("{who}应当做什么？", "{who}有什么义务", "{who}要怎么做", "{who}必须做到哪些"),
    "必须": ("{who}必须做什么", "{who}有什么义务"),
    "不得": ("{who}不得做什么？", "法律禁止{who}做什么", "{who}不可以干什么"),
    "可以": ("{who}可以做什么？", "{who}能做什么"),
    "有权": ("{who}有哪些权利？", "{who}有权做什么"),
}
_MEANT = ("什么是{term}？", "{term}是指什么", "{term}指的是什么", "何谓{term}")
_TOPIC = re.compile(r"[一-龥]{4,14}")
# What people ask about a matter, and what would have to stand in a sentence that says it.
_LACKING = (
    (r"[元％%]|百分|倍", ("{topic}要交多少钱？", "{topic}罚款多少元", "{topic}每年投入多少万元", "{topic}的比例是多少")),
    (r"[日月年天]|期", ("{topic}要在几天内办完？", "{topic}期限是多长", "{topic}从哪一年开始")),
    (r"部门|机关|政府|机构|负责", ("{topic}由哪个部门负责？", "谁来管{topic}")),
    (r"[\d一二三四五六七八九十百]+(?:人|名|所|个|次|小时|项)", ("{topic}有多少人？", "{topic}一共有几个", "{topic}每年几次")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Article:
    """An article: names (law, chapter, number) and its sentences."""

    names: tuple[str, ...]
    sentences: tuple[str, ...]


def articles_of(document: Document) -> list[Article]:
    """The clauses of a law as articles."""
    return [
        Article((document.name, *clause.path[-1:]), tuple(simplify(sentence.text) for sentence in clause.sentences))
        for clause in document.clauses
    ]


def examples(articles: Sequence[Article], rng: random.Random, count: int) -> Iterator[Example]:
    """So many examples, about two of three unanswerable."""
    made = 0
    while made < count:
        article = rng.choice(articles)
        ordinal = rng.randrange(len(article.sentences))
        sentence = article.sentences[ordinal]
        if len(sentence) > LONGEST:
            continue
        window = windows_around(article.sentences, [ordinal], make_context(article.names))[0]
        start = next(part[1] for part in window.parts if part[0] == ordinal)
        duty = _DUTY.match(re.sub(r"^第[一-龥]+条\s*", "", sentence))
        meaning = _MEANING.search(sentence)
        if meaning:
            at = start + meaning.start("what")
            question = rng.choice(_MEANT).format(term=meaning["term"])
            yield Example(question, window, ((at, at + len(meaning["what"])),))
            made += 1
        elif duty and rng.random() < 0.5:
            at = window.text.find(duty["what"], start)
            if at >= 0:
                yield Example(
                    rng.choice(_ASKED[duty["word"]]).format(who=duty["who"]), window, ((at, at + len(duty["what"])),)
                )
                other = rng.choice(articles)
                if duty["who"] not in "".join(other.sentences):
                    whole = windows_around(other.sentences, [0], make_context(other.names))[0]
                    yield Example(rng.choice(_ASKED[duty["word"]]).format(who=duty["who"]), whole)
                made += 2
        topics = _TOPIC.findall(sentence)
        pattern, asked = rng.choice(_LACKING)
        if topics and not re.search(pattern, window.text):
            yield Example(rng.choice(asked).format(topic=rng.choice(topics)), window)
            made += 1
