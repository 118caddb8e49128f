"""Cleaning: what is not the document goes; every character that stays remembers its place in the source."""

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.clean.fields import take_fields
from ingest.clean.furniture import drop_furniture
from ingest.clean.gaps import close_gaps
from ingest.clean.glosses import drop_glosses
from ingest.clean.mail_heads import drop_mail_heads
from ingest.clean.markup import drop_markup
from ingest.clean.pages import join_pages
from ingest.clean.placeholders import drop_placeholders
from ingest.clean.torn import join_torn
from ingest.clean.traced import Traced
from ingest.clean.wrap import join_lines
from rag.schema import Field, Proven


@dataclass(frozen=True, slots=True)
class Cleaned:
    """text: what is left of the document; fields: a portal's metadata; covers: words that stood glued before the
    text."""

    text: Traced
    fields: tuple[Field, ...]
    covers: tuple[Proven, ...]


def clean(source: str, aside: Iterable[tuple[int, int]] = ()) -> Cleaned:
    """The document in a source text. aside: spans known to be no text of it. Total and idempotent on clean text; never
    fails."""
    traced = drop_markup(drop_glosses(Traced.whole(source).without(aside)))
    traced, fields = take_fields(drop_mail_heads(join_torn(traced)))
    traced = drop_furniture(traced)
    traced, covers = drop_placeholders(traced)
    return Cleaned(close_gaps(join_lines(join_pages(traced))), fields, covers)


__all__ = ["Cleaned", "Traced", "clean"]
