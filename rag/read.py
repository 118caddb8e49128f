"""Reading: which of the sentences that search found answers the question, or why none does.

A sentence is judged by rules that hold for any policy question: how much of what the question asks about it and its
section cover, weighed by how rare the words are; whether it holds an answer of the kind asked for; how high search ranked it.
The judgement is one figure, mostly between 0 and 1; below REFUSE no sentence counts as an answer.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from rag.endings import breaks_off
from rag.fit import holds, is_masked, unlabelled
from rag.library import Library
from rag.schema import Hit
from rag.spelling import respell
from rag.text import fold, grams, has_han
from rag.understand import Kind, Query

REFUSE = 0.42
_COMPARED = 0.25  # the same for each of several documents that a question compares
_COVERED = 0.18  # share of a question's words that the best sentence must answer to
_COVERED_NAMED = 0.13  # the same where the question names the document
_NEAR = 0.15  # how far below the best another sentence may stand and still hold the figure asked for
_FOREIGN = 0.66  # share of a question's words that may stand nowhere in the library
_HEADING = 60  # characters of a heading at most
_NAME = 45  # the same of a line that only names something
_ASKS_NAME = re.compile(
    "什么地方|哪里|哪儿|哪[一二三两几个些]*(?:县|区|市|校|地方|年)|叫什么|名字|名称|分别(?:建|在|是)|第几|where|what (?:is|are) the names?"
)
_READ = 24  # hits of search that are read
_TITLE_SHARE = 0.6  # what a word counts for that only the section or the document's name holds
_BESIDE_SHARE = 0.45  # what a word counts for that only the rest of the clause holds
_QUOTED = 0.3  # what it adds to hold word for word what the question quotes
_RUN = 0.3  # what it adds to share one unbroken run of characters with the question, by its share of it
_CUE = 0.10  # what it adds to say the words that answer such a question
_CARRIED_SHARE = 0.4  # what a word counts for that only the turn before holds
_ASIDE_SHARE = 0.7  # the same for one that stands beside the clause that asks
_FIGURES = (Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.YEAR, Kind.ORDINAL)


class Reason(StrEnum):
    """Why there is no answer."""

    PLACE = "place"
    YEAR = "year"
    TITLE = "title"
    ARTICLE = "article"
    FIELD = "field"
    FIGURE = "figure"
    MASKED = "masked"
    CUT_OFF = "cut_off"
    NOTHING = "nothing"
    EMPTY = "empty"
    NO_LIBRARY = "no_library"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence as read. score: the judgement; coverage: the share of the question's words it answers to; fits: holds the kind asked for."""

    hit: Hit
    score: float
    coverage: float
    fits: bool
    masked: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """evidence: sentences that answer, best first; if none, the reason, and the nearest sentences all the same."""

    evidence: tuple[Evidence, ...] = ()
    nearest: tuple[Evidence, ...] = ()
    reason: Reason | None = None


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


