"""Tables of data as clauses at their place: a clause a table, a sentence a row, each searched for by what it says."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from ingest.clean import Traced
from ingest.markers import markers
from ingest.outline import Node, Outline, heading_text
from ingest.sentences import split_sentences
from ingest.table_forms import form_sentences
from ingest.table_head import rows_of
from ingest.tables import DataTable
from rag.layout import Cell
from rag.schema import Clause, Sentence
from rag.tables import Row, Sheet, sheet_of
from rag.tables.said import row_name, row_said, said_of, tells
from rag.text import fold

_LONG = 300  # characters of a row that is cut into sentences
_LONG_CELL = 100  # characters of a cell of such a row that is cut into sentences
_ITEM = 25  # characters of a numbered line from which one that ends as a sentence is no heading
_NAME = 60  # characters of what a row is of, as the sentences of its cells carry it along


def weave(
    clauses: Sequence[Clause], tables: Sequence[DataTable], text: str, body: Traced, outline: Outline
) -> tuple[Clause, ...]:
    """The clauses with those of the tables between them, a clause cut in two where a table stands in it. text: the
    source's; body: what the outline was built from."""
    woven = list(clauses)
    starts = [body.span(node.start, node.start + 1)[0] for node in outline.nodes]
    for each in tables:
        at = bisect_right(starts, each.start) - 1
        # The heading of another sheet is none of this one's.
        node = outline.nodes[at] if at >= 0 and body.starts[outline.nodes[at].start] >= each.since else None
        path = tuple(heading_text(body.text, step) for step in (*node.parents, node)) if node else ()
        made = _clause(text, each, _titled(each, body, node, path) if node else path)
        if made:
            woven = _put(woven, made)
    return tuple(woven)


def _is_sentence(line: str) -> bool:
    return "。" in line and (len(line) > _ITEM or "，" in line)


def _titled(each: DataTable, body: Traced, node: Node, path: tuple[str, ...]) -> tuple[str, ...]:
    """The path of a table with a caption without the items above it that are sentences of their own and entitle
    nothing."""
    if each.table.caption == (0, 0):
        return path
    steps = [*node.parents, node]
    while steps and _is_sentence(body.text[steps[-1].start :].split("\n", 1)[0]):
        steps.pop()
    return path[: len(steps)]


def _clause(text: str, each: DataTable, path: tuple[str, ...]) -> Clause | None:
    if each.loose:
        return _loose(text, each, path)
    if not each.table.head:
        return _form(text, each, path)
    sheet = sheet_of(text, each.table)
    if each.sheet and fold(each.sheet) not in fold("".join((*path, sheet.caption))):
        path = (*path, each.sheet)
    if sheet.caption and (not path or fold(sheet.caption) not in fold(path[-1])):
        path = (*path, " ".join(sheet.caption.split()))
    sentences = [_plain(text, *span) for span in each.remarks]
    sentences += [sentence for row in sheet.rows for sentence in _sentences(text, sheet, row)]
    # A remark is text; a heading between the rows is said with each row below it.
    sections = {row.section for row in sheet.rows}
    sentences += [_plain(text, *span) for span in sheet.notes if text[slice(*span)].strip() not in sections]
    sentences.sort(key=lambda sentence: sentence.start)
    return _made(each, path, sentences)


def _made(each: DataTable, path: tuple[str, ...], sentences: list[Sentence]) -> Clause | None:
    end = max([each.end, *(sentence.end for sentence in sentences)])
    return Clause(path, each.start, end, tuple(sentences)) if sentences else None


def _loose(text: str, each: DataTable, path: tuple[str, ...]) -> Clause | None:
    """The rows of a table whose columns have no names, a sentence each, and what stands over them as one."""
    path = _called(text, each, path)
    sentences = [_plain(text, *span) for span in each.remarks]
    above: list[Cell] = []  # cells that begin above a row and reach into it, for which they hold too
    for number, row in enumerate(rows_of(each.table)):
        merged = [cell for cell in above if number < cell.row + cell.rows]
        above = [*merged, *row]
        filled = [cell for cell in row if cell.start < cell.end]
        if not filled:
            continue
        said = sorted((*merged, *filled), key=lambda cell: cell.column)
        search = fold("；".join(text[cell.start : cell.end] for cell in said))
        start, end = filled[0].start, filled[-1].end
        sentences.append(Sentence(text[start:end], search, start, end))
    return _made(each, path, sentences)


