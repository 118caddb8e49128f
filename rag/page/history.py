"""The conversation so far, as plain text: the browser sends blocks of HTML, gradio's client sends plain strings."""

from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from typing import Any

from rag.schema import Turn


class _Plain(HTMLParser):
    """The text of one of our messages: of an answer its y-text alone, of anything else all of it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.answer = False
        self.everything: list[str] = []
        self.wanted: list[str] = []
        self._depth = 0

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        if name == "br":
            self._add("\n")
            return
        classes = (dict(attrs).get("class") or "").split()
        self.answer = self.answer or "y-answer" in classes
        if self._depth or "y-text" in classes:
            self._depth += 1

    def handle_endtag(self, name: str) -> None:
        if name == "p":
            self._add("\n")
        if self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _add(self, text: str) -> None:
        self.everything.append(text)
        if self._depth:
            self.wanted.append(text)


def plain(content: Any) -> str:
    """The text of a message's content: a string, a block, or a list of them. Our own HTML is taken off."""
    if isinstance(content, str):
        return _strip(content)
    if isinstance(content, Mapping):
        return plain(content.get("text") or "")
    if isinstance(content, Iterable):
        return "\n".join(filter(None, map(plain, content)))
    return ""


def turns(messages: Iterable[Mapping[str, Any]]) -> list[Turn]:
    """The messages as turns, oldest first; those without text are left out."""
    found = ((message.get("role"), plain(message.get("content"))) for message in messages)
    return [Turn("user" if role == "user" else "assistant", text) for role, text in found if text]


def _strip(text: str) -> str:
    if not text.startswith(('<div class="y-answer', '<div class="y-question')):
        return text.strip()
    parser = _Plain()
    parser.feed(text)
    parser.close()
    return "".join(parser.wanted if parser.answer else parser.everything).strip()
