"""Headings of an outline: where each begins, what its title is, what a path shows of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.markers import LEGAL, Marker

LONGEST_TITLE = 50  # characters; what runs on longer is text, not a heading
_SENTENCE = 30  # characters from which a title that a full stop ends is a sentence
_TITLE_END = re.compile("[。！？；;：:\r\n]")
_QUESTION_END = re.compile("[？?](?=[^？?]*$)|[\r\n]")
_ANSWER = re.compile("[AＡ答][:：]")
_LEAD = 18  # characters of text that name a heading without a title
Titles = Mapping[
    int, tuple[str, int]
]  # the titles that are known of headings, each with its end, by where the heading begins


@dataclass(slots=True)
class Node:
    """A heading in cleaned text: label text[start:body] begins with, title end at body. parents: outermost first."""

    marker: Marker
    title: str
    body: int
    parents: tuple["Node", ...] = field(default=(), repr=False)

    @property
    def start(self) -> int:
        return self.marker.start

    @property
    def level(self) -> int:
        return len(self.parents) + 1


def title_of(text: str, marker: Marker, limit: int, known: Titles) -> tuple[str, int]:
    """The title after a marker and where it ends; "" when the marker is followed by text."""
    if marker.start in known:
        return known[marker.start]
    if marker.kind == "styled":
        return text[marker.end : limit].strip(), limit
    if marker.kind == "question":
        answer = _ANSWER.search(text, marker.end, limit)
        stop = _QUESTION_END.search(text, marker.end, answer.start() if answer else limit)
        return text[marker.end : stop.start() if stop else limit].strip(), stop.end() if stop else limit
    stop = _TITLE_END.search(text, marker.end, limit)
    end = stop.start() if stop else limit
    title = text[marker.end : end].strip(" \t\u3000\xa0，,、")
    closes = stop is not None and stop.group() in "。！？"
    if closes and stop and stop.group() == "。" and (len(title) > _SENTENCE or title.count("，") > 1):
        return "", marker.end
    whole_line = stop is None or stop.group() in "\r\n"
    if marker.kind == "article" or not title or len(title) > LONGEST_TITLE:
        return "", marker.end
    if closes or whole_line or (stop is not None and stop.group() in "：:" and _ends_line(text, stop.end())):
        return title, stop.end() if stop and not whole_line else end
    return "", marker.end


def _ends_line(text: str, at: int) -> bool:
    return not text[at : at + 1] or text[at] in "\r\n"


def heading_text(text: str, node: Node) -> str:
    """A heading as a path shows it: its label and title, or the words that its text begins with."""
    label = text[node.marker.start : node.marker.end].lstrip("#").strip().strip("【】:：")
    between = re.match(r"[，,\s]*", text[node.marker.end :])
    joint = between.group().strip() if between else ""
    if node.marker.kind == "question":
        return node.title
    if node.marker.kind == "annex" and node.title:
        return f"{label.rstrip('：:')} {node.title}"
    if node.title:
        return f"{label}{joint}{node.title}" if node.marker.kind not in LEGAL else f"{label} {node.title}"
    if node.marker.kind == "article":
        return label
    lead = text[node.marker.end : node.marker.end + _LEAD + 1].split("\n")[0].strip()
    return f"{label}{lead[:_LEAD]}…" if len(lead) > _LEAD else label + lead
