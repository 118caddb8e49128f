"""The sign-offs as a list: what was signed, by whom, and whether what it rests on has changed since."""

from collections.abc import Sequence

from rag.library import Library
from rag.page import reference
from rag.page.markup import escape, tag
from rag.page.verify_rows import render_exports
from rag.page.verify_words import VerifyWords
from rag.verifying.report import signature
from rag.verifying.signoff import SignOff, Standing, standing
from rag.verifying.telling import label_of


def render_signed(signoffs: Sequence[SignOff], library: Library, words: VerifyWords) -> str:
    """The list, the newest first, those to be looked at again before all others; "" where nothing is signed off."""
    signed = [(each, standing(each, library)) for each in reversed(signoffs)]
    if not signed:
        return ""
    due = sum(stands is not Standing.HOLDS for _, stands in signed)
    told = words.signed.format(len(signed)) + (words.report.comma + words.due.format(due) if due else "")
    ordered = sorted(signed, key=lambda pair: pair[1] is Standing.HOLDS)
    items = (_item(each, stands, library, words) for each, stands in ordered)
    summary = tag("summary", escape(told))
    return tag("details", summary, render_exports(words), tag("ul", *items), class_="y-signed-list", open=bool(due))


def _item(signed: SignOff, stands: Standing, library: Library, words: VerifyWords) -> str:
    due = stands is not Standing.HOLDS
    cited = (
        tag("li", tag("span", escape(each.text), lang="zh-CN"), tag(
            "button", escape(words.open_source), type="button", class_="y-open y-show",
            value=reference.cited(each.citation).encode(),
        ))
        for each in signed.cited
    )  # fmt: skip
    again = tag("button", escape(words.recheck), type="button", class_="y-recheck", value=signed.claim)
    return tag(
        "li",
        tag("p", tag("span", escape(label_of(signed.label, words.report)), class_="y-verdict"), class_=f"y-{signed.label}"),
        tag("p", escape(signed.claim), class_="y-words", lang="zh-CN"),
        tag("p", "<br>".join(map(escape, signature(signed, library, words.report).splitlines())), class_="y-note" if due else "y-label"),
        tag("ul", *cited, class_="y-near"),
        again if due else "",
    )  # fmt: skip
