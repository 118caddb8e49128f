"""Verdicts in words: the real verifier over our samples, told as a table and as text with the citation of official writing."""

import re
from dataclasses import replace

import pytest

from ingest.document import make_document
from ingest.source import SourceText
from rag.chain import Assistant
from rag.exporting.table import Mark, plain
from rag.schema import Citation, Document, Proven
from rag.settings import Settings
from rag.validity import Says, date_of, validity_of
from rag.verifying import words
from rag.verifying.bulk import Batch, gather, verdicts
from rag.verifying.official import cite, name_of, place_of, quote_of
from rag.verifying.pasted import Place, UnreadableUpload, typed
from rag.verifying.report import Row, as_table, copy_text, runs
from rag.verifying.signoff import sign_off, signed_for
from rag.verifying.telling import absence_of, dated, difference_of, label_of, marks_of, place_in, valid
from rag.verifying.verdict import Absence, Claim, Difference, Kind, Label, Passage, Verdict
from rag.verifying.verifier import Verifier
from tests.documents import build

WRONG = "公共实训基地按企业岗位开班，年内培训不少于900人次。"
RIGHT = "《东丽区中小学教师信息技术培训管理办法（试行）》第五条规定：学校校长是本校参训工作的第一责任人。"
ABSENT = {
    "《东丽区中小学教师信息技术培训管理办法（试行）》第九十九条规定：学校校长是第一责任人。": (
        "《东丽区中小学教师信息技术培训管理办法（试行）》没有第九十九条。"
    ),
    "《中华人民共和国教师法》第三条规定：教师是履行教育教学职责的专业人员。": "资料库中没有《中华人民共和国教师法》。",
    "全县地铁三号线将于年底通车。": "文件没有这样说。",
    "普陀区2024年要新建幼儿园12所。": "资料库中没有普陀区的文件。",
}
TEXT = "同志们：\n\n" + "\n".join((WRONG, RIGHT, *ABSENT))


@pytest.fixture(scope="module")
def rows(samples: Assistant) -> list[Row]:
    return list(verdicts(Verifier(samples), gather(TEXT, [], Settings(_env_file=None))))


def told(place: object) -> str:
    return plain(place)  # type: ignore[arg-type]


def test_each_claim_has_its_row_with_where_it_stood(rows: list[Row], samples: Assistant) -> None:
    assert [row.number for row in rows] == list(range(1, 7))
    assert [row.verdict.claim.text.strip("。") for row in rows] == [
        line.strip("。") for line in (WRONG, RIGHT, *ABSENT)
    ]
    assert [row.place.paragraph for row in rows] == [2, 3, 4, 5, 6, 7]


def test_the_table_marks_what_differs_on_both_sides(rows: list[Row], samples: Assistant) -> None:
    table = as_table(rows, samples.library, {}, words.CHINESE)
    assert table.header == words.CHINESE.columns and len(table.rows) == len(rows)
    first = [told(place) for place in table.rows[0]]
    assert first[:3] == ["1", "第2段", "≠ 与原文不符"]
    [differs] = rows[0].verdict.differences
    assert "900人次" in differs.claim and "800人次" in differs.source
    assert f"【{differs.claim}】" in first[3] and f"【{differs.source}】" in first[4]
    assert first[5] == f"数字：所称“{differs.claim}”，原文“{differs.source}”"
    assert first[6].startswith("岱山县2024年教育工作要点\n") and "5.职成教育接产业" in first[6]
    assert first[7:9] == ["2024-05-24", "有效"]
    quote = "".join(run.text for run in table.rows[0][4])
    assert quote in samples.library.document(rows[0].verdict.passages[0].citation.source).text
    assert (differs.claim, Mark.CHANGED) in [(run.text, run.mark) for run in table.rows[0][3]]
    second = [told(place) for place in table.rows[1]]
    assert second[2] == "✓ 有原文依据" and second[5] == "逐字一致"
    assert second[7:9] == ["2021年3月8日", "自2021年4月1日起施行；试行；有效期三年"]


def test_what_was_not_found_is_said_in_a_sentence(rows: list[Row], samples: Assistant) -> None:
    table = as_table(rows, samples.library, {}, words.CHINESE)
    for row, line, says in zip(rows[2:], table.rows[2:], ABSENT.values(), strict=True):
        assert told(line[2]) == "○ 未找到依据" and told(line[5]) == says
        assert not line[4] and absence_of(row.verdict, words.CHINESE) == says
    assert "6条" in table.notes[0] and "✓ 有原文依据 1" in table.notes[0] and samples.library.digest in table.notes[0]


