"""Marks of Markdown that are not text: front matter, emphasis, links' addresses, rules, table rulers. Headings keep their #."""

import re

from ingest.clean.traced import Traced

_FRONT = re.compile(r"\A\ufeff?---\r?\n.*?\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_MARKS = re.compile(
    r"(?<!\*)\*\*(?=\S)(?P<bold>[^*\n]+?)\*\*(?!\*)|"
    r"!?\[(?P<text>[^\]\n]*)\]\((?:https?|mailto|/|\.|#)[^)\n]*\)|"
    r"^[ \t]*(?:[-*_][ \t]*){3,}$|^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*:?-*:?[ \t]*$|^[ \t]*>[ \t]?(?=\S)|^[ \t]*[-*+][ \t]+(?=\S)(?!\d+[ \t]*[-*])",
    re.MULTILINE,
)


def drop_markup(traced: Traced) -> Traced:
    """The text without the marks."""
    spans = [match.span() for match in _FRONT.finditer(traced.text)]
    for match in _MARKS.finditer(traced.text):
        inner = next((name for name in ("bold", "text") if match.group(name) is not None), None)
        if inner is None:
            spans.append(match.span())
        else:
            spans += [(match.start(), match.start(inner)), (match.end(inner), match.end())]
    if traced.text.startswith("\ufeff"):
        spans.append((0, 1))
    return traced.without(spans)