def _form(text: str, each: DataTable, path: tuple[str, ...]) -> Clause | None:
    path = _called(text, each, path)
    return _made(each, path, [*(_plain(text, *span) for span in each.remarks), *form_sentences(text, each.table)])


def _called(text: str, each: DataTable, path: tuple[str, ...]) -> tuple[str, ...]:
    """A path with the names of the sheet and of the table."""
    caption = " ".join(text[slice(*each.table.caption)].split())
    for name in (each.sheet, caption):
        if name and fold(name) not in fold("".join(path)):
            path = (*path, name)
    return path


def _plain(text: str, start: int, end: int) -> Sentence:
    return Sentence(text[start:end], fold(text[start:end]), start, end)


def _sentences(text: str, sheet: Sheet, row: Row) -> list[Sentence]:
    """A row as a sentence; one that is long is cut at the sentences of its long cells, each under what the row is
    of."""
    if row.end - row.start <= _LONG:
        return [Sentence(text[row.start : row.end], fold(row_said(sheet, row)), row.start, row.end)]
    name = _lead(sheet, row)
    keys = sheet.key(row)
    found: list[Sentence] = []
    run: list[tuple[int, int, str]] = []  # short cells that follow one another

    def close() -> None:
        if run:
            start, end = run[0][0], run[-1][1]
            search = fold("；".join((name, *(said for *_, said in run))))
            found.append(Sentence(text[start:end], search, start, end))
            run.clear()

    for value in row.values:
        if not row.start <= value.start < row.end or not tells(value):
            continue  # merged, and written in a row above
        if len(value.text) <= _LONG_CELL:
            run.append((value.start, value.end, said_of(value)))
            continue
        close()
        called = "".join(value.column.parts)
        for start, end in split_sentences(text, value.start, value.end):
            lead = f"{name}；" if value not in keys or (start > value.start and keys[0] is value) else ""
            found.append(Sentence(text[start:end], fold(f"{lead}{called}：{text[start:end]}"), start, end))
    close()
    return found


def _lead(sheet: Sheet, row: Row) -> str:
    """What a row is of, short enough to stand before each of its sentences: of a provision its number (第十三条), of other
    sentences what the first says before its first comma."""
    name = row_name(sheet, row)
    if "。" in name:
        mark = next(markers(name, [(0, len(name))]), None)
        name = name[: mark.end] if mark and not mark.start else re.split("[，,；;。：:]", name)[0]
    return "；".join(filter(None, (row.section, name[:_NAME])))


def _put(clauses: list[Clause], made: Clause) -> list[Clause]:
    """The clauses with one more at its place."""
    found: list[Clause] = []
    placed = False
    for clause in clauses:
        before = tuple(sentence for sentence in clause.sentences if sentence.start < made.start)
        after = clause.sentences[len(before) :]
        if not placed and not before:
            found.append(made)
            placed = True
        if placed or not after:
            found.append(clause)
            continue
        found += [_part(clause, before), made, _part(clause, after)]
        placed = True
    return found if placed else [*found, made]


def _part(clause: Clause, sentences: tuple[Sentence, ...]) -> Clause:
    return Clause(clause.path, sentences[0].start, sentences[-1].end, sentences)


def kept_of_tables(
    removed: Sequence[tuple[int, int]], tables: Sequence[DataTable], aside: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """Spans that cleaning took out, without the lines of tables, which are text of the document. aside: what is none of
    it even there, as the number of a page between a table and its caption."""
    found = list(removed)
    for each in tables:
        rest: list[tuple[int, int]] = []
        for start, end in found:
            rest += [span for span in ((start, min(end, each.start)), (max(start, each.end), end)) if span[1] > span[0]]
        found = rest
        found += [span for span in aside if each.start <= span[0] and span[1] <= each.end]
    return tuple(sorted(found))
