"""The conversation so far, out of what the browser sends: blocks of HTML, or plain strings from gradio's client."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from rag.page.reference import Reference, decode
from rag.schema import Turn


@dataclass(slots=True)
class Shown:
    """An answer as it is shown: its text, whether it is a refusal, and what its markers stand for, by number."""

    text: str
    refused: bool
    references: dict[int, Reference] = field(default_factory=dict)


class _Message(HTMLParser):
    """One of our messages: all of its text, that of its y-text alone, the classes in it and its markers."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.kinds: set[str] = set()
        self.everything: list[str] = []
        self.wanted: list[str] = []
        self.markers: list[tuple[str, str]] = []
        self._depth = 0
        self._columns = 0
        self._marker: str | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        if name == "br":
            self._add("<br>" if self._columns else "\n")
            return
        known = dict(attrs)
        kinds = (known.get("class") or "").split()
        self.kinds.update(kinds)
        if self._depth or "y-text" in kinds:
            self._depth += 1
        if "y-cite" in kinds:
            self._marker = known.get("value") or ""
        elif name == "tr":
            self._columns = 0
        elif name in ("th", "td"):
            self._columns += 1
            self._add("| ")

    def handle_endtag(self, name: str) -> None:
        if name == "button":
            self._marker = None
        elif name in ("th", "td"):
            self._add(" ")
        elif name == "tr":
            self._add("|\n")
        elif name == "thead":
            self._add("| --- " * self._columns + "|\n")
        elif name == "table":
            self._columns = 0
        elif name == "p":
            self._add("\n")
        if self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._marker is not None:
            self.markers.append((data.strip("[]"), self._marker))
        self._add(data.replace("|", r"\|") if self._columns else data)

    def _add(self, text: str) -> None:
        self.everything.append(text)
        if self._depth:
            self.wanted.append(text)


def plain(content: Any) -> str:
    """The text of a message's content: a string, a block, or a list of them. Our own HTML is taken off."""
    html = _html(content)
    message = _ours(html)
    if message is None:
        return html.strip()
    return "".join(message.wanted if "y-answer" in message.kinds else message.everything).strip()


def turns(messages: Iterable[Mapping[str, Any]]) -> list[Turn]:
    """The messages as turns, oldest first; those without text are left out."""
    found = ((message.get("role"), plain(message.get("content"))) for message in messages)
    return [Turn("user" if role == "user" else "assistant", text) for role, text in found if text]


def shown_answer(content: Any) -> Shown | None:
    """The answer that a message's content shows; None where it shows none: a question, a failure, what has not come yet."""
    message = _ours(_html(content))
    if message is None or "y-text" not in message.kinds:
        return None
    references = {int(number): decode(word) for number, word in message.markers if number.isdecimal()}
    return Shown(
        "".join(message.wanted).strip(),
        "y-refusal" in message.kinds,
        {number: found for number, found in sorted(references.items()) if found},
    )


def _ours(html: str) -> _Message | None:
    return _Message(html) if html.startswith(('<div class="y-answer', '<div class="y-question')) else None


def _html(content: Any) -> str:
    if isinstance(content, str):
        return content
    if isinstance(content, Mapping):
        return _html(content.get("text") or "")
    if isinstance(content, Iterable):
        return "\n".join(filter(None, map(_html, content)))
    return ""
