"""What of a passage is told: the unit that answers, lists to their end, nothing that looks whole and is not."""

import pytest

from ingest.document import make_document
from ingest.source import SourceText
from rag.answering.cutting import excerpt
from rag.answering.telling import Told, pieces, tell
from rag.judge.judge import Judged
from rag.judge.passages import Passage
from rag.judge.policy import features
from rag.judge.section import section_of
from rag.reader.spans import Span
from rag.reader.unit import Unit
from rag.reader.window import windows_around
from rag.schema import Document, Hit

TEXT = """临江市公共租赁住房管理办法

第一章 总则

第一条 为了规范公共租赁住房的管理，制定本办法。

第二章 退出

第二条 承租人有下列情形之一的，应当退回住房：
（一）转借、转租所承租住房的；
（二）擅自改变住房用途的；
（三）无正当理由连续六个月以上闲置住房的。
承租人拒不退回的，责令限期退回；逾期不退回的，可以申请人民法院强制执行，租金按市场价格的1.5倍收取。
"""


@pytest.fixture
def document() -> Document:
    return make_document(SourceText("办法.txt", TEXT, "0" * 64))


def judged(document: Document, unit: Unit, best: int, belonging: dict[int, tuple[int, int]]) -> Judged:
    """The second article as a judge might see it. belonging: spans of the sentences that belong to the answer."""
    number = next(n for n, clause in enumerate(document.clauses) if clause.path[-1] == "第二条")
    clause = document.clauses[number]
    texts = [sentence.text for sentence in clause.sentences]
    (window, *_) = windows_around(texts, range(len(texts)), "")
    spans = {
        n: Span(n, *belonging.get(n, (0, len(text))), 1.0, float(n in belonging), float(n in belonging))
        for n, text in enumerate(texts)
    }
    hit = Hit("", document.source, number, best, clause.sentences[best], clause.path, 1.0)
    passage = Passage(section_of(document, number), window, (hit,))
    return Judged(passage, 0.9, 0.9, unit, spans, best, hit, features(3, 3, 1, 1, 0))


def said(told: Told) -> str:
    return "".join(told.section.sentences[n].text for n in told.ordinals)


def test_one_item_that_answers_brings_the_whole_list(document: Document) -> None:
    told = tell(document, [judged(document, Unit.WHOLE, 2, {2: (0, 5)})], 90)
    assert told.ordinals[0] == 0 and said(told).endswith("闲置住房的。") and not told.whole


def test_the_whole_provision_where_there_is_room(document: Document) -> None:
    told = tell(document, [judged(document, Unit.WHOLE, 2, {2: (0, 5)})], 400)
    assert told.whole and "强制执行" in said(told)


def test_a_figure_is_told_in_the_phrase_that_it_stands_in(document: Document) -> None:
    number = next(n for n, clause in enumerate(document.clauses) if clause.path[-1] == "第二条")
    sentences = document.clauses[number].sentences
    best = next(n for n, sentence in enumerate(sentences) if "1.5倍" in sentence.text)
    at = sentences[best].text.index("1.5倍")
    told = tell(document, [judged(document, Unit.SHORT, best, {best: (at, at + 4)})], 400)
    assert told.ordinals == (best,) and told.run
    assert sentences[best].text[slice(*told.run)] == "租金按市场价格的1.5倍收取"


def test_the_provision_itself_can_be_asked_for(document: Document) -> None:
    told = tell(document, [judged(document, Unit.SHORT, 1, {1: (3, 5)})], 400, whole=True)
    assert told.whole and told.run is None


def test_quotations_are_slices_of_the_source(document: Document) -> None:
    told = tell(document, [judged(document, Unit.WHOLE, 2, {2: (0, 5)})], 400)
    found = pieces(document, told)
    assert len(found) >= 4, "items are lines of their own"
    for text, citation in found:
        assert document.text[citation.start : citation.end] == citation.quote
        assert "".join(text.split()) in "".join(citation.quote.split())
    assert len({citation for _, citation in found}) == 1, "a stretch of a clause is cited as a whole"


def test_an_excerpt_keeps_whole_phrases_around_what_answers() -> None:
    text = "第一句说的是前因，" * 10 + "费用为每人三百元，" + "后面还有许多别的话，" * 10
    at = text.index("三百元")
    shown = excerpt(text, (at, at + 3), 60)
    assert "费用为每人三百元，" in shown and len(shown) <= 70 and shown.startswith("……") and shown.endswith("……")
    assert excerpt("短句。", None, 60) == "短句。"


def test_steps_that_do_not_fit_together_are_all_told_those_that_answer_most_in_full() -> None:
    steps = "".join(f"{n}. 第{n}步名称：{'这一步要做的事情写得很长，' * 6}最后盖章。\n" for n in range(1, 7))
    found = make_document(
        SourceText("指南.txt", f"临江市公租房办事指南\n\n一、申请条件\n无房。\n\n二、办理流程\n{steps}", "0" * 64)
    )
    number = next(n for n, clause in enumerate(found.clauses) if clause.sentences[0].text.startswith("3."))
    section = section_of(found, number)
    best = section.ordinal(number, 0)
    ordinals = range(len(section.sentences))
    spans = {n: Span(n, 0, 9, 1.0, float(n in (best, best + 1)), 1.0) for n in ordinals}
    (window, *_) = windows_around([sentence.text for sentence in section.sentences], [best], "")
    hit = Hit("", found.source, number, 0, section.sentences[best], found.clauses[number].path, 1.0)
    one = Judged(Passage(section, window, (hit,)), 0.9, 0.9, Unit.WHOLE, spans, best, hit, features(3, 3, 1, 1, 0))
    lines = [text for text, _ in pieces(found, tell(found, [one], 250))]
    assert [line[:2] for line in lines] == [f"{n}." for n in range(1, 7)]
    assert lines[2].endswith("盖章。") and lines[0].endswith("……") and not lines[0].endswith("盖章。……")
    for _, citation in pieces(found, tell(found, [one], 250)):
        assert found.text[citation.start : citation.end] == citation.quote and "盖章" in citation.quote
