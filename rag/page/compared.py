"""A comparison as HTML: change by change, both sides next to each other, each with a button that leads to its source."""

from itertools import groupby

from rag.comparing.change import Change, Comparison, Side
from rag.comparing.report import place, summary, tags
from rag.page import reference
from rag.page.compare_words import ViewWords
from rag.page.markup import escape, tag


def render_comparison(comparison: Comparison, words: ViewWords) -> str:
    """The comparison, kind by kind."""
    first, second = comparison.names
    head = tag("div", _name(first, words.first), _name(second, words.second), class_="y-names")
    count = tag("p", escape(summary(comparison, words.compared)), class_="y-counts", role="status")
    kinds = []
    for kind, changes in groupby(comparison.changes, lambda change: change.kind):
        listed = [_change(change, words) for change in changes]
        title = tag("h3", escape(words.compared.kinds[kind]), tag("span", escape(f" {len(listed)}")))
        kinds.append(tag("section", title, tag("ol", *listed), class_=f"y-kind y-{kind}"))
    return tag("div", head, count, *kinds, class_="y-compared")


def render_message(text: str) -> str:
    """What is said in the place of a comparison."""
    return tag("div", tag("p", escape(text)), class_="y-empty", role="status")


def _name(name: str, label: str) -> str:
    return tag("p", tag("span", escape(label), class_="y-label"), tag("b", escape(name), lang="zh-CN"))


def _change(change: Change, words: ViewWords) -> str:
    figures = [
        tag(
            "li",
            tag("del", escape(figure.before or words.compared.nothing)),
            tag("span", escape(" → ")),
            tag("ins", escape(figure.after or words.compared.nothing)),
        )
        for figure in change.figures
    ]
    said = [tag("span", escape(text), class_="y-tag") for text in tags(change, words.compared)]
    head = [tag("ul", *figures, class_="y-figures")] if figures else []
    head += [tag("p", *said, class_="y-tags")] if said else []
    sides = tag(
        "div",
        _side(change.a, "del", words.before, words.absent_first, words),
        _side(change.b, "ins", words.after, words.absent_second, words),
        class_="y-sides",
    )
    return tag("li", *head, sides, class_="y-change")


def _side(side: Side | None, name: str, sign: str, absent: str, words: ViewWords) -> str:
    if side is None:
        return tag("div", tag("p", escape(absent), class_="y-none"), class_="y-side")
    where = place(side.citation, words.compared)
    button = tag(
        "button", escape(where), type="button", class_="y-open y-path", title=words.to_source.format(where), lang="zh-CN",
        value=reference.cited(side.citation).encode(),
    )  # fmt: skip
    return tag("div", button, tag("p", _marked(side, name, sign), class_="y-words", lang="zh-CN"), class_="y-side")


def _marked(side: Side, name: str, sign: str) -> str:
    """A side's words; what the other side has not is marked by an element and a sign before it."""
    parts: list[str] = []
    at = 0
    for start, end in side.marks:
        parts += [
            escape(side.text[at:start]),
            tag(name, tag("span", escape(sign), class_="y-sign"), escape(side.text[start:end])),
        ]
        at = end
    return "".join([*parts, escape(side.text[at:])])
