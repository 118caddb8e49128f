"""Example questions, made from figures that stand in the library's own sentences."""

import re

import rjieba

from rag.language.places import bare
from rag.library import Library
from rag.schema import Document
from rag.text import simplify

# A rate that a phrase begins with, and a count of things that a phrase ends with.
_RATE = re.compile(
    "(?:^|[，,。；;、：:])(?:力争|确保|努力使|实现)?([一-龥]{3,12}(?:率|比例))(?:再|力争|要|均|将)?(?:达到|达|提高到|提升到|下降|为|在)(?:到)?\\d[\\d.]*%"
)
_COUNT = re.compile("(新建|扩建|建成|培训|建立了?|举办|引进|新增)(\\d+)(所|家|个|名|项)([一-龥]{2,6})(?=[，,。；、])")
_MOST = 4


def _question(document: Document) -> str:
    """A question that one sentence of the document answers, or ""."""
    place = bare(document.metadata.place.value) if document.metadata.place else ""
    year = f"{document.metadata.year.value}年" if document.metadata.year else ""
    named = f"{year}{place}"
    for clause in document.clauses:
        for sentence in clause.sentences:
            text = simplify(sentence.text)
            if match := _RATE.search(text):
                return f"{named}{match.group(1)}是多少？"
            if (match := _COUNT.search(text)) and all(tag[0] in "njl" for _, tag in rjieba.tag(match.group(4), False)):
                verb, _, unit, what = match.groups()
                return f"{named}{verb}了多少{unit}{what}？".replace("了了", "了")
    return ""


def example_questions(library: Library) -> list[str]:
    """Up to four questions, each about another document."""
    questions: list[str] = []
    for summary in library.summaries():
        question = _question(library.document(summary.source))
        if question and question not in questions:
            questions.append(question)
        if len(questions) == _MOST:
            break
    return questions
