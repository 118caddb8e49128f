"""Judging a sentence by rules that hold for any policy question: how much of what the question asks it and its section cover,
weighed by how rare the words are; whether it holds an answer of the kind asked for; how high search ranked it.
"""

import math
import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from rag.library import Library
from rag.question.query import Kind, Query
from rag.reading.evidence import Evidence
from rag.reading.fit import holds, is_masked, unlabelled
from rag.schema import Hit
from rag.spelling import respell
from rag.text import fold, grams, has_han

FIGURES = (Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.YEAR, Kind.ORDINAL)
_HEADING = 60  # characters of a heading at most
_NAME = 45  # the same of a line that only names something
_TITLE_SHARE = 0.6  # what a word counts for that only the section or the document's name holds
_BESIDE_SHARE = 0.45  # what a word counts for that only the rest of the clause holds
_QUOTED = 0.3  # what it adds to hold word for word what the question quotes
_RUN = 0.3  # what it adds to share one unbroken run of characters with the question, by its share of it
_CUE = 0.10  # what it adds to say the words that answer such a question
_CARRIED_SHARE = 0.4  # what a word counts for that only the turn before holds
_ASIDE_SHARE = 0.7  # the same for one that stands beside the clause that asks


def weights(library: Library, words: Sequence[str]) -> dict[str, float]:
    """The lexical terms of words with their inverse document frequency, as BM25 has it; bigrams where a word has them.

    A bigram that stands nowhere gives way to its homophone that does.
    """
    terms: list[str] = []
    for word in words:
        pieces = grams(word)
        terms += [piece for piece in pieces if len(piece) > 1 or len(word) == 1 or not has_han(piece)]
    respelled = respell(terms, library.document_frequency)
    terms = [respelled.get(term, term) for term in terms]
    found = library.document_frequency(terms)
    count = library.sentence_count
    return {term: math.log(1 + (count - found.get(term, 0) + 0.5) / (found.get(term, 0) + 0.5)) for term in terms}


def question_weights(library: Library, query: Query) -> dict[str, float]:
    """The weights of a question's terms; what is carried over from the turn before counts less."""
    aside = set(query.asides) & set(query.terms)
    parts = (
        (_CARRIED_SHARE, query.carried),
        (_ASIDE_SHARE, [word for word in query.terms if word in aside]),
        (1.0, [word for word in query.terms if word not in aside]),
    )
    return {term: share * weight for share, words in parts for term, weight in weights(library, words).items()}


def _coverage(weighed: dict[str, float], sentence: set[str], beside: set[str], above: set[str]) -> float:
    total = sum(weighed.values())
    if not total:
        return 0.0
    share = 0.0
    for term, weight in weighed.items():
        if term in sentence:
            share += weight
        elif term in above:
            share += weight * _TITLE_SHARE
        elif term in beside:
            share += weight * _BESIDE_SHARE
    return share / total


def _longest_run(question: str, text: str) -> int:
    """Length of the longest run of characters that stands in both."""
    match = SequenceMatcher(None, question, text, autojunk=False).find_longest_match()
    return match.size


def judge(library: Library, query: Query, hits: Sequence[Hit]) -> list[Evidence]:
    """The hits as judged by the rules, best first; the judgement is one figure, mostly between 0 and 1."""
    weighed = question_weights(library, query)
    clauses: dict[tuple[str, int], set[str]] = {}
    for hit in hits:
        around = clauses.setdefault((hit.source, hit.clause), set())
        around.update(grams(hit.sentence.search))
    top = max(hit.score for hit in hits) or 1.0
    judged = []
    for hit in hits:
        text = hit.sentence.search
        own = set(grams(text)) | set(grams(hit.sentence.reading))
        above = set(grams(fold("".join(hit.path))))
        coverage = _coverage(weighed, own, clauses[hit.source, hit.clause], above)
        heading = is_heading(library, hit)
        fits = holds(query.kind, text, query.units) and not (heading and query.kind in FIGURES)
        score = 0.45 * hit.score / top + 0.45 * coverage + (0.10 if fits else 0.0) - (0.15 if heading else 0.0)
        if query.cue and not heading and query.cue.search(text):
            score += _CUE
        if any(phrase in text or phrase in hit.sentence.reading for phrase in query.quoted):
            score += _QUOTED
        score += _RUN * _longest_run(query.own, text) / max(len(query.own), 1)
        judged.append(Evidence(hit, score, coverage, fits, is_masked(text), rules=score))
    return sorted(judged, key=lambda item: (-item.score, item.hit.id))


def is_heading(library: Library, hit: Hit) -> bool:
    """Whether a sentence is a heading with text below it, or a line that names something and says nothing of it."""
    text = hit.sentence.search
    bare = unlabelled(text).rstrip("。:：")
    if hit.path and len(text) < _HEADING and fold(hit.path[-1]).endswith(bare):
        # A numbered line without text of its own says what it has to say.
        return len(library.document(hit.source).clauses[hit.clause].sentences) > 1
    return len(text) < _NAME and not re.search(r"[。；！？!?;:：|\d…]|[，,].+[，,]", text)