def test_a_copy_cites_as_official_writing_does(rows: list[Row], samples: Assistant) -> None:
    assert copy_text(rows[1], samples.library, words.CHINESE) == (
        f"所核对的话：{RIGHT}\n核对结果：✓ 有原文依据。\n"
        "依据：《东丽区中小学教师信息技术培训管理办法（试行）》（某教〔2021〕12号）第五条："
        "“学校校长是本校参训工作的第一责任人，应当为参训教师调好课、留足时间，不得以教学任务重为由压减参训名额。”\n（逐字一致）"
    )
    wrong = copy_text(rows[0], samples.library, words.CHINESE)
    assert "依据：《岱山县2024年教育工作要点》三、5：“" in wrong and re.search(
        "（数字：所称“.*900人次”，原文“.*800人次”）$", wrong
    )
    assert copy_text(rows[3], samples.library, words.CHINESE).endswith(
        "○ 未找到依据。资料库中没有《中华人民共和国教师法》。"
    )


def test_a_report_in_english_keeps_quotations_as_they_stand(rows: list[Row], samples: Assistant) -> None:
    table = as_table(rows, samples.library, {}, words.ENGLISH)
    first = [told(place) for place in table.rows[0]]
    assert first[2] == "≠ Contradicted" and re.fullmatch("Number: claim “.*900人次”, source “.*800人次”", first[5])
    assert "is not in the library" in told(table.rows[3][5])
    assert all(re.search("[A-Z]", column) for column in table.header)


def test_the_words_are_complete_in_both_languages() -> None:
    for language in (words.CHINESE, words.ENGLISH):
        assert (
            set(language.labels) == set(Label)
            and set(language.kinds) == set(Kind)
            and set(language.absences) == set(Absence)
        )
        assert len(language.columns) == 10 and len(language.signed_columns) == 7
        for absence in Absence:
            says = absence_of(Verdict(Claim("话", 0, 1), Label.NOT_FOUND, absence=absence, names=("甲",)), language)
            assert says and "{" not in says


def passages(*labels: Label) -> tuple[tuple[Passage, ...], list[Document]]:
    """A passage of each of several documents, and those documents."""
    documents = [
        build(
            f"{number}.txt",
            [(("一、学位", f"（{number}）扩建"), [f"新增学位{number}300个。"])],
            title=f"望川县20{20 + number}年要点",
        )
        for number in range(1, len(labels) + 1)
    ]
    found = []
    for document, label in zip(documents, labels, strict=True):
        clause = document.clauses[0]
        sentence = clause.sentences[0]
        citation = Citation(document.source, clause.path, sentence.text, sentence.start, sentence.end)
        differences = (
            (Difference(Kind.NUMBER, "1300", sentence.text[4:8], (4, 8), (4, 8)),)
            if label is Label.CONTRADICTED
            else ()
        )
        found.append(Passage(citation, sentence.text, document.name, label, differences, label is Label.SUPPORTED))
    return tuple(found), documents


class Shelf:
    """Documents by their source, with the digest of a library."""

    digest = "0123"

    def __init__(self, documents: list[Document]) -> None:
        self._documents = {document.source: document for document in documents}

    def document(self, source: str) -> Document:
        return self._documents[source]


def test_documents_that_disagree_are_all_told() -> None:
    found, documents = passages(Label.SUPPORTED, Label.CONTRADICTED)
    row = Row(3, Verdict(Claim("新增学位1300个", 0, 9), Label.SUPPORTED, found), Place())
    shelf = Shelf(documents)
    table = as_table([row], shelf, {}, words.CHINESE)  # type: ignore[arg-type]
    assert [told(line[0]) for line in table.rows] == ["3", "3-2"]
    assert [told(line[2]) for line in table.rows] == [
        "✓ 有原文依据\n几份文件说法不一",
        "≠ 与原文不符\n几份文件说法不一",
    ]
    assert [told(line[4]) for line in table.rows] == ["新增学位1300个。", "新增学位【2300】个。"]
    text = copy_text(row, shelf, words.CHINESE)  # type: ignore[arg-type]
    assert "（✓ 有原文依据；逐字一致）" in text and "（≠ 与原文不符；数字：所称“1300”，原文“2300”）" in text
    gone = as_table([row], Shelf(documents[:1]), {}, words.CHINESE)  # type: ignore[arg-type]
    assert len(gone.rows) == 1


