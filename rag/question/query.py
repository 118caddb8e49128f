"""A question as understood: what the later steps know of it."""

from dataclasses import dataclass
from enum import StrEnum

from rag.provisions import Provision
from rag.question.catalogue import Named


class Kind(StrEnum):
    """The kind of answer a question wants."""

    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    YEAR = "year"
    DATE = "date"
    ORDINAL = "ordinal"
    LIST = "list"
    ARTICLE = "article"
    DOCUMENT = "document"
    WHY = "why"
    YES_NO = "yes_no"
    PERSON = "person"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Query:
    """A question as understood, after the turns before it.

    question: as asked. asked: what models are given, the question that it goes on from first. text: folded words,
    those of that question included; own: the question's own alone. terms: its content words without what only names a
    document. fields: the metadata rows asked for; about: the content words besides those that ask for them. articles:
    the articles of a law that it names, with 款 and 项. units: measure words that it asks with (所, 人次). before: the
    question that this one goes on from. told: what has been answered already, where more is asked for; whole: the
    provision itself is asked for. open: goes on from a question that was not asked. understood: what was searched
    for, where that is not what was said. year: how 今年 or 去年 was read, as (word, year). withheld: documents that it is
    not answered from, other versions having been preferred. narrowed: to the documents named alone, one of several
    that a question names. part: it is one of several questions of a message.
    """

    question: str
    asked: str
    text: str
    own: str
    kind: Kind
    named: Named
    terms: tuple[str, ...]
    units: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    articles: tuple[Provision, ...] = ()
    before: str = ""
    told: str = ""
    whole: bool = False
    open: bool = False
    understood: str = ""
    year: tuple[str, str] | None = None
    withheld: frozenset[str] = frozenset()
    narrowed: bool = False
    part: bool = False
