"""What a question says of a table, and what stands about the table: words that need no row or column to account for them."""

import re
from collections.abc import Sequence

from rag.question.query import Kind, Query
from rag.reading.cells.labels import read_labels
from rag.reading.cells.tables import Found
from rag.reading.cells.words import NAMED_ROLES, ROLES, content, normal, years
from rag.schema import Hit
from rag.tables import Value, row_at
from rag.text import grams

_OPENING = 60  # characters of the first sentence of a document, which may be a title that is not told to be one
_SHARED = 0.5  # share of what a question says of a task that the row must say of which it asks who or when
_OFFICE = 3  # characters by which an office is known: 人事科
_ACTOR = re.compile("([一-龥]{1,8}?(?<![哪个么])(?:科|室|处|股|中心|办公室))(?:负责|牵头|配合|主办|承办|协助|参与)")
_NUMBERS = (Kind.NUMBER, Kind.PERCENT, Kind.MONEY)
_DATE = re.compile(
    r"\d{2,4}年(?:\d{1,2}月)?(?:\d{1,2}[日号])?|\d{1,2}月(?:\d{1,2}[日号])?|\d{4}[-./]\d{1,2}[-./]\d{1,2}"
)


def asked(query: Query) -> str:
    """A question without what names its document."""
    plain = normal(query.own)
    if query.named.sources:
        for name in sorted((*query.named.titles, *query.named.phrases), key=len, reverse=True):
            plain = plain.replace(normal(name), "　")
    return plain


def about_table(found: Found) -> str:
    """What stands about a table: caption, headings, document, the names of what its rows are."""
    metadata = found.document.metadata
    known = [each.value for each in (metadata.place, metadata.agency, metadata.year) if each]
    keys = [column.name for column in found.sheet.keys]
    opening = found.document.clauses[0].sentences[0]
    first = opening.text[:_OPENING] if row_at(found.document, opening.start) is None else ""
    whole = normal("，".join((found.document.name, found.document.source, first, *known)))
    near = normal("，".join((*found.hit.path, found.sheet.caption, *keys)))
    for year in years(whole) if years(near) else ():
        whole = whole.replace(year, "")  # a table of its own year is not of its document's
    return f"{whole}，{near}"


def is_beside(query: Query, found: Found, hit: Hit) -> bool:
    """Whether a row cannot be quoted for a question: it shares a name with it and nothing of what is asked, or counts nothing
    where a number is asked for."""
    row = row_at(found.document, hit.sentence.start)
    if row is None or query.before:
        return False
    if query.kind in _NUMBERS and not any(_counts(value) for value in row.values):
        return True
    about = about_table(found)
    left = [word for word in content(read_labels(found.sheet, asked(query)).rest) if word not in about]
    left = [word for word in left if word not in query.asides]
    said = normal("；".join((row.section, *(value.column.name + value.text for value in row.values))))
    if (actor := _ACTOR.search(query.own)) and actor.group(1)[-_OFFICE:] not in said:
        return True
    pairs = {pair for word in left for pair in grams(word) if len(pair) > 1}
    shared = sum(pair in said for pair in pairs)
    asks_role = any(cue.search(normal(query.own)) for cue, _ in ROLES)
    return bool(pairs) and (shared == 0 or asks_role and shared < _SHARED * len(pairs))


def is_off(query: Query, tables: Sequence[Found], hit: Hit) -> bool:
    """Whether a sentence beside a table of who does what, or when, shares with such a question nothing but the role that it asks for."""
    plain = asked(query)
    cue = next((cue for cue, _ in ROLES if cue.search(plain)), None)
    if query.before or not any(table.hit.source == hit.source for table in tables):
        return False
    if (actor := _ACTOR.search(query.own)) and actor.group(1)[-_OFFICE:] not in normal(hit.sentence.search):
        return True
    if cue is None:
        return False
    rest = cue.sub(" ", plain)
    for role in NAMED_ROLES:
        rest = rest.replace(role, " ")
    pairs = {pair for word in content(rest) for pair in grams(word) if len(pair) > 1}
    said = normal(hit.sentence.search + "，".join(hit.path))
    return bool(pairs) and not any(pair in said for pair in pairs)


def _counts(value: Value) -> bool:
    """Whether a value holds a figure that is no date and no mere number of its row."""
    return value.column.figures or (not value.column.serial and bool(re.search(r"\d", _DATE.sub("", value.text))))
