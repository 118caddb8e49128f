"""Official documents (红头文件): what stands in their head and foot, what they issue or forward, what they say of validity."""

from collections.abc import Iterator
from datetime import date

import pytest

from ingest.document import make_document
from ingest.source import SourceText
from rag.chain import Assistant
from rag.library import Library
from rag.repeals import repeals_of
from rag.schema import Document, Proven
from rag.validity import ended_by_itself
from rag.verifying.official import name_of
from tests.hashing_embeddings import HashingEmbeddings
from tests.library_checks import put

JOINT = """000012
机密★1年
特急
海云区教育局
海云区财政局文件

海教〔2024〕12号　　　　签发人：沈明远　顾一帆

关于印发《海云区学校食堂管理办法》
和做好2024年秋季学期学校食堂
专项检查工作的通知

各镇（街道）中心学校，局直属各学校、幼儿园：
为管好学校食堂，现将有关事项通知如下。
一、检查内容
（一）原料采购。查看索证索票。
（二）人员健康。查看健康证。
二、时间安排
9月底前完成自查。

附件：1.海云区学校食堂管理办法
　　　2.食堂检查情况统计表

海云区教育局　　海云区财政局
2024年8月20日
（此件公开发布）

附件1
海云区学校食堂管理办法
第一条 学校食堂由学校自办，不得承包给个人。
第二条 本办法自2024年9月1日起施行，有效期3年。《海云区学校食堂管理暂行办法》（海教〔2019〕5号）同时废止。

附件2
食堂检查情况统计表
一、填表说明
由各校如实填写。

抄送：区人民政府办公室，区市场监督管理局，
各镇人民政府。
海云区教育局办公室　　　　2024年8月21日印发
（共印80份）
"""

FORWARD = """海云区教育局

海教函〔2023〕7 号

转发《望川市教育局关于规范校外培训
广告的通知》的函

各学校：
现将《望川市教育局关于规范校外培训广告的通知》转发给你们，请一并做好以下工作。
一、抓好学习
各校组织一次专题学习。
二、开展排查
（一）排查校园周边
月底前排查一遍。
海云区教育局
二〇二三年五月六日

望川市教育局文件
望教〔2023〕31号
望川市教育局关于规范校外培训广告的通知
各县（市、区）教育局：
一、禁止范围
中小学校不得刊登校外培训广告。
（二）例外情形
公益讲座除外。
望川市教育局
2023年4月18日
"""


def read(text: str, name: str = "文件.txt") -> Document:
    document = make_document(SourceText(name, text, "0" * 64))
    found = document.metadata
    for each in (
        found.title,
        found.number,
        found.signer,
        found.addressee,
        found.remark,
        found.copied_to,
        *found.agencies,
    ):
        if each:
            assert "".join(document.text[each.start : each.end].split()) == "".join(each.value.split())
    for clause in document.clauses:
        for sentence in clause.sentences:
            assert document.text[sentence.start : sentence.end] == sentence.text
    return document


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Library.open(tmp_path_factory.mktemp("library"), HashingEmbeddings()) as library:
        put(library, read(JOINT, "食堂.txt"), read(FORWARD, "广告.txt"))
        yield Assistant(library)


def value(proven: Proven | None) -> str:
    return proven.value if proven else ""


def said(document: Document) -> str:
    return "\n".join(sentence.text for clause in document.clauses for sentence in clause.sentences)


def test_a_joint_document_with_everything_the_standard_knows() -> None:
    document = read(JOINT)
    found = document.metadata
    assert value(found.title) == ("关于印发《海云区学校食堂管理办法》和做好2024年秋季学期学校食堂专项检查工作的通知")
    assert [value(each) for each in found.agencies] == ["海云区教育局", "海云区财政局"]
    assert (value(found.number), value(found.signer)) == ("海教〔2024〕12号", "沈明远顾一帆")
    assert (value(found.copy_number), value(found.secrecy), value(found.urgency)) == ("000012", "机密★1年", "特急")
    assert value(found.addressee) == "各镇（街道）中心学校，局直属各学校、幼儿园"
    assert [value(each) for each in found.signatories] == ["海云区教育局", "海云区财政局"]
    assert (value(found.issued), value(found.remark)) == ("2024年8月20日", "此件公开发布")
    assert value(found.copied_to) == "区人民政府办公室，区市场监督管理局，各镇人民政府"
    assert (value(found.printer), value(found.printed)) == ("海云区教育局办公室", "2024年8月21日")
    assert (value(found.agency), value(found.place), value(found.year)) == ("海云区教育局", "海云区", "2024")
    for data in ("机密", "签发人", "各镇（街道）", "附件：", "此件", "抄送", "印发", "财政局", "共印"):
        assert data not in said(document)


