"""The steps of a long section: each is told, those that answer most in full, the others by how they begin."""

from collections.abc import Sequence

from rag.answering.cutting import LABEL, beginning
from rag.judge.section import Section


def steps_of(section: Section, belonging: Sequence[int]) -> list[range]:
    """The numbered clauses of a section, as ordinals of its sentences, where several belong to the answer; else
    nothing."""
    if len({section.place(ordinal)[0] for ordinal in belonging}) < 2:
        return []
    starts = (section.ordinal(number, 0) for number in range(section.first, section.first + len(section.clauses)))
    return [section.clause_of(start) for start in starts if LABEL.match(section.sentences[start].text)]


def cut_short(
    section: Section, steps: Sequence[range], belonging: Sequence[int], best: int, room: int
) -> frozenset[int]:
    """Where those steps begin that the others leave no room for: what answers most goes first, then what is shortest;
    none where not even their beginnings fit."""
    heads = {step.start: len(beginning(section.sentences[step.start].text)) for step in steps}
    left = room - sum(heads.values())
    if left < 0:
        return frozenset()
    more = {step.start: section.length(step) - heads[step.start] for step in steps}
    wanted = more.keys() & {section.clause_of(ordinal).start for ordinal in belonging}
    main = section.clause_of(best).start
    short = set(heads)
    for start in sorted(wanted, key=lambda start: (start != main, more[start], start)):
        if more[start] <= left:
            left -= more[start]
            short.remove(start)
    return frozenset(short)
