"""A document as it is compared: its clauses, and the headings that stand in none, as lines in canonical form."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from rag.schema import Citation, Clause, Document, Heading
from rag.statements.traced import Traced, trace
from rag.text import fold, grams

_NUMERAL = "[零〇一二三四五六七八九十百\\d]"
# The number at the head of a canonical text, which shifts when something is put in before it.
_NUMBER = re.compile(
    rf"(?:#+|第{_NUMERAL}{{1,5}}[编章节条](?:之{_NUMERAL}{{1,3}})?|[(\[]{_NUMERAL}{{1,4}}[)\]]|[一二三四五六七八九十百]{{1,4}}[、.]|"
    r"\d{1,3}[、.](?!\d)|[一二三四五六七八九十]是[,:]?)*"
)
_STOPS = "。.:;,!?"
_CIRCLED = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_ARTICLE = re.compile(r"第\d+条")


@dataclass(frozen=True)
class Line:
    """A sentence, or several that follow one another. text: as the document has it; form: canonical, without the
    number at its head.

    start:end is its slice of the source; section: the index of its section, at: its place among the lines there.
    """

    text: str
    form: Traced
    start: int
    end: int
    section: int
    at: int

    @cached_property
    def terms(self) -> frozenset[str]:
        """What it is aligned by."""
        return frozenset(_terms(self.form.text))


@dataclass(frozen=True)
class Section:
    """A clause, or a heading that stands in none. clause: its index in the document, None for a heading.

    article: its number in canonical form, 第12条, "" where it is no article; parent: the index of the section that its
    heading stands under, None at the top.
    """

    path: tuple[str, ...]
    lines: tuple[Line, ...]
    clause: int | None
    article: str
    parent: int | None

    @property
    def title(self) -> frozenset[str]:
        """The terms of its own heading."""
        return heading_terms(self.path)

    @property
    def trail(self) -> frozenset[str]:
        """The terms of the headings that it stands under."""
        return frozenset(chain.from_iterable(_terms(_unnumbered(title).text) for title in self.path[:-1]))

    @property
    def begins_with_title(self) -> bool:
        """Whether its first line is its own heading and nothing else."""
        return bool(self.path) and self.lines[0].form.text.rstrip(_STOPS) == _unnumbered(self.path[-1]).text.rstrip(
            _STOPS
        )

    @property
    def body(self) -> tuple[Line, ...]:
        """Its lines without its heading."""
        return self.lines[1:] if self.begins_with_title else self.lines

    @cached_property
    def terms(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(line.terms for line in self.lines))


def sections(document: Document) -> list[Section]:
    """The sections of a document, in order."""
    found: list[Section] = []
    numbers: dict[tuple[str, ...], int] = {}
    clauses = {id(clause): number for number, clause in enumerate(document.clauses)}
    for part in sorted((*document.clauses, *_bare_headings(document)), key=lambda each: each.start):
        path = part.path if isinstance(part, Clause) else _path(part, document.clauses)
        number = len(found)
        lines = _lines(part, document, number)
        if lines:
            article = _ARTICLE.match(trace(path[-1]).text) if path else None
            parent = numbers.get(path[:-1]) if path else None
            found.append(Section(path, lines, clauses.get(id(part)), article[0] if article else "", parent))
            numbers[path] = number
    return found


def joined(lines: Sequence[Line], document: Document) -> Line:
    """Lines that follow one another in a section as one."""
    if len(lines) == 1:
        return lines[0]
    text = canonical = ""
    starts: list[int] = []
    ends: list[int] = []
    for number, line in enumerate(lines):
        if number and "\n" in document.text[lines[number - 1].end : line.start]:
            text += "\n"
        starts += [len(text) + place for place in line.form.starts]
        ends += [len(text) + place for place in line.form.ends]
        text += line.text
        canonical += line.form.text
    form = Traced(canonical, tuple(starts), tuple(ends))
    return Line(text, form, lines[0].start, lines[-1].end, lines[0].section, lines[0].at)


def heading_terms(path: Sequence[str]) -> frozenset[str]:
    """The terms of the last heading of a path."""
    return frozenset(_terms(_unnumbered(path[-1]).text)) if path else frozenset()


def cite(line: Line, section: Section, document: Document) -> Citation:
    """The citation of a line."""
    return document.cite(line.start, line.end, section.path)


def _bare_headings(document: Document) -> list[Heading]:
    """The headings that are in no clause: those with nothing but headings below them."""
    return [
        heading
        for heading in document.outline
        if not any(clause.start < heading.end and heading.start < clause.end for clause in document.clauses)
    ]


def _path(heading: Heading, clauses: Sequence[Clause]) -> tuple[str, ...]:
    """The path of a bare heading, as the clause below it has it."""
    name = fold(heading.label + heading.title)
    below = next((clause.path for clause in clauses if clause.start >= heading.end), ())
    depth = next((depth for depth, title in enumerate(below, 1) if fold(title) == name), 0)
    return below[:depth] or (heading.label + heading.title,)


def _lines(part: Clause | Heading, document: Document, section: int) -> tuple[Line, ...]:
    if isinstance(part, Clause):
        parts = [(each.text, each.start, each.end) for each in part.sentences]
    else:
        written = document.text[part.start : part.end]
        start = part.start + len(written) - len(written.lstrip("#*_ \t\u3000"))
        text = document.text[start : part.end].rstrip("*_ \t\u3000\r\n")
        parts = [(text, start, start + len(text))]
    forms = ((_unnumbered(text), text, start, end) for text, start, end in parts)
    kept = [(form, text, start, end) for form, text, start, end in forms if form.text]
    return tuple(Line(text, form, start, end, section, at) for at, (form, text, start, end) in enumerate(kept))


def _unnumbered(text: str) -> Traced:
    """The canonical form of a text without the number at its head."""
    form = trace(text)
    found = _NUMBER.match(form.text)
    begin = found.end() if found else 0
    if not begin and form.text and text[form.starts[0]] in _CIRCLED:
        begin = form.ends.count(form.ends[0])
    return form.part(begin, len(form.text)) if begin else form


def _terms(canonical: str) -> list[str]:
    """Pairs of Chinese characters, words of letters and numbers."""
    return [term for term in grams(canonical) if len(term) > 1 or term.isascii()]