def test_attachments_are_linked_to_where_they_begin() -> None:
    document = read(JOINT)
    first, second = document.metadata.attachments
    assert (first.title.value, second.title.value) == ("海云区学校食堂管理办法", "食堂检查情况统计表")
    assert document.text[first.begins :].startswith("附件1\n海云区学校食堂管理办法")
    assert document.text[second.begins :].startswith("附件2\n食堂检查")
    alone = read("关于报送材料的通知\n各学校：\n请按时报送。\n附件：报送表\n海云县教育局\n2024年1月2日\n").metadata
    assert [(each.title.value, each.begins) for each in alone.attachments] == [("报送表", -1)]


def test_an_issued_text_is_kept_apart_from_its_notice() -> None:
    document = read(JOINT)
    (part,) = document.metadata.parts
    assert part.title.value == "海云区学校食堂管理办法"
    assert document.text[part.start : part.end].startswith("附件1")
    assert "统计表" not in document.text[part.start : part.end]
    notice, article, table = (
        next(clause for clause in document.clauses if any(words in each.text for each in clause.sentences))
        for words in ("9月底", "第一条", "填表说明")
    )
    assert document.metadata.part_at(notice.start) is None is document.metadata.part_at(table.start)
    assert document.metadata.part_at(article.start) == part
    assert article.path == ("附件1 海云区学校食堂管理办法", "第一条")
    assert table.path == ("附件2 食堂检查情况统计表", "一、填表说明")
    assert name_of(document, article.start) == "《海云区学校食堂管理办法》（海教〔2024〕12号）"
    assert name_of(document, notice.start).startswith("《关于印发〈海云区学校食堂管理办法〉和")


def test_a_forwarded_notice_keeps_its_number_and_its_headings_go_on_from_none() -> None:
    document = read(FORWARD)
    found = document.metadata
    assert value(found.title) == "转发《望川市教育局关于规范校外培训广告的通知》的函"
    assert (value(found.number), value(found.agency), value(found.issued)) == (
        "海教函〔2023〕7号",
        "海云区教育局",
        "二〇二三年五月六日",
    )
    (part,) = found.parts
    assert (value(part.title), value(part.number)) == ("望川市教育局关于规范校外培训广告的通知", "望教〔2023〕31号")
    assert (value(part.agency), value(part.issued)) == ("望川市教育局", "2023年4月18日")
    paths = [clause.path for clause in document.clauses if found.part_at(clause.start)]
    assert ("一、禁止范围",) in paths
    assert not any("二、开展排查" in path for path in paths)
    inside = next(clause for clause in document.clauses if "一、禁止范围" in clause.path)
    assert name_of(document, inside.start) == "《望川市教育局关于规范校外培训广告的通知》（望教〔2023〕31号）"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("海教[2024]3号", "海教[2024]3号"),
        ("海教（2024）3 号", "海教（2024）3号"),
        ("海政办发【2024】第12号", "海政办发【2024】第12号"),
        ("（海教〔2024〕3号）", "海教〔2024〕3号"),
        ("海云市人民政府令 第12号", "海云市人民政府令第12号"),
    ],
)
def test_numbers_in_all_their_forms(line: str, number: str) -> None:
    found = read(f"海云市教育局文件\n{line}\n关于做好招生工作的通知\n各学校：\n请做好招生工作。\n").metadata
    assert value(found.number).replace(" ", "") == number
    assert value(found.title) == "关于做好招生工作的通知"
    assert value(found.addressee) == "各学校"


def test_what_only_looks_like_a_head_or_foot_stays_text() -> None:
    text = "海云区2024年教育工作要点\n各学校要做好三件事：\n一、抓安全\n海云区第一中学\n海云区实验小学\n校园安全抄送：记录在册。\n"
    document = read(text)
    assert said(document).count("\n") == 4
    assert not document.metadata.addressee and not document.metadata.copied_to and not document.metadata.signatories
    speech = read("在全区教育工作会议上的讲话\n各位校长，各位老师：\n今天开会。\n一、成绩\n新建学校两所。\n")
    assert "各位校长" in said(speech)


