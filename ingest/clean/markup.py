"""Marks of Markdown and of web pages that are not text: front matter, emphasis, links' addresses, rules, table rulers,
tags that only shape text, entities. Headings keep their #."""

import html
import re

from ingest.clean.traced import Traced

_FRONT = re.compile(r"\A\ufeff?---\r?\n(?:[\w-]+:[^\n]*\r?\n)*---[ \t]*(?:\r?\n|\Z)")
_MARKS = re.compile(
    r"(?<!\*)\*\*(?=\S)(?P<bold>[^*\n]{1,200}?)\*\*(?!\*)|"
    r"!?\[(?P<text>[^\]\[\n]{0,200})\]\((?:https?|mailto|/|\.|#)[^)\n]{0,500}\)|"
    r"^[ \t]{0,8}(?:[-*_][ \t]{0,8}){3,}$|^[ \t]{0,8}\|?(?:[ \t]{0,8}:?-{2,80}:?[ \t]{0,8}\|)+[ \t]{0,8}:?-{0,80}:?[ \t]{0,8}$|^[ \t]*>[ \t]?(?=\S)|^[ \t]*[-*+][ \t]+(?=\S)(?!\d+[ \t]*[-*])",
    re.MULTILINE,
)
# Left over from web pages: tags that only shape text, characters of no width, entities.
_TAGS = re.compile(
    r"<%[^%]{0,500}%>|</?(?:p|br|div|span|strong|b|em|i|u|font|center|h[1-6]|ul|ol|li|table|tbody|tr|td|th)(?:\s[^<>\n]{0,200})?/?>|[\u200b-\u200d\u2060\ufeff]",
    re.I,
)
_ENTITY = re.compile(
    r"&(?:#\d{2,5}|#x[0-9a-f]{2,5}|nbsp|lt|gt|amp|quot|ldquo|rdquo|lsquo|rsquo|middot|mdash|ndash|hellip|times|ensp|emsp);",
    re.I,
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
    traced = traced.without(spans)
    traced = traced.replaced(
        (*match.span(), html.unescape(match.group())[:1]) for match in _ENTITY.finditer(traced.text)
    )
    return traced.without(match.span() for match in _TAGS.finditer(traced.text))
