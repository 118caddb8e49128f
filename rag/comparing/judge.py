"""What kind of change there is between two lines that belong together."""

from collections.abc import Mapping
from dataclasses import dataclass

from rag.comparing.change import FigureChange, Kind
from rag.comparing.figures import changed_figures
from rag.comparing.force import other_force
from rag.comparing.sections import Line
from rag.comparing.wording import Span, differ, spans


@dataclass(frozen=True, slots=True)
class Judged:
    """How two lines differ. kinds: weightiest first; the marks are spans of the texts as written."""

    kinds: tuple[Kind, ...]
    figures: tuple[FigureChange, ...]
    left: tuple[Span, ...]
    right: tuple[Span, ...]


def judge(left: Line, right: Line, articles: Mapping[str, str]) -> Judged | None:
    """How two lines differ; None where they say the same. articles: see changed_figures."""
    if left.form.text == right.form.text:
        return None
    differing = differ(left.form.text, right.form.text)
    if not differing.blocks:
        return None
    figures = changed_figures((left.text, left.form), (right.text, right.form), differing, articles)
    kinds = [Kind.FIGURE] if figures else []
    if other_force(left.form.text, right.form.text, differing):
        kinds.append(Kind.DUTY)
    return Judged(
        tuple(kinds) or (Kind.WORDING,),
        figures,
        spans(differing.left, [block.left for block in differing.blocks], left.form),
        spans(differing.right, [block.right for block in differing.blocks], right.form),
    )