@pytest.mark.parametrize(
    ("sentence", "others"),
    [
        ("《海云区食堂暂行办法》（海教〔2019〕5号）同时废止。", [("海云区食堂暂行办法", "海教〔2019〕5号")]),
        ("原《甲办法》、《乙规定》自本办法施行之日起停止执行。", [("甲办法", ""), ("乙规定", "")]),
        ("按照《甲办法》已经失效的合同，不再续签。", []),
        ("《甲办法》继续有效，其余文件废止。", []),
        ("本办法自2025年1月1日起废止。", []),
    ],
)
def test_which_others_a_document_ends(sentence: str, others: list[tuple[str, str]]) -> None:
    document = read(f"海云区食堂管理办法\n第一条 食堂自办。\n第二条 {sentence}\n")
    assert (
        [(each.title, each.number) for each in repeals_of(document)]
        == others
        == [(each.title, each.number) for each in document.metadata.repeals]
    )
    for each in document.metadata.repeals:
        assert document.text[each.proof.start : each.proof.end] == each.proof.value


def test_a_notice_that_repeals_lists_what_it_ends() -> None:
    document = read(
        "海云区教育局关于废止部分文件的通知\n各学校：\n经研究，决定废止下列文件：\n1.《甲办法》（海教〔2001〕1号）\n2.《乙规定》\n本通知自印发之日起施行，请对照《丙意见》执行。\n"
    )
    assert [(each.title, each.number) for each in document.metadata.repeals] == [
        ("甲办法", "海教〔2001〕1号"),
        ("乙规定", ""),
    ]


@pytest.mark.parametrize(
    ("ending", "last"),
    [
        ("本办法自2021年4月1日起施行，有效期三年。", date(2024, 3, 31)),
        ("本办法自2021年4月1日起施行，有效期至2025年12月31日。", date(2025, 12, 31)),
        ("本办法自2021年4月1日起施行，试行期18个月。", date(2022, 9, 30)),
        ("本办法自2021年4月1日起施行，有效期至2023年底。", date(2023, 12, 31)),
    ],
)
def test_when_a_document_is_over_by_its_own_words(ending: str, last: date) -> None:
    metadata = read(f"海云区食堂管理办法\n第一条 食堂自办。\n第二条 {ending}\n").metadata
    assert ended_by_itself(metadata, last) is None
    assert ended_by_itself(metadata, date.fromordinal(last.toordinal() + 1))


def test_a_portals_stamp_ends_a_document() -> None:
    metadata = read("【已废止】\n海云区食堂管理办法\n第一条 食堂自办。\n").metadata
    ended = ended_by_itself(metadata, date(2024, 1, 1))
    assert ended and ended.proof.value == "已废止"
    assert not ended_by_itself(read("海云区食堂管理办法\n第一条 过期食品一律失效。\n").metadata, date(2090, 1, 1))


def test_names_set_with_a_space_between_all_characters() -> None:
    found = read(
        "海 云 区 教 育 局 文 件\n海教〔2024〕9号\n关于做好招生工作的通知\n各学校：\n请做好招生工作。\n海 云 区 教 育 局\n2024年3月1日\n"
    ).metadata
    assert [value(each) for each in (*found.agencies, *found.signatories)] == ["海云区教育局"] * 2
    assert value(found.issued) == "2024年3月1日"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("食堂检查的通知抄送给了哪些单位？", "抄送：区人民政府办公室，区市场监督管理局，各镇人民政府"),
        ("食堂管理办法的通知主送哪些单位？", "主送：各镇（街道）中心学校，局直属各学校、幼儿园"),
        ("食堂专项检查通知谁签发的？", "签发人：沈明远顾一帆"),
        ("食堂检查通知有哪些附件？", "附件：海云区学校食堂管理办法；食堂检查情况统计表"),
    ],
)
def test_what_is_no_text_of_clauses_can_still_be_asked_for(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert said in answer.text
    (citation,) = answer.citations
    assert assistant.library.document("食堂.txt").text[citation.start : citation.end] == citation.quote


def test_the_signature_says_who_and_when_not_the_site_that_showed_it() -> None:
    text = (
        "标题：关于开展校园读书月的通知\n来源：本站原创\n发布日期：2024-04-20\n\n关于开展校园读书月的通知\n\n各学校：\n\n"
        "定于4月开展读书月活动，每所学校至少举办两场读书会。\n\n永宽县教育局\n2024年3月28日\n"
    )
    found = make_document(SourceText("通知.html", text, "0" * 64)).metadata
    assert found.agency and found.agency.value == "永宽县教育局"
    assert found.issued and found.issued.value == "2024年3月28日"
    shown = make_document(SourceText("通知.html", text.replace("永宽县教育局\n2024年3月28日\n", ""), "0" * 64)).metadata
    assert shown.agency is None and shown.issued and shown.issued.value == "2024-04-20"
