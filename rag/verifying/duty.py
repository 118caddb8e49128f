"""Duty, ban, leave and aim, and what is done already: whether a phrase binds as its source does."""

import re
from collections.abc import Sequence

from rag.statements.duties import denials, modes
from rag.verifying.align import Parting
from rag.verifying.parting import Part, part
from rag.verifying.scene import Scene
from rag.verifying.scope import EVERY
from rag.verifying.verdict import Kind

_DONE = re.compile("已经?|业已|完毕")
_PLANNED = re.compile("目标|力争|争取|努力|[要将拟]|计划|预计|准备|打算")
_AIMS = re.compile("力争|争取|拟(?!定|订)|预计|有望|计划(?=到|于|新|在|投|用|安排|建|招)")
# What a plan may put before what it plans without changing it.
_IN_PASSING = re.compile("(?<![不必])[要须需将]|努力|确保|目标是?")
_EXTENT = frozenset(("part", "all", "only", "most", "hedge"))


def duties(partings: Sequence[Parting], scene: Scene) -> list[Part]:
    """The differences in what binds."""
    if not partings:
        return []
    said, run = scene.said, scene.run
    if _DONE.search(said) and not _DONE.search(scene.sentence) and _PLANNED.search(run) and "了" not in run:
        done = [token for parting in partings for token in parting.claim if _DONE.search(token.text)]
        planned = [token for parting in partings for token in parting.source if _PLANNED.search(token.text)]
        if done:
            return [part(Kind.MODALITY, partings[0], done, planned)]
    ours = _strong(said) or _strong(scene.claim_before)
    theirs = _strong(run) or _strong(scene.run_before)
    if (EVERY.search(said) and EVERY.search(run)) or (denials(said) and denials(run)):
        ours, theirs = ours - {"all"}, theirs - {"all"}
    if ours == theirs:
        return []
    claim = [token for parting in partings for token in parting.claim if modes(token.text) or _AIMS.search(token.text)]
    source = [
        token for parting in partings for token in parting.source if modes(token.text) or _AIMS.search(token.text)
    ]
    if not claim and not source:
        return []
    kind = Kind.SCOPE if ours ^ theirs <= _EXTENT else Kind.MODALITY
    return [part(kind, partings[0], claim, source)]


def _strong(text: str) -> frozenset[str]:
    return modes(_IN_PASSING.sub("", text))
