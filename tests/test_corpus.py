"""The corpus: what is kept of files of every kind, the same clauses out of every format, and the sentence for each fault."""

from difflib import SequenceMatcher
from functools import cache

import pytest

from ingest.containers import Refused
from ingest.source import UnreadableFile
from rag.schema import Document
from rag.text import has_han
from tests.corpus.files import FAULTS, SAMPLES, Fault, Sample
from tests.corpus.measure import documents, measure
from tests.fonts import needs_chinese_font

# Reading pictures takes seconds a page: these stand for the rest, which `python -m tests.corpus` measures.
_PICTURES = ("要点（扫描）.pdf", "要点（一页扫描）.pdf", "基本情况（斜、有噪点）.jpg")
_BY_NAME = {sample.name: sample for sample in SAMPLES}
_TEXTS = [sample for sample in SAMPLES if sample.faithful == "text"]


@cache
def _data(name: str) -> bytes:
    return _BY_NAME[name].make()


def _clauses(document: Document) -> list[tuple[tuple[str, ...], str]]:
    return [(clause.path, "\n".join(each.search for each in clause.sentences)) for clause in document.clauses]


def _only(name: str) -> Document:
    (document,) = documents(name, _data(name))
    return document


def test_there_are_enough_files() -> None:
    assert len({each.name for each in (*SAMPLES, *FAULTS)}) == len(SAMPLES) + len(FAULTS) >= 40


@pytest.mark.parametrize("sample", _TEXTS, ids=lambda sample: sample.name)
def test_a_text_born_file_is_kept_whole(sample: Sample) -> None:
    found = measure(sample, _data(sample.name))
    assert found.share >= 0.995 and found.wrong <= 0.005 * found.expected
    assert found.right == found.cells


@needs_chinese_font
@pytest.mark.parametrize("name", _PICTURES)
def test_a_scan_is_kept_but_for_hardly_a_character(name: str) -> None:
    found = measure(_BY_NAME[name], _data(name))
    assert found.share >= 0.97 and found.wrong <= 0.03 * found.expected
    assert found.right == found.cells


@pytest.mark.parametrize(
    "name",
    [
        "要点.docx", "要点（编号写明）.docx", "要点.doc", "要点.rtf", "要点.pdf", "要点（报表程序）.pdf", "要点（门户）.html", "要点（网页存档）.mht",
        "要点（国标）.txt", "要点（修订）.docx", "要点（金山）.wps", "要点（其实是RTF）.doc",
    ],
)  # fmt: skip
def test_the_same_document_gives_the_same_clauses(name: str) -> None:
    assert _clauses(_only(name)) == _clauses(_only("要点.txt"))


@pytest.mark.parametrize(
    "name",
    [
        "办法.doc",
        "办法（页眉页脚）.docx",
        "办法（双栏）.pdf",
        "办法（门户、国标）.htm",
        "办法.ofd",
        "办法（其实是网页）.doc",
    ],
)
def test_the_same_notice_gives_the_same_clauses(name: str) -> None:
    assert _clauses(_only(name)) == _clauses(_only("办法.txt"))


@needs_chinese_font
def test_a_scan_of_the_document_gives_the_same_clauses_within_what_ocr_mistakes() -> None:
    found, wanted = _clauses(_only("要点（扫描）.pdf")), _clauses(_only("要点.txt"))
    assert len(found) == len(wanted)
    for (path, text), (true_path, true_text) in zip(found, wanted, strict=True):
        assert len(path) == len(true_path)
        said, true = "\n".join((*path, text)), "\n".join((*true_path, true_text))
        assert SequenceMatcher(None, said, true, autojunk=False).ratio() >= 0.97


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_gets_its_sentence(fault: Fault) -> None:
    try:
        refused = [each for each in documents(fault.name, fault.make()) if isinstance(each, Refused)]
        sentence = refused[0].reason
    except UnreadableFile as error:
        sentence = str(error)
    assert fault.says in sentence
    assert has_han(sentence) and sentence.isprintable() and "Error" not in sentence


@pytest.mark.parametrize("sample", _TEXTS, ids=lambda sample: sample.name)
def test_every_span_is_a_slice_of_the_source(sample: Sample) -> None:
    for document in documents(sample.name, _data(sample.name)):
        if isinstance(document, Refused):
            continue
        text = document.text
        for clause in document.clauses:
            for each in clause.sentences:
                assert "".join(text[each.start : each.end].split()) == "".join(each.text.split()) or any(
                    each.start <= start and end <= each.end for start, end in document.removed
                )
        for table in document.layout.tables:
            assert all(table.start <= cell.start <= cell.end <= table.end for cell in table.cells)
        for line in document.layout.lines:
            assert 0 <= line.left <= line.right <= 1 and 0 <= line.top <= line.bottom <= 1 and line.start < line.end
