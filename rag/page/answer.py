"""A question and an answer as messages of the chat: HTML on one line, so that Markdown has nothing to act on."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from rag.page import reference
from rag.page.markup import escape, lines, tag
from rag.page.prose import render_prose
from rag.page.sources import render_sources
from rag.page.words import Words
from rag.schema import Answer, Citation


def render_question(text: str) -> str:
    """What the user asked."""
    return tag("div", "<br>".join(map(escape, text.splitlines())), class_="y-question")


def render_answer(
    answer: Answer,
    names: Mapping[str, str],
    words: Words,
    finished: bool = True,
    places: Mapping[Citation, str] = MappingProxyType({}),
) -> str:
    """An answer or a refusal. names: the name of each document by its source; finished: no more of it will come;
    places: where in its file a citation stands, in words."""
    body = [_understood(answer, words), _text(answer, words), _small("y-note", answer.note)]
    if answer.refused:
        body += [_nearby(answer, names, words), _offers(answer.offers, words)]
    elif finished:
        body += [render_sources(answer.citations, names, words, places), _copy_button(words)]
    return tag("div", *body, class_="y-answer y-refusal" if answer.refused else "y-answer")


def render_stopped(words: Words) -> str:
    """The place of an answer that was stopped before it came."""
    return tag("div", tag("p", escape(words.stopped)), class_="y-answer")


def is_waiting(html: str) -> bool:
    """Whether a message holds the place of an answer that has not come."""
    return "y-waiting" in html


def render_waiting(words: Words) -> str:
    """In place of an answer that has not begun."""
    return tag("div", tag("p", escape(words.waiting), class_="y-waiting", role="status"), class_="y-answer")


def render_failure(words: Words) -> str:
    """In place of an answer that could not be given."""
    return tag("div", tag("p", escape(words.failed), class_="y-failed"), class_="y-answer y-refusal")


def _small(kind: str, text: str) -> str:
    return tag("p", "<br>".join(map(escape, lines(text))), class_=kind) if text.strip() else ""


def _text(answer: Answer, words: Words) -> str:
    """The answer's own lines. What a refusal names as near is left to the list below it."""
    kept = [line for line in lines(answer.text) if not (answer.nearby and all(name in line for name in answer.nearby))]
    citations = () if answer.refused else answer.citations
    return tag("div", *render_prose(kept, citations, words), class_="y-text", lang="zh-CN")


def _understood(answer: Answer, words: Words) -> str:
    """What was searched for, with a button that asks the question by itself where it was taken to go on from
    another."""
    said = "<br>".join(map(escape, lines(answer.understood)))
    if not said:
        return ""
    button = (
        tag("button", escape(words.alone), type="button", class_="y-again", value=answer.alone) if answer.alone else ""
    )
    return tag("p", said, button, class_="y-understood")


def _nearby(answer: Answer, names: Mapping[str, str], words: Words) -> str:
    """What comes close; a place in a document of the library opens there."""
    if not answer.nearby:
        return ""
    items = []
    for number, place in enumerate(answer.nearby):
        if number < len(answer.near):
            value = reference.cited(answer.near[number]).encode()
        else:
            named = [source for source, name in names.items() if name in place]
            value = reference.Reference(max(named, key=lambda source: len(names[source]))).encode() if named else ""
        if value:
            items.append(tag("button", escape(place), type="button", class_="y-open y-source-link", value=value))
        else:
            items.append(tag("span", escape(place)))
    listed = tag("ul", *(tag("li", item) for item in items), lang="zh-CN")
    return tag("div", tag("p", escape(words.nearby), class_="y-label"), listed, class_="y-nearby")


def _offers(questions: Sequence[str], words: Words) -> str:
    """Questions that can be asked instead, each a button that asks it."""
    if not questions:
        return ""
    asked = [tag("button", escape(each), type="button", class_="y-again", value=each) for each in questions]
    return tag("div", tag("p", escape(words.offers), class_="y-label"), *asked, class_="y-offers", lang="zh-CN")


def _copy_button(words: Words) -> str:
    """value: what the button says once it has copied."""
    return tag("button", escape(words.copy), type="button", class_="y-copy", value=words.copied)
