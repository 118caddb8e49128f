"""The tables that search led to, and of which kind they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.library import Library
from rag.schema import Document, Hit
from rag.tables import Row, Sheet, sheet_at
from rag.text import fold

_TABLES = 6  # tables that one question is asked of
_NAME = 7  # characters of what a row is of, on the average, from which rows are known by phrases and not by names
_PROSE = 20  # characters of a cell from which a table says sentences


@dataclass(frozen=True, slots=True)
class Found:
    """A table of a document; hit: the best of its rows that search brought."""

    document: Document
    sheet: Sheet
    hit: Hit

    def hit_of(self, row: Row) -> Hit:
        """The same hit for the sentence that is a row, or begins one."""
        sentences = self.document.clauses[self.hit.clause].sentences
        for ordinal, sentence in enumerate(sentences):
            if row.start <= sentence.start < row.end:
                return replace(self.hit, id=f"{self.hit.id}+{ordinal}", ordinal=ordinal, sentence=sentence)
        return self.hit


def tables_among(library: Library, hits: Sequence[Hit]) -> list[Found]:
    """The tables whose rows are among the hits, in their order."""
    found: dict[tuple[str, int], Found] = {}
    for hit in hits:
        document = library.document(hit.source)
        sheet = sheet_at(document, hit.sentence.start) if document.layout.tables else None
        if sheet and sheet.rows:
            found.setdefault((hit.source, sheet.table.start), Found(document, sheet, hit))
    return list(found.values())[:_TABLES]


def rows_named(tables: Sequence[Found], plain: str) -> list[str]:
    """The names of rows that stand in a folded question word for word."""
    names = (fold(value.text) for table in tables for row in table.sheet.rows for value in table.sheet.key(row))
    return [name for name in names if len(name) > 1 and name in plain]


def is_of_names(sheet: Sheet) -> bool:
    """Whether the rows of a table are known by names and hold short values: another name is another thing, however alike."""
    last = sheet.keys[-1] if sheet.keys else None
    names = [value.text for row in sheet.rows if last and (value := row.value(last))]
    if not names or sum(map(len, names)) >= _NAME * len(names):
        return False
    texts = [value.text for row in sheet.rows for value in row.values]
    return sum(len(text) > _PROSE for text in texts) * 10 <= len(texts)