class Reader:
    """Reads the hits of a search against the question."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def read(self, query: Query, hits: Sequence[Hit]) -> Reading:
        """The sentences among hits that answer the query, best first, or the reason why none does."""
        if not hits:
            return Reading(reason=Reason.NOTHING)
        judged = self._judge(query, hits if query.named.groups else hits[:_READ])
        if query.kind in _FIGURES and not query.named.groups:
            # A sentence with a figure answers before one without that speaks of the same.
            close = [item for item in judged if item.fits and self._is_as_good(item, judged[0])]
            judged = [*close, *(item for item in judged if item not in close)]
        reason = self._refuse(query, judged)
        if reason:
            return Reading(nearest=tuple(judged[:3]), reason=reason)
        judged = judged if query.kind in _FIGURES else self._below_headings(judged)
        return Reading(
            tuple(item for item in judged if item.score >= REFUSE or (query.named.groups and item.score >= _COMPARED)),
            tuple(judged[:3]),
        )

    @staticmethod
    def _is_as_good(item: Evidence, best: Evidence) -> bool:
        return item.score >= best.score - _NEAR and item.coverage >= best.coverage - _NEAR

    def _judge(self, query: Query, hits: Sequence[Hit]) -> list[Evidence]:
        weighed = question_weights(self.library, query)
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
            heading = self._is_heading(hit)
            fits = holds(query.kind, text, query.units) and not (heading and query.kind in _FIGURES)
            score = 0.45 * hit.score / top + 0.45 * coverage + (0.10 if fits else 0.0) - (0.15 if heading else 0.0)
            if query.cue and not heading and query.cue.search(text):
                score += _CUE
            if any(phrase in text or phrase in hit.sentence.reading for phrase in query.quoted):
                score += _QUOTED
            score += _RUN * _longest_run(query.own, text) / max(len(query.own), 1)
            judged.append(Evidence(hit, score, coverage, fits, is_masked(text)))
        return sorted(judged, key=lambda item: (-item.score, item.hit.id))

    def _is_heading(self, hit: Hit) -> bool:
        """Whether a sentence is a heading with text below it, or a line that names something and says nothing of it."""
        text = hit.sentence.search
        bare = unlabelled(text).rstrip("。:：")
        if hit.path and len(text) < _HEADING and fold(hit.path[-1]).endswith(bare):
            # A numbered line without text of its own says what it has to say.
            return len(self.library.document(hit.source).clauses[hit.clause].sentences) > 1
        return len(text) < _NAME and not re.search(r"[。；！？!?;:：|\d…]|[，,].+[，,]", text)

    def _below_headings(self, judged: Sequence[Evidence]) -> list[Evidence]:
        """The same with each heading replaced by the first sentence of the text below it, which is what is meant."""
        seen: set[tuple[str, int, int]] = set()
        found = []
        for item in judged:
            hit = item.hit
            sentences = self.library.document(hit.source).clauses[hit.clause].sentences
            if self._is_heading(hit) and hit.ordinal + 1 < len(sentences):
                hit = replace(hit, id=f"{hit.id}+", ordinal=hit.ordinal + 1, sentence=sentences[hit.ordinal + 1])
                item = replace(item, hit=hit)
            place = (hit.source, hit.clause, hit.ordinal)
            if place not in seen:
                seen.add(place)
                found.append(item)
        return found

    def _refuse(self, query: Query, judged: Sequence[Evidence]) -> Reason | None:
        best = judged[0]
        if best.score < REFUSE or self._is_beside_the_point(query, best):
            return Reason.NOTHING
        near = [item for item in judged[:3] if self._is_as_good(item, best)]
        if query.kind in _FIGURES and not any(holds(query.kind, item.hit.sentence.search) for item in near):
            return Reason.MASKED if any(item.masked for item in near) else Reason.FIGURE
        if best.masked and _ASKS_NAME.search(query.own):
            return Reason.MASKED
        if query.kind not in _FIGURES and self._breaks_off(best.hit):
            return Reason.CUT_OFF
        return None

    def _is_beside_the_point(self, query: Query, best: Evidence) -> bool:
        """Whether the documents do not speak of what is asked: too few of its words stand in the best sentence or at all."""
        weighed = weights(self.library, query.terms)
        if not weighed:
            return not query.named.anything
        if query.named.sources:
            return has_han(query.text) and best.coverage < _COVERED_NAMED
        if has_han(query.text) and best.coverage < _COVERED:
            return True
        found = self.library.document_frequency(list(weighed))
        missing = sum(weight for term, weight in weighed.items() if not found.get(term))
        return missing > _FOREIGN * sum(weighed.values())

    def _breaks_off(self, hit: Hit) -> bool:
        """Whether a sentence is the last of its document and does not end."""
        clauses = self.library.document(hit.source).clauses
        last = (hit.clause, hit.ordinal) == (len(clauses) - 1, len(clauses[-1].sentences) - 1)
        return last and breaks_off(clauses)
