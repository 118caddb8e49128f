"""A verdict in words: its label, what differs, why nothing was found, the date and validity of a document."""

import re

from rag.exporting.table import Mark
from rag.schema import Document
from rag.validity import date_of, validity_of
from rag.verifying.pasted import Place
from rag.verifying.verdict import Absence, Difference, Kind, Label, Passage, Verdict
from rag.verifying.words import SIGNS, Words

_TITLE = re.compile("《[^《》]+(?:〈[^〉]*〉[^《》]*)?》")


def label_of(label: Label, words: Words) -> str:
    """✓ 有原文依据."""
    return f"{SIGNS[label]} {words.labels[label]}"


def manner_of(passage: Passage, words: Words) -> str:
    """Whether a passage says the claim word for word, or may say it; "" where it does not say it."""
    if passage.label is Label.TO_READ:
        return words.to_read
    if passage.label is not Label.SUPPORTED:
        return ""
    return words.word_for_word if passage.word_for_word else words.reworded


def differences_of(passage: Passage) -> tuple[Difference, ...]:
    """What is named of a passage's differences: of one that says the claim in other words, those words are only marked."""
    return tuple(each for each in passage.differences if each.kind is not Kind.WORDING)


def difference_of(difference: Difference, words: Words) -> str:
    """A difference as a sentence: 数字：所称“62”，原文“64”."""
    kind = words.kinds[difference.kind]
    if difference.claim and difference.source:
        return words.differs.format(kind=kind, claim=difference.claim, source=difference.source)
    form = words.only_claim if difference.claim else words.only_source
    return form.format(kind=kind, claim=difference.claim, source=difference.source)


def absence_of(verdict: Verdict, words: Words) -> str:
    """Why a claim was not found, as a sentence; "" where it was."""
    if verdict.label is not Label.NOT_FOUND:
        return ""
    names = words.comma.join(verdict.names)
    if verdict.absence is Absence.ARTICLE:
        titles = [name for name in verdict.names if _TITLE.search(name)] or _TITLE.findall(verdict.claim.text)[:1]
        titles = titles or [f"《{passage.title}》" for passage in verdict.nearby[:1]]
        articles = [name for name in verdict.names if name not in titles]
        if titles and articles:
            return words.article_missing.format(words.comma.join(titles), words.comma.join(articles))
    return words.absences[verdict.absence or Absence.SILENT].format(names)


def marks_of(passage: Passage) -> tuple[list[tuple[int, int, Mark]], list[tuple[int, int, Mark]]]:
    """The spans to mark in the claim and in the passage, each with what it is: on one side only, or other on both."""
    own: list[tuple[int, int, Mark]] = []
    theirs: list[tuple[int, int, Mark]] = []
    for each in passage.differences:
        both = bool(each.claim and each.source)
        if each.claim:
            own.append((*each.claim_span, Mark.CHANGED if both else Mark.ADDED))
        if each.source:
            theirs.append((*each.source_span, Mark.CHANGED if both else Mark.OMITTED))
    return own, theirs


def dated(document: Document, words: Words) -> str:
    """The document's date, as it says it."""
    found = date_of(document)
    return found.proof.value if found else words.not_stated


def valid(document: Document, words: Words) -> str:
    """What the document says of its own validity."""
    return words.semicolon.join(each.proof.value for each in validity_of(document)) or words.not_stated


def place_in(place: Place, words: Words) -> str:
    """Where a claim stood in what was pasted or uploaded; "" where there is nothing to tell."""
    if place.cell:
        part = f"{place.sheet}!{place.cell}"
    elif place.table:
        part = words.table_row.format(place.table, place.row)
    elif place.row:
        part = words.row.format(place.row)
    else:
        part = words.paragraph.format(place.paragraph) if place.paragraph else ""
    return " ".join(filter(None, (place.file, part)))