def test_what_stands_on_one_side_only_is_named_and_marked_there_only() -> None:
    added = Difference(Kind.ADDED, "全部", "", (0, 2), (0, 0))
    lacking = Difference(Kind.LEFT_OUT, "", "原则上", (2, 2), (0, 3))
    found = Passage(Citation("甲", (), "原则上完成", 0, 5), "原则上完成", "甲", Label.CONTRADICTED, (added, lacking))
    assert marks_of(found) == ([(0, 2, Mark.ADDED)], [(0, 3, Mark.OMITTED)])
    assert [difference_of(each, words.CHINESE) for each in found.differences] == [
        "多出的话：所称“全部”，原文没有", "缺少的话：原文“原则上”，所称没有",
    ]  # fmt: skip
    assert [(run.text, run.mark) for run in runs("全部完成", [(1, 3, Mark.CHANGED), (0, 2, Mark.ADDED)])] == [
        ("全部", Mark.ADDED), ("完", Mark.CHANGED), ("成", Mark.NONE),
    ]  # fmt: skip


def cited(document: Document, words_: str) -> Passage:
    start = document.text.index(words_)
    section = next(clause.path for clause in document.clauses if clause.start <= start < clause.end)
    return Passage(
        Citation(document.source, section, words_, start, start + len(words_)), words_, document.name, Label.SUPPORTED
    )


LAW = make_document(
    SourceText(
        "办法.txt",
        "关于印发《望川县学校收费管理暂行办法》的通知\n\n各学校：\n\n现将办法印发给你们，请遵照执行。\n\n望川县教育局\n2024年4月2日\n\n"
        "望川县学校收费管理暂行办法\n\n第一章 总则\n\n第一条 为了办好学校，制定本办法。\n\n第二章 学校\n\n"
        "第二条 学校应当公开“三项”收费。\n\n县教育局每年检查一次。\n\n"
        "第三条之一 有下列情形之一的，责令改正：\n\n（一）乱收费的；\n\n（二）不公开的。\n\n"
        "第三章 附则\n\n第四条 本办法自2024年5月1日起施行，有效期五年。《望川县收费办法》同时废止。\n",
        "0" * 64,
    )
)


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("为了办好学校，制定本办法。", "第一条"),
        ("县教育局每年检查一次。", "第二条第二款"),
        ("第二条 学校应当公开“三项”收费。", "第二条第一款"),
        ("（二）不公开的。", "第三条之一第二项"),
        ("（一）乱收费的；\n\n（二）不公开的。", "第三条之一"),
    ],
)
def test_an_article_is_cited_down_to_its_paragraph_and_item(quote: str, place: str) -> None:
    assert place_of(cited(LAW, quote).citation, LAW) == place


def test_a_quotation_within_the_quotation_takes_single_marks_and_the_number_is_not_said_twice() -> None:
    found = cited(LAW, "第二条 学校应当公开“三项”收费。")
    assert cite(found, LAW) == "《望川县学校收费管理暂行办法》第二条第一款：“学校应当公开‘三项’收费。”"


@pytest.mark.parametrize(
    ("section", "place"),
    [
        (("三、保障",), "三"),
        (("二、重点任务", "（一）扩大资源"), "二、（一）"),
        (("二、重点任务", "（一）扩大资源", "3.改薄"), "二、（一）3"),
        (("二、重点任务", "3.改薄"), "二、3"),
        (("第二章 管理",), "第二章"),
        (("安全教育",), "“安全教育”部分"),
        ((), ""),
    ],
)  # fmt: skip
def test_other_texts_are_cited_by_the_numbers_of_their_headings(section: tuple[str, ...], place: str) -> None:
    document = build("plan.txt", [(section or ("一、空",), ["新增学位300个。"])], title="望川县要点")
    sentence = document.clauses[0].sentences[0]
    assert place_of(Citation("plan.txt", section, sentence.text, sentence.start, sentence.end), document) == place


@pytest.mark.parametrize(
    ("title", "number", "name"),
    [
        ("望川县2024年工作要点", "", "《望川县2024年工作要点》"),
        ("转发《县规划》的函", "望教[2024]12号", "《转发〈县规划〉的函》（望教〔2024〕12号）"),
        ("望川县收费办法", "望教（ 2024 ）3号", "《望川县收费办法》（望教〔2024〕3号）"),
        ("", "", "plan.txt"),
    ],
)
def test_a_document_is_named_by_title_and_number(title: str, number: str, name: str) -> None:
    document = build("plan.txt", [(("一、空",), ["无"])], title=title)
    metadata = replace(document.metadata, number=Proven(number, 0, 0) if number else None)
    assert name_of(replace(document, metadata=metadata)) == name


