"""Which clauses are read and told together, and where their sentences stand."""

import pytest

from ingest.document import make_document
from ingest.source import SourceText
from rag.judge.section import packs, section_of
from rag.reader.window import LONGEST
from rag.schema import Document

TEXT = """青禾县2024年公租房申请办事指南

一、申请条件
（一）具有本县城镇户籍满三年。
（二）家庭人均住房面积低于十五平方米。

二、办理流程
申请人按以下步骤办理：
1. 提出申请。申请人向户籍所在地社区提交书面申请和家庭收入证明。
2. 初审公示。街道办事处在十五个工作日内完成初审，并在社区公示七日。
3. 复审。县住房保障中心会同民政部门复核收入和住房情况，不符合条件的书面告知理由。
4. 轮候配租。经复审合格的进入轮候，按先后次序摇号选房，签订租赁合同。

三、监督管理
第一条 弄虚作假的，五年内不再受理申请。
第二条 工作人员徇私舞弊的，依法处分。
"""


@pytest.fixture
def document() -> Document:
    return make_document(SourceText("指南.txt", TEXT, "0" * 64))


def number_of(document: Document, start: str) -> int:
    return next(n for n, clause in enumerate(document.clauses) if clause.sentences[0].text.startswith(start))


def test_steps_under_one_heading_stand_together_with_what_announces_them(document: Document) -> None:
    section = section_of(document, number_of(document, "3."))
    assert [clause.path[-1][:2] for clause in section.clauses] == ["二、", "1.", "2.", "3.", "4."]
    assert section == section_of(document, number_of(document, "1."))
    assert section == section_of(document, section.first), "whichever of its clauses one begins with"


def test_articles_and_the_parts_of_a_document_stand_for_themselves(document: Document) -> None:
    assert len(section_of(document, number_of(document, "第一条")).clauses) == 1
    first = section_of(document, number_of(document, "（一）"))
    assert all(clause.path[0].startswith("一、") for clause in first.clauses)


def test_the_sentences_of_a_section_are_found_again(document: Document) -> None:
    section = section_of(document, number_of(document, "2."))
    for ordinal, sentence in enumerate(section.sentences):
        number, within = section.place(ordinal)
        assert document.clauses[number].sentences[within] is sentence
        assert section.ordinal(number, within) == ordinal and ordinal in section.clause_of(ordinal)
    with pytest.raises(IndexError):
        section.place(len(section.sentences))


def test_the_path_of_a_stretch_is_what_its_clauses_share(document: Document) -> None:
    section = section_of(document, number_of(document, "2."))
    last = len(section.sentences) - 1
    assert len(section.path(last, last)) == 2
    assert section.path(0, last) == section.path(last - 2, last)[:1] == document.clauses[section.first].path


def test_packs_cover_a_section_in_whole_clauses_that_fit_a_window(document: Document) -> None:
    section = section_of(document, number_of(document, "2."))
    found = packs(section)
    assert [ordinal for pack in found for ordinal in pack] == list(range(len(section.sentences)))
    for pack in found:
        assert pack.start == section.clause_of(pack.start).start and pack.stop == section.clause_of(pack[-1]).stop
        one = section.clause_of(pack.start) == pack
        assert one or sum(len(section.sentences[ordinal].text) for ordinal in pack) <= LONGEST
