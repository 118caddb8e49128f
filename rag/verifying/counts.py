"""The figures in which a claim parts from its source: another value, unit, bound, date or direction."""

from collections.abc import Sequence

from rag.statements.figures import Figure
from rag.verifying.align import Parting
from rag.verifying.ground import relative_years
from rag.verifying.parting import Part, part
from rag.verifying.phrases import Token, tokens_of
from rag.verifying.scene import Scene
from rag.verifying.scope import EVERY
from rag.verifying.verdict import Kind

MISSING = 4  # characters that a figure counts for which nothing in the source answers to


class Counting:
    """Compares the figures of the partings of a phrase. masked: the source blots one out; missing: of how many it has none."""

    def __init__(self, partings: Sequence[Parting], scene: Scene) -> None:
        self.partings = partings
        self.scene = scene
        self.masked = False
        self.missing = 0
        self._free = [token for parting in partings for token in parting.source if token.figure]

    def parts(self) -> list[Part]:
        """The differences in figures."""
        found = [each for parting in self.partings for token in parting.claim for each in self._claimed(parting, token)]
        for parting in self.partings:
            left = [token for token in parting.source if token in self._free and not self._may_go(token)]
            found += [part(Kind.LEFT_OUT, parting, [], [token]) for token in left]
        return found

    def _claimed(self, parting: Parting, token: Token) -> list[Part]:
        figure = token.figure
        if not figure:
            return []
        if same := next((each for each in self._free if each.figure and _agree(figure, each.figure)), None):
            self._free.remove(same)
            return []
        if figure.date and self._is_dated(figure):
            return []
        if rival := self._rival(figure, parting):
            self._free.remove(rival)
            return [part(_kind(figure, rival.figure), parting, [token], [rival])]
        masks = [word for word in parting.source if "xx" in word.text]
        self.masked |= bool(masks)
        self.missing += not masks
        return [part(_kind(figure, None), parting, [token], masks)]

    def _rival(self, figure: Figure, parting: Parting) -> Token | None:
        """The figure of the source that stands where one of the claim does: of the same unit, or else in the same place."""
        same = [
            each
            for each in self._free
            if each.figure and (each.figure.unit, each.figure.date) == (figure.unit, figure.date)
        ]
        near = [
            each for each in self._free if each in parting.source and each.figure and _comparable(figure, each.figure)
        ]
        return next(iter([*(each for each in near if each in same), *same, *near]), None)

    def _is_dated(self, figure: Figure) -> bool:
        """Whether a date of the claim is the document's own, or what 去年 means in it."""
        ground = self.scene.ground
        if figure.unit != "年":
            return f"{figure.value}{figure.unit}" in ground.about
        value = full_year(figure.value)
        told = relative_years(self.scene.run) - relative_years(self.scene.said)
        if any(ground.year_of(word) == value for word in told):
            return True
        return value in ground.about or self.scene.year_before == value

    def _may_go(self, token: Token) -> bool:
        """Whether a figure of the source may be left out: the claim says it elsewhere, or it is the document's year, or 每校一名."""
        figure = token.figure
        assert figure
        if figure.date:
            in_claim = any(_agree(figure, each) for each in figures_in(self.scene.whole))
            return in_claim or (figure.unit == "年" and figure.value in self.scene.ground.about)
        if figure.value == "1" and figure.bound == "=":
            return True
        if figure.unit == "%" and figure.value == "100" and EVERY.search(self.scene.said):
            return True
        # With one figure on either side there is no mistaking which it is.
        said = [each for each in figures_in(self.scene.whole) if not each.date]
        alone = len(said) == 1 == sum(not each.date for each in figures_in(self.scene.run))
        return alone and _agree(figure, said[0])


def figures_in(text: str) -> list[Figure]:
    """The figures of a canonical text, in order."""
    return [token.figure for token in tokens_of(text) if token.figure]


def full_year(value: str) -> str:
    """A year in four digits: 2008 of 08."""
    return value if len(value) == 4 else "20" + value


def _agree(figure: Figure, other: Figure) -> bool:
    if figure.date and other.date and figure.unit == other.unit == "年":
        return full_year(figure.value) == full_year(other.value)
    return figure.agrees(other)


def _comparable(figure: Figure, other: Figure) -> bool:
    return figure.date == other.date and (figure.unit == other.unit or not figure.date)


def _kind(figure: Figure, other: Figure | None) -> Kind:
    """In what two figures differ."""
    if figure.date:
        return Kind.DATE
    if other and figure.value == other.value and figure.unit != other.unit:
        return Kind.UNIT
    if other and figure.value == other.value and figure.bound != other.bound:
        return Kind.SCOPE
    if other and figure.value == other.value:
        return Kind.NEGATION  # 提高 where the source has 降低
    if figure.unit == "条" and figure.value.startswith("第"):
        return Kind.ARTICLE
    return Kind.PERCENTAGE if figure.unit in ("%", "‰", "百分点") else Kind.NUMBER
