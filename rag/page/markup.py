"""HTML made of escaped text. Whatever comes from a document or a user reaches the page through `escape` only."""

from collections.abc import Iterable

# Beside HTML's own characters, those that Markdown, LaTeX or gradio's translation marks would act on: the chat
# shows messages as Markdown, and a document's asterisks and dollar signs must stay what they are.
_SPECIAL = frozenset("&<>\"'`*_#$~|\\{}[]!^:@/")
_ENTITIES = {ord(char): f"&#{ord(char)};" for char in _SPECIAL}
# The browser drops or rewrites these; the sign for "not a character" keeps the reader from being misled.
_ENTITIES |= {code: "\ufffd" for code in (*range(9), 11, *range(14, 32), 127)}


def escape(text: str) -> str:
    """text as HTML that shows the same characters and is nothing but text. Newlines stay newlines."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_ENTITIES)


def tag(name: str, *content: str, **attributes: str | bool | None) -> str:
    """An element. content: HTML; attributes: plain text, escaped here; None and False leave one out.

    A trailing underscore of an attribute's name is dropped (class_), an inner one becomes a hyphen (aria_label).
    """
    pairs = ""
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        key = key.rstrip("_").replace("_", "-")
        pairs += f" {key}" if value is True else f' {key}="{escape(value).replace(chr(10), "&#10;")}"'
    return f"<{name}{pairs}>{''.join(content)}</{name}>"


def pairs(rows: Iterable[tuple[str, str]]) -> str:
    """A list of names with their values."""
    return tag(
        "dl",
        *(tag("div", tag("dt", escape(name)), tag("dd", escape(value))) for name, value in rows),
        class_="y-meta",
    )


def lines(text: str) -> Iterable[str]:
    """The lines of text that are not blank."""
    return (line for line in text.splitlines() if line.strip())
