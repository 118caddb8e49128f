"""Whether a sentence is borne out by the clauses that it names.

The sentence is compared piece by piece (a piece stands between two commas): each must agree with one piece of a clause in figures and
their bounds, in duty, ban and leave, in denial, and in whose it is. What a rule cannot tell counts against the sentence: a
quotation in its place costs little, a wrong answer much.
"""

import re
from collections.abc import Sequence

from rag.question.twins import required
from rag.statements.duties import addresses_reader, exceptions, relative_years
from rag.statements.figures import Figure, figures_of
from rag.statements.pieces import Piece, content, normal, pieces

_FOREIGN = re.compile(r"[^\W\d_\u3400-\u9fff〇々]{2,}")  # letters of any script but Chinese
_TITLE = re.compile("《([^》]+)》")
_FRAME = re.compile("^(?:根据|按照|依据|依照|据|在|从)|(?:中|里|的)?(?:显示|规定|指出|提出|明确|要求)?$")
_MARKS = str.maketrans("", "", "《》")
_LABEL = re.compile(r"([^:,。;]{1,30}):(?!\d)")
_SCOPE = re.compile("^(?:[全本][国省市区县校旗州镇乡]|全年|每年|每月|每学期|每学年|各地|各校|各级|学校|年度|期间)$")


def borne_out(sentence: str, quotes: Sequence[str], context: Sequence[str] = ()) -> bool:
    """Whether a sentence, without its handles, says nothing but what the quotations say.

    context: what stands about them, their documents' names and headings, which a sentence may name but not rest on.
    """
    said, behind = normal(sentence), [normal(quote) for quote in quotes]
    about = "\n".join(map(normal, context))
    # A document that gives orders is only text: it is quoted as it stands, and bears out nothing in other words.
    if any(map(addresses_reader, [*behind, about])):
        return False
    everything = "\n".join([*behind, about])
    if not _named(said, everything) or not _dated(said, everything):
        return False
    evidence = pieces(behind)
    if not _labelled(said, evidence, about):
        return False
    # A label has been looked at; it is a piece of its own.
    ours = [piece for piece in pieces([said])[bool(_LABEL.match(said)) :] if not _frames(piece, about)]
    if not any(holds(word, quote) for word in content(said) for quote in behind):
        return False
    return all(any(_agrees(piece, other, evidence, about) for other in evidence) for piece in ours)


def holds(word: str, text: str) -> bool:
    """Whether a text holds a word, or both halves of a word that was cut too long."""
    return word in text or any(word[:at] in text and word[at:] in text for at in range(2, len(word) - 1))


def _named(said: str, everything: str) -> bool:
    """Whether every word, title, name in letters and school level of a sentence stands in what is behind it."""
    return (
        all(holds(word, everything) for word in content(said))
        and all(title in everything for title in _TITLE.findall(said))
        and all(letters in everything for letters in _FOREIGN.findall(said))
        and all(any(word in everything for word in group) for group in required(said))
    )


def _dated(said: str, everything: str) -> bool:
    """Whether its dates stand there too, 今年 as 今年."""
    known = figures_of(everything)
    return relative_years(said) <= relative_years(everything) and all(
        any(_same_date(date, other) for other in known) for date in figures_of(said) if date.date
    )


def _same_date(date: Figure, other: Figure) -> bool:
    """Whether a date is the other, which may be the first of 2013-2015年."""
    return date.value == other.value and other.unit in (date.unit, "")


def _labelled(said: str, evidence: Sequence[Piece], about: str) -> bool:
    """Whether what a sentence puts before a colon, as whose it is, is its document or section or begins a piece of the clause."""
    label = _LABEL.match(said)
    return (
        not label
        or all(holds(word, about) for word in content(label[1]))
        or any(piece.text.startswith(label[1]) for piece in evidence)
    )


def _frames(piece: Piece, about: str) -> bool:
    """Whether a piece only names the document or section in its own words, or a date for what follows: 根据《…》, 2013年."""
    if any(not figure.date for figure in piece.figures):
        return False
    named = _FRAME.sub("", piece.text).translate(_MARKS)
    return not piece.words and not piece.modes and not piece.denials or named in about.translate(_MARKS)


def _agrees(piece: Piece, other: Piece, evidence: Sequence[Piece], about: str) -> bool:
    """Whether a piece says what the other, a piece of a clause, says."""
    counted = [figure for figure in piece.figures if not figure.date]
    if not all(
        any(_counts_alike(figure, theirs, other.whole + about) for theirs in other.figures) for figure in counted
    ):
        return False
    if piece.denials != other.denials or piece.modes != other.modes or piece.limits != other.limits:
        return False
    if not (other.rates <= piece.rates | _rates_before(piece) and all(rate in other.whole for rate in piece.rates)):
        return False
    if exceptions(other.near) and not exceptions(piece.whole):
        return False
    if not all(_is_dated(date, other, about) for date in piece.dates):
        return False
    return _same_subject(piece, other, about) and _same_twins(piece, other, evidence)


def _counts_alike(figure: Figure, theirs: Figure, around: str) -> bool:
    """Whether two figures are one; the unit that a table leaves to its header must stand there."""
    return figure.agrees(theirs) and (bool(theirs.unit) or figure.unit in around)


def _is_dated(date: Figure, other: Piece, about: str) -> bool:
    """Whether a date is one of the other piece's, or its document's where it has none of the kind."""
    rivals = [figure for figure in other.dates if figure.unit in (date.unit, "")]
    return any(_same_date(date, each) for each in rivals or figures_of(about))


def _rates_before(piece: Piece) -> frozenset[str]:
    return frozenset(rate for before in piece.earlier for rate in before.rates)


def _same_subject(piece: Piece, other: Piece, about: str) -> bool:
    """Whether the words of a piece belong to the other, or to what is said before it and holds for it."""
    strange = [word for word in piece.words if not holds(word, other.text) and not holds(word, about)]
    earlier = "".join(before.text for before in other.earlier)
    if not all(holds(word, earlier) for word in strange):
        return False
    if not (piece.figures or any(holds(word, other.text) for word in piece.words)):
        return False
    if not _in_order(piece, other):
        return False
    # What the other says of itself may not be left out: 新建幼儿园12所 are not 幼儿园12所, nor is every school a 民办学校.
    own = (word for word in other.own if not _SCOPE.match(word) and not holds(word, about))
    said = piece.text + "".join(before.text for before in piece.earlier)
    return all(holds(word, said) for word in own)


def _in_order(piece: Piece, other: Piece) -> bool:
    """Whether the words of a piece that are the other's come in its order: 甲校并入乙校 is not 乙校并入甲校."""
    at = 0
    for word in piece.words:
        if word not in other.text or _SCOPE.match(word):
            continue
        at = other.text.find(word, at)
        if at < 0:
            return False
        at += len(word)
    return True


def _same_twins(piece: Piece, other: Piece, evidence: Sequence[Piece]) -> bool:
    """Whether the school level, town or country, boys or girls of the other are not left out where the evidence tells them apart."""
    told = required(other.text)
    rivals = "".join(each.text for each in evidence if each is not other)
    return all(
        any(word in piece.whole for word in group)
        for group in told
        if any(len(required(f"{group[0]},{rival[0]}")) == 1 and rival[0] not in group for rival in required(rivals))
    )
