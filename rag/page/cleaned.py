"""What cleaning took out of a document: the stretches one by one, each with the way to its place in the text."""

from rag.page.excerpt import removed_name
from rag.page.markup import escape, tag
from rag.page.upload_words import upload_words
from rag.page.words import Words
from rag.schema import Document

_SHOWN = 60  # characters of a stretch that its line shows


def render_cleaned(document: Document, words: Words) -> str:
    """How much was taken out, and a button for each stretch that scrolls the text below to it."""
    said = upload_words(words)
    stretches = [(place, document.text[start:end]) for place, (start, end) in enumerate(document.removed)]
    told = [(place, " ".join(text.split())) for place, text in stretches if text.strip()]
    count = sum(len(text) for _, text in stretches)
    head = said.cleaned.format(places=len(told), characters=count) if told else said.nothing_cleaned
    items = (
        tag(
            "li",
            tag(
                "button",
                escape(text[:_SHOWN] + "…" * (len(text) > _SHOWN)),
                type="button",
                class_="y-goto",
                value=removed_name(place),
            ),
        )
        for place, text in told
    )
    listed = (
        tag("details", tag("summary", escape(said.cleaned_places)), tag("ul", *items, lang="zh-CN"), open=True)
        if told
        else ""
    )
    return tag("div", tag("p", escape(head), class_="y-label"), listed, class_="y-outline")