def test_a_heading_that_the_quotation_begins_with_is_not_said_twice() -> None:
    document = build("plan.txt", [(("三、问题", "2.优质资源"), ["2.优质资源仍然偏紧。"])])
    found = cited(document, "2.优质资源仍然偏紧。")
    assert quote_of(found) == "“优质资源仍然偏紧。”" and cite(found, document).startswith("plan.txt，三、2：")


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        (
            "本办法自发布之日起30日后施行，有效期至2028年12月31日。",
            {"自发布之日起30日后施行", "有效期至2028年12月31日"},
        ),
        ("本意见自印发之日起施行，试行期1年。", {"自印发之日起施行", "试行期1年"}),
        ("本办法由县教育局负责解释，自二〇二四年三月一日起执行。", {"自二〇二四年三月一日起执行"}),
        ("现将办法印发给你们，自2024年秋季学期起执行。", {"自2024年秋季学期起执行"}),
        ("六、本方案自公布之日起实施。", {"自公布之日起实施"}),
        ("**第一百三十二条**　本法自2021年6月1日起施行。", {"自2021年6月1日起施行"}),
        ("本通知自2025年1月1日起自行废止。", {"本通知自2025年1月1日起自行废止"}),
        ("《民法典》自2021年1月1日起施行。", set()),
        ("新课程标准自2022年9月1日起执行。", set()),
        ("原《收费办法》同时废止。", set()),
        ("教师资格证书有效期5年。", set()),
        ("收费许可自批准之日起有效期3年。", set()),
    ],
)
def test_validity_is_what_the_document_says_of_itself_with_its_slice(sentence: str, says: set[str]) -> None:
    document = build("rules.txt", [(("一、空",), ["其他内容。", sentence])])
    found = validity_of(document)
    assert {statement.proof.value for statement in found} == says
    for statement in found:
        assert document.text[statement.proof.start : statement.proof.end] == statement.proof.value
    assert valid(document, words.CHINESE) == ("；".join(each.proof.value for each in found) or "文中未载明")


def test_a_trial_is_told_by_the_title_and_other_rules_are_not_taken_for_it() -> None:
    assert [(each.says, each.proof.value) for each in validity_of(LAW)] == [
        (Says.IN_FORCE, "自2024年5月1日起施行"), (Says.TRIAL, "暂行"), (Says.TERM, "有效期五年"),
    ]  # fmt: skip
    for each in validity_of(LAW):
        assert LAW.text[each.proof.start : each.proof.end] == each.proof.value


def test_a_law_is_dated_by_its_last_amendment() -> None:
    opening = "1993年10月31日某会议通过\n\n根据2009年8月27日某会议《关于修改部分法律的决定》修正\n\n"
    document = build("law.txt", [(("第一条",), [opening, "2011年5月1日召开会议。"])], title="某法")
    found = date_of(document)
    assert found and found.proof.value == "2009年8月27日修正" and dated(document, words.CHINESE) == "2009年8月27日修正"
    assert document.text[found.proof.start : found.proof.end].startswith("2009年8月27日")
    assert dated(build("plan.txt", [(("一、空",), ["无"])]), words.ENGLISH) == "not stated in the text"


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (Place(), ""), (Place(paragraph=3), "第3段"), (Place("讲话.docx", table=1, row=2), "讲话.docx 表1第2行"),
        (Place("表.xlsx", sheet="核对", row=4, cell="C4"), "表.xlsx 核对!C4"), (Place("表.csv", row=4), "表.csv 第4行"),
    ],
)  # fmt: skip
def test_where_a_claim_stood_is_told(place: Place, says: str) -> None:
    assert place_in(place, words.CHINESE) == says


def test_a_sign_off_stands_in_the_table(rows: list[Row], samples: Assistant) -> None:
    verdict = rows[0].verdict
    signed = sign_off(samples.library, verdict, "王建国", "退回修改")
    try:
        table = as_table(rows, samples.library, {signed.id: signed}, words.CHINESE)
        assert signed_for(verdict, {signed.id: signed}) is signed
        assert re.fullmatch(r"王建国 \d{4}-\d\d-\d\d \d\d:\d\d\n退回修改\n依据未变", told(table.rows[0][9]))
        assert not table.rows[1][9] and label_of(verdict.label, words.CHINESE) == "≠ 与原文不符"
    finally:
        (samples.library.folder / "signoffs.jsonl").unlink()


def test_limits_and_empty_texts_are_said_before_anything_is_verified(tmp_path: object) -> None:
    few = Settings(verify_claims=3, verify_bytes=2000, _env_file=None)
    for text, says in (
        (TEXT, "一共有 6 条可核对的话，超过一次 3 条的上限"),
        ("字" * 1000, "太长"),
        (" \n", "请先粘贴"),
        ("同志们：\n大家好！", "没有可以核对的话"),
    ):
        with pytest.raises(UnreadableUpload, match=says) as caught:
            gather(text, [], few)
        assert caught.value.name == ""
    assert gather("新建幼儿园7所。", [], few) == Batch((typed("新建幼儿园7所。"),), 1)
