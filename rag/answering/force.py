"""A note on answers that quote a document which is no longer in force."""

from dataclasses import replace
from datetime import date

from rag.answering.naming import document_name
from rag.question.catalogue import Catalogue
from rag.question.editions import ended
from rag.schema import Answer
from rag.words import Words


def with_force(answer: Answer, catalogue: Catalogue, today: date, words: Words) -> Answer:
    """The answer with a note on each document it cites that was replaced or repealed, or whose own term is over by
    that day."""
    known = {entry.source: entry for entry in catalogue.entries}
    notes = []
    for source in dict.fromkeys(citation.source for citation in answer.citations):
        entry = known.get(source)
        why = ended(entry, catalogue.entries, today) if entry else ""
        if not entry or not why:
            continue
        name = document_name(entry)
        if isinstance(why, str):
            notes.append(words.over(name, why))
        else:
            notes.append(words.replaced(name, [document_name(known[other]) for other in why]))
    return replace(answer, note=" ".join(filter(None, (answer.note, *notes)))) if notes else answer
