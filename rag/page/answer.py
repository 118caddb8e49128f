"""A question and an answer as messages of the chat: HTML on one line, so that Markdown has nothing to act on."""

import re
from collections.abc import Mapping

from rag.page import reference
from rag.page.markup import escape, lines, tag
from rag.page.words import Words
from rag.schema import Answer, Citation

ARROW = " › "
_MARKER = re.compile(r"\[(\d{1,3})\]")


def render_question(text: str) -> str:
    """What the user asked."""
    return tag("div", "<br>".join(map(escape, text.splitlines())), class_="y-question")


def render_answer(answer: Answer, names: Mapping[str, str], words: Words, finished: bool = True) -> str:
    """An answer or a refusal. names: the name of each document by its source; finished: no more of it will come."""
    body = [_small("y-understood", answer.understood), _text(answer, words), _small("y-note", answer.note)]
    if answer.refused:
        body.append(_nearby(answer.nearby, names, words))
    elif finished:
        body += [_sources(answer.citations, names, words), _copy_button(words)]
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
    return tag(
        "div",
        *(tag("p", _with_markers(line, citations, words)) for line in kept),
        class_="y-text",
        lang="zh-CN",
    )


def _with_markers(line: str, citations: tuple[Citation, ...], words: Words) -> str:
    """line escaped, with a button for each marker that has a citation; any other [n] stays text."""
    parts: list[str] = []
    at = 0
    for found in _MARKER.finditer(line):
        number = int(found[1])
        if not 1 <= number <= len(citations):
            continue
        parts += [escape(line[at : found.start()]), _marker(number, citations[number - 1], words)]
        at = found.end()
    return "".join([*parts, escape(line[at:])])


def _marker(number: int, citation: Citation, words: Words) -> str:
    title = ": ".join([words.source_number.format(number), ARROW.join(citation.section) or citation.source])
    return tag(
        "button", escape(f"[{number}]"), type="button", class_="y-open y-cite", title=title,
        value=reference.cited(citation).encode(),
    )  # fmt: skip


def _sources(citations: tuple[Citation, ...], names: Mapping[str, str], words: Words) -> str:
    if not citations:
        return ""
    items = []
    for number, citation in enumerate(citations, 1):
        name = tag("span", escape(names.get(citation.source, citation.source)), class_="y-doc")
        path = tag("span", escape(ARROW.join(citation.section)), class_="y-path") if citation.section else ""
        label = tag("span", escape(f"[{number}]"), class_="y-number")
        button = tag(
            "button", label, tag("span", name, path, class_="y-where"), type="button", class_="y-open y-source-link",
            title=words.source_number.format(number), value=reference.cited(citation).encode(),
        )  # fmt: skip
        items.append(tag("li", button))
    return tag("div", tag("p", escape(words.sources), class_="y-label"), tag("ol", *items), class_="y-sources")


def _nearby(nearby: tuple[str, ...], names: Mapping[str, str], words: Words) -> str:
    """What comes close; a place in a document of the library opens that document."""
    if not nearby:
        return ""
    items = []
    for place in nearby:
        named = [source for source, name in names.items() if name in place]
        if named:
            value = reference.Reference(max(named, key=lambda source: len(names[source]))).encode()
            items.append(tag("button", escape(place), type="button", class_="y-open y-source-link", value=value))
        else:
            items.append(tag("span", escape(place)))
    listed = tag("ul", *(tag("li", item) for item in items), lang="zh-CN")
    return tag("div", tag("p", escape(words.nearby), class_="y-label"), listed, class_="y-nearby")


def _copy_button(words: Words) -> str:
    """value: what the button says once it has copied."""
    return tag("button", escape(words.copy), type="button", class_="y-copy", value=words.copied)
