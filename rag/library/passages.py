"""What is embedded for a sentence: decided here and nowhere else."""

from rag.schema import Clause, Document
from rag.text import fold


def passage(document: Document, clause: Clause, sentence_text: str) -> str:
    """The text whose vector stands for a sentence: the nearest heading, then the sentence.

    sentence_text is normalised (Sentence.search or Sentence.reading); the heading is normalised to match.
    """
    if not clause.path:
        return sentence_text
    return f"{fold(clause.path[-1])} {sentence_text}"
